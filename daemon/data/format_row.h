/*
 * The columns of Licit's own formats: one table for the CSV and the JSON form,
 * so that both read, check and write the same. For format_*.c and mapping*.c only.
 */
#ifndef LIC_FORMAT_ROW_H
#define LIC_FORMAT_ROW_H

#include "format.h"
#include "limits.h"

/* In the order of an export; "list" stands in none. */
enum lic_row_column {
	LIC_ROW_NAME,
	LIC_ROW_HOLDER,
	LIC_ROW_NUMBER,
	LIC_ROW_ENTRY_URL,
	LIC_ROW_CLASS,
	LIC_ROW_COUNTRIES,
	LIC_ROW_SINCE,
	LIC_ROW_UNTIL,
	LIC_ROW_WITHDRAWN,
	LIC_ROW_REASON,
	LIC_ROW_EVIDENCE,
	LIC_ROW_SOURCE,
	LIC_ROW_SEEN,
	LIC_ROW_CONFIDENCE,
	LIC_ROW_REGISTERED,
	LIC_ROW_LIST,
	LIC_ROW_COLUMNS,
};

const char *lic_row_column_name(int column);

/* Does it hold dates? */
bool lic_row_is_date(int column);

/* The number of a column, or -1. */
int lic_row_column(struct lic_str name);

/* A row under way. */
struct lic_row {
	struct lic_record record;
	struct lic_str list;
};

/* Set one column from its text; the empty text leaves the default. LIC_ESYNTAX
 * with "line N: column: reason" for what it cannot hold. */
LIC_CHECKED int lic_row_set(struct lic_row *row, int column, struct lic_str text,
			    struct lic_diag *diag);

/* Give a column its default. */
void lic_row_clear(struct lic_row *row, int column);

/* Check a complete row, and hand it on unless it is another list's. */
LIC_CHECKED int lic_row_hand_on(const struct lic_row *row, const struct lic_sink *sink,
				struct lic_diag *diag);

/* What those two say, without "line N: ", for whoever tells the line beside it. */
const char *lic_row_reason(const struct lic_diag *why);

/* The text of one column, for export: a view of the record or of store. */
#define LIC_ROW_TEXT_SIZE LIC_DATE_SIZE
struct lic_str lic_row_text(const struct lic_record *record, int column,
			    char store[LIC_ROW_TEXT_SIZE]);

/* A name in the way lists write it: "x", "*.x", "x/path" or ".tld"; a view of
 * the name or of store. */
#define LIC_ROW_NAME_SIZE (LIC_HOST_MAX + 2)
struct lic_str lic_row_name(const struct lic_name *name, char store[LIC_ROW_NAME_SIZE]);

#endif
