/*
 * What a register's page names: the subject's site, and others. From the page as it came,
 * without I/O; it observes, and seal.c says whose entry that makes it.
 */
#ifndef LIC_PROBE_REGISTER_PAGE_H
#define LIC_PROBE_REGISTER_PAGE_H

#include "arena.h"
#include "facts.h"
#include "page_input.h"
#include "site.h"

/* Put a copy of the slot's record, with what the page names, in its place. Of a page that is
 * built to be costly the slot becomes unknown. LIC_OK or LIC_ENOMEM; in the arena of the check. */
LIC_CHECKED int lic_register_page_read(struct lic_facts *facts, const struct lic_page_input *input,
				       const struct lic_psl *psl, struct lic_arena *arena);

#endif
