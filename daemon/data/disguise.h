/*
 * Words spelt so that filters overlook them: "X@nax", "0xycodone", "K.l.o.n.a.z.e.p.a.m",
 * "Tr*madol". Pure.
 */
#ifndef LIC_DISGUISE_H
#define LIC_DISGUISE_H

#include "str.h"

#include <stdbool.h>

#define LIC_DISGUISE_MIN 3  /* letters */
#define LIC_DISGUISE_MAX 24 /* letters, and signs that stand for some */

/* The letters that a digit, '@', '$' or '*' is written for; "" for any other character. */
const char *lic_disguise_letters(char sign);

struct lic_disguise {
	size_t begin, end;            /* in the text */
	char spelt[LIC_DISGUISE_MAX]; /* letters and signs, without the dots between */
	size_t len;
};

/* Tell of each such word of a folded text (fold.h), until the callback returns false; at most
 * `most` of them. */
typedef bool lic_disguise_fn(void *ctx, const struct lic_disguise *word);
void lic_disguise_each(struct lic_str folded, size_t most, lic_disguise_fn *tell, void *ctx);

/* The n-th way to read it, of `len` letters; false where there are not so many. */
bool lic_disguise_read(const struct lic_disguise *word, unsigned n, char out[LIC_DISGUISE_MAX]);

#endif
