/* The subject was on a register, and is not any more. */
#include "list_ended.h"
#include "signals.h"

/* The register's own rows, for sites: the press, or a shop itself, ends nothing. */
static bool fits(const struct lic_entry *e)
{
	return e->list->kind == LIC_KIND_REGISTER && e->evidence == LIC_EVIDENCE_REGISTER &&
	       e->scope != LIC_SCOPE_TLD;
}

/* Whoever lost an entry was a pharmacy, and is nobody's verified one now. Where another register
 * has the subject, that is said beside. */
static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_entry *ended = lic_list_ended(facts, fits);

	/* The name has another owner since, of whom that says nothing. */
	if (!ended || lic_entry_outlived(facts, ended))
		return false;
	lic_list_say_ended(out, arena, facts, ended, LIC_STR(" was on the register of "));
	out->argues_for = LIC_UNVERIFIED;
	return true;
}

const struct lic_signal lic_signal_list_register_ended = {
	.id = "list.register-ended",
	.group = "lists",
	.needs = LIC_SLOT_LISTS,
	.kinds = 1u << LIC_KIND_REGISTER,
	.eval = eval,
};
