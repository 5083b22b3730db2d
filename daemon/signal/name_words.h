/*
 * What the words of a name add up to: the gate by name. One strong word opens it, or
 * weaker ones beside words of an offer; words of a trade that only speaks of medicines
 * hold it shut. So "drugs" alone does not open it, and "buy drugs online" does.
 */
#ifndef LIC_NAME_WORDS_H
#define LIC_NAME_WORDS_H

#include "signal.h"

enum lic_name_offer {
	LIC_OFFERS_NOTHING, /* or too little is said */
	LIC_OFFERS_PHARMACY,
	LIC_OFFERS_MEDICINE, /* by the name of a medicine or a substance */
};

enum lic_name_offer lic_name_offer(const struct lic_facts *facts);

/* The same of the words of any name, whatever lists know of it. */
enum lic_name_offer lic_words_offer(const struct lic_name_word *words, size_t count);

/* Set what the findings on a name share: no list entry, no source; direction, the class
 * argued for. */
void lic_name_finding(struct lic_finding *out, enum lic_direction direction,
		      enum lic_verdict_class argues_for);

/* The words of that kind as the host has them, joined by ", "; those of the offer and
 * its kind with LIC_WORD_KINDS. In the arena. */
struct lic_str lic_name_list_words(const struct lic_name_facts *name, struct lic_arena *arena,
				   enum lic_word_kind kind);

/* The same of the words of any name. */
struct lic_str lic_words_list(const struct lic_name_word *words, size_t count,
			      struct lic_arena *arena, enum lic_word_kind kind);

#endif
