/*
 * What a name alone shows: LIC_SLOT_NAME. Pure, from the subject's host and the
 * word lists of the listset; no I/O.
 */
#ifndef LIC_FACTS_NAME_H
#define LIC_FACTS_NAME_H

#include "str.h"

#include <stdbool.h>

/* What a word in a label says. */
enum lic_word_kind {
	LIC_WORD_MEDICINE, /* "viagra", "tramadol": a medicine or a substance */
	LIC_WORD_PHARMACY, /* "pharmacy", "apteka", "lekarna" */
	LIC_WORD_SALES,    /* "buy", "cheap", "noscript": only beside another word */
	LIC_WORD_KINDS,
};

struct lic_name_word {
	struct lic_str word;  /* as the list has it */
	struct lic_str shown; /* as it stands in the host */
	enum lic_word_kind kind;
	bool disguised; /* digits or doubled letters stand in for its letters: "v1agra" */
};

/* How a name imitates another. */
enum lic_imitation {
	LIC_IMITATION_HOMOGLYPH, /* the same skeleton (UTS 39) */
	LIC_IMITATION_TYPO,      /* a slip of the finger away */
	LIC_IMITATION_COMBO,     /* the whole name with words around it */
	LIC_IMITATION_TLD,       /* the same name under another suffix */
	LIC_IMITATION_SUBDOMAIN, /* the whole name as labels in front of another site */
};

struct lic_name_facts {
	const struct lic_name_word *words;
	size_t words_count;
	bool mixed_scripts; /* a label mixes scripts that no language mixes (UTS 39) */
	bool risky_tld;     /* on the list of suffixes that are abused out of proportion */

	/* The name that this one looks like, or empty. */
	struct lic_str target;       /* "pilulka.cz" */
	struct lic_str target_owner; /* "Pilulka.cz, a.s.", or empty */
	struct lic_str target_kind;  /* "pharmacy", "manufacturer" or "authority" */
	enum lic_imitation imitation;
};

#endif
