/*
 * The rows of registers by their entry numbers and entry pages: whose entry is it that
 * a seal leads to? Made on the first question, by one walk over the index, and kept.
 *
 * Thread-safe. The index must outlive it.
 */
#ifndef LIC_NUMBERS_H
#define LIC_NUMBERS_H

#include "index.h"

struct lic_numbers;

LIC_CHECKED int lic_numbers_new(struct lic_numbers **out, const struct lic_index *index);
/* NULL is fine. */
void lic_numbers_free(struct lic_numbers *numbers);

/* Call fn for each row of that register whose number or entry page is the key, until it
 * returns false. Numbers are compared without blanks and case, pages without scheme
 * and last slash. 0, LIC_ENOMEM or LIC_ECORRUPT. */
LIC_CHECKED int lic_numbers_find(struct lic_numbers *numbers, struct lic_str list_id,
				 struct lic_str key,
				 bool (*fn)(void *ctx, const struct lic_entry *entry), void *ctx);

#endif
