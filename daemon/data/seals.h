/*
 * The seals that pharmacies show (lists/seals.json): how to know one, who issues it, and
 * where a genuine one leads. docs/LISTS.md describes the file.
 *
 * Immutable after parsing; may be shared between threads.
 */
#ifndef LIC_SEALS_H
#define LIC_SEALS_H

#include "arena.h"
#include "diag.h"
#include "facts_related.h"

struct lic_strs {
	const struct lic_str *item;
	const uint64_t *letters; /* lic_seal_letters() of each */
	size_t count;
};

/* Where a genuine seal leads. */
struct lic_seal_target {
	struct lic_str register_id;  /* list whose rows can confirm it, or empty */
	struct lic_str jurisdiction; /* or empty */
	struct lic_strs hosts;
	struct lic_strs names;   /* words that only a host of its own, or one that feigns it, has */
	struct lic_strs entries; /* patterns of an entry's path and query */
};

struct lic_seal {
	struct lic_str id, name, issuer;
	enum lic_seal_kind kind;
	struct lic_strs files;  /* patterns of an image's file name */
	struct lic_strs texts;  /* patterns of its alt text, or of the link's */
	struct lic_strs images; /* beginnings of its address, without the scheme */
	const struct lic_seal_target *target;
	size_t targets;
	lic_date retired; /* issued no more since; 0: still issued */
	struct lic_str retired_note;
};

struct lic_seals {
	const struct lic_seal *row;
	size_t count;
	struct lic_arena arena; /* owns all of it */
};

LIC_CHECKED int lic_seals_parse(struct lic_seals *out, struct lic_str text, struct lic_diag *diag);
void lic_seals_release(struct lic_seals *seals);

/* Do the parts of the pattern between its '*' stand in the text, in order? The case of
 * ASCII letters does not matter. */
bool lic_seal_text_fits(struct lic_str pattern, struct lic_str text);

/* Which bytes stand in it but '*', of either case, as a set too small to tell all apart: a text
 * whose set lacks any of a pattern's does not fit it. */
uint64_t lic_seal_letters(struct lic_str text);

/* Is path, query included, an entry of that pattern? {digits}, {hex}, {word} (to the
 * next of "/?&#") and {site} (a host name) stand for what is handed back in *value,
 * '*' at the end for anything; the rest is as written, but for case. */
bool lic_seal_entry_fits(struct lic_str pattern, struct lic_str path, struct lic_str *value);

#endif
