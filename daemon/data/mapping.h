/*
 * Mappings: how a table of somebody else's (a spreadsheet saved as CSV, a JSON file, a web
 * page) is read as a list. A mapping is text, one line for each thing it says:
 *
 *   COLUMN=FIELD     the column of that title (a path in JSON), or #3, holds the field
 *   FIELD:=VALUE     every row has that value
 *   dates:=dd.mm.yyyy, separator:=;, encoding:=windows-1250, header:=4, names:=hosts,
 *   rows:=data.items, format:=json
 *
 * Of a web page (format:=html) rows and columns are selectors (selector.h), page:= is
 * where it stands, and next:= selects the link to the next page of the register.
 *
 * Fields are the columns of Licit's CSV (format_row.h) but for `list`. A row that cannot
 * be read is refused with its line and reason, and never guessed. Pure; thread-safe.
 */
#ifndef LIC_MAPPING_H
#define LIC_MAPPING_H

#include "format.h"
#include "limits.h"

/* The columns of format_row.h. */
#define LIC_MAPPING_FIELDS 16

enum lic_mapping_dates {
	LIC_DATES_PLAIN, /* YYYY-MM-DD and D.M.YYYY, which nobody can misread */
	LIC_DATES_DMY,
	LIC_DATES_MDY,
	LIC_DATES_YMD,
	LIC_DATES_EXCEL, /* days since 1899-12-30 */
	LIC_DATES,
};

enum lic_mapping_form { LIC_FORM_DETECT, LIC_FORM_CSV, LIC_FORM_JSON, LIC_FORM_HTML };

#define LIC_HEADER_SEARCH (-1)

/* Views of the text it was parsed from. */
struct lic_mapping {
	struct lic_str column[LIC_MAPPING_FIELDS];   /* title, path or selector; empty: none */
	unsigned position[LIC_MAPPING_FIELDS];       /* its number, from 1; 0: none */
	struct lic_str constant[LIC_MAPPING_FIELDS]; /* of every row; empty: none */
	enum lic_mapping_form form;
	enum lic_mapping_dates dates;
	struct lic_str encoding, rows, page, next;
	char separator; /* 0: look */
	int header;     /* line of the titles; 0: there are none; or LIC_HEADER_SEARCH */
	bool hosts;     /* of the names only the hosts count */
};

/* LIC_EINVAL with what is wrong. */
LIC_CHECKED int lic_mapping_parse(struct lic_mapping *out, struct lic_str text,
				  struct lic_diag *diag);

/* A file's bytes as UTF-8, by the mapping's encoding, a byte order mark, or because they
 * are; a page's also by its <meta>: a view of the bytes, or of store. LIC_EUTF8 if nobody says what
 * they are. */
LIC_CHECKED int lic_mapping_decode(const struct lic_mapping *mapping, struct lic_str bytes,
				   struct lic_buf *store, struct lic_str *out,
				   struct lic_diag *diag);

/* Read decoded text: as lic_format.read does. */
LIC_CHECKED int lic_mapping_read(const struct lic_mapping *mapping, struct lic_str text,
				 const struct lic_sink *sink, struct lic_diag *diag);

/* Of a decoded web page that stands at url: where its next:= leads to, empty for the last page of
 * the register. LIC_EREFUSED if it is another host's, or nobody can follow it. */
LIC_CHECKED int lic_mapping_next(const struct lic_mapping *mapping, struct lic_str text,
				 struct lic_str url, struct lic_buf *next, struct lic_diag *diag);

/* Put a decoded page, which stands at url, behind those before it: lic_mapping_decode and
 * lic_mapping_read take what comes of it as one file. url is canonical (url.h). */
void lic_mapping_add_page(struct lic_buf *pages, struct lic_str url, struct lic_str text);

/* What the columns of a decoded CSV text may be, by the words of their titles and by
 * what stands in them: lines of a mapping to be looked at by a person, each with an
 * example behind a tab. With `all`, columns without a guess too, as "TITLE=", which is no line of
 * a mapping. LIC_ESYNTAX if no column holds names. */
LIC_CHECKED int lic_mapping_guess(struct lic_str text, bool all, struct lic_buf *out,
				  struct lic_diag *diag);

#endif
