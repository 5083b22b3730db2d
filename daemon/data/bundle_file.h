/*
 * What the writer and the reader of bundles share: the form that bundle.h tells. Private to
 * bundle_*.c.
 */
#ifndef LIC_BUNDLE_FILE_H
#define LIC_BUNDLE_FILE_H

#include "arena.h"
#include "bundle.h"
#include "format_row.h"

#define LIC_BUNDLE_HEAD "head"
#define LIC_BUNDLE_NAMES "names"

/* Columns are numbered as in format_row.h, whose names they have. */
#define LIC_BUNDLE_FIRST_COLUMN 1
#define LIC_BUNDLE_COLUMNS LIC_ROW_LIST

/* How the values of a column stand there. */
#define LIC_BUNDLE_LINED 0
#define LIC_BUNDLE_TURNED 1

/* A name as lists write it, at its longest: "*.", a host, a path. */
#define LIC_BUNDLE_KEY_MAX (LIC_HOST_MAX + 2 + LIC_URL_MAX)

/* The head at its longest: proofs of 64 hashes each, in hex. */
#define LIC_BUNDLE_HEAD_MAX (1u << 20)

/* Turn the labels before the first slash round, from name to key or from key to name; out
 * holds as many bytes. */
void lic_bundle_turn(struct lic_str name, char *out);

/* What a bundle has behind its head. */
struct lic_bundle_counts {
	uint64_t columns, entries;
};

void lic_bundle_head_write(struct lic_buf *out, const struct lic_bundle_counts *counts,
			   const struct lic_bundle_log *log);

/* Its memory is of the arena. LIC_ECORRUPT, LIC_ELIMIT, LIC_ENOMEM. */
LIC_CHECKED int lic_bundle_head_read(struct lic_str json, struct lic_bundle_counts *counts,
				     struct lic_bundle_log *log, struct lic_arena *arena);

#endif
