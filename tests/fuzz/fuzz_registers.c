/* Any bytes as the catalogue of registers. */
#include "registers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_registers registers;
	struct lic_diag diag = {""};
	int err = lic_registers_parse(&registers, lic_str((const char *)data, len), &diag);

	if (err < 0) {
		if (!diag.text[0])
			abort();
		return 0;
	}
	for (size_t i = 0; i < registers.count; i++) {
		const struct lic_register *r = &registers.rows[i];
		const struct lic_register *found = lic_registers_of(&registers, r->jurisdiction);
		if (!r->id.ptr || !r->report_url.ptr || (found && !found->confirmed))
			abort();
	}
	lic_registers_release(&registers);
	return 0;
}
