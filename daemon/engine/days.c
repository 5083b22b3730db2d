#include "days.h"

#include "zone.h"

static lic_date day_of(struct lic_days *days, const struct lic_list *list, int64_t now)
{
	size_t i = 0;

	while (i < LIC_DAYS_KEPT && days->slot[i].list != list)
		i++;
	if (i < LIC_DAYS_KEPT && now >= days->slot[i].from && now < days->slot[i].until)
		return days->slot[i].day;
	if (i == LIC_DAYS_KEPT) {
		i = days->next;
		days->next = (days->next + 1) % LIC_DAYS_KEPT;
	}
	days->slot[i].list = list;
	days->slot[i].from = now;
	/* A zone that this machine's data does not know has UTC's days. */
	if (lic_zone_day(list->timezone, now, &days->slot[i].day, &days->slot[i].until) < 0)
		days->slot[i].day = lic_date_of(now);
	return days->slot[i].day;
}

void lic_days_apply(struct lic_days *days, struct lic_facts *facts, int64_t now)
{
	for (size_t i = 0; i < facts->matches; i++) {
		struct lic_entry *e = &facts->match[i];
		if (!e->list->timezone.len)
			continue;
		lic_date day = day_of(days, e->list, now);
		e->today = day == facts->today ? 0 : day;
	}
}
