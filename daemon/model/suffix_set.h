/*
 * The short way through the Public Suffix List: most hosts meet no rule but that
 * of their top-level domain, or one of two plain labels (co.uk), and these are
 * answered here. Holds the last two and three labels of every rule that has so
 * many; what needs more than that is left to libpsl.
 *
 * Immutable once built; may be shared between threads.
 */
#ifndef LIC_SUFFIX_SET_H
#define LIC_SUFFIX_SET_H

#include "buf.h"
#include "str.h"

struct lic_suffix_slot {
	uint32_t hash; /* of the labels; 0: free */
	uint32_t
		at; /* of the labels in names: two bytes, what is known and the length, then they */
};

struct lic_suffix_set {
	struct lic_suffix_slot *slots; /* open addressing */
	size_t mask;
	size_t count;
	struct lic_buf names;
	uint64_t open_tlds; /* a bit for each top-level domain with a wildcard; see tld_bit */
};

/* Build from the text of a list: 0, LIC_ELIMIT or LIC_ENOMEM. */
LIC_CHECKED int lic_suffix_set_init(struct lic_suffix_set *set, struct lic_str text);
void lic_suffix_set_release(struct lic_suffix_set *set);

/* True, with the host's site, empty where it has none, as lic_psl_site says it;
 * false where libpsl must be asked. The host ends in a label and begins with none
 * that is empty. */
bool lic_suffix_set_site(const struct lic_suffix_set *set, struct lic_str host,
			 struct lic_str *site);

#endif
