/*
 * The seal probe: which seals a page shows, where each leads, and whose entry that is.
 * From the page's facts and the listset alone: no I/O. It observes; what a seal is worth
 * the signals say.
 *
 * A seal is known by an image (file name, alt text, address) or by the text of a link;
 * an image without either counts where it is linked to an entry at an issuer's.
 */
#ifndef LIC_PROBE_SEAL_H
#define LIC_PROBE_SEAL_H

#include "facts.h"
#include "numbers.h"
#include "seals.h"

/* Set the seals of *out from the page, if it is known; http and lists add to it where they
 * are. numbers may be NULL: then no register is asked whose entry it is. In the arena of the
 * check. 0, LIC_ENOMEM or LIC_ECORRUPT. */
LIC_CHECKED int lic_seal_find(struct lic_related_facts *out, const struct lic_facts *facts,
			      const struct lic_seals *seals, struct lic_numbers *numbers,
			      struct lic_arena *arena);

#endif
