/*
 * How alike two labels look: forms that are equal for labels a reader takes for one
 * another, and the distance of a slip of the finger. Pure; lower-case ASCII.
 */
#ifndef LIC_LOOKS_H
#define LIC_LOOKS_H

#include "limits.h"
#include "str.h"

/* Of a label as it stands or by its skeleton, which may be twice as long. */
#define LIC_SHAPE_MAX (2 * LIC_LABEL_MAX)

/* What is written one for another so that nobody sees it: 0 and o, 1 and l, rn and m.
 * Writes to out and returns a view of it; of a longer label the beginning. */
struct lic_str lic_looks_fine(struct lic_str label, char out[LIC_SHAPE_MAX]);

/* Of the fine form: letters of nearly one shape are one letter (c and e, b and d, u and
 * v, m and n …), pairs that look like a letter are that letter (cl, vv, lh …). */
struct lic_str lic_looks_coarse(struct lic_str fine, char out[LIC_SHAPE_MAX]);

/* Are they the same, or one letter away: changed, left out, put in, or swapped with its
 * neighbour (Damerau–Levenshtein distance at most 1)? */
bool lic_looks_near(struct lic_str a, struct lic_str b);

#endif
