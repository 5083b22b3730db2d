/* Any bytes as the file of seals, and its patterns against its own texts. */
#include "seals.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_seals seals;
	struct lic_str value, text = lic_str((const char *)data, len);
	struct lic_diag diag = {""};

	if (lic_seals_parse(&seals, text, &diag) < 0) {
		if (!diag.text[0])
			abort();
		return 0;
	}
	for (size_t i = 0; i < seals.count; i++) {
		const struct lic_seal *s = &seals.row[i];
		if (!s->id.len || !s->targets || !s->target[0].hosts.count)
			abort();
		for (size_t k = 0; k < s->files.count; k++)
			lic_seal_text_fits(s->files.item[k], text);
		for (size_t k = 0; k < s->target[0].entries.count; k++)
			if (lic_seal_entry_fits(s->target[0].entries.item[k], text, &value) &&
			    value.len && (value.ptr < text.ptr || value.ptr > text.ptr + text.len))
				abort();
	}
	lic_seals_release(&seals);
	return 0;
}
