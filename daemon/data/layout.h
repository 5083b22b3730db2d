/*
 * Plain structs as JSON and back, by const tables that say what each member is.
 * Writing is canonical: every member but rare ones, in the order of the table, one form for
 * each value. Reading is strict: every member but rare ones must be there, none may be that the
 * table does not know, and a layout's own check comes last. Pure; what is read lives in the arena.
 *
 * Bytes that are no UTF-8, or hold a NUL, are written as {"hex":"…"}, so that
 * nothing is lost.
 */
#ifndef LIC_LAYOUT_H
#define LIC_LAYOUT_H

#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "json.h"

enum lic_field_kind {
	LIC_FIELD_STR,    /* struct lic_str */
	LIC_FIELD_TEXT,   /* const char *, or null */
	LIC_FIELD_BOOL,   /* bool */
	LIC_FIELD_INT,    /* int, from `least` to `most` */
	LIC_FIELD_SIZE,   /* size_t; SIZE_MAX is null */
	LIC_FIELD_DATE,   /* lic_date; 0 is null */
	LIC_FIELD_RARE,   /* lic_date; 0 is left out */
	LIC_FIELD_DOUBLE, /* double, finite */
	LIC_FIELD_ENUM,   /* an enum, by its word */
	LIC_FIELD_BITS,   /* an unsigned, as a list of the words of its bits */
	LIC_FIELD_STRS,   /* const struct lic_str *, and its count */
	LIC_FIELD_LIST,   /* const struct *, and its count */
	LIC_FIELD_ARRAY,  /* `most` structs in place */
};

struct lic_layout;

struct lic_field {
	const char *name;
	enum lic_field_kind kind;
	size_t offset;
	size_t count_offset;           /* of STRS and LIST */
	const struct lic_layout *of;   /* of LIST and ARRAY */
	const char *(*word)(unsigned); /* of ENUM and BITS */
	int least, most;               /* of INT; most: of ENUM and BITS the number of words,
					  of STRS and LIST the most members */
};

struct lic_layout {
	size_t size;
	const struct lic_field *fields;
	size_t count;
	/* What is wrong with a record that was read, or NULL. May be NULL. */
	const char *(*fault)(const void *record);
};

/* {"member":…} */
void lic_layout_write(struct lic_buf *out, const struct lic_layout *layout, const void *record);

/* Fill record, which is of layout->size. 0, LIC_ESYNTAX, LIC_ELIMIT or LIC_ENOMEM; the diag
 * says where, beginning with `where`. */
LIC_CHECKED int lic_layout_read(const struct lic_layout *layout, const struct lic_json *json,
				struct lic_arena *arena, void *record, const char *where,
				struct lic_diag *diag);

#endif
