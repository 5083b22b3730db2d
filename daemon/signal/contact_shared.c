/* The page gives a contact of a seller whom an authority named as illegal. */
#include "page_offer.h"
#include "register_rows.h"
#include "relatives.h"
#include "signals.h"

static struct lic_str words_for(enum lic_shared kind)
{
	static const char *const words[LIC_SHARED_KINDS] = {
		[LIC_SHARED_PHONE] = "telephone number",
		[LIC_SHARED_MAIL] = "mail address",
		[LIC_SHARED_HANDLE] = "messenger",
		[LIC_SHARED_WALLET] = "wallet for digital money",
		[LIC_SHARED_TAG] = "tag for counting visitors",
	};

	return lic_str_from(words[kind] ? words[kind] : "contact");
}

/* The surest of them. */
static const struct lic_relative *find(const struct lic_related_facts *related)
{
	const struct lic_relative *best = NULL;

	for (size_t i = 0; i < related->relatives_count; i++) {
		const struct lic_relative *r = &related->relatives[i];
		if (r->how == LIC_RELATION_CONTACT && (!best || r->confidence < best->confidence))
			best = r;
	}
	return best;
}

/* Who reports on a seller quotes him, and a thief may give the number of an honest
 * pharmacy: a register's word for this very site is worth more. A copied page brings the
 * tag of its victim along. */
static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_relative *r = facts->related ? find(facts->related) : NULL;

	if (!r || !lic_page_is_shop(facts) || lic_register_row(facts))
		return false;
	lic_signal_observed(out, LIC_RISK);
	if (r->confidence == LIC_CONFIDENCE_HIGH && r->kind != LIC_SHARED_TAG)
		out->argues_for = LIC_SUSPICIOUS;
	out->summary = LIC_SUMMARY(arena, LIC_STR("The page gives a "), words_for(r->kind),
				   LIC_STR(" of "), r->listed,
				   LIC_STR(", named as an illegal seller (list "), r->source,
				   LIC_STR("): "), r->shared, LIC_STR("."));
	lic_signal_evidence(out, "contact", r->shared);
	lic_relative_cite(out, arena, r);
	return true;
}

const struct lic_signal lic_signal_contact_shared = {
	.id = "contact.shared",
	.group = "contact",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
