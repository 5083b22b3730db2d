/*
 * Work under way on one list: the store in a transaction, the list and what it asks for. What
 * the files keep_*.c share; licit_keep.h is what others see.
 */
#ifndef LIC_ENGINE_KEEP_H
#define LIC_ENGINE_KEEP_H

#include "arena.h"
#include "door.h"
#include "engine.h"
#include "leaf.h"
#include "licit_keep.h"
#include "store_log.h"
#include "store_policy.h"

struct lic_keep {
	struct lic_engine *engine;
	struct lic_store *store;
	bool write; /* in a transaction */
	bool drop;  /* what was done in it is not to be kept: a dry run */
	int64_t no;
	struct lic_list list; /* its texts are the arena's */
	struct lic_policy policy;
	lic_date today; /* where the list is */
	int64_t now;
	struct lic_arena arena;
	struct lic_door *door; /* made when first asked */
	struct lic_log *log;   /* the same */
	uint64_t log_size;     /* after lic_keep_end */
	struct lic_buf body;   /* of the leaf being appended */
	struct lic_diag *diag;
};

/* Open the store and, to write, a transaction; find the list. An error needs lic_keep_end
 * all the same. */
LIC_CHECKED int lic_keep_begin(struct lic_keep *keep, struct lic_engine *engine,
			       struct lic_str list, bool write, struct lic_diag *diag);

/* The end of the work: with err 0, write and not drop, publish (if entries or a definition changed)
 * and commit; else nothing was done. Gives err, or what went wrong now. */
LIC_CHECKED int lic_keep_end(struct lic_keep *keep, int err, bool publish);

/* The same for an edit, which publishes if it was applied, with the place of its last leaf. */
LIC_CHECKED int lic_keep_end_edit(struct lic_keep *keep, int err, struct lic_keep_result *out);

/* The leaves from one size of the log up to another must be there; *to 0: up to its end, whose
 * size is put there. */
LIC_CHECKED int lic_keep_range(const struct lic_keep *keep, uint64_t from, uint64_t *to);

/* Refuse to work on a list that is not kept here. */
LIC_CHECKED int lic_keep_must_be_kept(const struct lic_keep *keep);

/* Append a leaf; who and when are filled in where they are not given. The first one of a list
 * that had entries before it had a log comes after these. */
LIC_CHECKED int lic_keep_append(struct lic_keep *keep, struct lic_leaf *leaf,
				const struct lic_name *name);

/* The door of the list's kind. */
LIC_CHECKED int lic_keep_door(struct lic_keep *keep);

/* Is the reason one of the table, and fit for that action; is there one where there must be?
 * The default code of the action where it is empty. */
LIC_CHECKED int lic_keep_why_ok(const struct lic_keep_why *why, const char *action,
				struct lic_str *code, struct lic_diag *diag);

/* What a code means; "" if it is none. */
const char *lic_keep_code_summary(struct lic_str code);

/* Put the reason into a leaf. */
void lic_keep_leaf_why(struct lic_leaf *leaf, const struct lic_keep_why *why, struct lic_str code);

/* Append to the log the entries of a list that had none. For the importer, too. */
LIC_CHECKED int lic_keep_log_open(struct lic_log **out, struct lic_store *store, int64_t list,
				  struct lic_diag *diag);

/* ---- edits ----------------------------------------------------------- */

/* An edit, looked at: what it would do to which row. */
struct lic_keep_plan {
	enum lic_keep_action action;
	struct lic_name name; /* text: the arena's */
	bool has_old;
	struct lic_row old, new;
	struct lic_str code;
	struct lic_str other_side; /* id of a list that says the opposite; empty: none */
	bool unchanged;
};

/* What the edit would do to the list as it is, and what the door says of it. */
LIC_CHECKED int lic_keep_plan(struct lic_keep *keep, const struct lic_keep_edit *edit,
			      const struct lic_keep_why *why, struct lic_keep_plan *out);

/* Do it: the row, and its leaf. draft and appeal: that it comes from; 0: none. */
LIC_CHECKED int lic_keep_apply(struct lic_keep *keep, const struct lic_keep_plan *plan,
			       const struct lic_keep_why *why, int64_t draft, int64_t appeal);

/* Plan it, then do or propose it, as the policy says. */
LIC_CHECKED int lic_keep_do(struct lic_keep *keep, const struct lic_keep_edit *edit,
			    const struct lic_keep_why *why, int64_t appeal,
			    struct lic_keep_result *out);

/* ---- appeals --------------------------------------------------------- */

/* The list must have had that name at some time, else LIC_ENOENT. */
LIC_CHECKED int lic_appeal_must_be_listed(struct lic_keep *keep, const struct lic_name *name);

/* Take it in: the row, and its leaf. Its number goes to *no. */
LIC_CHECKED int lic_appeal_put(struct lic_keep *keep, const struct lic_appeal_claim *claim,
			       const struct lic_name *name, const struct lic_keep_why *why,
			       int64_t *no);

/* May somebody note something on an appeal so? Where words are needed, without_text says what is
 * wrong without them; NULL: none are. */
LIC_CHECKED int lic_appeal_why_ok(const struct lic_keep_why *why, const char *without_text,
				  struct lic_diag *diag);

/* ---- definitions ----------------------------------------------------- */

/* Apply a definition, as the JSON object that a proposal of it holds. */
LIC_CHECKED int lic_keep_define_apply(struct lic_keep *keep, struct lic_str body,
				      const struct lic_keep_why *why, int64_t draft);

#endif
