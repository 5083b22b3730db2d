/*
 * A set of names of hosts, kept as they are: whoever chooses a name may choose one that shares
 * its hash with another, so a hash alone would tell nothing. For one thread.
 */
#ifndef LIC_NAME_SET_H
#define LIC_NAME_SET_H

#include "arena.h"
#include "err.h"

struct lic_name_set {
	struct lic_str *slots; /* no ptr: free */
	size_t size;           /* a power of two, or 0 */
	size_t count;
	struct lic_arena arena; /* of the names */
};

/* All zero is an empty one. */
void lic_name_set_release(struct lic_name_set *names);

/* A name in canonical form, copied: 0 or LIC_ENOMEM. */
LIC_CHECKED int lic_name_set_add(struct lic_name_set *names, struct lic_str name);

bool lic_name_set_hold(const struct lic_name_set *names, struct lic_str name);

/* The name after the first dot; empty: there is none. */
struct lic_str lic_name_set_parent(struct lic_str host);

#endif
