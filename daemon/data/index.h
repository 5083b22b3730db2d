/*
 * The index: all lists in one immutable, memory-mapped file, found by host
 * name. A hash table of host names (linear probing, 8 bytes a slot) points to
 * records; records of the same host are chained. The name stands in the record
 * itself, so that a hit costs two cache misses and a miss usually one.
 *
 * File (native byte order, checked; offsets in bytes from the start):
 *   header | slots | records | files | tables
 *   slot    { u32 tag: high half of the hash; u32 record offset / 4, 0 empty }
 *   record  struct lic_index_record, name, detail, padded to 4
 *   files   struct lic_index_kept, name, text, padded to 4 (the model, word lists …)
 *   tables  JSON text: the lists' definitions and counts
 *
 * Every offset is checked before use: a damaged file gives wrong or no answers,
 * or LIC_ECORRUPT, never a crash. Shared between threads and processes.
 */
#ifndef LIC_INDEX_H
#define LIC_INDEX_H

#include "diag.h"
#include "list.h"
#include "str.h"

struct lic_index;

LIC_CHECKED int lic_index_open(struct lic_index **out, const char *path, struct lic_diag *diag);
void lic_index_close(struct lic_index *index);

/* The listset's id: 16 hex digits of the SHA-256 of its content. */
struct lic_str lic_index_id(const struct lic_index *index);
uint64_t lic_index_entries(const struct lic_index *index);

/* A file that is kept with the lists ("model.json" …), in the mapping; empty if not
 * there. */
struct lic_str lic_index_file(const struct lic_index *index, const char *name);

/* A list, and how many entries it had when the index was built. */
struct lic_index_list {
	struct lic_list list;
	uint64_t total, in_force, withdrawn;
	bool superseded; /* another list made it moot: not in the index */
	/* What lic_index_expire noted last: not part of the list, which is copied while that is
	 * called. Read by lic_index_expires and lic_index_entry alone. */
	int64_t expires;
	lic_date expired; /* the day of that once it is over, else 0 */
};

/* A list comes from a feed: note when it expires (0: as it stands in the index), and whether that
 * is over by now. May be called while others read. */
void lic_index_expire(struct lic_index *index, size_t i, int64_t expires, int64_t now);

/* When a list expires as was noted last; 0: it does not. */
int64_t lic_index_expires(const struct lic_index *index, size_t i);

size_t lic_index_lists(const struct lic_index *index);
const struct lic_index_list *lic_index_list(const struct lic_index *index, size_t i);

/* One entry, as stored. Views lie in the mapping. */
struct lic_entry {
	const struct lic_list *list;
	struct lic_str name; /* canonical, see name.h */
	size_t host_len;
	enum lic_scope scope;
	enum lic_evidence evidence;
	enum lic_confidence confidence;
	bool withdrawn;      /* end is a withdrawal, not a planned last day */
	lic_date since;      /* 0: the list does not say */
	lic_date end;        /* first day not in force any more; 0: none */
	lic_date seen;       /* date of the copy the row was read from; 0: the list's as_of */
	lic_date registered; /* when the domain was registered that it was made for; 0: not known */
	lic_date expired;    /* day on which its list ceased to count; 0: it does count */
	lic_date today; /* the list's own day, where that is not the day of the check; else 0 */
	struct lic_str holder, number, entry_url, class, countries, reason, source;
};

/* Finding: hash first, let the cache fetch the slot and then the record, then
 * look; with many names on their way at once nobody waits. `find` gives the first
 * record of that host, or 0; `next` the one after it, or 0. */
uint64_t lic_index_hash(const struct lic_index *index, struct lic_str host);
void lic_index_prefetch_slot(const struct lic_index *index, uint64_t hash);
void lic_index_prefetch_record(const struct lic_index *index, uint64_t hash);
uint32_t lic_index_find(const struct lic_index *index, uint64_t hash, struct lic_str host);
uint32_t lic_index_next(const struct lic_index *index, uint32_t record);

/* Decode a record: 0 or LIC_ECORRUPT. */
LIC_CHECKED int lic_index_entry(const struct lic_index *index, uint32_t record,
				struct lic_entry *out);

/* All records in file order: start with 0; 0 at the end. */
uint32_t lic_index_walk(const struct lic_index *index, uint32_t record);

/* May the index hold that top-level domain as a whole? False: it does not. */
bool lic_index_may_have_tld(const struct lic_index *index, struct lic_str label);

#endif
