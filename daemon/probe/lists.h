/*
 * The lists probe: which entries cover a subject. In steps, so that a batch
 * can let the cache fetch for many subjects at once.
 */
#ifndef LIC_PROBE_LISTS_H
#define LIC_PROBE_LISTS_H

#include "facts.h"

/* Host suffixes to look up, with their hashes: the host, its parents down to the
 * site, and the top-level domain. */
struct lic_lists_probe {
	uint64_t hash[LIC_LABELS_MAX + 2];
	struct lic_str name[LIC_LABELS_MAX + 2];
	size_t count;
};

/* Work out what to look up, and have it fetched. */
void lic_lists_probe_begin(struct lic_lists_probe *probe, const struct lic_index *index,
			   const struct lic_subject *subject);

/* Optional: have the records fetched that the slots point to. */
void lic_lists_probe_fetch(const struct lic_lists_probe *probe, const struct lic_index *index);

/* Look it up: fills facts->match and the slot. 0 or LIC_ECORRUPT. */
LIC_CHECKED int lic_lists_probe_finish(const struct lic_lists_probe *probe,
				       const struct lic_index *index, struct lic_facts *facts);

#endif
