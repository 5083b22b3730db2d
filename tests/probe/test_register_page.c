/*
 * What the register's page names, and what that makes of a seal: register_page.rows.
 *
 *   at …, answers …, text …       as page_maker.h has them
 *   seal URL                      to which its GPhC logo leads
 *   asked URL                     the address that was asked for, if it is another
 *   answer STATUS [insecure|moved|cut]  of it; 0: none that can be read. moved: from a place
 *                                 that is no entry
 *   html HTML                     that came
 *   row NAME [number=N] [recall]  of the register uk-gphc
 *   benign NAME                   of a list of those who sell nothing
 */
#include "../data/index_maker.h"
#include "../data/sections.h"
#include "num.h"
#include "page_maker.h"
#include "register_page.h"
#include "related.h"

#define TODAY 20600

static const char tables[] =
	"{\"lists\":[{\"id\":\"uk-gphc\",\"kind\":\"register\",\"jurisdiction\":\"GB\"},"
	"{\"id\":\"benign\",\"kind\":\"benign\"}]}";

static const char word_rows[] = "word,kind,strength,fit\npharmacy,pharmacy,3,any\n"
				"rx,pharmacy,1,any\n";

struct world {
	struct page_maker site;
	struct lic_page_link link;
	struct lic_page_image image;
	struct lic_register_page answer;
	struct lic_str html;
	struct lic_index_builder *builder;
};

static struct scratch scratch;
static struct lic_psl *psl;
static struct lic_seals seals;
static struct lic_words words;

static void read_seal(struct world *w, struct lic_str url)
{
	w->link.url = url;
	page_maker_place(&w->site, url, &w->link.host, &w->link.site);
	w->image = (struct lic_page_image){.file = LIC_STR("gphc.png")};
	w->site.page.links = &w->link;
	w->site.page.images = &w->image;
	w->site.page.links_count = w->site.page.images_count = 1;
	w->answer.url = url;
}

static void read_answer(struct world *w, struct lic_str rest)
{
	uint64_t status;

	assert_int_equal(lic_num_parse(rows_word(&rest), 999, &status), 0);
	w->answer.status = (int)status;
	w->answer.secure = !lic_str_eq(rest, LIC_STR("insecure"));
	w->answer.of_entry = !lic_str_eq(rest, LIC_STR("moved"));
	w->answer.cut = lic_str_eq(rest, LIC_STR("cut"));
}

static void read_row(struct world *w, struct lic_str rest)
{
	static const struct lic_str number = {"number=", 7};
	struct lic_str name = rows_word(&rest), more;
	struct lic_entry entry = {.seen = TODAY, .holder = LIC_STR("Honest Chemist Ltd")};

	while ((more = rows_word(&rest)).len) {
		if (lic_str_starts(more, number))
			entry.number = lic_str(more.ptr + number.len, more.len - number.len);
		else
			entry.evidence = LIC_EVIDENCE_RECALL;
	}
	index_maker_add(w->builder, psl, 0, name, entry);
}

static void read_line(struct world *w, struct lic_str line)
{
	struct lic_str what = rows_word(&line);

	if (page_maker_read(&w->site, what, line))
		return;
	if (lic_str_eq(what, LIC_STR("seal"))) {
		read_seal(w, line);
	} else if (lic_str_eq(what, LIC_STR("asked"))) {
		w->answer.url = line;
	} else if (lic_str_eq(what, LIC_STR("answer"))) {
		read_answer(w, line);
	} else if (lic_str_eq(what, LIC_STR("html"))) {
		w->html = line;
	} else if (lic_str_eq(what, LIC_STR("row"))) {
		read_row(w, line);
	} else if (lic_str_eq(what, LIC_STR("benign"))) {
		index_maker_add(w->builder, psl, 1, line, (struct lic_entry){.seen = TODAY});
	} else if (what.len) {
		fail_msg("a row begins with %.*s", LIC_STR_ARG(what));
	}
}

/* As the look leaves it, and as the check reads it: only a page that is one is kept. */
static void read_page(struct world *w)
{
	struct lic_page_input input = {.url = w->answer.url, .html = w->html};

	w->answer.at = w->answer.url;
	if (!w->answer.status)
		return;
	w->site.facts.register_page = &w->answer;
	w->site.facts.known[LIC_SLOT_REGISTER] = true;
	if (w->answer.status == 200)
		assert_int_equal(
			lic_register_page_read(&w->site.facts, &input, psl, &w->site.arena), 0);
}

static void show(struct lic_buf *out, const struct lic_seal_shown *s)
{
	static const char *const pages[] = {"unseen", "gone", "silent", "names", "other"};
	static const char *const entries[] = {"unknown", "own", "related", "other"};

	assert_int_equal(s->link, LIC_SEAL_LINK_ISSUER);
	lic_buf_printf(out, "%s, entry %s", pages[s->page], entries[s->entry]);
	if (s->named.len)
		lic_buf_printf(out, " of %.*s", LIC_STR_ARG(s->named));
	if (s->source.len)
		lic_buf_printf(out, " by %.*s", LIC_STR_ARG(s->source));
	lic_buf_addc(out, '\n');
}

static void show_slot(struct lic_buf *out, const struct lic_facts *facts)
{
	if (facts->why[LIC_SLOT_REGISTER])
		lic_buf_printf(out, "unknown: %s\n", facts->why[LIC_SLOT_REGISTER]);
	assert_true(facts->known[LIC_SLOT_REGISTER] == (facts->register_page != NULL));
}

static void run(struct lic_str input, struct lic_buf *out)
{
	static struct world w;
	struct lic_references references = {.seals = &seals, .words = &words};
	struct lic_str line;
	const char *path = scratch_path(&scratch, "x.idx");

	w = (struct world){.builder = NULL};
	page_maker_begin(&w.site, psl, TODAY);
	assert_int_equal(lic_index_builder_new(&w.builder, path, 64, NULL), 0);
	while (lic_str_split(&input, '\n', &line))
		read_line(&w, line);
	struct lic_index *index = index_maker_open(w.builder, path, tables);
	references.index = index;
	assert_int_equal(lic_numbers_new(&references.numbers, index), 0);
	read_page(&w);
	assert_int_equal(lic_related_find(&w.site.facts, &references, &w.site.arena), 0);
	assert_int_equal(w.site.facts.related->seals_count, 1);
	show(out, &w.site.facts.related->seals[0]);
	show_slot(out, &w.site.facts);
	lic_numbers_free(references.numbers);
	lic_index_close(index);
	page_maker_end(&w.site);
}

/* A list of sites: no more are kept than may be, and it is said. */
static void test_many(void **state)
{
	static struct lic_facts facts;
	static const struct lic_subject subject = {.host = {"x.cz", 4}, .site = {"x.cz", 4}};
	struct lic_register_page answer = {.url = LIC_STR("https://r.example/"), .status = 200};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_buf html;

	(void)state;
	lic_buf_init(&html, 1u << 20);
	for (unsigned i = 0; i <= LIC_REGISTER_SITES_MAX; i++)
		lic_buf_printf(&html, "<p>www.pharmacy%u.cz www.pharmacy%u.cz", i, i);
	lic_facts_init(&facts, &subject, LIC_STR(""), TODAY);
	facts.register_page = &answer;
	struct lic_page_input input = {.url = answer.url, .html = lic_buf_str(&html)};
	assert_int_equal(lic_register_page_read(&facts, &input, psl, &arena), 0);
	assert_int_equal(facts.register_page->sites_count, LIC_REGISTER_SITES_MAX);
	assert_true(facts.register_page->cut);
	assert_true(lic_str_eq(facts.register_page->sites[1], LIC_STR("pharmacy1.cz")));
	lic_buf_release(&html);
	lic_arena_release(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_many)};
	struct lic_diag diag = {""};
	struct lic_buf text;

	rows_read_list("seals.json", &text);
	if (lic_seals_parse(&seals, lic_buf_str(&text), &diag) < 0 ||
	    lic_words_parse(&words, lic_str_from(word_rows), &diag) < 0 ||
	    lic_psl_open(&psl, NULL, &diag) < 0) {
		fprintf(stderr, "%s\n", diag.text);
		return 1;
	}
	scratch_make(&scratch);
	int failed = sections_run("probe/register_page.rows", run) +
		     cmocka_run_group_tests(tests, NULL, NULL);
	scratch_remove(&scratch);
	lic_words_release(&words);
	lic_seals_release(&seals);
	lic_psl_free(psl);
	lic_buf_release(&text);
	return failed;
}
