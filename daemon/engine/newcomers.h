/*
 * The names that an import adds, kept until all are known, so that look-alikes among them can
 * be pointed out: if there are not too many, for each costs a check. Depends on door.h.
 */
#ifndef LIC_NEWCOMERS_H
#define LIC_NEWCOMERS_H

#include "door.h"

struct lic_newcomer {
	struct lic_name name; /* its text lives in the arena */
	uint32_t line;
};

struct lic_newcomers {
	struct lic_arena arena;
	struct lic_buf list; /* of struct lic_newcomer */
	uint64_t count;      /* past LIC_IMPORT_LOOKS_MAX none is kept */
};

void lic_newcomers_init(struct lic_newcomers *newcomers);
void lic_newcomers_release(struct lic_newcomers *newcomers);

LIC_CHECKED int lic_newcomers_add(struct lic_newcomers *newcomers, const struct lic_row *row);

/* Are there more than are looked at? */
static inline bool lic_newcomers_too_many(const struct lic_newcomers *newcomers)
{
	return newcomers->count > LIC_IMPORT_LOOKS_MAX;
}

/* Hand on a change of kind LIC_CHANGE_LOOKALIKE for each that looks like a verified name;
 * none if there are too many. *found is how many. */
LIC_CHECKED int lic_newcomers_look(const struct lic_newcomers *newcomers, struct lic_door *door,
				   void (*change)(void *ctx, const struct lic_change *change),
				   void *ctx, uint64_t *found);

#endif
