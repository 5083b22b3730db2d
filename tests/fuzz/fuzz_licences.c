/* Any bytes as the file of licence forms, and its forms against its own text. */
#include "licences.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_licences licences;
	struct lic_str text = lic_str((const char *)data, len);
	struct lic_diag diag = {""};

	if (lic_licences_parse(&licences, text, &diag) < 0) {
		if (!diag.text[0])
			abort();
		return 0;
	}
	for (size_t i = 0; i < licences.count; i++) {
		const struct lic_licence *l = &licences.row[i];
		if (!l->labels || !l->label[0].len || !l->form.len)
			abort();
		lic_licence_labelled(l, text);
		for (size_t at = 0; at < len; at++)
			if (lic_licence_read(l->form, lic_str(text.ptr + at, len - at)) > len - at)
				abort();
	}
	lic_licences_release(&licences);
	return 0;
}
