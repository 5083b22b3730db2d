/*
 * The licence probe: numbers on a page that have the form of a register's own, with a word
 * before them that says so, and whose they are. From the page's facts and the listset
 * alone: no I/O. For related.c alone.
 */
#ifndef LIC_PROBE_LICENCE_H
#define LIC_PROBE_LICENCE_H

#include "facts.h"
#include "licences.h"
#include "numbers.h"

/* Set the licences of *out, if the page is known. numbers may be NULL: then no register is
 * asked. In the arena of the check. 0, LIC_ENOMEM or LIC_ECORRUPT. */
LIC_CHECKED int lic_licence_find(struct lic_related_facts *out, const struct lic_facts *facts,
				 const struct lic_licences *licences, struct lic_numbers *numbers,
				 struct lic_arena *arena);

#endif
