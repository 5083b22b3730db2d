/*
 * What a name alone shows: LIC_SLOT_NAME. Pure, from the subject's host and the
 * word lists and targets of the listset; no I/O.
 */
#ifndef LIC_FACTS_NAME_H
#define LIC_FACTS_NAME_H

#include "str.h"

#include <stdbool.h>

/* What a word in a label says. */
enum lic_word_kind {
	LIC_WORD_MEDICINE, /* "viagra", "tramadol": a medicine or a substance */
	LIC_WORD_PHARMACY, /* "pharmacy", "apteka", "lekarna" */
	LIC_WORD_SALES,    /* "buy", "cheap", "norx": only beside another word */
	LIC_WORD_INFO,     /* "news", "college": speaks of it, and does not sell */
	LIC_WORD_PLAIN,    /* says nothing, and holds no word within it: "specialist" */
	LIC_WORD_KINDS,
};

const char *lic_word_kind_name(enum lic_word_kind kind);

struct lic_name_word {
	struct lic_str word;     /* as the list has it */
	struct lic_str shown;    /* as it stands in the host, or its Latin transcription */
	enum lic_word_kind kind; /* never plain */
	int strength;            /* 1 weak, 2 medium, 3 strong */
	bool disguised;          /* digits or doubled letters stand in for its letters: "v1agra" */
};

/* How a name imitates another. */
enum lic_imitation {
	LIC_IMITATION_HOMOGLYPH, /* looks the same (UTS 39), or all but the same */
	LIC_IMITATION_TYPO,      /* a slip of the finger away */
	LIC_IMITATION_COMBO,     /* the whole name with words around it */
	LIC_IMITATION_TLD,       /* the same name under another suffix */
	LIC_IMITATION_SUBDOMAIN, /* the whole name as labels in front of another site */
	LIC_IMITATIONS,
};

/* How much of an imitation it is. */
enum lic_likeness {
	LIC_LIKENESS_FAINT, /* honest names do this too: another ending, a hyphen, a word more */
	LIC_LIKENESS_NEAR,  /* seldom a chance */
	LIC_LIKENESS_CLOSE, /* never a chance: a long name of its own, and a change to overlook */
	LIC_LIKENESSES,
};

const char *lic_likeness_name(enum lic_likeness likeness);

const char *lic_imitation_name(enum lic_imitation imitation);

struct lic_name_facts {
	const struct lic_name_word *words; /* in the order in which they stand */
	size_t words_count;
	bool mixed_scripts; /* a label mixes scripts that no language mixes (UTS 39) */
	bool whole_script;  /* a label in another script that reads as Latin all through */
	bool risky_tld;     /* on the list of suffixes that are abused out of proportion */

	/* The name that this one looks like, or empty. */
	struct lic_str target;       /* "pilulka.cz" */
	struct lic_str target_owner; /* "Pilulka.cz, a.s.", or empty */
	struct lic_str target_kind;  /* "pharmacy", "manufacturer", "authority" or "retailer" */
	enum lic_imitation imitation;
	enum lic_likeness likeness;
};

#endif
