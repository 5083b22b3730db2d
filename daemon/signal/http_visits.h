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

/* Visitors of that kind were led to another site that answered, and who is the visitor to
 * compare with was not: the hop that they came to, else NULL. */
const struct lic_hop *lic_visit_led(const struct lic_facts *facts, enum lic_visitor who,
				    enum lic_visitor unlike);

/* Say as evidence that the visitor left the site by a script or a refresh. */
void lic_visit_cite_way(struct lic_finding *out, const struct lic_facts *facts,
			enum lic_visitor who);

/* Does the page that the visitor came to name so many medicines, each once, and inform of
 * none: no article, and where it speaks as a leaflet it offers too? */
bool lic_visit_names_medicines(const struct lic_visit *visit, size_t least);

/* "sildenafil, tadalafil": the first of them. */
struct lic_str lic_visit_list_medicines(const struct lic_visit *visit, struct lic_arena *arena);

/* The authority's listing of the site that the hop is on, or NULL. */
const struct lic_relative *lic_hop_listed(const struct lic_facts *facts, const struct lic_hop *hop);

#endif
