/*
 * A signal: a pure function from facts to at most one finding. No I/O, no clock,
 * no globals, no log. One file each, registered in table.c; its weight stands in
 * lists/model.json, its page in docs/signals/, its cases in tests/signal/.
 */
#ifndef LIC_SIGNAL_H
#define LIC_SIGNAL_H

#include "arena.h"
#include "facts.h"
#include "verdict.h"

struct lic_signal {
	const char *id; /* "group.name" */
	const char *group;
	enum lic_slot needs; /* not asked while this slot is unknown */
	unsigned kinds;      /* not asked unless a match is of one of these, 1 << lic_list_kind */
	/* True, with all of *out set but its points, when there is something to say.
	 * Texts live in the arena or in the facts. */
	bool (*eval)(const struct lic_facts *facts, struct lic_arena *arena,
		     struct lic_finding *out);
};

extern const struct lic_signal *const lic_signals[];
extern const size_t lic_signals_count;

/* ---- for the signals -------------------------------------------------- */

/* Compose the summary from parts. */
#define LIC_SUMMARY(arena, ...)                                        \
	lic_arena_join((arena), (const struct lic_str[]){__VA_ARGS__}, \
		       LIC_ARRAY_SIZE(((const struct lic_str[]){__VA_ARGS__})))

/* The most specific entry in force that fits, a confirmed one if there is any; NULL
 * if none fits. */
const struct lic_entry *lic_signal_first(const struct lic_facts *facts,
					 bool (*fits)(const struct lic_entry *entry));

/* "2026-11-23", in the arena; "an unknown date" for none. */
struct lic_str lic_signal_date(struct lic_arena *arena, lic_date date);

/* "SÚKL (Czechia)" for the list's authority and jurisdiction. */
struct lic_str lic_signal_authority(struct lic_arena *arena, const struct lic_list *list);

/* What the entry covers, to begin a sentence: "This site", "The host cs.x.tld",
 * "The part x.tld/cs of this site". */
struct lic_str lic_signal_covered(struct lic_arena *arena, const struct lic_entry *entry);

/* Set what every finding on a list entry has: evidence "match" and "scope", the
 * source, the entry. */
void lic_signal_cite(struct lic_finding *out, const struct lic_entry *entry, lic_date today);

/* Set what a finding on something observed has, that rests on no list: no source, no
 * entry, not decisive, for no class yet. */
void lic_signal_observed(struct lic_finding *out, enum lic_direction direction);

/* Add one item of evidence; empty values, and a second one of the same key, are left out. */
void lic_signal_evidence(struct lic_finding *out, const char *key, struct lic_str value);

/* Does an authority's entry list the subject as illegal, now, not from memory, and for
 * this registration? It may be unconfirmed. */
bool lic_entry_listed(const struct lic_facts *facts, const struct lic_entry *entry);

/* The date of the copy that the entry was read from. */
lic_date lic_entry_copy_date(const struct lic_entry *entry);

#endif
