/*
 * The writer's part that the engine itself uses.
 */
#ifndef LIC_WRITE_H
#define LIC_WRITE_H

#include "licit.h"

/* What follows the address in a batch line: the same for every address about
 * which the lists are silent, at one time and for one country. */
void lic_verdict_write_silent(struct lic_buf *out, const struct lic_verdict *verdict);

/* The value of "as_of". */
void lic_as_of_write(struct lic_buf *out, struct lic_str listset, struct lic_str model,
		     int64_t time);

#endif
