#include "licence_shown.h"

#include "page_offer.h"

static const struct lic_licence_shown *first(const struct lic_facts *facts,
					     enum lic_seal_entry entry)
{
	if (!facts->related || !lic_page_is_shop(facts))
		return NULL;
	for (size_t i = 0; i < facts->related->licences_count; i++)
		if (facts->related->licences[i].entry == entry)
			return &facts->related->licences[i];
	return NULL;
}

const struct lic_licence_shown *lic_licence_cite(struct lic_finding *out,
						 const struct lic_facts *facts,
						 enum lic_seal_entry entry,
						 enum lic_direction direction)
{
	const struct lic_licence_shown *shown = first(facts, entry);

	if (!shown)
		return NULL;
	lic_signal_observed(out, direction);
	lic_signal_evidence(out, "number", shown->number);
	lic_signal_evidence(out, "register", shown->register_id);
	lic_signal_evidence(out, "entry_of", shown->named);
	return shown;
}

size_t lic_licence_count(const struct lic_facts *facts, struct lic_str id,
			 enum lic_seal_entry entry)
{
	size_t count = 0;

	for (size_t i = 0; i < facts->related->licences_count; i++)
		count += facts->related->licences[i].entry == entry &&
			 lic_str_eq(facts->related->licences[i].id, id);
	return count;
}
