/*
 * Many literals searched for in one pass over a text, by hyperscan or vectorscan, whose
 * only door this is. Bytes, not characters: text and literals are folded before (fold.h).
 */
#ifndef LIC_PATTERN_H
#define LIC_PATTERN_H

#include "diag.h"
#include "str.h"

struct lic_pattern_set;

/* Compile them: slow, a good part of a second for thousands. They need not differ. */
LIC_CHECKED int lic_pattern_set_new(struct lic_pattern_set **out, const struct lic_str *literals,
				    size_t count, struct lic_diag *diag);

/* The compiled form as bytes that the caller frees, and back. Bytes of another version
 * or another processor are refused with LIC_EVERSION, damaged ones with LIC_ECORRUPT. */
LIC_CHECKED int lic_pattern_set_save(const struct lic_pattern_set *set, char **out, size_t *len);
LIC_CHECKED int lic_pattern_set_load(struct lic_pattern_set **out, struct lic_str bytes);

/* NULL is fine. */
void lic_pattern_set_free(struct lic_pattern_set *set);

/* The literal with that number ends at text[end]. False ends the scan. */
typedef bool lic_pattern_fn(void *ctx, unsigned literal, size_t end);

/* Tell every place, in order. Threads may share the set. */
LIC_CHECKED int lic_pattern_set_scan(struct lic_pattern_set *set, struct lic_str text,
				     lic_pattern_fn *fn, void *ctx);

/* What the compiled form depends on beside the literals: library and processor. */
void lic_pattern_platform(char *out, size_t size);

#endif
