#include "mapping.h"

#include "limits.h"
#include "show_record.h"

/* The mapping, an empty line, the file. */
static void run_read(struct lic_str input, struct lic_buf *to)
{
	const struct lic_sink sink = {.ctx = to, .record = show_record, .refuse = show_refusal};
	const char *gap = memmem(input.ptr, input.len, "\n\n", 2);
	struct lic_diag diag = {"no reason"};
	struct lic_mapping mapping;
	struct lic_buf store;
	struct lic_str text;

	assert_non_null(gap);
	struct lic_str bytes = lic_str(gap + 2, (size_t)(input.ptr + input.len - gap - 2));
	lic_buf_init(&store, 1u << 20);
	int err = lic_mapping_parse(&mapping, lic_str(input.ptr, (size_t)(gap - input.ptr)), &diag);
	if (!err)
		err = lic_mapping_decode(&mapping, bytes, &store, &text, &diag);
	if (!err)
		err = lic_mapping_read(&mapping, text, &sink, &diag);
	if (err < 0)
		lic_buf_printf(to, "error %d: %s\n", err, diag.text);
	lic_buf_release(&store);
}

static void guess(struct lic_str input, bool all, struct lic_buf *to)
{
	struct lic_diag diag = {"no reason"};
	int err = lic_mapping_guess(input, all, to, &diag);

	if (err < 0)
		lic_buf_printf(to, "error %d: %s\n", err, diag.text);
}

static void run_guess(struct lic_str input, struct lic_buf *to)
{
	guess(input, false, to);
}

/* Columns that nobody can guess are told of too. */
static void run_guess_all(struct lic_str input, struct lic_buf *to)
{
	guess(input, true, to);
}

static int pass_record(void *ctx, const struct lic_record *record)
{
	(void)ctx;
	(void)record;
	return 0;
}

/* The sink's word counts: its error stops the reader and is handed on. */
static void test_sink_stops(void **state)
{
	struct lic_mapping mapping;
	int count = 0;
	const struct lic_sink sink = {.ctx = &count, .record = stop_at_record};

	(void)state;
	assert_int_equal(lic_mapping_parse(&mapping, LIC_STR("n=name"), NULL), 0);
	assert_int_equal(
		lic_mapping_read(&mapping, LIC_STR("n\na.example\nb.example\n"), &sink, NULL),
		LIC_EREFUSED);
	assert_int_equal(count, 1);
	assert_int_equal(lic_mapping_read(&mapping, LIC_STR("[{\"n\":\"a.example b.example\"}]"),
					  &sink, NULL),
			 LIC_EREFUSED);
	assert_int_equal(count, 2);
}

/* A page of `count` times a text, between two others. */
static int read_made(const char *before, const char *repeated, size_t count, const char *after,
		     struct lic_diag *diag)
{
	const struct lic_sink sink = {.record = pass_record};
	struct lic_mapping mapping;
	struct lic_buf page;

	lic_buf_init(&page, 64u << 20);
	lic_buf_adds(&page, lic_str_from(before));
	for (size_t i = 0; i < count; i++)
		lic_buf_adds(&page, lic_str_from(repeated));
	lic_buf_adds(&page, lic_str_from(after));
	assert_int_equal(lic_buf_error(&page), 0);
	assert_int_equal(
		lic_mapping_parse(&mapping, LIC_STR("format:=html\nrows:=li\nb=name"), NULL), 0);
	int err = lic_mapping_read(&mapping, lic_buf_str(&page), &sink, diag);
	lic_buf_release(&page);
	return err;
}

/* A page over a bound is refused whole: what is left of it is a shorter list. */
static void test_page_bounds(void **state)
{
	static const struct {
		const char *before, *repeated;
		size_t count;
		const char *after;
		int err;
	} pages[] = {
		{"<ul>", "<li><b>a.example</b>", LIC_PAGE_TAGS_MAX / 2 - 1, "</ul>", 0},
		{"<ul>", "<li><b>a.example</b>", LIC_PAGE_TAGS_MAX / 2, "</ul>", LIC_ELIMIT},
		{"<ul><li><b>a.example</b></ul>", "<i><p>", 400, "", LIC_ELIMIT},
		{"", "<div>", LIC_PAGE_DEPTH_MAX + 1, "<ul><li><b>a.example</b></ul>", LIC_ELIMIT},
		{"<ul><li><b>a.example</b></ul>", " ", LIC_MAPPING_PAGE_MAX, "", LIC_ELIMIT},
		{"<ul><li ", "x=1 ", LIC_PAGE_ATTRIBUTES_MAX, "><b>a.example</b></ul>", 0},
	};

	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(pages); i++) {
		struct lic_diag diag = {""};
		int err = read_made(pages[i].before, pages[i].repeated, pages[i].count,
				    pages[i].after, &diag);
		if (err != pages[i].err)
			print_error("page %zu: %s\n", i, diag.text);
		assert_int_equal(err, pages[i].err);
		assert_true(!err || strncmp(diag.text, "line 1: ", 8) == 0);
	}
}

/* Text without end in one cell refuses its row, and no more. */
static void test_long_row(void **state)
{
	struct lic_diag diag = {""};

	(void)state;
	assert_int_equal(read_made("<ul><li><b>a.example</b><li><b>", "x", 8 * LIC_LIST_LINE_MAX,
				   "</b></ul>", &diag),
			 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sink_stops),
		cmocka_unit_test(test_page_bounds),
		cmocka_unit_test(test_long_row),
	};

	return sections_run("data/mapping.rows", run_read) +
	       sections_run("data/mapping_html.rows", run_read) +
	       sections_run("data/mapping_guess.rows", run_guess) +
	       sections_run("data/mapping_guess_all.rows", run_guess_all) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
