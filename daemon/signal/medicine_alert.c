/* An authority warned of falsified packages of a product that the shop has. */
#include "page_offer.h"
#include "signals.h"

/* It speaks of packages, not of this seller: lawful ones have the genuine product. */
static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_related_facts *related = facts->related;
	char date[LIC_DATE_SIZE];

	if (!related || !related->alerts_count || !lic_page_is_shop(facts))
		return false;
	const struct lic_alert_shown *alert = &related->alerts[0];
	lic_date_format(alert->date, date);
	lic_signal_observed(out, LIC_NEUTRAL);
	out->summary = LIC_SUMMARY(
		arena, alert->authority, LIC_STR(" warned on "),
		lic_arena_copy(arena, lic_str_from(date)), LIC_STR(" of falsified "),
		alert->product, alert->batches.len ? LIC_STR(" (batches ") : LIC_STR(""),
		alert->batches, alert->batches.len ? LIC_STR(")") : LIC_STR(""),
		LIC_STR(": compare the package with the alert before you use it."));
	lic_signal_evidence(out, "product", alert->word);
	lic_signal_evidence(out, "batches", alert->batches);
	lic_signal_evidence(out, "notice", alert->url);
	return true;
}

const struct lic_signal lic_signal_medicine_alert = {
	.id = "medicine.alert",
	.group = "medicine",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
