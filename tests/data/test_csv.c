#include "csv.h"

#include "buf.h"
#include "sections.h"

static void show(struct lic_buf *out, struct lic_str field)
{
	lic_buf_addc(out, '[');
	for (size_t i = 0; i < field.len; i++) {
		if (field.ptr[i] == '\n')
			LIC_BUF_LIT(out, "\\n");
		else if (field.ptr[i] == '\r')
			LIC_BUF_LIT(out, "\\r");
		else
			lic_buf_addc(out, field.ptr[i]);
	}
	lic_buf_addc(out, ']');
}

/* The fields written and read again must be the same. */
static void check_written(const struct lic_csv *csv)
{
	struct lic_buf text;
	struct lic_csv again;

	lic_buf_init(&text, 1u << 20);
	for (size_t i = 0; i < csv->columns; i++) {
		if (i)
			lic_buf_addc(&text, ',');
		lic_csv_write(&text, csv->field[i]);
	}
	lic_buf_addc(&text, '\n');
	assert_int_equal(lic_csv_init(&again, lic_buf_str(&text)), 0);
	assert_int_equal(lic_csv_next(&again, NULL), 1);
	assert_int_equal(again.columns, csv->columns);
	for (size_t i = 0; i < csv->columns; i++)
		assert_true(lic_str_eq(again.field[i], csv->field[i]));
	lic_csv_release(&again);
	lic_buf_release(&text);
}

static void run(struct lic_str input, struct lic_buf *out)
{
	struct lic_csv csv;
	struct lic_diag diag = {""};
	int more;

	assert_int_equal(lic_csv_init(&csv, input), 0);
	while ((more = lic_csv_next(&csv, &diag)) > 0) {
		lic_buf_printf(out, "%u:", csv.line);
		for (size_t i = 0; i < csv.columns; i++)
			show(out, csv.field[i]);
		lic_buf_addc(out, '\n');
		check_written(&csv);
	}
	if (more < 0)
		lic_buf_printf(out, "error %d: %s\n", more, diag.text);
	lic_csv_release(&csv);
}

/* Sizes around the caps, which would be unreadable as rows. */
static void test_caps(void **state)
{
	static char text[3 * LIC_LIST_LINE_MAX];
	static const struct {
		size_t len;
		char fill;
		int expected;
	} cases[] = {
		{LIC_LIST_LINE_MAX - 2, 'a', 1},          {LIC_LIST_LINE_MAX + 2, 'a', LIC_ELIMIT},
		{2 * LIC_LIST_LINE_MAX, 'a', LIC_ELIMIT}, {2 * LIC_LIST_LINE_MAX, '"', LIC_ELIMIT},
		{LIC_CSV_COLUMNS_MAX - 1, ',', 1},        {LIC_CSV_COLUMNS_MAX, ',', LIC_ELIMIT},
	};

	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(cases); i++) {
		struct lic_csv csv;
		struct lic_diag diag;
		memset(text, cases[i].fill, cases[i].len);
		text[cases[i].len] = '\n';
		assert_int_equal(lic_csv_init(&csv, lic_str(text, cases[i].len + 1)), 0);
		assert_int_equal(lic_csv_next(&csv, &diag), cases[i].expected);
		if (cases[i].expected < 0)
			assert_int_equal(strncmp(diag.text, "line 1: ", 8), 0);
		lic_csv_release(&csv);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_caps)};

	int failed = sections_run("data/csv.rows", run);
	return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
