/*
 * What the files of mappings share: cells, dates, names in cells, rows. For mapping*.c
 * only.
 */
#ifndef LIC_MAPPING_PARTS_H
#define LIC_MAPPING_PARTS_H

#include "csv.h"
#include "format_row.h"
#include "mapping.h"

_Static_assert(LIC_MAPPING_FIELDS == LIC_ROW_COLUMNS, "a field for each column");

/* The field that a column's title speaks of, in the languages of registers; -1: none. */
int lic_mapping_field_of_title(struct lic_str title);

/* The titles of a table stand among so many first records. */
#define LIC_MAPPING_HEADER_ROWS 50

/* Begin to read a table with that separator; 0: the one that its first lines have most of. */
LIC_CHECKED int lic_mapping_open_csv(struct lic_csv *csv, struct lic_str text, char separator,
				     struct lic_diag *diag);

/* A cell with white space at its ends and in rows taken out, in store, which is not
 * emptied before. */
struct lic_str lic_mapping_cell(struct lic_str cell, struct lic_buf *store);

/* A date as a cell has it: 0; LIC_ENOENT, its numbers are of no day; LIC_EINVAL, another form. */
LIC_CHECKED int lic_mapping_date(struct lic_str cell, enum lic_mapping_dates dates, lic_date *out);
const char *lic_mapping_dates_name(enum lic_mapping_dates dates);

/* Take the next name out of a cell with several; false at the end. */
bool lic_mapping_next_name(struct lic_str *cell, bool hosts, struct lic_str *name);

/* Where the cells of a row come from: empty if there is none. The text lives until the
 * row was handed on. */
typedef struct lic_str lic_mapping_cell_fn(void *ctx, int field);

/* Room for the cleaned cells of a row: what does not fit is refused, for views of it must
 * not move. Kept by a reader for all its rows. */
LIC_CHECKED int lic_mapping_room(struct lic_buf *room);

/* Hand on the row of that line, a record for each name in it, or refuse it. */
LIC_CHECKED int lic_mapping_row(const struct lic_mapping *mapping, uint32_t line,
				lic_mapping_cell_fn *cell, void *ctx, struct lic_buf *room,
				const struct lic_sink *sink);

LIC_CHECKED int lic_mapping_read_csv(const struct lic_mapping *mapping, struct lic_str text,
				     const struct lic_sink *sink, struct lic_diag *diag);
LIC_CHECKED int lic_mapping_read_json(const struct lic_mapping *mapping, struct lic_str text,
				      const struct lic_sink *sink, struct lic_diag *diag);
LIC_CHECKED int lic_mapping_read_html(const struct lic_mapping *mapping, struct lic_str text,
				      const struct lic_sink *sink, struct lic_diag *diag);

/* Are its columns selectors, and does it say what a row is? */
LIC_CHECKED int lic_mapping_check_html(const struct lic_mapping *mapping, struct lic_diag *diag);

/* Does a web page begin there? */
bool lic_mapping_is_html(struct lic_str text);

#endif
