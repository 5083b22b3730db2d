/* Any bytes as the word lists: substances, a NUL, phrases. */
#include "lexicon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct lic_str all = lic_str((const char *)data, len);
	const size_t end = lic_str_find(all, '\0');
	const struct lic_str substances = lic_str(all.ptr, end);
	const struct lic_str phrases =
		end < len ? lic_str(all.ptr + end + 1, len - end - 1) : lic_str(NULL, 0);
	struct lic_diag diag = {""};

	if (lic_lexicon_check(substances, phrases, &diag) < 0 && !diag.text[0])
		abort();
	return 0;
}
