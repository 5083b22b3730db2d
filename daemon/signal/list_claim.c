/* The press, or the shop itself, says that it is a registered pharmacy. */
#include "register_rows.h"
#include "signals.h"

static bool fits(const struct lic_entry *e)
{
	return e->list->kind == LIC_KIND_REGISTER &&
	       (e->evidence == LIC_EVIDENCE_PRESS || e->evidence == LIC_EVIDENCE_SELF);
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	/* Beside the register's own word a claim is noise. */
	const struct lic_entry *found =
		lic_register_row(facts) ? NULL : lic_signal_first(facts, fits);

	if (!found)
		return false;

	lic_signal_cite(out, found, facts->today);
	out->direction = LIC_TRUST;
	out->decisive = false;
	out->argues_for = LIC_UNVERIFIED;
	out->summary =
		LIC_SUMMARY(arena,
			    found->evidence == LIC_EVIDENCE_PRESS
				    ? LIC_STR("An independent publication says that it is on the "
					      "register of ")
				    : LIC_STR("By its own word it is on the register of "),
			    lic_signal_authority(arena, found->list),
			    LIC_STR("; we have not seen the entry, so ask the register itself."));
	lic_signal_evidence(out, "claim", lic_str_from(lic_evidence_name(found->evidence)));
	lic_register_evidence(out, arena, found);
	return true;
}

const struct lic_signal lic_signal_list_claim = {
	.id = "list.claim",
	.group = "lists",
	.needs = LIC_SLOT_LISTS,
	.kinds = 1u << LIC_KIND_REGISTER,
	.eval = eval,
};
