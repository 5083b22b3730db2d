/*
 * The page probe: what a page shows, from the page that was handed over. Bounded and
 * pure; no I/O.
 */
#ifndef LIC_PAGE_PROBE_H
#define LIC_PAGE_PROBE_H

#include "arena.h"
#include "facts.h"
#include "page_input.h"
#include "page_room.h"
#include "probe.h"
#include "site.h"

/* Read the page that stands at the subject's address, and fill LIC_SLOT_PAGE: known, or
 * why it is not. 0 or LIC_ENOMEM. */
LIC_CHECKED int lic_page_probe(const struct lic_page_input *input, const struct lic_psl *psl,
			       struct lic_page_room *room, struct lic_arena *arena,
			       struct lic_facts *facts);

/* A page that was fetched, as such an input: it borrows from it. */
struct lic_page_input lic_page_fetched(const struct lic_fetched *fetched);

#endif
