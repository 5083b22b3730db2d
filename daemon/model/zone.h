/*
 * Time zones: when a day begins and ends where a list's authority is. By ICU and the zone data
 * that it brings. Keeps nothing; thread-safe.
 */
#ifndef LIC_ZONE_H
#define LIC_ZONE_H

#include "clock.h"

/* The day at `now` in the zone of an IANA name ("Europe/Prague"; empty: UTC), and the second
 * at which it ends. LIC_EINVAL: there is no such zone; then the day is UTC's. */
LIC_CHECKED int lic_zone_day(struct lic_str zone, int64_t now, lic_date *day, int64_t *ends);

/* The same, the day alone, UTC's where the zone is not known. */
lic_date lic_zone_today(struct lic_str zone, int64_t now);

bool lic_zone_ok(struct lic_str zone);

#endif
