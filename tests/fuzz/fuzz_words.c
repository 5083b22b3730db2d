/* Any bytes as a text in which to look for words. */
#include "lexicon.h"
#include "limits.h"

static const char substances[] = "id,class,language,names,ambiguous,cas,status\n"
				 "a,medicine,,Viagra;acetyl fentanyl;виагра,spice,58-08-2,recall\n";
static const char phrases[] = "language,id,strength,phrase,status\n"
			      "en,b,weak,no (a |any |)prescription*,recall\n"
			      "en,c,weak,buy .. (now|*line) .. here,recall\n"
			      "de,d,weak,*apotheke,recall\n"
			      ",e,weak,#% (off|less),recall\n"
			      "el,f,weak,χωρίς * συνταγή,recall\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static struct lic_lexicon *lexicon;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_terms terms;

	if (!lexicon &&
	    lic_lexicon_new(&lexicon, lic_str_from(substances), lic_str_from(phrases)) < 0)
		abort();
	if (lic_lexicon_scan(lexicon, lic_str((const char *)data, len), false, &arena, &terms) < 0)
		abort();
	size_t last = 0;
	for (size_t i = 0; i < terms.count; i++) {
		const struct lic_page_term *t = &terms.term[i];
		if (t->at < last || t->len == 0 || t->at + t->len > len || !t->id.len)
			abort();
		last = t->at;
	}
	if (terms.count > LIC_PAGE_TERMS_MAX)
		abort();
	lic_arena_release(&arena);
	return 0;
}
