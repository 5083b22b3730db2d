/*
 * Licence numbers on pages, by the bundled lists/licences.csv: licence.rows.
 *
 *   at SITE                 what is looked at
 *   text WORDS              of the page
 *   row LIST NAME NUMBER HOLDER   of a register (uk-gphc, eu-cz-sukl), as of today
 *   old-row …, recalled-row …     one that cannot be relied on
 */
#include "licence.h"

#include "../data/index_maker.h"
#include "../data/sections.h"

#define TODAY 20600

static const char tables[] =
	"{\"lists\":[{\"id\":\"uk-gphc\",\"kind\":\"register\",\"jurisdiction\":\"GB\"},"
	"{\"id\":\"eu-cz-sukl\",\"kind\":\"register\",\"jurisdiction\":\"CZ\","
	"\"max_age_days\":365}]}";

struct world {
	struct lic_subject subject;
	struct lic_facts facts;
	struct lic_page page;
	struct lic_index_builder *builder;
	struct lic_arena arena;
};

static struct scratch scratch;
static struct lic_psl *psl;
static struct lic_licences licences;

static void read_row(struct world *w, struct lic_str rest, lic_date seen,
		     enum lic_evidence evidence)
{
	struct lic_str list = rows_word(&rest), name = rows_word(&rest), number = rows_word(&rest);
	struct lic_entry entry = {
		.number = number, .holder = rest, .seen = seen, .evidence = evidence};

	index_maker_add(w->builder, psl, lic_str_eq(list, LIC_STR("eu-cz-sukl")), name, entry);
}

static void read_line(struct world *w, struct lic_str line)
{
	struct lic_str what = rows_word(&line);

	if (lic_str_eq(what, LIC_STR("at")))
		w->subject.host = w->subject.site = line;
	else if (lic_str_eq(what, LIC_STR("text")))
		w->page.text = line;
	else if (lic_str_eq(what, LIC_STR("row")))
		read_row(w, line, TODAY, LIC_EVIDENCE_REGISTER);
	else if (lic_str_eq(what, LIC_STR("old-row")))
		read_row(w, line, TODAY - 400, LIC_EVIDENCE_REGISTER);
	else if (lic_str_eq(what, LIC_STR("recalled-row")))
		read_row(w, line, TODAY, LIC_EVIDENCE_RECALL);
	else if (what.len)
		fail_msg("a row begins with %.*s", LIC_STR_ARG(what));
}

static void show(struct lic_buf *out, const struct lic_licence_shown *l)
{
	static const char *const entries[] = {"unknown", "own", "related", "other"};

	lic_buf_printf(out, "%.*s %.*s: %s", LIC_STR_ARG(l->id), LIC_STR_ARG(l->number),
		       entries[l->entry]);
	if (l->source.len)
		lic_buf_printf(out, " of %.*s by %.*s", LIC_STR_ARG(l->named),
			       LIC_STR_ARG(l->source));
	lic_buf_addc(out, '\n');
	assert_int_equal(l->source.len > 0, l->entry != LIC_SEAL_ENTRY_UNKNOWN);
}

static void find(struct world *w, const struct lic_index *index, struct lic_buf *out)
{
	struct lic_related_facts found = {.licences_count = 0};
	struct lic_numbers *numbers;

	w->facts.page = &w->page;
	w->facts.known[LIC_SLOT_PAGE] = true;
	assert_int_equal(lic_numbers_new(&numbers, index), 0);
	assert_int_equal(lic_licence_find(&found, &w->facts, &licences, numbers, &w->arena), 0);
	for (size_t i = 0; i < found.licences_count; i++)
		show(out, &found.licences[i]);
	if (!found.licences_count)
		LIC_BUF_LIT(out, "none\n");
	lic_numbers_free(numbers);
}

static void run(struct lic_str input, struct lic_buf *out)
{
	static struct world w;
	struct lic_str line;
	const char *path = scratch_path(&scratch, "x.idx");

	w = (struct world){.arena = LIC_ARENA_INIT};
	lic_facts_init(&w.facts, &w.subject, LIC_STR(""), TODAY);
	assert_int_equal(lic_index_builder_new(&w.builder, path, 64, NULL), 0);
	while (lic_str_split(&input, '\n', &line))
		read_line(&w, line);
	struct lic_index *index = index_maker_open(w.builder, path, tables);
	find(&w, index, out);
	lic_index_close(index);
	lic_arena_release(&w.arena);
}

/* A page of numbers: no more are kept than may be, and no more words read. */
static void test_many(void **state)
{
	static struct lic_facts facts;
	static const struct lic_subject subject = {.host = {"x.cz", 4}, .site = {"x.cz", 4}};
	struct lic_related_facts found = {.licences_count = 0};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_page page = {.has_cart = true};
	struct lic_buf text;

	(void)state;
	lic_buf_init(&text, 1u << 20);
	for (unsigned i = 0; i < 2 * LIC_LICENCE_TRIES_MAX; i++)
		lic_buf_printf(&text, "GPhC 1%06u ", i);
	page.text = lic_buf_str(&text);
	lic_facts_init(&facts, &subject, LIC_STR(""), TODAY);
	facts.page = &page;
	facts.known[LIC_SLOT_PAGE] = true;
	assert_int_equal(lic_licence_find(&found, &facts, &licences, NULL, &arena), 0);
	assert_int_equal(found.licences_count, LIC_LICENCES_SHOWN_MAX);
	lic_buf_release(&text);
	lic_arena_release(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_many)};
	struct lic_diag diag = {""};
	struct lic_buf text;

	rows_read_list("licences.csv", &text);
	if (lic_licences_parse(&licences, lic_buf_str(&text), &diag) < 0) {
		fprintf(stderr, "%s\n", diag.text);
		return 1;
	}
	scratch_make(&scratch);
	psl = index_maker_psl();
	int failed =
		sections_run("probe/licence.rows", run) + cmocka_run_group_tests(tests, NULL, NULL);
	lic_psl_free(psl);
	scratch_remove(&scratch);
	lic_licences_release(&licences);
	lic_buf_release(&text);
	return failed;
}
