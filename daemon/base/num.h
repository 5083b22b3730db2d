/*
 * The one checked parser of numbers.
 */
#ifndef LIC_NUM_H
#define LIC_NUM_H

#include "err.h"
#include "str.h"

/* Decimal digits only, no sign, no space, at most max: 0, LIC_ESYNTAX or
 * LIC_ELIMIT. *out is untouched on failure. */
LIC_CHECKED int lic_num_parse(struct lic_str s, uint64_t max, uint64_t *out);

#endif
