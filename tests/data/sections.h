/*
 * Test rows that span lines: a file of sections, each an input and what is
 * expected of it, run as one cmocka test each.
 *
 *   === title
 *   input
 *   ---
 *   what is expected
 *
 * In the input \xNN is a byte, \r a carriage return, \t a tab, \\ a backslash,
 * and \ at the end of a line joins it to the next. What stands before the first section is a
 * comment.
 */
#ifndef LIC_SECTIONS_H
#define LIC_SECTIONS_H

#include "rows.h"

#define SECTIONS_MAX 256

struct section {
	char title[128];
	struct lic_buf input;
	struct lic_buf expected;
};

/* Append what the program under test made of the input, in lines. */
typedef void section_fn(struct lic_str input, struct lic_buf *out);

static section_fn *section_run;
static struct section sections[SECTIONS_MAX];

static inline void sections_unescape(struct lic_buf *out, struct lic_str line)
{
	bool joined = false;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];
		char next = i + 1 < line.len ? line.ptr[i + 1] : '\0';
		if (c != '\\') {
			lic_buf_addc(out, c);
		} else if (next == 'x' && i + 3 < line.len) {
			lic_buf_addc(out, (char)(rows_hex(line.ptr[i + 2]) * 16 +
						 rows_hex(line.ptr[i + 3])));
			i += 3;
		} else if (next == '\0') {
			joined = true;
		} else {
			lic_buf_addc(out, next == 'r' ? '\r' : next == 't' ? '\t' : next);
			i++;
		}
	}
	if (!joined)
		lic_buf_addc(out, '\n');
}

static inline size_t sections_parse(struct lic_str text)
{
	struct lic_str line;
	struct section *at = NULL;
	bool expecting = false;
	size_t count = 0;

	while (lic_str_split(&text, '\n', &line)) {
		if (lic_str_starts(line, LIC_STR("=== "))) {
			assert_true(count < SECTIONS_MAX);
			at = &sections[count++];
			snprintf(at->title, sizeof(at->title), "%.*s", (int)line.len - 4,
				 line.ptr + 4);
			lic_buf_init(&at->input, 1u << 20);
			lic_buf_init(&at->expected, 1u << 20);
			expecting = false;
		} else if (at && lic_str_eq(line, LIC_STR("---"))) {
			expecting = true;
		} else if (at && expecting && line.len) {
			lic_buf_adds(&at->expected, line);
			lic_buf_addc(&at->expected, '\n');
		} else if (at && !expecting) {
			sections_unescape(&at->input, line);
		}
	}
	return count;
}

static inline void sections_test(void **state)
{
	struct section *section = *state;
	struct lic_buf got;

	lic_buf_init(&got, 8u << 20);
	section_run(lic_buf_str(&section->input), &got);
	lic_buf_addc(&section->expected, '\0');
	lic_buf_addc(&got, '\0');
	assert_int_equal(lic_buf_error(&got), 0);
	bool match = strcmp(got.ptr, section->expected.ptr) == 0;
	/* Not print_error, which cuts what is long. */
	if (!match)
		fprintf(stderr, "got:\n%s\nexpected:\n%s\n", got.ptr, section->expected.ptr);
	lic_buf_release(&got);
	lic_buf_release(&section->input);
	lic_buf_release(&section->expected);
	assert_true(match);
}

/* Run the sections of a file below $LICIT_TESTS: the number that failed. */
static inline int sections_run(const char *name, section_fn *fn)
{
	static struct CMUnitTest tests[SECTIONS_MAX];
	char path[4096];
	struct lic_buf file;

	rows_path(path, sizeof(path), name);
	rows_read(path, &file, ROWS_FILE_MAX);
	size_t count = sections_parse(lic_buf_str(&file));
	lic_buf_release(&file);
	assert_true(count > 0);
	for (size_t i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){sections[i].title, sections_test, NULL, NULL,
					       &sections[i]};
	section_run = fn;
	return _cmocka_run_group_tests(name, tests, count, NULL, NULL);
}

#endif
