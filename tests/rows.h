/*
 * Test rows of one line each, run as one cmocka test each:
 *
 *   input => what is expected
 *
 * In the input \xNN is a byte, \r \n \t are as in C, \\ is a backslash. Empty
 * lines and those that begin with '#' are comments. An expected error may be
 * given as its first word alone ("!host" for "!host The host name …").
 */
#ifndef LIC_ROWS_H
#define LIC_ROWS_H

#include "buf.h"

#include <setjmp.h>

#include <cmocka.h>

#define ROWS_MAX 1024
#define ROWS_FILE_MAX (1u << 20)

/* Append what the program under test made of the input. */
typedef void rows_fn(struct lic_str input, struct lic_buf *out);

struct row {
	char title[128];
	struct lic_buf input;
	struct lic_str expected; /* a view into the file */
};

static rows_fn *rows_run_one;
static struct row rows_table[ROWS_MAX];

static inline void rows_path(char *out, size_t size, const char *name)
{
	const char *root = getenv("LICIT_TESTS");

	snprintf(out, size, "%s/%s", root ? root : "tests", name);
}

static inline void rows_read(const char *path, struct lic_buf *file, size_t max)
{
	char chunk[4096];
	size_t n;
	FILE *in = fopen(path, "rb");

	if (!in) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(1);
	}
	lic_buf_init(file, max);
	while ((n = fread(chunk, 1, sizeof(chunk), in)) > 0)
		lic_buf_add(file, chunk, n);
	fclose(in);
	if (lic_buf_error(file))
		exit(1);
}

/* A file of the bundled lists, below $LICIT_LISTS_DIR. */
static inline void rows_read_list(const char *name, struct lic_buf *file)
{
	char path[4096];
	const char *root = getenv("LICIT_LISTS_DIR");

	snprintf(path, sizeof(path), "%s/%s", root ? root : "lists", name);
	rows_read(path, file, 16u << 20);
}

/* The word that *rest begins with, up to a space; *rest moves behind it. */
static inline struct lic_str rows_word(struct lic_str *rest)
{
	struct lic_str word = {NULL, 0};

	(void)lic_str_split(rest, ' ', &word);
	return word;
}

static inline int rows_hex(char c)
{
	return lic_is_digit(c) ? c - '0' : lic_lower(c) - 'a' + 10;
}

static inline void rows_unescape(struct lic_buf *out, struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == '\\' && i + 1 < s.len) {
			char next = s.ptr[++i];
			if (next == 'x' && i + 2 < s.len) {
				c = (char)(rows_hex(s.ptr[i + 1]) << 4 | rows_hex(s.ptr[i + 2]));
				i += 2;
			} else {
				c = next == 'r'   ? '\r'
				    : next == 'n' ? '\n'
				    : next == 't' ? '\t'
						  : next;
			}
		}
		lic_buf_addc(out, c);
	}
}

static inline bool rows_parse_line(struct row *row, struct lic_str line, unsigned number)
{
	const char *arrow = memmem(line.ptr, line.len, " => ", 4);

	if (!arrow)
		return false;
	struct lic_str input = lic_str(line.ptr, (size_t)(arrow - line.ptr));
	snprintf(row->title, sizeof(row->title), "line %u: %.*s", number, LIC_STR_ARG(input));
	lic_buf_init(&row->input, ROWS_FILE_MAX);
	rows_unescape(&row->input, input);
	row->expected = lic_str_trim(lic_str(arrow + 4, line.len - input.len - 4));
	return true;
}

static inline size_t rows_parse(const char *path, struct lic_str text)
{
	struct lic_str line;
	unsigned number = 0;
	size_t count = 0;

	while (lic_str_split(&text, '\n', &line)) {
		number++;
		if (line.len == 0 || line.ptr[0] == '#')
			continue;
		if (count == ROWS_MAX || !rows_parse_line(&rows_table[count++], line, number)) {
			fprintf(stderr, "%s:%u: not a row\n", path, number);
			exit(1);
		}
	}
	return count;
}

static inline bool rows_match(struct lic_str got, struct lic_str expected)
{
	if (lic_str_eq(got, expected))
		return true;
	return expected.len && expected.ptr[0] == '!' && lic_str_starts(got, expected) &&
	       got.ptr[expected.len] == ' ';
}

static inline void rows_test(void **state)
{
	struct row *row = *state;
	struct lic_buf got;

	lic_buf_init(&got, ROWS_FILE_MAX);
	rows_run_one(lic_buf_str(&row->input), &got);
	lic_buf_release(&row->input);
	assert_int_equal(lic_buf_error(&got), 0);
	bool match = rows_match(lic_buf_str(&got), row->expected);
	if (!match)
		print_error("got:      %.*s\nexpected: %.*s\n", LIC_STR_ARG(lic_buf_str(&got)),
			    LIC_STR_ARG(row->expected));
	lic_buf_release(&got);
	assert_true(match);
}

/* Run the rows of a file below $LICIT_TESTS: the number that failed. */
static inline int rows_run(const char *name, rows_fn *fn)
{
	static struct CMUnitTest tests[ROWS_MAX];
	char path[4096];
	struct lic_buf file;

	rows_path(path, sizeof(path), name);
	rows_read(path, &file, ROWS_FILE_MAX);
	size_t count = rows_parse(path, lic_buf_str(&file));
	for (size_t i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){rows_table[i].title, rows_test, NULL, NULL,
					       &rows_table[i]};
	rows_run_one = fn;
	int failed = _cmocka_run_group_tests(name, tests, count, NULL, NULL);
	lic_buf_release(&file);
	return failed;
}

#endif
