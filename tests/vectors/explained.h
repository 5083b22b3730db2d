/*
 * Where Licit and a vector differ on purpose: tables in docs/URLS.md of
 *
 *   | vector | row | Licit's answer | why |
 *
 * The row is the place among the vector's rows, from 1. A difference that is
 * not in a table fails, and so does a line of a table without a difference.
 */
#ifndef LIC_EXPLAINED_H
#define LIC_EXPLAINED_H

#include "vectors.h"

#define EXPLAINED_MAX 256

static struct explained {
	struct lic_str vector, answer;
	unsigned row;
	bool used;
} explained[EXPLAINED_MAX];
static size_t explained_count;
static struct lic_buf explained_text;

/* A cell without the backquotes of code. */
static inline struct lic_str explained_cell(struct lic_str *line)
{
	struct lic_str cell = {NULL, 0};

	(void)lic_str_split(line, '|', &cell);
	cell = lic_str_trim(cell);
	if (cell.len >= 2 && cell.ptr[0] == '`' && cell.ptr[cell.len - 1] == '`')
		cell = lic_str(cell.ptr + 1, cell.len - 2);
	return cell;
}

/* Read the tables' lines for the vectors whose names begin so. */
static inline void explained_load(struct lic_str prefix)
{
	const char *root = getenv("LICIT_SOURCE");
	struct lic_str rest, line;
	char path[4096];

	snprintf(path, sizeof(path), "%s/docs/URLS.md", root ? root : ".");
	vectors_read_file(path, &explained_text);
	rest = lic_buf_str(&explained_text);
	while (lic_str_split(&rest, '\n', &line)) {
		if (!lic_str_starts(line, LIC_STR("| ")))
			continue;
		line = lic_str(line.ptr + 1, line.len - 1);
		struct lic_str vector = explained_cell(&line);
		struct lic_str row = explained_cell(&line);
		if (!lic_str_starts(vector, prefix) || !row.len || !lic_is_digit(row.ptr[0]))
			continue;
		if (explained_count == EXPLAINED_MAX)
			vectors_stop(1, path, "too many lines");
		struct explained *e = &explained[explained_count++];
		e->vector = vector;
		e->row = 0;
		for (size_t i = 0; i < row.len; i++)
			e->row = e->row * 10 + (unsigned)(row.ptr[i] - '0');
		e->answer = explained_cell(&line);
	}
}

/* Is this difference in the tables? */
static inline bool explained_take(const char *vector, size_t row, struct lic_str answer)
{
	for (size_t i = 0; i < explained_count; i++) {
		struct explained *e = &explained[i];
		if (e->row == row && lic_str_eq(e->vector, lic_str_from(vector)) &&
		    lic_str_eq(e->answer, answer)) {
			e->used = true;
			return true;
		}
	}
	printf("%s row %zu: not in docs/URLS.md: `%.*s`\n", vector, row, LIC_STR_ARG(answer));
	return false;
}

/* Lines of the tables that explain nothing; printed. */
static inline unsigned explained_unused(const char *vector)
{
	unsigned count = 0;

	for (size_t i = 0; i < explained_count; i++) {
		if (explained[i].used || !lic_str_eq(explained[i].vector, lic_str_from(vector)))
			continue;
		printf("docs/URLS.md: %.*s row %u is no difference any more\n",
		       LIC_STR_ARG(explained[i].vector), explained[i].row);
		count++;
	}
	return count;
}

#endif
