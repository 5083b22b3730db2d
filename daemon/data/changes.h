/*
 * The edits of a list between two states of its log as one file, as feeds publish it
 * ("ID/changes-A-B"): the leaves from log size A up to log size B.
 *
 * File: "licit-changes/1 A B SIZE\n", with the numbers in decimal, and behind it SIZE bytes
 * packed (pack.h): each leaf's bytes and a NUL.
 *
 * What does not keep to that is refused whole. A leaf is not judged here. Pure.
 */
#ifndef LIC_CHANGES_H
#define LIC_CHANGES_H

#include "buf.h"
#include "diag.h"

#define LIC_CHANGES_MAGIC "licit-changes/1 "

/* ---- writing --------------------------------------------------------- */

struct lic_changes_writer {
	uint64_t from, to; /* size of the log before, and with all leaves that were added */
	struct lic_buf leaves;
	int err;
};

void lic_changes_writer_init(struct lic_changes_writer *writer, uint64_t from);
void lic_changes_writer_release(struct lic_changes_writer *writer);

/* Add the next leaf. Errors stick, and are told by the end. */
void lic_changes_writer_add(struct lic_changes_writer *writer, struct lic_str leaf);

/* Append the file: 0; LIC_EINVAL, a leaf has a NUL or is empty; LIC_ELIMIT. */
LIC_CHECKED int lic_changes_writer_end(struct lic_changes_writer *writer, struct lic_buf *out);

/* ---- reading --------------------------------------------------------- */

struct lic_changes {
	uint64_t from, to;
	char *leaves; /* with their NULs */
	size_t size;
};

/* Read and unpack it: 0, LIC_EVERSION, LIC_ELIMIT, LIC_ECORRUPT or LIC_ENOMEM. `text` is not
 * used after the call. It holds exactly to - from leaves. */
LIC_CHECKED int lic_changes_open(struct lic_changes *out, struct lic_str text,
				 struct lic_diag *diag);
void lic_changes_release(struct lic_changes *changes);

/* Each leaf in order. A negative return stops and is handed on. */
LIC_CHECKED int lic_changes_each(const struct lic_changes *changes,
				 int (*fn)(void *ctx, struct lic_str leaf), void *ctx);

#endif
