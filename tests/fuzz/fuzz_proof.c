/* A proof of inclusion that somebody hands over: lists prove --check. */
#include "licit_keep.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lic_diag diag = {""};
	struct lic_buf words;

	lic_buf_init(&words, LIC_PROOF_MAX);
	int err = lic_keep_proof_check(lic_str((const char *)data, size), &words, &diag);
	/* It says why not, and says nothing where it does not hold. */
	if (err < 0 ? !diag.text[0] || words.len : !words.len)
		abort();
	lic_buf_release(&words);
	return 0;
}
