/*
 * A strict reader of comma-separated values (RFC 4180): CRLF or LF, a byte
 * order mark skipped, every record with as many fields as the first. Anything
 * else is damage, and said with its line. What spreadsheets make of tables is read as
 * well where the caller asks for it.
 */
#ifndef LIC_CSV_H
#define LIC_CSV_H

#include "diag.h"
#include "limits.h"
#include "str.h"

struct lic_csv {
	struct lic_str rest;
	uint32_t line;      /* of the record last read, from 1 */
	uint32_t next_line; /* of the one to come */
	size_t columns;     /* 0 before the first record; loose: of this record */
	char separator;     /* ',' unless the caller sets another, before the first record */
	bool loose;         /* records may differ in length, and a quote may stand in a field */
	struct lic_str field[LIC_CSV_COLUMNS_MAX];
	char *unquoted; /* room for the fields of one record that held "" */
};

/* text is borrowed and must outlive the reader. */
LIC_CHECKED int lic_csv_init(struct lic_csv *csv, struct lic_str text);
void lic_csv_release(struct lic_csv *csv);

/* Read one record into field[0..columns): 1, 0 at the end, or LIC_ESYNTAX,
 * LIC_ELIMIT with a diag that begins "line N: ". Empty lines are skipped. The
 * fields are valid until the next call. */
LIC_CHECKED int lic_csv_next(struct lic_csv *csv, struct lic_diag *diag);

/* The field in RFC 4180 form: quoted where it must be. */
struct lic_buf;
void lic_csv_write(struct lic_buf *buf, struct lic_str field);

#endif
