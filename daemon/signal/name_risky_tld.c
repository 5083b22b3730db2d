/* The name ends in a suffix that is abused out of proportion. */
#include "name_words.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_subject *subject = facts->subject;

	/* Of a site that sells no medicines it says nothing. */
	if (!facts->name->risky_tld ||
	    (lic_name_offer(facts) == LIC_OFFERS_NOTHING && !facts->known[LIC_SLOT_PAGE]))
		return false;

	const char *dot = memrchr(subject->host.ptr, '.', subject->host.len);
	struct lic_str tld = {dot, (size_t)(subject->host.ptr + subject->host.len - dot)};
	lic_name_finding(out, LIC_RISK, LIC_UNKNOWN);
	out->summary =
		LIC_SUMMARY(arena, LIC_STR("Its name ends in "), tld,
			    LIC_STR(", an ending that unlawful sellers use more than others. "
				    "Honest sites have it too."));
	lic_signal_evidence(out, "suffix", tld);
	return true;
}

const struct lic_signal lic_signal_name_risky_tld = {
	.id = "name.risky-tld",
	.group = "name",
	.needs = LIC_SLOT_NAME,
	.eval = eval,
};
