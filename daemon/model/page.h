/*
 * From a document's bytes to what its reader sees (facts_page.h). Parsed as a browser
 * would (markup.h), with bounds on everything: a hostile document costs time in proportion to its
 * length, and no deep stack. Pure: the same bytes always give the same facts. Thread-safe.
 */
#ifndef LIC_PAGE_H
#define LIC_PAGE_H

#include "arena.h"
#include "diag.h"
#include "facts_page.h"
#include "page_input.h"
#include "page_room.h"
#include "site.h"

/* Read the page that stands at url (canonical), in that room (NULL: in none). What it yields lives
 * in the arena and borrows nothing from the input; `terms` is left empty. A document over
 * LIC_PAGE_BYTES_MAX is read up to there. 0, LIC_ELIMIT (a document made to be costly:
 * diag says so) or LIC_ENOMEM. */
LIC_CHECKED int lic_page_read(const struct lic_page **out, const struct lic_page_input *input,
			      struct lic_str url, const struct lic_psl *psl,
			      struct lic_page_room *room, struct lic_arena *arena,
			      struct lic_diag *diag);

#endif
