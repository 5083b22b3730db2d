/*
 * csv-spectrum: each CSV must give what its JSON says.
 *
 * Two differences, both explained: newlines_crlf.csv is stored with plain line
 * feeds, so line breaks are compared as such; and location_coordinates.csv has
 * quotes inside a field that begins with none, which RFC 4180 (section 2, rule
 * 5) does not allow and Licit refuses, because that is what a lost quote looks
 * like. (Its JSON is not what the CSV says either.)
 */
#include "csv.h"

#include "archive.h"

#include <setjmp.h>

#include <cmocka.h>

static const char refused[] = "location_coordinates";

static void add_plain_breaks(struct lic_buf *out, struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '\r' || i + 1 == s.len || s.ptr[i + 1] != '\n')
			lic_buf_addc(out, s.ptr[i]);
	lic_buf_addc(out, '\n');
}

/* One line for each value, as the JSON and as the CSV have them. */
static void show_json(struct lic_str text, struct lic_buf *out)
{
	json_error_t error;
	json_t *rows = json_loadb(text.ptr, text.len, 0, &error), *row, *value;
	const char *key;
	size_t i;

	assert_non_null(rows);
	json_array_foreach (rows, i, row)
		json_object_foreach (row, key, value) {
			add_plain_breaks(out, lic_str_from(key));
			add_plain_breaks(out, vectors_string(value));
		}
	json_decref(rows);
}

static int show_csv(struct lic_str text, struct lic_buf *out, struct lic_diag *diag)
{
	struct lic_csv csv;
	struct lic_str keys[LIC_CSV_COLUMNS_MAX];
	int more;

	assert_int_equal(lic_csv_init(&csv, text), 0);
	while ((more = lic_csv_next(&csv, diag)) > 0)
		for (size_t i = 0; i < csv.columns; i++) {
			if (csv.line == 1) {
				keys[i] = csv.field[i];
				continue;
			}
			add_plain_breaks(out, keys[i]);
			add_plain_breaks(out, csv.field[i]);
		}
	lic_csv_release(&csv);
	return more;
}

static void test_file(const char *name, struct lic_str text)
{
	struct lic_str stem = lic_str_from(strrchr(name, '/') + 1);
	struct lic_diag diag;
	struct lic_buf want, got;
	char json[300];

	stem.len -= strlen(".csv");
	lic_buf_init(&want, 1u << 20);
	lic_buf_init(&got, 1u << 20);
	int err = show_csv(text, &got, &diag);
	if (lic_str_eq(stem, lic_str_from(refused))) {
		assert_int_equal(err, LIC_ESYNTAX);
		assert_int_equal(strncmp(diag.text, "line 2: a quote inside", 22), 0);
	} else {
		assert_int_equal(err, 0);
		snprintf(json, sizeof(json), "/%.*s.json", LIC_STR_ARG(stem));
		show_json(archive_find(json), &want);
		assert_true(want.len > 0);
		if (!lic_str_eq(lic_buf_str(&want), lic_buf_str(&got)))
			fail_msg("%s:\n%.*s", name, LIC_STR_ARG(lic_buf_str(&got)));
	}
	lic_buf_release(&want);
	lic_buf_release(&got);
}

static void test_spectrum(void **state)
{
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < archive_count; i++)
		if (lic_str_ends(lic_str_from(archive[i].name), LIC_STR(".csv"))) {
			test_file(archive[i].name, archive[i].text);
			count++;
		}
	assert_int_equal(count, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_spectrum)};

	archive_load("csv/csv-spectrum.tar.xz");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
