/*
 * The names that others may imitate: lawful sellers, manufacturers and authorities of
 * the listset, kept so that a look costs about a microsecond: a hash table of each
 * label's forms with one letter left out (so that two labels one slip apart share a
 * key), of its shape, and a trie of whole labels. Immutable after _parse; thread-safe.
 *
 * docs/decisions/0008-look-alikes.md says why it is made like this.
 */
#ifndef LIC_TARGETS_H
#define LIC_TARGETS_H

#include "arena.h"
#include "diag.h"
#include "looks.h"
#include "word_list.h"

/* What a target is: its name in the file and in evidence. */
enum lic_target_kind {
	LIC_TARGET_PHARMACY,
	LIC_TARGET_MANUFACTURER,
	LIC_TARGET_AUTHORITY,
	LIC_TARGET_RETAILER, /* sells medicines among everything else */
	LIC_TARGET_KINDS,
};

const char *lic_target_kind_name(enum lic_target_kind kind);

struct lic_target {
	struct lic_str name;   /* "pilulka.cz", "shop.pilulka.cz" */
	struct lic_str front;  /* empty; of a host in front of a site "shop" */
	struct lic_str label;  /* "pilulka" */
	struct lic_str suffix; /* "cz" */
	struct lic_str owner;  /* or empty */
	enum lic_target_kind kind;
	struct lic_looks looks; /* of the label */
	/* What it takes to hit it by chance: a letter of its own counts 2, one of an ordinary
	 * word 1½, one of a word of the trade 1. */
	unsigned worth;
	unsigned own;  /* letters that no word explains */
	bool crowded;  /* under no country's suffix: there nearly all short names are taken */
	uint32_t twin; /* the next one of the same label, plus 1; 0: none */
};

struct lic_target_slot;

struct lic_targets {
	struct lic_target *row; /* sorted by label */
	size_t count;
	struct lic_target_slot *slot;
	uint64_t mask;
	uint64_t *filter; /* bits of the keys: most looks end here, and never leave the cache */
	struct lic_trie labels; /* value: the first of that label */
	struct lic_arena arena;
};

/* Parse the lines that the listset holds, "name TAB kind TAB owner" each, with TAB "host"
 * behind the owner for one host of a site; text is borrowed and must outlive the targets. An empty
 * text gives none. 0, LIC_ESYNTAX, LIC_ELIMIT or LIC_ENOMEM. */
LIC_CHECKED int lic_targets_parse(struct lic_targets *out, struct lic_str text,
				  const struct lic_words *words, struct lic_diag *diag);
void lic_targets_release(struct lic_targets *targets);

#define LIC_TARGETS_FOUND_MAX 16

/* Targets whose label has one of these forms, or is one letter away from it; and those of
 * the same shape. How many; no more than LIC_TARGETS_FOUND_MAX. */
size_t lic_targets_near(const struct lic_targets *targets, const struct lic_looks *looks,
			const struct lic_target *out[LIC_TARGETS_FOUND_MAX]);
size_t lic_targets_alike(const struct lic_targets *targets, struct lic_str fine,
			 const struct lic_target *out[LIC_TARGETS_FOUND_MAX]);

/* The first target of exactly that label, or NULL. */
const struct lic_target *lic_targets_labelled(const struct lic_targets *targets,
					      struct lic_str label);

/* The next one of the same label, or NULL. */
const struct lic_target *lic_targets_twin(const struct lic_targets *targets,
					  const struct lic_target *target);

#endif
