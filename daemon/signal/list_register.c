/* The subject is on a current register of lawful sellers. */
#include "country.h"
#include "register_rows.h"
#include "signals.h"

static struct lic_str summary(const struct lic_facts *facts, const struct lic_entry *e,
			      struct lic_arena *arena)
{
	struct lic_str who = lic_signal_authority(arena, e->list);
	struct lic_str end = LIC_STR(".");

	if (e->scope == LIC_SCOPE_TLD)
		return LIC_SUMMARY(
			arena, LIC_STR("Its name ends in ."), e->name, LIC_STR(", which "), who,
			LIC_STR(" gives only to holders that it checked before; that "
				"alone does not say that this one dispenses medicines."));
	if (!lic_entry_covers(e, facts->country)) {
		const char *country = lic_country_name(facts->country);
		end = LIC_SUMMARY(arena, LIC_STR("; it is not known to serve "),
				  country ? lic_str_from(country) : facts->country, LIC_STR("."));
	}
	return LIC_SUMMARY(arena, LIC_STR("On the register of "), who,
			   e->holder.len ? LIC_STR(" as ") : LIC_STR(""), e->holder,
			   e->number.len ? LIC_STR(", entry ") : LIC_STR(""), e->number,
			   LIC_STR(" (copy of "), lic_signal_date(arena, lic_entry_copy_date(e)),
			   LIC_STR(")"), end);
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_entry *e = lic_register_row(facts);

	if (!e)
		return false;
	lic_signal_cite(out, e, facts->today);
	out->direction = LIC_TRUST;
	out->decisive = true;
	out->argues_for =
		lic_entry_covers(e, facts->country) ? LIC_VERIFIED : LIC_VERIFIED_ELSEWHERE;
	out->summary = summary(facts, e, arena);
	lic_register_evidence(out, arena, e);
	return true;
}

const struct lic_signal lic_signal_list_register = {
	.id = "list.register",
	.group = "lists",
	.needs = LIC_SLOT_LISTS,
	.kinds = 1u << LIC_KIND_REGISTER,
	.eval = eval,
};
