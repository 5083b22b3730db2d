/* Any bytes as a host: what its name shows. */
#include "name_facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static const char words[] = "word,kind,strength,fit\nviagra,medicine,3,any\npharmacy,pharmacy,3,"
			    "edge\nbuy,sales,1,whole\nspecialist,plain,1,whole\n";
static const char targets[] = "pilulka.cz\tpharmacy\tPilulka\nsussexpharmacy.co.uk\tpharmacy\t\n"
			      "novartis.com\tmanufacturer\t\n";

static void make(struct lic_name_lists *lists)
{
	if (lic_words_parse(&lists->words, lic_str_from(words), NULL) < 0 ||
	    lic_suffixes_parse(&lists->suffixes, LIC_STR("suffix\nsu\n"), NULL) < 0 ||
	    lic_targets_parse(&lists->targets, lic_str_from(targets), &lists->words, NULL) < 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static struct lic_name_lists lists;
	static struct lic_facts facts;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_str host = {(const char *)data, len};
	struct lic_subject subject = {.host = host, .site = host};

	if (!lists.words.count)
		make(&lists);
	/* The site is the last two labels, as far as there are two. */
	for (size_t i = len, dots = 0; i > 0; i--)
		if (host.ptr[i - 1] == '.' && ++dots == 2) {
			subject.site = lic_str(host.ptr + i, len - i);
			break;
		}
	lic_facts_init(&facts, &subject, LIC_STR(""), 20000);
	facts.known[LIC_SLOT_LISTS] = true;
	if (lic_name_probe(&lists, &arena, &facts) < 0 || !facts.name)
		abort();
	for (size_t i = 0; i < facts.name->words_count; i++)
		if (!facts.name->words[i].word.len || facts.name->words[i].kind == LIC_WORD_PLAIN)
			abort();
	lic_arena_release(&arena);
	return 0;
}
