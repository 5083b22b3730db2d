/*
 * What the formats with one row a line share: reading lines, finding the date
 * in the comments, handing on names, telling the formats apart, and the
 * comments at the head of an export. For format_*.c only.
 */
#ifndef LIC_FORMAT_LINES_H
#define LIC_FORMAT_LINES_H

#include "format.h"
#include "limits.h"

/* The lines of a text, without their ends. A byte order mark is skipped. */
struct lic_lines {
	struct lic_str rest;
	uint32_t line; /* of the one last read, from 1 */
};

void lic_lines_init(struct lic_lines *lines, struct lic_str text);

/* 1, 0 at the end, or LIC_ELIMIT for a line over its cap. */
LIC_CHECKED int lic_lines_next(struct lic_lines *lines, struct lic_str *out, struct lic_diag *diag);

/* What one file's rows go through on their way to the sink. */
struct lic_rows {
	const struct lic_sink *sink;
	struct lic_record record;    /* name, line and below change, the rest stays empty */
	size_t count;                /* names handed on, or held */
	lic_date as_of;              /* the first date found in a comment before any name */
	char held[LIC_HOST_MAX + 3]; /* a name that waits for its other half */
	size_t held_len;             /* 0: none */
	uint32_t held_line;
};

void lic_rows_init(struct lic_rows *rows, const struct lic_sink *sink);

/* Hand on a name or a refusal, for the line in rows->record.line. */
LIC_CHECKED int lic_rows_name(struct lic_rows *rows, struct lic_str name);
LIC_CHECKED int lic_rows_below(struct lic_rows *rows, struct lic_str name);
LIC_CHECKED int lic_rows_refuse(struct lic_rows *rows, struct lic_str text, const char *reason);

/* The same for formats that need two rules for a host and for what lies below it:
 * "x" and then "*.x" is one row, x with what lies below it; "*.x" and then "x" is
 * the row *.x. Whatever comes next, or lic_rows_end, hands on what waits. */
LIC_CHECKED int lic_rows_half(struct lic_rows *rows, struct lic_str name);

/* Hand on the name that waits, if one does: what comes next is no other half. */
LIC_CHECKED int lic_rows_settle(struct lic_rows *rows);

/* Is it that name that waits? */
bool lic_rows_holds(const struct lic_rows *rows, struct lic_str name);

/* Look for "Last modified: 2026-06-18 …" and its like in a comment. */
void lic_rows_comment(struct lic_rows *rows, struct lic_str comment);

/* At the end: LIC_ESYNTAX if the file had no name at all, else hand on the
 * date, if one was found. */
LIC_CHECKED int lic_rows_end(struct lic_rows *rows, struct lic_diag *diag);

/* How such a format reads and knows its lines, which come trimmed and not empty. */
struct lic_line_rules {
	bool (*is_comment)(struct lic_str line);
	/* Is it written in this format's way, be it a row or not? */
	bool (*is_shape)(struct lic_str line);
	/* Hand on what the line says. */
	int (*row)(struct lic_rows *rows, struct lic_str line);
};

LIC_CHECKED int lic_lines_read(const struct lic_line_rules *rules, struct lic_str text,
			       const struct lic_sink *sink, struct lic_diag *diag);

/* The share of lines in the format's shape in percent; 0 if it is not the
 * greater part. */
int lic_lines_detect(const struct lic_line_rules *rules, struct lic_str head);

/* The share as lic_lines_detect gives it. */
int lic_lines_share(size_t ours, size_t others);

/* Does it begin with '#'? */
bool lic_is_hash_comment(struct lic_str line);

/* The line without a comment that '#' behind a blank begins. */
struct lic_str lic_line_code(struct lic_str line);

/* The next word of *rest, blanks skipped; false at its end. */
bool lic_word_next(struct lic_str *rest, struct lic_str *word);

/* Only characters of host names (any beyond ASCII), and '*', with a dot? */
bool lic_looks_like_host(struct lic_str s);

/* What an IP address means in a block list. */
enum lic_address {
	LIC_ADDRESS_NONE,  /* it is none */
	LIC_ADDRESS_SINK,  /* leads nowhere: 0.…, 127.…, ::, ::1 */
	LIC_ADDRESS_OTHER, /* leads somewhere */
};

enum lic_address lic_address_of(struct lic_str s);

/* What lists of names leave out. */
#define LIC_LEAVES_OUT_FIELDS "all that is known of a name: dates, holder, number, reason, source"

/* The comments that begin an export, each behind mark. */
void lic_lines_head(struct lic_buf *out, struct lic_str mark, const struct lic_list *list);
#endif
