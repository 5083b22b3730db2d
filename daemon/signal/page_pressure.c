/* It presses the visitor to buy prescription medicines. */
#include "page_offer.h"
#include "signals.h"

static const struct {
	const char *id;
	int strength;
} phrases[] = {
	{"pressure", 2},
};

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	if (!lic_page_offered_rx(facts) || lic_page_informs(page))
		return false;
	const struct lic_page_term *t = NULL;
	for (size_t i = 0; !t && i < LIC_ARRAY_SIZE(phrases); i++)
		t = lic_page_phrase(page, phrases[i].id, phrases[i].strength);
	if (!t)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->decisive = false;
	out->argues_for = LIC_UNVERIFIED;
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("It presses its visitors to buy prescription medicines: \""),
		lic_page_shown(page, t), LIC_STR("\"."));
	lic_signal_evidence(out, "phrase", lic_page_shown(page, t));
	return true;
}

const struct lic_signal lic_signal_page_pressure = {
	.id = "page.pressure",
	.group = "page",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
