/*
 * Which probes look at a site. A new one is one line in plan.c.
 */
#ifndef LIC_PLAN_H
#define LIC_PLAN_H

#include "probe.h"

/* In no order: they all look at once. At most one for each slot of a facet. */
extern const struct lic_probe *const lic_plan[];
extern const size_t lic_plan_count;

#endif
