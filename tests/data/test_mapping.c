#include "mapping.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sink_stops)};

	return sections_run("data/mapping.rows", run_read) +
	       sections_run("data/mapping_guess.rows", run_guess) +
	       sections_run("data/mapping_guess_all.rows", run_guess_all) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
