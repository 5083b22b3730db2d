/* Letters of several scripts in one label, or a label that reads as Latin and is not. */
#include "name_words.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_name_facts *name = facts->name;

	(void)arena;
	if (!name->mixed_scripts && !name->whole_script)
		return false;

	lic_name_finding(out, LIC_RISK, LIC_UNKNOWN);
	out->summary = name->mixed_scripts
			       ? LIC_STR("Its name mixes scripts that no language mixes, so that "
					 "letters can pass for others.")
			       : LIC_STR("Its name is written in another script with letters that "
					 "all look like Latin ones.");
	lic_signal_evidence(out, "scripts",
			    name->mixed_scripts ? LIC_STR("mixed") : LIC_STR("whole"));
	return true;
}

const struct lic_signal lic_signal_name_mixed_scripts = {
	.id = "name.mixed-scripts",
	.group = "name",
	.needs = LIC_SLOT_NAME,
	.eval = eval,
};
