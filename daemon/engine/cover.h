/*
 * The names of a list that stand for all hosts below them, to tell which of its other
 * hosts they cover already. Hashes of 64 bits alone are kept: two names that share one
 * are as good as never met. For one thread.
 */
#ifndef LIC_COVER_H
#define LIC_COVER_H

#include "err.h"
#include "str.h"

struct lic_cover {
	uint64_t *slots; /* 0: free */
	size_t size;     /* a power of two, or 0 */
	size_t count;
};

/* All zero is an empty one. */
void lic_cover_release(struct lic_cover *cover);

/* A host in canonical form: 0 or LIC_ENOMEM. */
LIC_CHECKED int lic_cover_add(struct lic_cover *cover, struct lic_str host);

/* Is one of them a parent of the host? */
bool lic_cover_holds(const struct lic_cover *cover, struct lic_str host);

#endif
