/* A certificate authority checked who holds the site. */
#include "signals.h"

/* Every word of the register's holder in the certificate's, case apart. */
static bool names_holder(struct lic_str organization, struct lic_str holder)
{
	return holder.len >= 4 && lic_str_casefind(organization, holder);
}

static const struct lic_entry *holder_row(const struct lic_facts *facts)
{
	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (e->list->kind == LIC_KIND_REGISTER && lic_entry_in_force(e, facts->today) &&
		    names_holder(facts->tls->organization, e->holder))
			return e;
	}
	return NULL;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_tls_facts *tls = facts->tls;

	if (!tls || tls->trouble || !tls->organization.len ||
	    (tls->validation != LIC_TLS_VALIDATION_ORGANIZATION &&
	     tls->validation != LIC_TLS_VALIDATION_EXTENDED))
		return false;
	const struct lic_entry *row = holder_row(facts);
	lic_signal_observed(out, LIC_TRUST);
	out->summary =
		LIC_SUMMARY(arena, LIC_STR("The certificate names "), tls->organization,
			    row ? LIC_STR(", the holder of the register's entry, as holder of the "
					  "site.")
				: LIC_STR(" as holder of the site; who that is was checked, what "
					  "it sells was not."));
	lic_signal_evidence(out, "issuer", tls->issuer);
	lic_signal_evidence(out, "country", tls->country);
	if (row)
		lic_signal_evidence(out, "register", row->list->id);
	return true;
}

const struct lic_signal lic_signal_tls_organization = {
	.id = "tls.organization",
	.group = "tls",
	.needs = LIC_SLOT_TLS,
	.eval = eval,
};
