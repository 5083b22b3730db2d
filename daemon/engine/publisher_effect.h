/*
 * What edits of lists do to what shoppers see. Counted name by name, the last edit of a name
 * against the first, so that one that was added and withdrawn again is none.
 *
 * Of one feed alone: whether another list says the same of a site is not looked at.
 * Pure. One thread.
 */
#ifndef LIC_PUBLISHER_EFFECT_H
#define LIC_PUBLISHER_EFFECT_H

#include "bundle.h"
#include "delta.h"

/* Of one list. */
struct lic_publisher_effect {
	uint64_t added, changed, withdrawn, restored; /* edits */
	uint64_t came, went;                          /* names that are in force now, or no more */
};

LIC_CHECKED int lic_publisher_effect_of_changes(struct lic_publisher_effect *out,
						const struct lic_delta *delta,
						struct lic_diag *diag);

/* Of a list that is new: the entries in force today. */
LIC_CHECKED int lic_publisher_effect_of_list(struct lic_publisher_effect *out,
					     const struct lic_bundle *bundle,
					     struct lic_diag *diag);

/* Of all lists: names that came, and went, by what they stand for. */
struct lic_publisher_effects {
	uint64_t came[LIC_KINDS], went[LIC_KINDS];
};

void lic_publisher_effects_add(struct lic_publisher_effects *effects, struct lic_str list_kind,
			       const struct lic_publisher_effect *effect);

/* "3 sites turn red, …" as a line; nothing when nothing changes. */
void lic_publisher_effects_text(const struct lic_publisher_effects *effects, struct lic_buf *out);
void lic_publisher_effects_json(const struct lic_publisher_effects *effects, struct lic_buf *out);

#endif
