/*
 * Proposals and what reviewers say of them, in the store.
 */
#ifndef LIC_STORE_DRAFTS_H
#define LIC_STORE_DRAFTS_H

#include "store.h"

struct lic_store_draft {
	int64_t no, list, time, decided;
	struct lic_str list_id; /* set by reading */
	struct lic_str who, action, name, body, file, summary;
	struct lic_str text; /* of the file of an import; only lic_store_draft_get reads it */
	int state;
	uint32_t approvals; /* set by reading */
};

LIC_CHECKED int lic_store_draft_add(struct lic_store *store, const struct lic_store_draft *draft,
				    int64_t *no, struct lic_diag *diag);
LIC_CHECKED int lic_store_draft_close(struct lic_store *store, int64_t no, int state, int64_t time,
				      struct lic_diag *diag);

/* Oldest first. list empty: of all; no 0: any; state -1: any. With no and text: its text too. */
LIC_CHECKED int lic_store_draft_each(struct lic_store *store, struct lic_str list, int64_t no,
				     int state, bool text,
				     int (*fn)(void *ctx, const struct lic_store_draft *draft),
				     void *ctx, struct lic_diag *diag);

struct lic_store_vote {
	struct lic_str who, reason;
	int64_t time;
	bool approves;
};

/* Names are typed, so that Jo and jo may be one person: then they are no two pairs of eyes. */
bool lic_who_is(struct lic_str a, struct lic_str b);

/* One for each reviewer: LIC_EDENIED when there is one already. */
LIC_CHECKED int lic_store_vote_add(struct lic_store *store, int64_t draft,
				   const struct lic_store_vote *vote, struct lic_diag *diag);
LIC_CHECKED int lic_store_vote_each(struct lic_store *store, int64_t draft,
				    int (*fn)(void *ctx, const struct lic_store_vote *vote),
				    void *ctx, struct lic_diag *diag);

/* Open proposals, and open appeals, of a list. */
LIC_CHECKED int lic_store_open_counts(struct lic_store *store, int64_t list, uint64_t *drafts,
				      uint64_t *appeals, struct lic_diag *diag);

#endif
