/* The name is that of a medicine or substance, and of an offer of it. */
#include "name_words.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	if (lic_name_offer(facts) != LIC_OFFERS_MEDICINE)
		return false;

	struct lic_str medicines = lic_name_list_words(facts->name, arena, LIC_WORD_MEDICINE);
	lic_name_finding(out, LIC_RISK, LIC_UNVERIFIED);
	out->summary =
		LIC_SUMMARY(arena, LIC_STR("Its name names a medicine ("), medicines,
			    LIC_STR("): it likely sells medicines. Lawful and unlawful shops "
				    "have such names."));
	lic_signal_evidence(out, "words", lic_name_list_words(facts->name, arena, LIC_WORD_KINDS));
	return true;
}

const struct lic_signal lic_signal_name_medicine = {
	.id = "name.medicine",
	.group = "name",
	.needs = LIC_SLOT_NAME,
	.eval = eval,
};
