/* The certificate is not one that a browser would accept. */
#include "signals.h"

static struct lic_str fault(unsigned trouble)
{
	if (trouble & LIC_TLS_MALFORMED)
		return LIC_STR("cannot be read");
	if (trouble & LIC_TLS_SELF_SIGNED)
		return LIC_STR("is signed by the site itself");
	if (trouble & LIC_TLS_EXPIRED)
		return LIC_STR("has expired");
	if (trouble & LIC_TLS_WRONG_NAME)
		return LIC_STR("is for another name");
	return lic_str(NULL, 0);
}

/* A missing link of the chain is mended by browsers, and old strengths, dates to come and
 * unknown roots have many innocent reasons: not said. */
static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_tls_facts *tls = facts->tls;

	if (!tls || tls->trouble & LIC_TLS_NO_SERVICE || !fault(tls->trouble).len)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("The site's certificate "), fault(tls->trouble),
		LIC_STR(": browsers warn of it, and a shop that cares for its customers "
			"mends it."));
	if (tls->not_after)
		lic_signal_evidence(out, "valid_until", lic_signal_date(arena, tls->not_after));
	lic_signal_evidence(out, "issuer", tls->issuer);
	if (tls->names_count)
		lic_signal_evidence(out, "name", tls->names[0]);
	return true;
}

const struct lic_signal lic_signal_tls_broken = {
	.id = "tls.broken",
	.group = "tls",
	.needs = LIC_SLOT_TLS,
	.eval = eval,
};
