#include "suffixes.h"

#include "columns.h"

static int compare(const void *a, const void *b)
{
	return lic_str_cmp(*(const struct lic_str *)a, *(const struct lic_str *)b);
}

static int add_row(void *ctx, const struct lic_columns_row *line, struct lic_diag *diag)
{
	struct lic_suffixes *out = ctx;
	struct lic_str suffix = lic_columns_field(line, 0);

	if (!suffix.len)
		return lic_diag_set(diag, LIC_ESYNTAX, "line %u: no suffix", line->csv.line);
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
	static const char *const names[] = {"suffix"};
	static const struct lic_columns columns = {names, LIC_ARRAY_SIZE(names), 0};

	*out = (struct lic_suffixes){.arena = LIC_ARENA_INIT};
	int err = lic_columns_read(&columns, text, add_row, out, diag);
	if (err < 0)
		lic_suffixes_release(out);
	else if (out->count)
		qsort(out->row, out->count, sizeof(*out->row), compare);
	return err;
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
