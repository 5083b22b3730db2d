/* The name probe on hosts, by words and targets of its own: name.rows. */
#include "name_facts.h"

#include "../data/index_maker.h"
#include "rows.h"

static const char words[] = "word,kind,strength,fit\n"
			    "viagra,medicine,3,any\n"
			    "apteka,pharmacy,3,any\n"
			    "pharmacy,pharmacy,3,any\n"
			    "buy,sales,1,whole\n"
			    "online,sales,1,whole\n"
			    "login,plain,2,whole\n"
			    "cheese,plain,1,whole\n"
			    "shop,sales,1,whole\n"
			    "blue,plain,1,whole\n"
			    "lek,pharmacy,1,edge\n"
			    "levny,sales,1,whole\n"
			    "lekarna,pharmacy,3,any\n";
static const char suffixes[] = "suffix\nsu\n";
static const char targets[] = "pilulka.cz\tpharmacy\tPilulka, a.s.\n"
			      "sussexpharmacy.co.uk\tpharmacy\t\n"
			      "manor-pharmacy.co.uk\tpharmacy\t\n"
			      "pharmacyonline.cz\tpharmacy\t\n"
			      "dm.de\tpharmacy\t\n"
			      "boots.com\tpharmacy\t\n"
			      "benu.cz\tpharmacy\t\n"
			      "drmax.cz\tpharmacy\t\n"
			      "medino.com\tpharmacy\t\n"
			      "lekarna.cz\tpharmacy\t\n"
			      "lekarna2.cz\tpharmacy\t\n"
			      "onlinelekarna.cz\tpharmacy\t\n"
			      "levnylek.cz\tpharmacy\t\n"
			      "lekarnaturnov.cz\tpharmacy\t\n"
			      "lekarna-bona.cz\tpharmacy\t\n"
			      "pharmacyonline.co.uk\tpharmacy\t\n"
			      "klpharmacy.com\tpharmacy\t\n"
			      "murrays.co.uk\tpharmacy\t\n"
			      "chemistdoktor.cz\tpharmacy\t\n"
			      "rezept.sedempharm.cz\tpharmacy\tSedempharm\thost\n"
			      "kolumbus.com\tretailer\tKolumbus\n"
			      "novartis.com\tmanufacturer\tNovartis\n";

static struct lic_name_lists lists;
static struct lic_psl *psl;

static void show(const struct lic_name_facts *name, struct lic_buf *out)
{
	static const struct lic_str none = {"-", 1};

	for (size_t i = 0; i < name->words_count; i++)
		lic_buf_printf(out, "%.*s ", LIC_STR_ARG(name->words[i].word));
	if (name->mixed_scripts)
		LIC_BUF_LIT(out, "mixed ");
	if (name->whole_script)
		LIC_BUF_LIT(out, "whole ");
	if (name->risky_tld)
		LIC_BUF_LIT(out, "risky ");
	if (!name->target.len) {
		lic_buf_adds(out, none);
		return;
	}
	lic_buf_printf(out, "%s %s %.*s", lic_likeness_name(name->likeness),
		       lic_imitation_name(name->imitation), LIC_STR_ARG(name->target));
}

static void run(struct lic_str host, struct lic_buf *out)
{
	static struct lic_facts facts;
	struct lic_subject subject;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_buf store;
	struct lic_diag diag = {""};

	lic_buf_init(&store, LIC_URL_MAX);
	if (lic_subject_parse(&subject, host, psl, &store, &diag) < 0)
		fail_msg("%s", diag.text);
	lic_facts_init(&facts, &subject, LIC_STR(""), 20000);
	facts.known[LIC_SLOT_LISTS] = true;
	assert_int_equal(lic_name_probe(&lists, &arena, &facts), 0);
	assert_true(facts.known[LIC_SLOT_NAME]);
	show(facts.name, out);
	lic_arena_release(&arena);
	lic_buf_release(&store);
}

int main(void)
{
	struct lic_diag diag = {""};

	if (lic_words_parse(&lists.words, lic_str_from(words), &diag) < 0 ||
	    lic_suffixes_parse(&lists.suffixes, lic_str_from(suffixes), &diag) < 0 ||
	    lic_targets_parse(&lists.targets, lic_str_from(targets), &lists.words, &diag) < 0) {
		print_error("%s\n", diag.text);
		return 1;
	}
	psl = index_maker_psl();
	int failed = rows_run("probe/name.rows", run);
	lic_psl_free(psl);
	lic_words_release(&lists.words);
	lic_suffixes_release(&lists.suffixes);
	lic_targets_release(&lists.targets);
	return failed;
}
