/* There is no such name. */
#include "signals.h"

/* Behind an alias, the answer is about the name that it stands for (RFC 6604, section 3). */
static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_dns_facts *dns = facts->dns;

	if (!facts->known[LIC_SLOT_DNS] || !dns || dns->exists)
		return false;
	lic_signal_observed(out, LIC_NEUTRAL);
	if (dns->aliases_count) {
		struct lic_str last = dns->aliases[dns->aliases_count - 1];
		out->summary = LIC_SUMMARY(arena, LIC_STR("The name stands for "), last,
					   LIC_STR(", and there is no such name now."));
	} else {
		out->summary = LIC_STR("The name servers know no such name: nothing can be opened "
				       "there now.");
	}
	lic_signal_evidence(out, "name", facts->subject->host);
	return true;
}

const struct lic_signal lic_signal_dns_none = {
	.id = "dns.none",
	.group = "dns",
	.needs = LIC_SLOT_DNS,
	.eval = eval,
};
