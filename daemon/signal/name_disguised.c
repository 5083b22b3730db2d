/* The name of a medicine is spelled so that filters do not see it: "v1agra". */
#include "name_words.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_name_facts *name = facts->name;
	const struct lic_name_word *found = NULL;

	for (size_t i = 0; i < name->words_count && !found; i++)
		if (name->words[i].disguised)
			found = &name->words[i];
	if (!found)
		return false;

	lic_name_finding(out, LIC_RISK, LIC_UNKNOWN);
	out->summary = LIC_SUMMARY(arena, LIC_STR("Its name spells "), found->word,
				   LIC_STR(" in disguise: "), found->shown, LIC_STR("."));
	lic_signal_evidence(out, "word", found->word);
	lic_signal_evidence(out, "shown", found->shown);
	return true;
}

const struct lic_signal lic_signal_name_disguised = {
	.id = "name.disguised",
	.group = "name",
	.needs = LIC_SLOT_NAME,
	.eval = eval,
};
