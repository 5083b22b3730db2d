/*
 * Working on a list: edits and who said yes to them, the transparency log, appeals, search
 * and history. For the command line, the console and what publishes lists.
 *
 * A list is *kept* here, or it is *bundled* (came with Licit) or *subscribed* (comes from a
 * feed). Only a kept list is edited, and each edit of it is a leaf of its log: an append-only
 * Merkle tree (RFC 9162 section 2.1). Applying all leaves in order gives exactly its entries.
 *
 * Threads: as licit.h says; all functions may be called from any thread.
 * Ownership: views handed to a callback live for the call.
 * Errors: 0 or a negative lic_err, with a sentence for people in diag. LIC_EREFUSED: the
 * door says no, and the diag what would help; LIC_EDENIED: that person may not.
 * Times are seconds since 1970, UTC; dates are days (clock.h).
 */
#ifndef LIC_LICIT_KEEP_H
#define LIC_LICIT_KEEP_H

#include "licit.h"
#include "origin.h"

#define LIC_HASH_SIZE 32 /* SHA-256 */

/* ---- the list itself ------------------------------------------------- */

struct lic_keep_policy {
	uint32_t reviewers;    /* that must say yes to an edit, besides who proposes; 0: none */
	uint32_t share;        /* percent of the entries in force that one edit may change */
	uint32_t appeal_hours; /* until an appeal must be decided */
};

struct lic_keep_list {
	struct lic_str id, kind, name, jurisdiction, authority, url, licence;
	struct lic_str timezone; /* IANA name; empty: UTC */
	lic_date as_of;
	int32_t max_age_days;
	enum lic_list_origin origin;
	struct lic_keep_policy policy;
	uint64_t total, in_force, withdrawn; /* entries, today (UTC) */
	uint64_t log_size;
	uint64_t drafts, appeals; /* open ones */
};

/* Every list of the store, in order of id; with `list` only that one (LIC_ENOENT: none). */
LIC_CHECKED int lic_keep_lists_each(struct lic_engine *engine, struct lic_str list,
				    int (*fn)(void *ctx, const struct lic_keep_list *info),
				    void *ctx, struct lic_diag *diag);

/* What is to be new; a NULL member stays as it is. */
struct lic_keep_definition {
	const struct lic_str *kind; /* of a new list only */
	const struct lic_str *name, *jurisdiction, *authority, *url, *licence, *timezone;
	const int32_t *max_age_days;
	const uint32_t *reviewers, *share, *appeal_hours;
	bool keep;     /* take over a bundled list: from now on it is kept here */
	bool existing; /* do not make a list where there is none of this id */
};

/* Who does something, and why. */
struct lic_keep_why {
	struct lic_str who;  /* must not be empty */
	struct lic_str code; /* reason code, of lic_keep_codes_each; empty: the action's default */
	struct lic_str text; /* in words */
	const struct lic_str *evidence; /* links and captures (http, https or sha256:HEX) */
	size_t evidence_count;
	/* Why it is right all the same, where the door refuses; empty: no override. */
	struct lic_str override;
};

/* What an edit came to. */
enum lic_keep_outcome {
	LIC_KEEP_UNCHANGED, /* it says what is so already */
	LIC_KEEP_APPLIED,
	LIC_KEEP_PROPOSED, /* waits for reviewers; see draft */
	LIC_KEEP_DRY,      /* would be applied or proposed */
};

struct lic_keep_result {
	enum lic_keep_outcome outcome;
	int64_t draft;     /* LIC_KEEP_PROPOSED: its number */
	uint64_t leaf;     /* of the last leaf that was appended */
	uint64_t log_size; /* now */
};

/* Make a list, change what it is, or change its policy. On a list that asks for reviewers it
 * is a proposal, as an edit is. */
LIC_CHECKED int lic_keep_define(struct lic_engine *engine, struct lic_str list,
				const struct lic_keep_definition *definition,
				const struct lic_keep_why *why, bool dry_run,
				struct lic_keep_result *out, struct lic_diag *diag);

/* ---- reason codes ---------------------------------------------------- */

struct lic_keep_code {
	const char *code;
	const char *actions; /* that it is for: "add change", with a space between them */
	const char *summary;
};

/* The table of codes, in order, the default of an action first. */
size_t lic_keep_codes(const struct lic_keep_code **out);

/* ---- classes --------------------------------------------------------- */

struct lic_keep_class {
	const char *code;
	const char *words;
	bool benign; /* of benign lists; else of all others */
};

/* The classes that rules and words know, those of sellers first. */
size_t lic_keep_classes(const struct lic_keep_class **out);

/* ---- edits ----------------------------------------------------------- */

enum lic_keep_action {
	LIC_KEEP_ADD,
	LIC_KEEP_CHANGE,
	LIC_KEEP_WITHDRAW,
	LIC_KEEP_RESTORE,
	LIC_KEEP_ACTIONS,
};

const char *lic_keep_action_name(enum lic_keep_action action);

/* Members of an entry that an edit may set, by the names of licit JSON. */
struct lic_keep_value {
	const char *member;   /* "holder", "number", "entry_url", "class", "countries", "since",
				 "until", "withdrawn", "seen", "source", "evidence", "confidence",
				 "registered" */
	struct lic_str value; /* empty: take it away */
};

struct lic_keep_edit {
	struct lic_str list;
	enum lic_keep_action action;
	struct lic_str name; /* as lists write it */
	/* Which of several rows of that name; 0: the one that is in force, else the newest. */
	lic_date since;
	const struct lic_keep_value *values;
	size_t values_count;
	bool dry_run;
	bool propose; /* a proposal even where the list asks for no reviewer */
	/* Each thing that the door notes or refuses, in words; may be NULL. */
	void (*note)(void *ctx, const char *check, bool refuses, struct lic_str text);
	void *ctx;
};

/* Make one edit: the door first, then applied or proposed. */
LIC_CHECKED int lic_keep_edit(struct lic_engine *engine, const struct lic_keep_edit *edit,
			      const struct lic_keep_why *why, struct lic_keep_result *out,
			      struct lic_diag *diag);

/* An import into a list that asks for reviewers comes as a proposal: lic_import
 * (licit.h) says so in lic_import_result.draft. */

/* ---- proposals ------------------------------------------------------- */

enum lic_draft_state {
	LIC_DRAFT_OPEN,
	LIC_DRAFT_APPLIED,
	LIC_DRAFT_REFUSED,
	LIC_DRAFT_MOOT, /* when its turn came, the list had changed under it */
	LIC_DRAFT_STATES,
};

const char *lic_draft_state_name(enum lic_draft_state state);

struct lic_keep_draft {
	int64_t no;
	struct lic_str list, who;
	struct lic_str action; /* an edit's, "import" or "define" */
	struct lic_str name;   /* of the entry; of the file of an import */
	int64_t time, decided;
	enum lic_draft_state state;
	struct lic_str code, text, override;
	struct lic_str body;    /* the edit as a JSON object */
	struct lic_str summary; /* what it would change, in words */
	uint32_t approvals, needed;
};

struct lic_draft_filter {
	struct lic_str list; /* empty: all */
	bool all;            /* not only open ones */
	int64_t no;          /* only this one; 0: any */
};

/* Oldest first. */
LIC_CHECKED int lic_keep_drafts_each(struct lic_engine *engine,
				     const struct lic_draft_filter *filter,
				     int (*fn)(void *ctx, const struct lic_keep_draft *draft),
				     void *ctx, struct lic_diag *diag);

struct lic_keep_vote {
	struct lic_str who, text;
	int64_t time;
	bool approves;
};

LIC_CHECKED int lic_keep_votes_each(struct lic_engine *engine, int64_t draft,
				    int (*fn)(void *ctx, const struct lic_keep_vote *vote),
				    void *ctx, struct lic_diag *diag);

/* What a proposal would change now, as an import's dry run shows it. */
LIC_CHECKED int lic_keep_draft_show(struct lic_engine *engine, int64_t draft,
				    void (*change)(void *ctx, const struct lic_change *change),
				    void *ctx, struct lic_diag *diag);

/* Say yes: each reviewer counts once, the proposer never (LIC_EDENIED). The yes that makes the
 * number full applies it, the door asked again. */
LIC_CHECKED int lic_keep_draft_approve(struct lic_engine *engine, int64_t draft,
				       const struct lic_keep_why *why, struct lic_keep_result *out,
				       struct lic_diag *diag);

/* Say no, with a reason: it is closed. The proposer takes it back so, too. */
LIC_CHECKED int lic_keep_draft_refuse(struct lic_engine *engine, int64_t draft,
				      const struct lic_keep_why *why, struct lic_diag *diag);

/* ---- entries --------------------------------------------------------- */

/* Where an entry is in its life. Stands for a day in the list's own time zone. */
enum lic_entry_state {
	LIC_ENTRY_IN_FORCE,
	LIC_ENTRY_TO_COME,
	LIC_ENTRY_WITHDRAWN,
	LIC_ENTRY_EXPIRED,
	LIC_ENTRY_STATES,
};

const char *lic_entry_state_name(enum lic_entry_state state);

struct lic_keep_entry {
	struct lic_str list, kind;
	struct lic_str name;  /* as lists write it: "*.x.tld", ".tld" */
	struct lic_str shown; /* in its own letters */
	const char *scope;
	enum lic_entry_state state;
	lic_date since, until, withdrawn, seen, registered;
	struct lic_str holder, number, entry_url, class, countries, reason, source;
	const char *evidence, *confidence;
};

struct lic_entry_filter {
	/* As typed: a part of the name, the holder or the number, ASCII letters of any case;
	 * names in their own letters or as A-labels. Empty: all. */
	struct lic_str text;
	struct lic_str list;    /* id; empty: all lists */
	struct lic_str country; /* alpha-2: of `countries`, else of the list's jurisdiction */
	struct lic_str class;
	struct lic_str tld;     /* without the dot */
	uint32_t states;        /* a bit per lic_entry_state; 0: all */
	uint64_t offset, limit; /* limit 0: only count */
};

/* Find entries: those whose name begins with the text first, then the others, each in order of
 * name. *count is the number of all that match. The first call after a change reads the
 * store (some 1 s for a million entries), later ones take milliseconds. */
LIC_CHECKED int lic_keep_search(struct lic_engine *engine, const struct lic_entry_filter *filter,
				int (*fn)(void *ctx, const struct lic_keep_entry *entry), void *ctx,
				uint64_t *count, struct lic_diag *diag);

/* The entries of one name (several where it was listed again), oldest first. LIC_ENOENT:
 * none. */
LIC_CHECKED int lic_keep_entry_each(struct lic_engine *engine, struct lic_str list,
				    struct lic_str name,
				    int (*fn)(void *ctx, const struct lic_keep_entry *entry),
				    void *ctx, struct lic_diag *diag);

/* ---- history --------------------------------------------------------- */

/* One leaf, read. */
struct lic_keep_leaf {
	struct lic_str list;
	uint64_t seq;        /* from 0 */
	struct lic_str body; /* the leaf itself: the bytes that are hashed */
	struct lic_str action, who, name;
	struct lic_str code, text, override;
	const struct lic_str *evidence;
	size_t evidence_count;
	int64_t time;
	lic_date since;
	int64_t draft, appeal; /* numbers; 0: none */
	struct lic_str other;  /* of a dispute the other list, of a proposal its action, of a
				  decision  what it was */
};

struct lic_leaf_filter {
	struct lic_str list; /* empty: all */
	struct lic_str name; /* empty: all */
	uint64_t from, to;   /* to 0: the end; only with a list */
	bool newest_first;
	bool edits_only; /* not the rows of imports */
	uint64_t limit;  /* 0: all; rows that are passed over count */
};

/* fn ends it with a positive number. */
LIC_CHECKED int lic_keep_history_each(struct lic_engine *engine,
				      const struct lic_leaf_filter *filter,
				      int (*fn)(void *ctx, const struct lic_keep_leaf *leaf),
				      void *ctx, struct lic_diag *diag);

/* ---- the transparency log -------------------------------------------- */

struct lic_tree_head {
	uint64_t size;
	unsigned char root[LIC_HASH_SIZE];
	int64_t time;           /* of a recorded head; else 0 */
	struct lic_str release; /* of a recorded head, as given; else empty */
};

/* The head of a kept list's log as it is now. */
LIC_CHECKED int lic_keep_head(struct lic_engine *engine, struct lic_str list,
			      struct lic_tree_head *out, struct lic_diag *diag);

/* The leaves [from, to) as they were hashed; LIC_EINVAL past the end. For who publishes. */
LIC_CHECKED int lic_keep_leaves_each(struct lic_engine *engine, struct lic_str list, uint64_t from,
				     uint64_t to,
				     int (*fn)(void *ctx, uint64_t seq, struct lic_str body),
				     void *ctx, struct lic_diag *diag);

/* The frontier at a size: the roots of the full subtrees that it is made of, the largest
 * first, as many as the size has bits set. 64 at most. */
LIC_CHECKED int lic_keep_frontier(struct lic_engine *engine, struct lic_str list, uint64_t size,
				  unsigned char out[][LIC_HASH_SIZE], size_t *count,
				  struct lic_diag *diag);

/* RFC 9162 section 2.1.4.1: a consistency proof between two sizes. 64 hashes at most. */
LIC_CHECKED int lic_keep_consistency(struct lic_engine *engine, struct lic_str list, uint64_t from,
				     uint64_t to, unsigned char out[][LIC_HASH_SIZE], size_t *count,
				     struct lic_diag *diag);

/* Record the head of a release, once it is out. LIC_EINVAL where the log does not have that
 * root at that size. */
LIC_CHECKED int lic_keep_head_record(struct lic_engine *engine, struct lic_str list,
				     const struct lic_tree_head *head, struct lic_diag *diag);

/* The heads that were recorded, oldest first. */
LIC_CHECKED int lic_keep_heads_each(struct lic_engine *engine, struct lic_str list,
				    int (*fn)(void *ctx, const struct lic_tree_head *head),
				    void *ctx, struct lic_diag *diag);

/* An inclusion proof of the last leaf of a name (RFC 9162 section 2.1.3.1) as one JSON
 * object, licit/proof/1, for the tree of `size` leaves (0: now). */
LIC_CHECKED int lic_keep_prove(struct lic_engine *engine, struct lic_str list, struct lic_str name,
			       uint64_t size, struct lic_buf *out, struct lic_diag *diag);

/* Does a proof hold? Needs no store. LIC_ESYNTAX: it is none; LIC_EREFUSED: it does not hold.
 * Appends what it proves, in words. */
LIC_CHECKED int lic_keep_proof_check(struct lic_str proof, struct lic_buf *words,
				     struct lic_diag *diag);

struct lic_audit_result {
	uint64_t leaves, entries, heads;
	uint64_t faults;
	struct lic_tree_head head;
};

/* Recompute everything: all hashes; that each recorded head is a beginning of the log; that
 * applying the leaves gives the entries. `fault` is told of each thing that is not so, up to
 * LIC_AUDIT_FAULTS_MAX. `known` is a head from elsewhere (a signed release), or NULL. */
LIC_CHECKED int lic_keep_audit(struct lic_engine *engine, struct lic_str list,
			       const struct lic_tree_head *known,
			       void (*fault)(void *ctx, struct lic_str text), void *ctx,
			       struct lic_audit_result *out, struct lic_diag *diag);

/* What changed between two sizes of a log (to 0: now), one line of an import's diff for each
 * name. */
LIC_CHECKED int lic_keep_diff(struct lic_engine *engine, struct lic_str list, uint64_t from,
			      uint64_t to,
			      void (*change)(void *ctx, const struct lic_change *change), void *ctx,
			      struct lic_diag *diag);

/* ---- appeals --------------------------------------------------------- */

enum lic_appeal_state {
	LIC_APPEAL_OPEN,
	LIC_APPEAL_ANSWERED, /* a question or an answer was sent: the clock goes on */
	LIC_APPEAL_GRANTED,
	LIC_APPEAL_REFUSED,
	LIC_APPEAL_STATES,
};

const char *lic_appeal_state_name(enum lic_appeal_state state);

struct lic_appeal {
	int64_t no;
	struct lic_str list, name;
	struct lic_str who, contact, claim;
	int64_t time, due;
	int64_t report; /* the shopper's report that it came from; 0: none */
	enum lic_appeal_state state;
	bool overdue;
};

/* Did an appeal, which names that report and was opened at `opened`, come from the report of that
 * number of `reported`? Numbers of removed reports are given again: an older appeal is of another.
 */
static inline bool lic_appeal_is_of(int64_t report, int64_t opened, int64_t number,
				    int64_t reported)
{
	return report == number && opened >= reported;
}

struct lic_appeal_filter {
	struct lic_str list; /* empty: all */
	bool all;            /* decided ones too */
	int64_t no;          /* only this one; 0: any */
};

/* Overdue ones first, then by when they are due. */
LIC_CHECKED int lic_appeals_each(struct lic_engine *engine, const struct lic_appeal_filter *filter,
				 int (*fn)(void *ctx, const struct lic_appeal *appeal), void *ctx,
				 struct lic_diag *diag);

struct lic_appeal_step {
	struct lic_str who, step, text; /* step: "open", "answer", "granted", "refused" */
	int64_t time;
};

LIC_CHECKED int lic_appeal_steps_each(struct lic_engine *engine, int64_t appeal,
				      int (*fn)(void *ctx, const struct lic_appeal_step *step),
				      void *ctx, struct lic_diag *diag);

struct lic_appeal_claim {
	struct lic_str list, name; /* which entry it is about */
	struct lic_str who, contact, claim;
	int64_t report; /* 0: none */
};

/* Put a claim into the queue; its number to *no. `why->who` is who takes it in. */
LIC_CHECKED int lic_appeal_open(struct lic_engine *engine, const struct lic_appeal_claim *claim,
				const struct lic_keep_why *why, int64_t *no, struct lic_diag *diag);

/* A shopper's report of kind "mine" or "false-alarm" becomes an appeal against each kept list
 * that holds its site: the number of appeals, or an error. The report stays. */
LIC_CHECKED int lic_appeal_from_report(struct lic_engine *engine, int64_t report,
				       const struct lic_keep_why *why, struct lic_diag *diag);

LIC_CHECKED int lic_appeal_answer(struct lic_engine *engine, int64_t no,
				  const struct lic_keep_why *why, struct lic_diag *diag);

/* Decide it, with a reason. A grant makes the correction: `action` (withdraw, restore) of the
 * entry, applied or proposed as the policy says. */
LIC_CHECKED int lic_appeal_decide(struct lic_engine *engine, int64_t no, bool grant,
				  enum lic_keep_action action, const struct lic_keep_why *why,
				  struct lic_keep_result *out, struct lic_diag *diag);

/* ---- statistics ------------------------------------------------------ */

struct lic_keep_month {
	int32_t month;             /* of the proleptic calendar: year * 12 + month - 1 */
	uint64_t added, withdrawn; /* in it; withdrawn or expired */
	uint64_t in_force;         /* at its end, or today */
};

/* From the first entry's month to this one; list empty: all. Undated entries count from the
 * first month on. */
LIC_CHECKED int lic_keep_months_each(struct lic_engine *engine, struct lic_str list,
				     int (*fn)(void *ctx, const struct lic_keep_month *month),
				     void *ctx, struct lic_diag *diag);

enum lic_keep_share_kind {
	LIC_SHARE_COUNTRY,
	LIC_SHARE_TLD,
	LIC_SHARE_CLASS,
	LIC_SHARE_LIST,
};

/* Entries in force by country, TLD …, the most first. */
LIC_CHECKED int lic_keep_shares_each(struct lic_engine *engine, struct lic_str list,
				     enum lic_keep_share_kind kind,
				     int (*fn)(void *ctx, struct lic_str word, uint64_t in_force),
				     void *ctx, struct lic_diag *diag);

#endif
