/*
 * The open data of SÚKL, the Czech State Institute for Drug Control: sites with
 * an illegal offer of medicines, each with the day it was listed and, if it
 * was, the day it was taken off. Dates are DD.MM.YYYY. The file does not say as
 * of when it is.
 */
#include "format_table.h"
#include "format_text.h"
#include "formats.h"

enum { NAME, LISTED, WITHDRAWN, COLUMNS };

static const char *const columns[COLUMNS] = {"URL", "DATUM_ZAPISU", "DATUM_VYMAZU"};

static int read_header(struct lic_table *table)
{
	const struct lic_csv *csv = &table->csv;

	if (csv->columns != COLUMNS)
		return lic_diag_set(table->diag, LIC_ESYNTAX, "line %u: %zu columns instead of %d",
				    csv->line, csv->columns, COLUMNS);
	for (int i = 0; i < COLUMNS; i++) {
		size_t at = 0;
		while (at < COLUMNS && !lic_str_eq(csv->field[at], lic_str_from(columns[i])))
			at++;
		if (at == COLUMNS)
			return lic_diag_set(table->diag, LIC_ESYNTAX,
					    "line %u: the column \"%s\" is missing", csv->line,
					    columns[i]);
		table->map[at] = i;
	}
	return LIC_OK;
}

static int read_date(const struct lic_table *table, size_t field, lic_date *out)
{
	char shown[LIC_TEXT_SHOWN_SIZE];

	if (lic_date_parse_dmy(table->csv.field[field], out) == LIC_OK)
		return LIC_OK;
	return lic_diag_set(table->diag, LIC_ESYNTAX,
			    "line %u: %s: \"%s\": not a date of the form DD.MM.YYYY",
			    table->csv.line, columns[table->map[field]],
			    lic_text_shown(table->csv.field[field], shown));
}

static int read_row(struct lic_table *table)
{
	const struct lic_csv *csv = &table->csv;
	struct lic_record record = {.line = csv->line};

	for (size_t i = 0; i < COLUMNS; i++) {
		int err = LIC_OK;
		if (table->map[i] == NAME)
			record.name = csv->field[i];
		else if (table->map[i] == LISTED)
			err = read_date(table, i, &record.since);
		else if (csv->field[i].len)
			err = read_date(table, i, &record.withdrawn);
		if (err < 0)
			return err;
	}
	if (record.withdrawn && record.withdrawn < record.since)
		return lic_diag_set(table->diag, LIC_ESYNTAX,
				    "line %u: withdrawn before it was listed", csv->line);
	return table->sink->record(table->sink->ctx, &record);
}

static const struct lic_table_rules rules = {read_header, read_row};

static int sukl_csv_read(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag)
{
	return lic_table_read(&rules, text, sink, diag);
}

static int sukl_csv_detect(struct lic_str head)
{
	return lic_table_detect(&rules, head);
}

const struct lic_format lic_format_sukl_csv = {
	.id = "sukl-csv",
	.summary = "SÚKL (Czechia): open data on sites that offer medicines illegally",
	.detect = sukl_csv_detect,
	.read = sukl_csv_read,
};
