/*
 * What the pages about entries, proposals and their diffs share. Private to console_*.c.
 */
#ifndef LIC_CONSOLE_ENTRY_H
#define LIC_CONSOLE_ENTRY_H

#include "console.h"
#include "licit_keep.h"

/* An entry's state as a badge. */
void lic_entry_badge(struct lic_sheet *page, enum lic_entry_state state);

/* The reason's fields of a form: code (those for `action`), words, evidence. */
void lic_reason_fields(struct lic_sheet *page, const char *action);

/* Read them, with who is signed in. evidence has room for LIC_WHY_EVIDENCE_MAX. */
#define LIC_WHY_EVIDENCE_MAX 16
void lic_reason_read(struct lic_sheet *page, struct lic_keep_why *out, struct lic_str *evidence);

/* A reason code in words; the code itself where it is of no table. */
struct lic_str lic_reason_words(struct lic_str code);

/* The evidence that a leaf or a proposal (a JSON object) names, between two pieces of markup:
 * each on a line, web addresses as links. Nothing where there is none. */
void lic_reason_evidence(struct lic_sheet *page, const char *before, struct lic_str body,
			 const char *after);

/* How each kind of change is shown. */
extern const struct lic_change_look {
	const char *word, *tone;
} lic_change_looks[LIC_CHANGE_KINDS];

/* Changes as they come, written in a table of at most so many rows; then its end, with what
 * did not fit. */
struct lic_sheet_changes {
	struct lic_sheet *page;
	uint64_t counts[LIC_CHANGE_KINDS];
	uint64_t shown;
	bool odd_only; /* refused rows and look-alikes; else all others */
};
void lic_sheet_changes_add(void *ctx, const struct lic_change *change);
void lic_sheet_changes_end(struct lic_sheet_changes *changes);
#define LIC_CHANGES_SHOWN 500

/* Who may edit an entry of it: the list's origin and name; LIC_ENOENT. */
struct lic_list_known {
	struct lic_str name, kind;
	enum lic_list_origin origin;
	uint32_t reviewers;
};
LIC_CHECKED int lic_list_known(struct lic_sheet *page, struct lic_str id,
			       struct lic_list_known *out);

/* A choice of a class that lists of that kind have (empty: of any), or of none, which is called
 * `none`. */
void lic_class_select(struct lic_sheet *page, const char *none, struct lic_str kind,
		      struct lic_str chosen);

/* That a change will be a proposal, and for how many to approve. */
void lic_proposal_sentence(struct lic_sheet *page, uint32_t reviewers);

/* A choice of one list, or of all (empty). */
LIC_CHECKED int lic_list_select(struct lic_sheet *page, struct lic_str chosen);

/* A choice of one of the lists that are kept here. How many there are, or an error. */
LIC_CHECKED int lic_kept_select(struct lic_sheet *page, struct lic_str chosen);

#endif
