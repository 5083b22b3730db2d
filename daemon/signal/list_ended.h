/*
 * Rows of lists that are over: withdrawn, or past their last day. Pure; borrowed views.
 */
#ifndef LIC_LIST_ENDED_H
#define LIC_LIST_ENDED_H

#include "signal.h"

/* Of the rows that fit and are over, the one that ended last, where its list has no row of the
 * subject in force; or NULL. A row that ended before it began never was. */
const struct lic_entry *lic_list_ended(const struct lic_facts *facts,
				       bool (*fits)(const struct lic_entry *entry));

/* Say when it stood there, and cite it: `on` is " was on the list of ", the words before the
 * authority's name. The finding is neutral and argues for nothing. */
void lic_list_say_ended(struct lic_finding *out, struct lic_arena *arena,
			const struct lic_facts *facts, const struct lic_entry *ended,
			struct lic_str on);

#endif
