/*
 * Tables with named columns, in CSV: the first record names them, in any order and with
 * others among them; then row by row. For the files of lists/ that are read by their own
 * columns; the formats of lists have format_table.h. Keeps nothing; thread-safe.
 */
#ifndef LIC_COLUMNS_H
#define LIC_COLUMNS_H

#include "csv.h"

/* What a table of ours has at most. */
#define LIC_COLUMNS_MAX 16

struct lic_columns {
	const char *const *names;
	size_t count;    /* at most LIC_COLUMNS_MAX */
	size_t optional; /* the last so many need not be there */
};

struct lic_columns_row {
	struct lic_csv csv; /* csv.line is the row's */
	size_t at[LIC_COLUMNS_MAX];
};

/* Of a column by its place in names; empty if the table has none. Valid until the
 * function that was handed the row returns. */
static inline struct lic_str lic_columns_field(const struct lic_columns_row *row, size_t column)
{
	size_t at = row->at[column];

	return at < row->csv.columns ? row->csv.field[at] : lic_str("", 0);
}

/* Takes one row; a negative number ends the reading. */
typedef int lic_columns_fn(void *ctx, const struct lic_columns_row *row, struct lic_diag *diag);

/* Read the text and hand on each row: 0, what the function ended it with, LIC_ESYNTAX
 * ("line N: …", or that it is empty), LIC_ELIMIT or LIC_ENOMEM. */
LIC_CHECKED int lic_columns_read(const struct lic_columns *columns, struct lic_str text,
				 lic_columns_fn *fn, void *ctx, struct lic_diag *diag);

/* Of such a row: `column` is not what it must be. LIC_ESYNTAX. */
int lic_columns_refuse(const struct lic_columns *columns, const struct lic_columns_row *row,
		       size_t column, struct lic_diag *diag);

#endif
