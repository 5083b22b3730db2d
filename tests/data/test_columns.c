/* Tables with named columns: what each row is read as, and what is no table. */
#include "columns.h"

#include "sections.h"

static const char *const names[] = {"name", "size", "colour"};
static const struct lic_columns columns = {names, LIC_ARRAY_SIZE(names), .optional = 1};

static int show(void *ctx, const struct lic_columns_row *row, struct lic_diag *diag)
{
	struct lic_buf *out = ctx;

	if (lic_str_eq(lic_columns_field(row, 0), LIC_STR("stop")))
		return lic_diag_set(diag, LIC_EINVAL, "line %u: stopped", row->csv.line);
	for (size_t i = 0; i < columns.count; i++)
		lic_buf_printf(out, "[%.*s]", LIC_STR_ARG(lic_columns_field(row, i)));
	lic_buf_addc(out, '\n');
	return LIC_OK;
}

static void run(struct lic_str input, struct lic_buf *out)
{
	struct lic_diag diag = {""};
	int err = lic_columns_read(&columns, input, show, out, &diag);

	if (err < 0)
		lic_buf_printf(out, "error %d: %s\n", err, diag.text);
}

int main(void)
{
	return sections_run("data/columns.rows", run);
}
