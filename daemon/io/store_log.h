/*
 * The transparency log of a list in the store: leaves, the tree over them, recorded heads.
 * Append-only. As store.h for threads and errors.
 */
#ifndef LIC_STORE_LOG_H
#define LIC_STORE_LOG_H

#include "merkle.h"
#include "store.h"

/* The tree as it is: size 0 where there is none. */
LIC_CHECKED int lic_store_log_state(struct lic_store *store, int64_t list, struct lic_frontier *out,
				    struct lic_diag *diag);

/* Appending, within a transaction: open, append, close. A million leaves cost no more than
 * their rows. */
struct lic_log;

LIC_CHECKED int lic_log_open(struct lic_log **out, struct lic_store *store, int64_t list,
			     struct lic_diag *diag);
/* name: of the entry that it is about, canonical; or empty. */
LIC_CHECKED int lic_log_append(struct lic_log *log, struct lic_str name, struct lic_str body,
			       struct lic_diag *diag);
/* The size so far. */
uint64_t lic_log_size(const struct lic_log *log);
/* Write the tree's state. What was appended counts only then. */
LIC_CHECKED int lic_log_close(struct lic_log *log, struct lic_diag *diag);
/* Give it up instead, before a rollback. NULL is well. */
void lic_log_free(struct lic_log *log);

/* The hash of a full subtree, as merkle.h asks for it: ctx is a struct lic_log_reader. */
struct lic_log_reader {
	struct lic_store *store;
	int64_t list;
	struct lic_diag *diag;
};

LIC_CHECKED int lic_log_get(void *ctx, unsigned level, uint64_t no, struct lic_hash *out);

/* Leaves [from, to) in order; list and fn's body live for the call. */
LIC_CHECKED int
lic_store_leaf_each(struct lic_store *store, int64_t list, uint64_t from, uint64_t to,
		    int (*fn)(void *ctx, uint64_t seq, struct lic_str name, struct lic_str body),
		    void *ctx, struct lic_diag *diag);

/* Those of one name, in order or the newest first, `limit` at most (0: all). */
LIC_CHECKED int lic_store_leaf_of(struct lic_store *store, int64_t list, struct lic_str name,
				  bool newest_first, uint64_t limit,
				  int (*fn)(void *ctx, uint64_t seq, struct lic_str name,
					    struct lic_str body),
				  void *ctx, struct lic_diag *diag);

/* Stored hashes of full subtrees, in order of level and number. */
LIC_CHECKED int lic_store_subtree_each(struct lic_store *store, int64_t list,
				       int (*fn)(void *ctx, unsigned level, uint64_t no,
						 const struct lic_hash *hash),
				       void *ctx, struct lic_diag *diag);

struct lic_store_head {
	uint64_t size;
	struct lic_hash root;
	int64_t time;
	struct lic_str release;
};

LIC_CHECKED int lic_store_head_add(struct lic_store *store, int64_t list,
				   const struct lic_store_head *head, struct lic_diag *diag);
LIC_CHECKED int lic_store_head_each(struct lic_store *store, int64_t list,
				    int (*fn)(void *ctx, const struct lic_store_head *head),
				    void *ctx, struct lic_diag *diag);

#endif
