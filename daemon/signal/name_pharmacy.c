/* By its name it is a pharmacy, or offers medicines. */
#include "name_words.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	if (lic_name_offer(facts) != LIC_OFFERS_PHARMACY)
		return false;

	struct lic_str words = lic_name_list_words(facts->name, arena, LIC_WORD_PHARMACY);
	lic_name_finding(out, LIC_NEUTRAL, LIC_UNVERIFIED);
	out->summary = LIC_SUMMARY(arena,
				   LIC_STR("Its name says that it is a pharmacy, or offers "
					   "medicines ("),
				   words, LIC_STR(")."));
	lic_signal_evidence(out, "words", lic_name_list_words(facts->name, arena, LIC_WORD_KINDS));
	return true;
}

const struct lic_signal lic_signal_name_pharmacy = {
	.id = "name.pharmacy",
	.group = "name",
	.needs = LIC_SLOT_NAME,
	.eval = eval,
};
