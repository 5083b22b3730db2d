/*
 * A file that is replaced as a whole: written beside its place under a name of its own, synced,
 * renamed, and the folder synced. Whoever reads it sees the old or the new one, also after a crash
 * or with a full disk.
 */
#ifndef LIC_REPLACE_H
#define LIC_REPLACE_H

#include "diag.h"
#include "str.h"

struct lic_replace {
	int fd; /* -1: not open */
	char *path;
	char *beside;
	int err;
};

/* Begin. The file will have mode 0600. */
LIC_CHECKED int lic_replace_open(struct lic_replace *r, const char *path, struct lic_diag *diag);

/* The first error sticks. */
int lic_replace_add(struct lic_replace *r, const void *ptr, size_t len);

/* Put it in its place: 0 or the first error; either way nothing is left beside it. */
LIC_CHECKED int lic_replace_commit(struct lic_replace *r, struct lic_diag *diag);

/* Leave the old one. Does nothing after a commit. */
void lic_replace_abandon(struct lic_replace *r);

/* All of that for a text in memory. */
LIC_CHECKED int lic_replace_file(const char *path, struct lic_str text, struct lic_diag *diag);

#endif
