/*
 * Seals on pages, told apart by the bundled lists/seals.json:
 *
 *   at ADDRESS              what is looked at
 *   answers ADDRESS         what it leads on to
 *   text WORDS              of the page
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
#include "url.h"

#define TODAY 20600
#define ITEMS_MAX 24

static const char tables[] =
	"{\"lists\":[{\"id\":\"uk-gphc\",\"kind\":\"register\",\"jurisdiction\":\"GB\","
	"\"max_age_days\":30},"
	"{\"id\":\"eu-nl-cibg\",\"kind\":\"register\",\"jurisdiction\":\"NL\"}]}";

struct world {
	struct lic_subject subject;
	struct lic_buf store;
	struct lic_facts facts;
	struct lic_page page;
	struct lic_page_link link[ITEMS_MAX];
	struct lic_page_image image[ITEMS_MAX];
	struct lic_http_facts http;
	struct lic_hop hop;
	struct lic_index_builder *builder;
	struct lic_arena arena;
};

static struct scratch scratch;
static struct lic_psl *psl;
static struct lic_seals seals;

static struct lic_str word(struct lic_str *rest)
{
	struct lic_str found = {NULL, 0};

	lic_str_split(rest, ' ', &found);
	return found;
}

/* Host and site of an address, in the arena; empty where it is no web address. */
static void place(struct world *w, struct lic_str url, struct lic_str *host, struct lic_str *site)
{
	struct lic_url parsed;
	struct lic_buf store;

	*host = *site = lic_str(NULL, 0);
	if (!lic_str_starts(url, LIC_STR("http")))
		return;
	lic_buf_init(&store, LIC_URL_MAX);
	assert_int_equal(lic_url_parse(&parsed, url, &store, NULL), 0);
	*host = lic_arena_copy(&w->arena, parsed.host);
	*site = lic_psl_site(psl, *host);
	lic_buf_release(&store);
}

static void read_row(struct world *w, struct lic_str rest, lic_date seen,
		     enum lic_evidence evidence)
{
	struct lic_str list = word(&rest), name = word(&rest), number = word(&rest);
	struct lic_entry entry = {
		.number = number, .holder = rest, .seen = seen, .evidence = evidence};

	index_maker_add(w->builder, psl, lic_str_eq(list, LIC_STR("eu-nl-cibg")), name, entry);
}

static void read_image(struct world *w, struct lic_str rest)
{
	struct lic_page_image *image = &w->image[w->page.images_count++];
	struct lic_str link = word(&rest);
	uint64_t n = 0;

	image->link = LIC_PAGE_NO_LINK;
	if (lic_num_parse(link, ITEMS_MAX, &n) == 0)
		image->link = (size_t)n;
	image->url = word(&rest);
	const char *slash = memrchr(image->url.ptr, '/', image->url.len);
	image->file =
		slash ? lic_str(slash + 1, (size_t)(image->url.ptr + image->url.len - slash - 1))
		      : image->url;
	image->alt = rest;
}

static void read_line(struct world *w, struct lic_str line)
{
	struct lic_str what = word(&line);

	if (lic_str_eq(what, LIC_STR("at"))) {
		assert_int_equal(lic_subject_parse(&w->subject, line, psl, &w->store, NULL), 0);
	} else if (lic_str_eq(what, LIC_STR("answers"))) {
		place(w, line, &w->hop.host, &w->hop.site);
		w->http.visit[LIC_VISITOR_PLAIN] =
			(struct lic_visit){.known = true, .hops = &w->hop, .hops_count = 1};
		w->facts.http = &w->http;
		w->facts.known[LIC_SLOT_HTTP] = true;
	} else if (lic_str_eq(what, LIC_STR("text"))) {
		w->page.text = line;
	} else if (lic_str_eq(what, LIC_STR("link"))) {
		struct lic_page_link *link = &w->link[w->page.links_count++];
		link->url = word(&line);
		link->text = line;
		place(w, link->url, &link->host, &link->site);
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

	lic_lists_probe_begin(&lists, index, &w->subject);
	assert_int_equal(lic_lists_probe_finish(&lists, index, &w->facts), 0);
	w->page.links = w->link;
	w->page.images = w->image;
	w->facts.page = &w->page;
	w->facts.known[LIC_SLOT_PAGE] = true;
	assert_int_equal(lic_numbers_new(&numbers, index), 0);
	assert_int_equal(lic_seal_find(&found, &w->facts, &seals, numbers, &w->arena), 0);
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

	w = (struct world){.arena = LIC_ARENA_INIT};
	lic_buf_init(&w.store, 4 * LIC_URL_MAX);
	lic_facts_init(&w.facts, &w.subject, LIC_STR(""), TODAY);
	assert_int_equal(lic_index_builder_new(&w.builder, path, 64, NULL), 0);
	while (lic_str_split(&input, '\n', &line))
		read_line(&w, line);
	struct lic_index *index = index_maker_open(w.builder, path, tables);
	find(&w, index, out);
	lic_index_close(index);
	lic_buf_release(&w.store);
	lic_arena_release(&w.arena);
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
	const char *lists = getenv("LICIT_LISTS_DIR");
	struct lic_diag diag;
	struct lic_buf text;
	char path[4096];

	snprintf(path, sizeof(path), "%s/seals.json", lists ? lists : "lists");
	rows_read(path, &text, ROWS_FILE_MAX);
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
