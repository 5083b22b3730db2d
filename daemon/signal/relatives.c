#include "relatives.h"

const struct lic_relative *lic_relative_first(const struct lic_facts *facts, enum lic_relation how)
{
	const struct lic_related_facts *related = facts->related;

	for (size_t i = 0; related && i < related->relatives_count; i++)
		if (related->relatives[i].how == how)
			return &related->relatives[i];
	return NULL;
}

void lic_relative_cite(struct lic_finding *out, struct lic_arena *arena,
		       const struct lic_relative *relative)
{
	lic_signal_evidence(out, "seller", relative->listed);
	lic_signal_evidence(out, "named_in", relative->notice);
	if (relative->since)
		lic_signal_evidence(out, "named_on", lic_signal_date(arena, relative->since));
}
