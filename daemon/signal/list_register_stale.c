/* Only an old or unconfirmed copy of a register names the subject. */
#include "register_rows.h"
#include "signals.h"

static bool fits(const struct lic_entry *e)
{
	return e->list->kind == LIC_KIND_REGISTER && e->evidence == LIC_EVIDENCE_REGISTER &&
	       e->scope != LIC_SCOPE_TLD;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_entry *found =
		lic_register_row(facts) ? NULL : lic_signal_first(facts, fits);

	if (!found)
		return false;

	const bool stale = lic_entry_stale(found, facts->today);
	const struct lic_str why =
		found->expired ? LIC_STR(", which came by a feed that expired meanwhile; ask the "
					 "register itself.")
		: stale        ? LIC_STR(", which is too old to rely on; ask the register itself.")
			       : LIC_STR(", which was not confirmed; ask the register itself.");
	lic_signal_cite(out, found, facts->today);
	out->direction = LIC_TRUST;
	out->decisive = false;
	out->argues_for = LIC_UNVERIFIED;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It was on a copy of the register of "),
				   lic_signal_authority(arena, found->list), LIC_STR(" of "),
				   lic_signal_date(arena, lic_entry_copy_date(found)), why);
	lic_register_evidence(out, arena, found);
	return true;
}

const struct lic_signal lic_signal_list_register_stale = {
	.id = "list.register-stale",
	.group = "lists",
	.needs = LIC_SLOT_LISTS,
	.kinds = 1u << LIC_KIND_REGISTER,
	.eval = eval,
};
