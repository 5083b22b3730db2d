/* The name looks like that of a pharmacy, a manufacturer or an authority. */
#include "name_words.h"
#include "signals.h"

static struct lic_str how(enum lic_imitation imitation)
{
	switch (imitation) {
	case LIC_IMITATION_HOMOGLYPH:
		return LIC_STR("It is written with letters that look like those of ");
	case LIC_IMITATION_TYPO:
		return LIC_STR("Its name is a slip of the finger away from that of ");
	case LIC_IMITATION_COMBO:
		return LIC_STR("It puts words around the name of ");
	case LIC_IMITATION_TLD:
		return LIC_STR("It has another ending than the same name of ");
	case LIC_IMITATION_SUBDOMAIN:
	case LIC_IMITATIONS:
		break;
	}
	return LIC_STR("It wears the name of ");
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_name_facts *name = facts->name;

	if (!name->target.len)
		return false;

	bool pharmacy = lic_str_eq(name->target_kind, LIC_STR("pharmacy"));
	lic_name_finding(out, LIC_RISK, LIC_SUSPICIOUS);
	if (name->likeness == LIC_LIKENESS_FAINT)
		out->argues_for = LIC_UNKNOWN;
	else
		/* Firms own many spellings of their name. */
		out->if_sells = !pharmacy || name->likeness != LIC_LIKENESS_CLOSE;
	out->summary = LIC_SUMMARY(arena, how(name->imitation), name->target, LIC_STR(", "),
				   pharmacy ? LIC_STR("a known pharmacy") : LIC_STR("a known "),
				   pharmacy ? LIC_STR("") : name->target_kind,
				   LIC_STR(", and is not that site."));
	lic_signal_evidence(out, "imitates", name->target);
	lic_signal_evidence(out, "owner", name->target_owner);
	lic_signal_evidence(out, "kind", name->target_kind);
	lic_signal_evidence(out, "how", lic_str_from(lic_imitation_name(name->imitation)));
	return true;
}

const struct lic_signal lic_signal_name_lookalike = {
	.id = "name.lookalike",
	.group = "name",
	.needs = LIC_SLOT_NAME,
	.eval = eval,
};
