/* How a verdict came about, for who wants to check it: licit check -v. */
#include "show.h"

static void sum(struct lic_term *out, const struct lic_verdict *verdict)
{
	if (!verdict->shares_count)
		return;
	lic_term_printf(out, "    Points by group (10 are one step of the odds, times 2.7):\n");
	if (verdict->bias != 0)
		lic_term_printf(out, "      %-20s %+7.1f\n", "where it starts", verdict->bias);
	for (size_t i = 0; i < verdict->shares_count; i++) {
		const struct lic_share *share = &verdict->shares[i];
		lic_term_printf(out, "      %-20s %+7.1f", share->group, share->counted);
		if (share->sum != share->counted)
			lic_term_printf(out, "   (%+.1f, and this group counts for no more)",
					share->sum);
		lic_term_printf(out, "\n");
	}
	lic_term_printf(out, "      %-20s %+7.1f\n", "together", verdict->total);
}

static void seen(struct lic_term *out, const struct lic_verdict *verdict)
{
	lic_term_printf(out, "    Looked at:");
	for (size_t i = 0; i < verdict->slots_count; i++)
		if (verdict->slots[i].known)
			lic_term_printf(out, " %s", verdict->slots[i].slot);
	const char *before = "; not:";
	for (size_t i = 0; i < verdict->slots_count; i++) {
		if (verdict->slots[i].known)
			continue;
		lic_term_printf(out, "%s %s", before, verdict->slots[i].slot);
		before = "";
	}
	lic_term_printf(out, ".\n");
}

void lic_show_numbers(struct lic_term *out, const struct lic_verdict *verdict)
{
	char time[LIC_TIME_SIZE];

	lic_time_format(verdict->time, time);
	lic_show_heading(out, "How the verdict came about");
	lic_term_para(out, "", 4, lic_str_from(verdict->rule));
	sum(out, verdict);
	if (verdict->risk >= 0)
		lic_term_printf(out, "    Risk %d of 100, ", verdict->risk);
	else
		lic_term_printf(out, "    No risk can be given, ");
	lic_term_printf(out, "from %.0f %% of what can be observed.\n", verdict->coverage * 100);
	seen(out, verdict);
	lic_term_printf(out, "    Checked %s, country %.*s, lists %.*s, model %.*s.\n", time,
			LIC_STR_ARG(verdict->country.len ? verdict->country : LIC_STR("not set")),
			LIC_STR_ARG(verdict->listset), LIC_STR_ARG(verdict->model));
}
