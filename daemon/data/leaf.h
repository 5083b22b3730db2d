/*
 * A leaf of a list's log: one edit as one line of canonical JSON (members in the order of
 * their names, no space, only what is not empty). The bytes are what is hashed.
 *
 *   {"action":"add","at":"2026-11-26T14:00:00Z","by":"jo","entry":{"name":"x.example",
 *    "scope":"site","since":"2026-11-26"},"reason":{"code":"unlicensed","text":"…"}}
 *
 * Pure. What is read are views of the arena.
 */
#ifndef LIC_LEAF_H
#define LIC_LEAF_H

#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "list.h"
#include "name.h"

enum lic_leaf_action {
	/* These say what an entry is from now on. */
	LIC_LEAF_ADD,
	LIC_LEAF_CHANGE,
	LIC_LEAF_WITHDRAW,
	LIC_LEAF_RESTORE,
	/* These say what was done about one, and change nothing. */
	LIC_LEAF_PROPOSE,
	LIC_LEAF_REVIEW,
	LIC_LEAF_REFUSE,
	LIC_LEAF_DISPUTE,
	LIC_LEAF_APPEAL,
	LIC_LEAF_ANSWER,
	LIC_LEAF_DECIDE,
	LIC_LEAF_DEFINE, /* of the list itself */
	LIC_LEAF_ACTIONS,
};

const char *lic_leaf_action_name(enum lic_leaf_action action);
LIC_CHECKED int lic_leaf_action_parse(struct lic_str s, enum lic_leaf_action *out);

static inline bool lic_leaf_applies(enum lic_leaf_action action)
{
	return action <= LIC_LEAF_RESTORE;
}

#define LIC_LEAF_EVIDENCE_MAX 16

struct lic_leaf {
	enum lic_leaf_action action;
	int64_t at;
	struct lic_str by;
	struct lic_str name;  /* as lists write it: what it is about; empty: the list itself */
	struct lic_str scope; /* its word */
	/* Of those that apply: the entry as it is from now on; name and line are not used. */
	struct lic_record record;
	bool moved;            /* its first day changed, from: */
	lic_date since_before; /* 0: it had none */
	struct lic_str code, text, override;
	struct lic_str evidence[LIC_LEAF_EVIDENCE_MAX];
	size_t evidence_count;
	struct lic_str file;     /* that it was imported from; of a proposed import */
	struct lic_str proposes; /* of a proposal: the action */
	struct lic_str other; /* of a dispute: the id of the other list; of a decision: "granted" or
				 "refused" */
	struct lic_str details; /* a JSON object as it is: a definition; or empty */
	int64_t draft, appeal;  /* numbers; 0: none */
};

/* Append it, without a line's end. */
void lic_leaf_write(struct lic_buf *out, const struct lic_leaf *leaf);

/* LIC_ESYNTAX: it is none. Members that are not known are passed over. */
LIC_CHECKED int lic_leaf_read(struct lic_leaf *out, struct lic_str body, struct lic_arena *arena,
			      struct lic_diag *diag);

/* Set a member of an entry, by its name in a leaf; the empty text takes it away. LIC_EINVAL:
 * there is no such member, or it cannot hold that. */
LIC_CHECKED int lic_leaf_set(struct lic_record *record, struct lic_str member, struct lic_str value,
			     struct lic_diag *diag);

/* Append the entry alone as a leaf has it: what two entries are compared by. */
void lic_leaf_write_entry(struct lic_buf *out, struct lic_str name, struct lic_str scope,
			  const struct lic_record *record);

/* A name as lists write it, with the mark of its scope, appended. */
void lic_leaf_write_name(struct lic_buf *out, const struct lic_name *name);

#endif
