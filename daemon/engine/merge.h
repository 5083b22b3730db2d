/*
 * The difference between a file and a list: rows of the file (staged, sorted)
 * against the entries of the list, name by name, applied as it is found.
 */
#ifndef LIC_MERGE_H
#define LIC_MERGE_H

#include "newcomers.h"
#include "store_log.h"

struct lic_merge {
	struct lic_store *store;  /* within a transaction; holds the staged rows */
	struct lic_store *before; /* another connection: the list as it was */
	int64_t list;
	int64_t import;
	lic_date as_of;
	lic_date today;
	void (*change)(void *ctx, const struct lic_change *change); /* or NULL */
	void *ctx;

	/* Of a kept list; else NULL. */
	struct lic_log *log;
	const struct lic_door *door;
	struct lic_str who, override;
	int64_t draft, now;
	struct lic_newcomers *newcomers;     /* what it adds; or NULL */
	struct lic_buf leaf_name, leaf_body; /* of merge_log.c */

	/* Results. Names, not rows: a name may have several. */
	uint64_t counts[LIC_CHANGE_KINDS];
	uint64_t unchanged;
	uint64_t in_force, withdrawn;
	uint64_t was_in_force; /* names of the list before */
	uint64_t absent;       /* entries in force that the file no longer has */
};

/* Run it: 0 or an error, and then the transaction must be rolled back. */
LIC_CHECKED int lic_merge_run(struct lic_merge *merge, struct lic_diag *diag);

/* A row whose views live as long as the arena: 0 or LIC_ENOMEM. */
LIC_CHECKED int lic_merge_copy_row(struct lic_arena *arena, struct lic_row *to,
				   const struct lic_row *from);

/* What is different, in words ("holder A -> B; until ..."); empty if nothing is. */
void lic_merge_describe(struct lic_buf *out, const struct lic_record *a,
			const struct lic_record *b);

/* What a new entry says, in words ("since ...; holder A"). */
void lic_merge_tell(struct lic_buf *out, const struct lic_record *record);

#endif
