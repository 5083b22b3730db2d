/*
 * Seals on pages, told apart by the bundled lists/seals.json:
 *
 *   at …, answers …, text …  of page_maker.h
 *   link URL WORDS          number 0, 1 …
 *   image N URL WORDS       N: link around it, or -; WORDS: its alt text
 *   row LIST NAME NUMBER HOLDER   of a register (uk-gphc, eu-nl-cibg), as of today
 *   old-row …, recalled-row …     one that cannot be relied on
 */
#include "seal.h"

#include "../data/index_maker.h"
#include "../data/sections.h"
#include "lists.h"
#include "num.h"
#include "page_maker.h"

#define TODAY 20600
#define ITEMS_MAX 24

static const char tables[] =
	"{\"lists\":[{\"id\":\"uk-gphc\",\"kind\":\"register\",\"jurisdiction\":\"GB\","
	"\"max_age_days\":30},"
	"{\"id\":\"eu-nl-cibg\",\"kind\":\"register\",\"jurisdiction\":\"NL\"}]}";

struct world {
	struct page_maker site;
	struct lic_page_link link[ITEMS_MAX];
	struct lic_page_image image[ITEMS_MAX];
	struct lic_index_builder *builder;
};

static struct scratch scratch;
static struct lic_psl *psl;
static struct lic_seals seals;

static void read_row(struct world *w, struct lic_str rest, lic_date seen,
		     enum lic_evidence evidence)
{
	struct lic_str list = rows_word(&rest), name = rows_word(&rest), number = rows_word(&rest);
	struct lic_entry entry = {
		.number = number, .holder = rest, .seen = seen, .evidence = evidence};

	index_maker_add(w->builder, psl, lic_str_eq(list, LIC_STR("eu-nl-cibg")), name, entry);
}

static void read_image(struct world *w, struct lic_str rest)
{
	struct lic_page_image *image = &w->image[w->site.page.images_count++];
	struct lic_str link = rows_word(&rest);
	uint64_t n = 0;

	image->link = LIC_PAGE_NO_LINK;
	if (lic_num_parse(link, ITEMS_MAX, &n) == 0)
		image->link = (size_t)n;
	image->url = rows_word(&rest);
	const char *slash = memrchr(image->url.ptr, '/', image->url.len);
	image->file =
		slash ? lic_str(slash + 1, (size_t)(image->url.ptr + image->url.len - slash - 1))
		      : image->url;
	image->alt = rest;
}

static void read_line(struct world *w, struct lic_str line)
{
	struct lic_str what = rows_word(&line);

	if (page_maker_read(&w->site, what, line))
		return;
	if (lic_str_eq(what, LIC_STR("link"))) {
		struct lic_page_link *link = &w->link[w->site.page.links_count++];
		link->url = rows_word(&line);
		link->text = line;
		if (lic_str_starts(link->url, LIC_STR("http")))
			page_maker_place(&w->site, link->url, &link->host, &link->site);
	} else if (lic_str_eq(what, LIC_STR("image"))) {
		read_image(w, line);
	} else if (lic_str_eq(what, LIC_STR("row"))) {
		read_row(w, line, TODAY, LIC_EVIDENCE_REGISTER);
	} else if (lic_str_eq(what, LIC_STR("old-row"))) {
		read_row(w, line, TODAY - 400, LIC_EVIDENCE_REGISTER);
	} else if (lic_str_eq(what, LIC_STR("recalled-row"))) {
		read_row(w, line, TODAY, LIC_EVIDENCE_RECALL);
	} else if (what.len) {
		fail_msg("a row begins with %.*s", LIC_STR_ARG(what));
	}
}

static void show(struct lic_buf *out, const struct lic_seal_shown *s)
{
	static const char *const links[] = {"none",   "own",       "issuer",
					    "public", "lookalike", "elsewhere"};
	static const char *const entries[] = {"unknown", "own", "related", "other"};

	lic_buf_printf(out, "%.*s: %s", LIC_STR_ARG(s->id), links[s->link]);
	if (s->link == LIC_SEAL_LINK_ISSUER)
		lic_buf_printf(out, ", entry %s", entries[s->entry]);
	if (s->number.len)
		lic_buf_printf(out, " %.*s", LIC_STR_ARG(s->number));
	if (s->named.len)
		lic_buf_printf(out, " of %.*s", LIC_STR_ARG(s->named));
	if (s->source.len)
		lic_buf_printf(out, " by %.*s", LIC_STR_ARG(s->source));
	lic_buf_addc(out, '\n');
}

static void find(struct world *w, const struct lic_index *index, struct lic_buf *out)
{
	struct lic_lists_probe lists;
	struct lic_related_facts found = {.seals_count = 0};
	struct lic_numbers *numbers;

	lic_lists_probe_begin(&lists, index, &w->site.subject);
	assert_int_equal(lic_lists_probe_finish(&lists, index, &w->site.facts), 0);
	w->site.page.links = w->link;
	w->site.page.images = w->image;
	assert_int_equal(lic_numbers_new(&numbers, index), 0);
	assert_int_equal(lic_seal_find(&found, &w->site.facts, &seals, numbers, &w->site.arena), 0);
	for (size_t i = 0; i < found.seals_count; i++)
		show(out, &found.seals[i]);
	if (!found.seals_count)
		LIC_BUF_LIT(out, "no seal\n");
	lic_numbers_free(numbers);
}

static void run(struct lic_str input, struct lic_buf *out)
{
	static struct world w;
	struct lic_str line;
	const char *path = scratch_path(&scratch, "x.idx");

	w = (struct world){.builder = NULL};
	page_maker_begin(&w.site, psl, TODAY);
	assert_int_equal(lic_index_builder_new(&w.builder, path, 64, NULL), 0);
	while (lic_str_split(&input, '\n', &line))
		read_line(&w, line);
	struct lic_index *index = index_maker_open(w.builder, path, tables);
	find(&w, index, out);
	lic_index_close(index);
	page_maker_end(&w.site);
}

/* No page: nothing is looked for. */
static void test_no_page(void **state)
{
	static struct lic_facts facts;
	struct lic_subject subject = {.is_ip = false};
	struct lic_related_facts found = {.seals_count = 0};
	struct lic_arena arena = LIC_ARENA_INIT;

	(void)state;
	lic_facts_init(&facts, &subject, LIC_STR(""), TODAY);
	assert_int_equal(lic_seal_find(&found, &facts, &seals, NULL, &arena), 0);
	assert_null(found.seals);
	lic_arena_release(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_page)};
	struct lic_diag diag;
	struct lic_buf text;

	rows_read_list("seals.json", &text);
	if (lic_seals_parse(&seals, lic_buf_str(&text), &diag) < 0 ||
	    lic_psl_open(&psl, NULL, &diag) < 0) {
		fprintf(stderr, "%s\n", diag.text);
		return 1;
	}
	scratch_make(&scratch);
	int failed =
		sections_run("probe/seal.rows", run) + cmocka_run_group_tests(tests, NULL, NULL);
	scratch_remove(&scratch);
	lic_seals_release(&seals);
	lic_psl_free(psl);
	lic_buf_release(&text);
	return failed;
}
