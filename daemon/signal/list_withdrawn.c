/* The subject was on an authority's list of illegal sellers, and is not any more. */
#include "list_ended.h"
#include "signals.h"

static bool fits(const struct lic_entry *e)
{
	return e->list->kind == LIC_KIND_ILLEGAL;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_entry *ended = lic_list_ended(facts, fits);

	if (!ended)
		return false;
	lic_list_say_ended(out, arena, facts, ended, LIC_STR(" was on the list of "));
	return true;
}

const struct lic_signal lic_signal_list_withdrawn = {
	.id = "list.withdrawn",
	.group = "lists",
	.needs = LIC_SLOT_LISTS,
	.kinds = 1u << LIC_KIND_ILLEGAL,
	.eval = eval,
};
