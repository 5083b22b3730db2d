/*
 * Which alerts on products concern what a page names. No I/O.
 */
#ifndef LIC_PROBE_ALERT_H
#define LIC_PROBE_ALERT_H

#include "alerts.h"
#include "facts.h"

/* Fills out->alerts. 0 or LIC_ENOMEM. */
LIC_CHECKED int lic_alert_find(struct lic_related_facts *out, const struct lic_facts *facts,
			       const struct lic_alerts *alerts, struct lic_arena *arena);

#endif
