/*
 * The edits of a list between two states of its log as one file, as feeds publish it
 * ("ID/changes-A-B"): the leaves from log size A up to log size B.
 *
 * File: "licit-changes/1 A B SIZE\n", with the numbers in decimal, and behind it SIZE bytes
 * packed (pack.h): each leaf's bytes and a NUL.
 *
 * What does not keep to that is refused whole. A leaf is not judged here. Pure.
 */
#ifndef LIC_DELTA_H
#define LIC_DELTA_H

#include "buf.h"
#include "diag.h"

#define LIC_DELTA_MAGIC "licit-changes/1 "

/* ---- writing --------------------------------------------------------- */

struct lic_delta_writer {
	uint64_t from, to; /* size of the log before, and with all leaves that were added */
	struct lic_buf leaves;
	int err;
};

void lic_delta_writer_init(struct lic_delta_writer *writer, uint64_t from);
void lic_delta_writer_release(struct lic_delta_writer *writer);

/* Add the next leaf. Errors stick, and are told by the end. */
void lic_delta_writer_add(struct lic_delta_writer *writer, struct lic_str leaf);

/* Append the file: 0; LIC_EINVAL, a leaf has a NUL or is empty; LIC_ELIMIT. */
LIC_CHECKED int lic_delta_writer_end(struct lic_delta_writer *writer, struct lic_buf *out);

/* ---- reading --------------------------------------------------------- */

struct lic_delta {
	uint64_t from, to;
	char *leaves; /* with their NULs */
	size_t size;
};

/* Read and unpack it: 0, LIC_EVERSION, LIC_ELIMIT, LIC_ECORRUPT or LIC_ENOMEM. `text` is not
 * used after the call. It holds exactly to - from leaves. */
LIC_CHECKED int lic_delta_open(struct lic_delta *out, struct lic_str text, struct lic_diag *diag);
void lic_delta_release(struct lic_delta *delta);

/* Each leaf in order. A negative return stops and is handed on. */
LIC_CHECKED int lic_delta_each(const struct lic_delta *delta,
			       int (*fn)(void *ctx, struct lic_str leaf), void *ctx);

#endif
