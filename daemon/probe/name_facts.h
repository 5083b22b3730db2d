/*
 * The name probe: what a host's name shows by itself, from the word lists and targets of
 * the listset. Pure; about a microsecond for a name in ASCII.
 */
#ifndef LIC_PROBE_NAME_FACTS_H
#define LIC_PROBE_NAME_FACTS_H

#include "facts.h"
#include "suffixes.h"
#include "targets.h"
#include "word_list.h"

/* Of one listset; immutable. */
struct lic_name_lists {
	struct lic_words words;
	struct lic_suffixes suffixes;
	struct lic_targets targets;
};

/* Fill facts->name and the slot; its memory is the arena's and the subject's. The lists
 * slot must be known: a name that a register or a never-flag list has imitates nobody. 0
 * or LIC_ENOMEM. */
LIC_CHECKED int lic_name_probe(const struct lic_name_lists *lists, struct lic_arena *arena,
			       struct lic_facts *facts);

/* The words of the name of another host, of that site. Views of the host and the arena. 0
 * or LIC_ENOMEM. */
LIC_CHECKED int lic_name_words(const struct lic_name_lists *lists, struct lic_str host,
			       struct lic_str site, struct lic_arena *arena,
			       const struct lic_name_word **out, size_t *count);

#endif
