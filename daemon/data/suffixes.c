#include "suffixes.h"

#include "csv.h"

static int compare(const void *a, const void *b)
{
	return lic_str_cmp(*(const struct lic_str *)a, *(const struct lic_str *)b);
}

static int add_row(struct lic_suffixes *out, struct lic_str suffix)
{
	/* Grown by doubling: at powers of two. */
	if ((out->count & (out->count - 1)) == 0) {
		struct lic_str *rows =
			realloc(out->row, (out->count ? 2 * out->count : 1) * sizeof(*rows));
		if (!rows)
			return LIC_ENOMEM;
		out->row = rows;
	}
	suffix = lic_arena_copy(&out->arena, suffix);
	out->row[out->count++] = suffix;
	return suffix.ptr ? LIC_OK : LIC_ENOMEM;
}

int lic_suffixes_parse(struct lic_suffixes *out, struct lic_str text, struct lic_diag *diag)
{
	struct lic_csv csv;
	size_t column = 0;
	int got = lic_csv_init(&csv, text);

	*out = (struct lic_suffixes){.arena = LIC_ARENA_INIT};
	if (got < 0)
		return got;
	got = lic_csv_next(&csv, diag);
	while (got > 0 && column < csv.columns && !lic_str_eq(csv.field[column], LIC_STR("suffix")))
		column++;
	if (got == 0 || (got > 0 && column == csv.columns))
		got = lic_diag_set(diag, LIC_ESYNTAX, "line 1: no column \"suffix\"");
	while (got > 0) {
		got = lic_csv_next(&csv, diag);
		if (got > 0 && !csv.field[column].len)
			got = lic_diag_set(diag, LIC_ESYNTAX, "line %u: no suffix", csv.line);
		else if (got > 0 && add_row(out, csv.field[column]) < 0)
			got = LIC_ENOMEM;
	}
	lic_csv_release(&csv);
	if (got < 0)
		lic_suffixes_release(out);
	else if (out->count)
		qsort(out->row, out->count, sizeof(*out->row), compare);
	return got;
}

void lic_suffixes_release(struct lic_suffixes *suffixes)
{
	free(suffixes->row);
	lic_arena_release(&suffixes->arena);
	*suffixes = (struct lic_suffixes){.arena = LIC_ARENA_INIT};
}

bool lic_suffixes_hold(const struct lic_suffixes *suffixes, struct lic_str tld)
{
	return suffixes->count &&
	       bsearch(&tld, suffixes->row, suffixes->count, sizeof(*suffixes->row), compare);
}
