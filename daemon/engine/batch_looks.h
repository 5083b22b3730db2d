/*
 * A batch that looks at the sites: many at once, results in the order of the lines. What
 * was seen of a host or a site serves all its addresses. No site is asked for more than
 * LIC_BATCH_SITE_LOOKS addresses at a time, and no registry faster than it likes.
 *
 * One thread judges and writes; the engine's own looks.
 */
#ifndef LIC_BATCH_LOOKS_H
#define LIC_BATCH_LOOKS_H

#include "batch_input.h"
#include "batch_out.h"

/* Until the input ends, or options->stopped says so. The errors of lic_batch_run. */
LIC_CHECKED int lic_batch_look(struct lic_engine *engine, struct lic_batch_out *out,
			       struct lic_batch_input *input, struct lic_diag *diag);

#endif
