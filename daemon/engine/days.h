/*
 * What day it is where the lists are that have a time zone: kept from check to check, for to
 * ask costs more than all else of a check. For one thread, and one listset.
 */
#ifndef LIC_DAYS_H
#define LIC_DAYS_H

#include "facts.h"

#define LIC_DAYS_KEPT 8

struct lic_days {
	struct {
		const struct lic_list *list; /* NULL: free */
		int64_t from, until;         /* seconds at which it is known to be that day */
		lic_date day;
	} slot[LIC_DAYS_KEPT];
	size_t next; /* to be used again */
};

/* Tell each entry of the facts the day of its list, where that is not the day of the check. */
void lic_days_apply(struct lic_days *days, struct lic_facts *facts, int64_t now);

#endif
