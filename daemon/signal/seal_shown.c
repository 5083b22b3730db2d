#include "seal_shown.h"

#include "page_offer.h"

static const struct lic_seal_shown *first(const struct lic_facts *facts, lic_seal_fits_fn *fits)
{
	if (!facts->related || !lic_page_is_shop(facts))
		return NULL;
	for (size_t i = 0; i < facts->related->seals_count; i++)
		if (fits(facts, &facts->related->seals[i]))
			return &facts->related->seals[i];
	return NULL;
}

bool lic_seal_linked_elsewhere(const struct lic_facts *facts, const struct lic_seal_shown *shown)
{
	for (size_t i = 0; i < facts->related->seals_count; i++) {
		const struct lic_seal_shown *other = &facts->related->seals[i];
		if (lic_str_eq(other->id, shown->id) && other->link == LIC_SEAL_LINK_ISSUER)
			return true;
	}
	return false;
}

const struct lic_seal_shown *lic_seal_cite(struct lic_finding *out, const struct lic_facts *facts,
					   lic_seal_fits_fn *fits, enum lic_direction direction)
{
	const struct lic_seal_shown *shown = first(facts, fits);

	if (!shown)
		return NULL;
	lic_signal_observed(out, direction);
	lic_signal_evidence(out, "seal", shown->name);
	lic_signal_evidence(out, "issuer", shown->issuer);
	lic_signal_evidence(out, "shown_as", shown->mark);
	lic_signal_evidence(out, "link", shown->url);
	lic_signal_evidence(out, "number", shown->number);
	lic_signal_evidence(out, "entry_of", shown->named);
	return shown;
}
