/*
 * The formats that lists come in and go out as. One table; each format is one
 * small file format_<id>.c that turns a file's text into records and records
 * into text. Formats read, they do not judge names: name.h does.
 */
#ifndef LIC_FORMAT_H
#define LIC_FORMAT_H

#include "buf.h"
#include "diag.h"
#include "list.h"
#include "name.h"

/* Where a reader hands its rows. A negative return stops it and is handed on.
 * Rows reach the sink before the whole file was read: keep nothing of them until
 * read() has returned 0. refuse and as_of may be NULL. */
struct lic_sink {
	void *ctx;
	int (*record)(void *ctx, const struct lic_record *record);
	/* A line that is no row of this format: counted and shown, not fatal. */
	int (*refuse)(void *ctx, uint32_t line, struct lic_str text, const char *reason);
	/* The date that the file itself gives for its content, if it gives one: once,
	 * behind the last row. */
	int (*as_of)(void *ctx, lic_date date);
	/* Only rows whose column "list" has this value (licit CSV, JSON), and those of
	 * a file that has no such column; empty: all. */
	struct lic_str only_list;
};

#define LIC_CARRIES(scope) (1u << (scope))
#define LIC_CARRIES_HOSTS                                            \
	(LIC_CARRIES(LIC_SCOPE_SITE) | LIC_CARRIES(LIC_SCOPE_HOST) | \
	 LIC_CARRIES(LIC_SCOPE_WILDCARD))
#define LIC_CARRIES_ALL \
	(LIC_CARRIES_HOSTS | LIC_CARRIES(LIC_SCOPE_PREFIX) | LIC_CARRIES(LIC_SCOPE_TLD))

static inline bool lic_format_carries(unsigned scopes, enum lic_scope scope)
{
	return (scopes & LIC_CARRIES(scope)) != 0;
}

struct lic_format {
	const char *id;      /* for --format */
	const char *summary; /* one line for --help */
	/* Does the beginning of a file look like this format? 0 no … 100 sure. */
	int (*detect)(struct lic_str head);
	/* 0, a negative return of the sink, or LIC_ESYNTAX, LIC_EUTF8, … with a diag
	 * that begins "line N: ": the whole file is then refused. So it is if it has
	 * no row at all. */
	int (*read)(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag);
	/* It can say of an entry that it ended; of the others only those in force are
	 * written. */
	bool writes_ended;
	/* What it can carry: a bit (LIC_CARRIES) for each scope; and in words what of an
	 * entry it leaves out, or NULL. */
	unsigned scopes;
	const char *leaves_out;
	/* A host that a broader entry covers must not be written: it would end what that
	 * one blocks. */
	bool leaves_out_covered;
	/* Export, or NULL: header, one row (name in canonical form, of a scope that the
	 * format carries), footer. The caller may empty `out` behind any write(), but not
	 * between begin() and the first one. */
	void (*begin)(struct lic_buf *out, const struct lic_list *list);
	void (*write)(struct lic_buf *out, const struct lic_list *list, const struct lic_name *name,
		      const struct lic_record *record);
	void (*end)(struct lic_buf *out);
};

/* The table, in the order for --help. */
extern const struct lic_format *const lic_formats[];
extern const size_t lic_formats_count;

/* By id; NULL if there is none. */
const struct lic_format *lic_format_find(struct lic_str id);

/* The one that fits best; NULL if none does. */
const struct lic_format *lic_format_detect(struct lic_str text);

/* What a file is that no format is, as a spreadsheet that was not saved as CSV, and what to do
 * with it; NULL: it may be a list. `decoded`: whoever reads it knows what UTF-16 is. */
const char *lic_format_foreign(struct lic_str text, bool decoded);

/* What every reader asks of a file first: no NUL byte, valid UTF-8. */
LIC_CHECKED int lic_format_check_text(struct lic_str text, struct lic_diag *diag);

#endif
