/*
 * Feeds that are subscribed to and the lists that come from them, in the store. As store.h for
 * threads and errors.
 *
 * A subscribed list stands among the others, its origin being LIC_ORIGIN_SUBSCRIBED. If a bundled
 * list has the same id, that one is set aside meanwhile: under its id and "/aside", which no list
 * can have, so that nobody finds it.
 */
#ifndef LIC_STORE_FEEDS_H
#define LIC_STORE_FEEDS_H

#include "arena.h"
#include "merkle.h"
#include "origin.h"
#include "store.h"

/* ---- feeds ----------------------------------------------------------- */

struct lic_store_feed {
	int64_t no;
	struct lic_str id;
	struct lic_str url;         /* below which metadata/ and targets/ lie */
	struct lic_str fingerprint; /* SHA-256 of the root that was trusted first, in hex */
	int64_t subscribed;         /* when */
	int64_t checked;            /* the last try; 0: none yet */
	int64_t updated;            /* the last that succeeded; 0: none yet */
	int64_t expires;            /* when what is known ceases to count; 0: nothing is known */
	int64_t next;               /* not to be asked before */
	int64_t failures;           /* in a row */
	struct lic_str problem;     /* of the last try; empty: none */
};

/* Its number to *no. LIC_EREFUSED: there is one of that id. */
LIC_CHECKED int lic_store_feed_add(struct lic_store *store, const struct lic_store_feed *feed,
				   int64_t *no, struct lic_diag *diag);

/* All in order of id. */
LIC_CHECKED int lic_store_feed_each(struct lic_store *store,
				    int (*fn)(void *ctx, const struct lic_store_feed *feed),
				    void *ctx, struct lic_diag *diag);

/* By id, its texts in the arena. LIC_ENOENT: none. */
LIC_CHECKED int lic_store_feed_get(struct lic_store *store, struct lic_str id,
				   struct lic_store_feed *out, struct lic_arena *arena,
				   struct lic_diag *diag);

/* Keep what may change: checked, updated, expires, next, failures, problem. */
LIC_CHECKED int lic_store_feed_set(struct lic_store *store, const struct lic_store_feed *feed,
				   struct lic_diag *diag);

/* The feed alone; its lists are to be taken away before. */
LIC_CHECKED int lic_store_feed_remove(struct lic_store *store, int64_t no, struct lic_diag *diag);

/* ---- their lists ----------------------------------------------------- */

struct lic_store_feed_list {
	struct lic_str id;
	int64_t feed;
	int64_t list;           /* its number; 0: it was refused and is not in the store */
	int64_t expires;        /* when it ceases to count */
	struct lic_str target;  /* SHA-256 of the target that it is as of, in hex */
	struct lic_str problem; /* why it is not brought up to date; empty: none */
	struct lic_frontier log;
};

LIC_CHECKED int lic_store_feed_list_put(struct lic_store *store,
					const struct lic_store_feed_list *list,
					struct lic_diag *diag);

/* Those of one feed (0: of all), in order of id. */
LIC_CHECKED int lic_store_feed_list_each(struct lic_store *store, int64_t feed,
					 int (*fn)(void *ctx,
						   const struct lic_store_feed_list *list),
					 void *ctx, struct lic_diag *diag);

/* By id, its texts in the arena. LIC_ENOENT: it comes from no feed. */
LIC_CHECKED int lic_store_feed_list_get(struct lic_store *store, struct lic_str id,
					struct lic_store_feed_list *out, struct lic_arena *arena,
					struct lic_diag *diag);

LIC_CHECKED int lic_store_feed_list_remove(struct lic_store *store, struct lic_str id,
					   struct lic_diag *diag);

/* ---- what only a list of a feed may undergo --------------------------- */

/* Its number and who works on it. LIC_ENOENT: there is none. */
LIC_CHECKED int lic_store_list_owner(struct lic_store *store, struct lic_str id, int64_t *no,
				     enum lic_list_origin *origin, struct lic_diag *diag);

/* Set the list of that id aside, or take back what was set aside: 0 as well if there is none. */
LIC_CHECKED int lic_store_list_set_aside(struct lic_store *store, struct lic_str id,
					 struct lic_diag *diag);
LIC_CHECKED int lic_store_list_take_back(struct lic_store *store, struct lic_str id,
					 struct lic_diag *diag);

/* Make the definition what it says, its date too. */
LIC_CHECKED int lic_store_list_redefine(struct lic_store *store, int64_t no,
					const struct lic_list *list, struct lic_diag *diag);

/* Forget a list, with its entries and its recorded heads. */
LIC_CHECKED int lic_store_list_remove(struct lic_store *store, int64_t no, struct lic_diag *diag);

/* Forget the entry of that name and first day: 1 if there was one, 0 if not. */
LIC_CHECKED int lic_store_entry_remove(struct lic_store *store, int64_t list,
				       const struct lic_name *name, lic_date since,
				       struct lic_diag *diag);

/* ---- for readers ----------------------------------------------------- */

/* Rises whenever an expiry may be another. */
LIC_CHECKED int lic_store_standing(struct lic_store *store, int64_t *out, struct lic_diag *diag);
LIC_CHECKED int lic_store_raise_standing(struct lic_store *store, struct lic_diag *diag);

#endif
