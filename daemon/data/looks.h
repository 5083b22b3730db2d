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

/* Both forms of a label that are compared letter by letter. */
struct lic_looks {
	struct lic_str plain; /* 0 is o and 1 is l */
	struct lic_str fine;  /* and "rn" is m, which an m may look like */
};

/* Writes to plain and fine and returns views of them, the same view twice where there is
 * no "rn"; of a longer label the beginning. */
struct lic_looks lic_looks_of(struct lic_str label, char plain[LIC_SHAPE_MAX],
			      char fine[LIC_SHAPE_MAX]);

/* Of the fine form: letters of nearly one shape are one letter (c and e, b and d, u and
 * v, m and n …), pairs that look like a letter are that letter (cl, vv, lh …). */
struct lic_str lic_looks_coarse(struct lic_str fine, char out[LIC_SHAPE_MAX]);

/* Are they the same, or one letter away: changed, left out, put in, or swapped with its
 * neighbour (Damerau–Levenshtein distance at most 1)? */
bool lic_looks_near(struct lic_str a, struct lic_str b);

#endif
