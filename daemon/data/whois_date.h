/*
 * Dates as registries write them: "2019-03-26T16:18:03Z", "26.03.2008", "18-Jul-1998",
 * "2000. 03. 01.", "20110426", "before Aug-1996", "Tue Feb 10 09:42:42 2004",
 * "2001年03月22日". The day is taken as written, in whatever time zone. Pure.
 */
#ifndef LIC_WHOIS_DATE_H
#define LIC_WHOIS_DATE_H

#include "clock.h"

/* What "04/05/2006" means. */
enum lic_date_order {
	LIC_DATE_DAY_FIRST,
	LIC_DATE_MONTH_FIRST,
};

/* The order that the text's own dates and hints show; day first where they show
 * nothing. */
enum lic_date_order lic_whois_date_order(struct lic_str text);

/* The first date in the text, which may have a time and words around it. A month
 * without a day is its first day. LIC_ESYNTAX when there is none. */
LIC_CHECKED int lic_whois_date(struct lic_str text, enum lic_date_order order, lic_date *out);

#endif
