/*
 * All entries of the store in memory, to be searched as one types: names, holders and numbers
 * in one text, in order of name, and beside it what entries are filtered by. A million entries
 * take some 100 MiB and are looked through in milliseconds, from one end to the other: so a
 * part of any length is found, and the count is exact, which no index of words gives.
 *
 * Immutable once built; shared by reference count.
 */
#ifndef LIC_FINDER_H
#define LIC_FINDER_H

#include "engine.h"

/* A list, by the number that entries have it by. */
struct lic_finder_list {
	int64_t no; /* in the store */
	struct lic_str id, timezone, jurisdiction;
	enum lic_list_kind kind;
};

struct lic_finder_entry {
	uint32_t text; /* where its part of the text begins */
	uint16_t name_len;
	uint16_t list;
	lic_date since, until, withdrawn;
	uint32_t tld, class, countries; /* numbers of words */
	uint8_t scope;
};

struct lic_finder {
	atomic_uint refs;
	int64_t generation;
	char *text; /* of each entry: name, name in its own letters, holder, number, each in lower
		       case and with a line's end */
	size_t text_len;
	struct lic_finder_entry *entry;
	uint32_t count;
	struct lic_finder_list *list;
	size_t lists;
	struct lic_str *word;
	uint32_t words;
	struct lic_arena arena; /* of words and lists */
};

/* The finder of the store as it is now, from memory where it is known: a reference, to be
 * given back. */
LIC_CHECKED int lic_finder_take(struct lic_finder **out, struct lic_engine *engine,
				struct lic_diag *diag);
void lic_finder_unref(struct lic_finder *finder);

static inline struct lic_str lic_finder_name(const struct lic_finder *finder, uint32_t i)
{
	return lic_str(finder->text + finder->entry[i].text, finder->entry[i].name_len);
}

#endif
