/*
 * Where the visits of LIC_SLOT_HTTP ended, for the signals that compare them. Pure.
 */
#ifndef LIC_HTTP_VISITS_H
#define LIC_HTTP_VISITS_H

#include "signal.h"

/* The last hop of the visit, where something answered and led no further; else NULL. */
const struct lic_hop *lic_visit_end(const struct lic_facts *facts, enum lic_visitor who);

bool lic_hop_succeeded(const struct lic_hop *hop); /* 2xx */

/* Is the hop on the subject's site, or on one of the same label under another suffix: a
 * firm's site for another country? */
bool lic_hop_home(const struct lic_facts *facts, const struct lic_hop *hop);

/* The authority's listing of the site that the hop is on, or NULL. */
const struct lic_relative *lic_hop_listed(const struct lic_facts *facts, const struct lic_hop *hop);

#endif
