/*
 * Any bytes as JSON, in canonical form: where that is JSON (control characters are not escaped in
 * it), its canonical form is itself.
 */
#include "canonical.h"

#define TEXT_MAX (64u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_buf first, second;

	lic_buf_init(&first, TEXT_MAX);
	lic_buf_init(&second, TEXT_MAX);
	if (lic_canonical_convert(&first, lic_str((const char *)data, len), NULL) == LIC_OK &&
	    lic_canonical_convert(&second, lic_buf_str(&first), NULL) == LIC_OK &&
	    !lic_str_eq(lic_buf_str(&first), lic_buf_str(&second)))
		abort();
	lic_buf_release(&first);
	lic_buf_release(&second);
	return 0;
}
