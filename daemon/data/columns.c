#include "columns.h"

static int find(struct lic_columns_row *row, const struct lic_columns *columns,
		struct lic_diag *diag)
{
	const struct lic_csv *csv = &row->csv;

	assert(columns->count <= LIC_COLUMNS_MAX);
	for (size_t c = 0; c < columns->count; c++) {
		size_t i = 0;
		while (i < csv->columns &&
		       !lic_str_eq(csv->field[i], lic_str_from(columns->names[c])))
			i++;
		if (i == csv->columns && c < columns->count - columns->optional)
			return lic_diag_set(diag, LIC_ESYNTAX, "line 1: no column \"%s\"",
					    columns->names[c]);
		row->at[c] = i;
	}
	return LIC_OK;
}

int lic_columns_read(const struct lic_columns *columns, struct lic_str text, lic_columns_fn *fn,
		     void *ctx, struct lic_diag *diag)
{
	struct lic_columns_row row;
	int got = lic_csv_init(&row.csv, text);

	if (got < 0)
		return got;
	got = lic_csv_next(&row.csv, diag);
	if (got == 0)
		got = lic_diag_set(diag, LIC_ESYNTAX, "the file is empty");
	if (got > 0 && find(&row, columns, diag) < 0)
		got = LIC_ESYNTAX;
	while (got > 0) {
		got = lic_csv_next(&row.csv, diag);
		int err = got > 0 ? fn(ctx, &row, diag) : LIC_OK;
		if (err < 0)
			got = err;
	}
	lic_csv_release(&row.csv);
	return got;
}

int lic_columns_refuse(const struct lic_columns *columns, const struct lic_columns_row *row,
		       size_t column, struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_ESYNTAX, "line %u: %s: \"%.*s\" is none", row->csv.line,
			    columns->names[column], LIC_STR_ARG(lic_columns_field(row, column)));
}
