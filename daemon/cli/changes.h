/*
 * The diff of an import as text: the changes gathered by kind, so many of each,
 * or all of them as they come.
 */
#ifndef LIC_CHANGES_H
#define LIC_CHANGES_H

#include "licit.h"
#include "term.h"

/* Shown of one kind, unless all are. */
#define LIC_CHANGES_SHOWN 20

struct lic_changes {
	struct lic_term *out;
	bool all;
	uint64_t counts[LIC_CHANGE_KINDS];
	struct lic_buf text[LIC_CHANGE_KINDS];
};

const char *lic_changes_word(enum lic_change_kind kind);

/* out is borrowed. */
void lic_changes_init(struct lic_changes *changes, struct lic_term *out, bool all);
void lic_changes_release(struct lic_changes *changes);

void lic_changes_add(struct lic_changes *changes, const struct lic_change *change);

/* The same for who hands out changes, with a lic_changes as ctx. */
void lic_changes_take(void *ctx, const struct lic_change *change);

/* What was gathered, and how much more there was. */
void lic_changes_write(struct lic_changes *changes, struct lic_term *out);

#endif
