#include "format_table.h"

static int read_rows(const struct lic_table_rules *rules, struct lic_table *table)
{
	struct lic_csv *csv = &table->csv;
	size_t rows = 0;

	int more = lic_csv_next(csv, table->diag);
	if (more > 0) {
		int err = rules->header(table);
		if (err < 0)
			return err;
	}
	while (more > 0) {
		more = lic_csv_next(csv, table->diag);
		if (more <= 0)
			break;
		int err = rules->row(table);
		if (err < 0)
			return err;
		rows++;
	}
	if (more == 0 && rows == 0)
		return lic_diag_set(table->diag, LIC_ESYNTAX, "line %u: the file has no rows",
				    csv->next_line);
	return more;
}

int lic_table_read(const struct lic_table_rules *rules, struct lic_str text,
		   const struct lic_sink *sink, struct lic_diag *diag)
{
	struct lic_table table = {.sink = sink, .diag = diag};

	int err = lic_format_check_text(text, diag);
	if (err < 0)
		return err;
	err = lic_csv_init(&table.csv, text);
	if (err < 0)
		return lic_diag_set(diag, err, "line 1: %s", lic_strerror(err));
	err = read_rows(rules, &table);
	lic_csv_release(&table.csv);
	return err;
}

int lic_table_detect(const struct lic_table_rules *rules, struct lic_str head)
{
	struct lic_table table = {.sink = NULL};

	if (lic_csv_init(&table.csv, head) < 0)
		return 0;
	bool fits = lic_csv_next(&table.csv, NULL) == 1 && rules->header(&table) == LIC_OK;
	lic_csv_release(&table.csv);
	return fits ? 100 : 0;
}
