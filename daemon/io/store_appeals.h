/*
 * Appeals, what was done about them, and disputes, in the store.
 */
#ifndef LIC_STORE_APPEALS_H
#define LIC_STORE_APPEALS_H

#include "store.h"

struct lic_store_appeal {
	int64_t no, list, time, due, report;
	struct lic_str list_id; /* set by reading */
	struct lic_name name;   /* host_len is not kept */
	struct lic_str who, contact, claim;
	int state;
};

LIC_CHECKED int lic_store_appeal_add(struct lic_store *store, const struct lic_store_appeal *appeal,
				     int64_t *no, struct lic_diag *diag);
LIC_CHECKED int lic_store_appeal_set(struct lic_store *store, int64_t no, int state,
				     struct lic_diag *diag);

/* Undecided ones first, by when they are due. list empty: of all; no 0: any. */
LIC_CHECKED int lic_store_appeal_each(struct lic_store *store, struct lic_str list, int64_t no,
				      bool all,
				      int (*fn)(void *ctx, const struct lic_store_appeal *appeal),
				      void *ctx, struct lic_diag *diag);

struct lic_store_step {
	struct lic_str who, step, text;
	int64_t time;
};

LIC_CHECKED int lic_store_step_add(struct lic_store *store, int64_t appeal,
				   const struct lic_store_step *step, struct lic_diag *diag);
LIC_CHECKED int lic_store_step_each(struct lic_store *store, int64_t appeal,
				    int (*fn)(void *ctx, const struct lic_store_step *step),
				    void *ctx, struct lic_diag *diag);

/* Note that a name stands on that list and on another that says the opposite: 1, or 0 if it
 * was noted before. */
LIC_CHECKED int lic_store_dispute_add(struct lic_store *store, int64_t list, struct lic_str name,
				      struct lic_str other, int64_t time, struct lic_str who,
				      struct lic_diag *diag);

#endif
