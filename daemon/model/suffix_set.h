/*
 * For which hosts the Public Suffix List needs a closer look. Holds the last
 * two labels of every rule that has two or more: where a host's are not among
 * them, no rule but that of its top-level domain can match, and its site is
 * those two labels. Answers "maybe" too often now and then (it keeps hashes),
 * never too seldom.
 *
 * Immutable once built; may be shared between threads.
 */
#ifndef LIC_SUFFIX_SET_H
#define LIC_SUFFIX_SET_H

#include "err.h"
#include "str.h"

struct lic_suffix_set {
	uint32_t *slots; /* hashes, 0 free; open addressing */
	size_t mask;
	size_t count;
};

/* Build from the text of a list: 0 or LIC_ENOMEM. */
LIC_CHECKED int lic_suffix_set_init(struct lic_suffix_set *set, struct lic_str text);
void lic_suffix_set_release(struct lic_suffix_set *set);

/* May a rule of two or more labels match a host that ends in these two labels
 * ("x.cz"), the second of which is that long? */
bool lic_suffix_set_may_match(const struct lic_suffix_set *set, struct lic_str labels,
			      size_t tld_len);

#endif
