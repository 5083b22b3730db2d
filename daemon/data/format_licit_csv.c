/*
 * Licit's own CSV. The header row names the columns of format_row.h, in any
 * order; only "name" must be there.
 */
#include "format_row.h"
#include "format_table.h"
#include "format_text.h"
#include "formats.h"

static int read_header(struct lic_table *table)
{
	const struct lic_csv *csv = &table->csv;
	bool seen[LIC_ROW_COLUMNS] = {false};
	char shown[LIC_TEXT_SHOWN_SIZE];

	for (size_t i = 0; i < csv->columns; i++) {
		int column = lic_row_column(csv->field[i]);
		if (column < 0)
			return lic_diag_set(table->diag, LIC_ESYNTAX,
					    "line %u: there is no column \"%s\"", csv->line,
					    lic_text_shown(csv->field[i], shown));
		if (seen[column])
			return lic_diag_set(table->diag, LIC_ESYNTAX,
					    "line %u: the column \"%s\" stands there twice",
					    csv->line, lic_row_column_name(column));
		seen[column] = true;
		table->map[i] = column;
	}
	if (!seen[LIC_ROW_NAME])
		return lic_diag_set(table->diag, LIC_ESYNTAX,
				    "line %u: the column \"name\" is missing", csv->line);
	return LIC_OK;
}

static int read_row(struct lic_table *table)
{
	const struct lic_csv *csv = &table->csv;
	struct lic_row row = {.record.line = csv->line};
	bool by_list = false;

	for (size_t i = 0; i < csv->columns; i++) {
		int err = lic_row_set(&row, table->map[i], csv->field[i], table->diag);
		if (err < 0)
			return err;
		by_list |= table->map[i] == LIC_ROW_LIST;
	}
	if (by_list && table->sink->only_list.len && row.list.len == 0)
		return lic_diag_set(table->diag, LIC_ESYNTAX,
				    "line %u: list: empty, where rows are chosen by it", csv->line);
	return lic_row_hand_on(&row, table->sink, table->diag);
}

static const struct lic_table_rules rules = {read_header, read_row};

static int licit_csv_read(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag)
{
	return lic_table_read(&rules, text, sink, diag);
}

static int licit_csv_detect(struct lic_str head)
{
	return lic_table_detect(&rules, head);
}

static void licit_csv_begin(struct lic_buf *out, const struct lic_list *list LIC_UNUSED)
{
	for (int i = 0; i < LIC_ROW_LIST; i++) {
		lic_buf_adds(out, lic_str_from(lic_row_column_name(i)));
		lic_buf_addc(out, i + 1 < LIC_ROW_LIST ? ',' : '\n');
	}
}

static void licit_csv_write(struct lic_buf *out, const struct lic_list *list LIC_UNUSED,
			    const struct lic_name *name, const struct lic_record *record)
{
	char name_store[LIC_ROW_NAME_SIZE], store[LIC_ROW_TEXT_SIZE];

	lic_csv_write(out, lic_row_name(name, name_store));
	for (int i = LIC_ROW_NAME + 1; i < LIC_ROW_LIST; i++) {
		lic_buf_addc(out, ',');
		lic_csv_write(out, lic_row_text(record, i, store));
	}
	lic_buf_addc(out, '\n');
}

static void licit_csv_end(struct lic_buf *out LIC_UNUSED)
{
}

const struct lic_format lic_format_licit_csv = {
	.id = "licit-csv",
	.writes_ended = true,
	.summary = "Licit's own table: CSV with a header row, all that is known of each entry",
	.detect = licit_csv_detect,
	.read = licit_csv_read,
	.begin = licit_csv_begin,
	.scopes = LIC_CARRIES_ALL,
	.write = licit_csv_write,
	.end = licit_csv_end,
};
