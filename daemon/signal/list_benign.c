/* The subject speaks of medicines and sells none to the public. */
#include "signals.h"

static struct lic_str what(struct lic_str class)
{
	if (lic_str_eq(class, LIC_STR("authority")))
		return LIC_STR("an authority");
	if (lic_str_eq(class, LIC_STR("manufacturer")))
		return LIC_STR("a manufacturer or a brand");
	return LIC_STR("a place for information");
}

static bool fits(const struct lic_entry *e)
{
	return e->list->kind == LIC_KIND_BENIGN;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_entry *found = lic_signal_first(facts, fits);

	if (!found)
		return false;

	bool low = found->confidence == LIC_CONFIDENCE_LOW;
	lic_signal_cite(out, found, facts->today);
	out->direction = LIC_TRUST;
	out->decisive = false;
	out->argues_for = low ? LIC_UNKNOWN : LIC_NO_MEDICINE;
	out->summary =
		LIC_SUMMARY(arena, LIC_STR("Known as "), what(found->class),
			    LIC_STR(" that speaks of medicines and sells none to the public"),
			    low ? LIC_STR(" (unconfirmed).") : LIC_STR("."));
	lic_signal_evidence(out, "class", found->class);
	if (low)
		lic_signal_evidence(out, "confidence", LIC_STR("unconfirmed"));
	return true;
}

const struct lic_signal lic_signal_list_benign = {
	.id = "list.benign",
	.group = "lists",
	.needs = LIC_SLOT_LISTS,
	.kinds = 1u << LIC_KIND_BENIGN,
	.eval = eval,
};
