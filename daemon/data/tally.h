/*
 * A table of what things should be, by key, kept as digests: 48 bytes each. Two of the same
 * digest are taken for the same, which nobody can bring about (SHA-256, 128 and 192 bits of
 * it). One thread at a time.
 */
#ifndef LIC_TALLY_H
#define LIC_TALLY_H

#include "err.h"
#include "str.h"

struct lic_tally;

LIC_CHECKED int lic_tally_new(struct lic_tally **out);
void lic_tally_free(struct lic_tally *tally);

/* Note the text of a key, in the place of what it had. */
LIC_CHECKED int lic_tally_put(struct lic_tally *tally, struct lic_str key, struct lic_str text);

/* Forget a key: was it there? */
bool lic_tally_take(struct lic_tally *tally, struct lic_str key);

enum lic_tally_match {
	LIC_TALLY_SAME,
	LIC_TALLY_OTHER,
	LIC_TALLY_MISSING,
};

/* Compare with what the key has, and forget it. */
enum lic_tally_match lic_tally_compare(struct lic_tally *tally, struct lic_str key,
				       struct lic_str text);

uint64_t lic_tally_count(const struct lic_tally *tally);

#endif
