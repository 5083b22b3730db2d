/*
 * The feed through the eyes of its readers: the client of feeds, which knows nothing but the
 * root that it was told to trust, goes its whole way over a folder.
 *
 * One thread.
 */
#ifndef LIC_PUBLISHER_PREVIEW_H
#define LIC_PUBLISHER_PREVIEW_H

#include "publisher.h"
#include "publisher_view.h"

/* What is staged, laid over what is out: would clients take it? Both those that have the
 * last release and those that begin with the first root. */
LIC_CHECKED int lic_publisher_preview(struct lic_publisher *publisher, struct lic_diag *diag);

/* What came of reading everything. */
struct lic_publisher_reading {
	uint64_t root, timestamp, snapshot, targets; /* versions */
	uint64_t roles;                              /* delegated ones */
	uint64_t files, bytes;                       /* targets, all of them read */
	uint64_t lists, entries, changes;            /* of those: bodies that were unpacked */
};

/* A published folder as a client finds it that begins with its first root: the whole
 * workflow, then each target with its length and hash, each list with its entries and the
 * root of its log, each changes with its leaves. */
LIC_CHECKED int lic_publisher_read_all(const struct lic_publisher *publisher,
				       struct lic_publisher_reading *out, struct lic_diag *diag);

#endif
