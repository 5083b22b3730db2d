#include "mapping.h"

#include "sections.h"

static struct lic_buf *out;

static void text_member(const char *key, struct lic_str value)
{
	if (value.len)
		lic_buf_printf(out, " %s=\"%.*s\"", key, LIC_STR_ARG(value));
}

static void date_member(const char *key, lic_date date)
{
	char text[LIC_DATE_SIZE];

	if (date) {
		lic_date_format(date, text);
		lic_buf_printf(out, " %s=%s", key, text);
	}
}

static int on_record(void *ctx, const struct lic_record *r)
{
	(void)ctx;
	lic_buf_printf(out, "%u: %.*s", r->line, LIC_STR_ARG(r->name));
	text_member("holder", r->holder);
	text_member("number", r->number);
	text_member("entry_url", r->entry_url);
	text_member("class", r->class);
	text_member("countries", r->countries);
	date_member("since", r->since);
	date_member("until", r->until);
	date_member("withdrawn", r->withdrawn);
	text_member("reason", r->reason);
	text_member("source", r->source);
	if (r->confidence)
		text_member("confidence", lic_str_from(lic_confidence_name(r->confidence)));
	lic_buf_addc(out, '\n');
	return 0;
}

static int on_refuse(void *ctx, uint32_t line, struct lic_str text, const char *reason)
{
	(void)ctx;
	lic_buf_printf(out, "%u refused: %.*s: %s\n", line, LIC_STR_ARG(text), reason);
	return 0;
}

/* The mapping, an empty line, the file. */
static void run_read(struct lic_str input, struct lic_buf *to)
{
	const struct lic_sink sink = {.record = on_record, .refuse = on_refuse};
	const char *gap = memmem(input.ptr, input.len, "\n\n", 2);
	struct lic_diag diag = {"no reason"};
	struct lic_mapping mapping;
	struct lic_buf store;
	struct lic_str text;

	assert_non_null(gap);
	struct lic_str bytes = lic_str(gap + 2, (size_t)(input.ptr + input.len - gap - 2));
	out = to;
	lic_buf_init(&store, 1u << 20);
	int err = lic_mapping_parse(&mapping, lic_str(input.ptr, (size_t)(gap - input.ptr)), &diag);
	if (!err)
		err = lic_mapping_decode(&mapping, bytes, &store, &text, &diag);
	if (!err)
		err = lic_mapping_read(&mapping, text, &sink, &diag);
	if (err < 0)
		lic_buf_printf(out, "error %d: %s\n", err, diag.text);
	lic_buf_release(&store);
}

static void run_guess(struct lic_str input, struct lic_buf *to)
{
	struct lic_diag diag = {"no reason"};
	int err = lic_mapping_guess(input, false, to, &diag);

	if (err < 0)
		lic_buf_printf(to, "error %d: %s\n", err, diag.text);
}

/* Columns that nobody can guess are told of too. */
static void run_guess_all(struct lic_str input, struct lic_buf *to)
{
	struct lic_diag diag = {"no reason"};
	int err = lic_mapping_guess(input, true, to, &diag);

	if (err < 0)
		lic_buf_printf(to, "error %d: %s\n", err, diag.text);
}

static int stop(void *ctx, const struct lic_record *record)
{
	(void)record;
	++*(int *)ctx;
	return LIC_EREFUSED;
}

/* The sink's word counts: its error stops the reader and is handed on. */
static void test_sink_stops(void **state)
{
	struct lic_mapping mapping;
	int count = 0;
	const struct lic_sink sink = {.ctx = &count, .record = stop};

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
