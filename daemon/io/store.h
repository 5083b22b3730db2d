/*
 * The store: the record of all that Licit knows and was told, in one SQLite
 * database. Lists and entries, who changed them and when, pairings, reports.
 * Nothing is ever deleted: an entry ends by a date.
 *
 * A lic_store is one connection, for one thread at a time. Writers take turns
 * (BEGIN IMMEDIATE); readers are never in their way (WAL).
 */
#ifndef LIC_STORE_H
#define LIC_STORE_H

#include "buf.h"
#include "diag.h"
#include "list.h"
#include "name.h"

struct lic_store;

#define LIC_STORE_FILE "store.db"

/* Open dir/store.db; for writing it is made if missing. */
LIC_CHECKED int lic_store_open(struct lic_store **out, const char *dir, bool write,
			       struct lic_diag *diag);
void lic_store_close(struct lic_store *store);

/* One transaction of writing: waits its turn, LIC_EBUSY after LIC_STORE_BUSY_MS. */
LIC_CHECKED int lic_store_begin(struct lic_store *store, struct lic_diag *diag);
LIC_CHECKED int lic_store_commit(struct lic_store *store, struct lic_diag *diag);
void lic_store_rollback(struct lic_store *store);

/* The number of the listset in force: 0 in a new store. Committing a new number
 * publishes the index file of that number. */
LIC_CHECKED int lic_store_generation(struct lic_store *store, int64_t *out, struct lic_diag *diag);
LIC_CHECKED int lic_store_set_generation(struct lic_store *store, int64_t generation,
					 struct lic_diag *diag);

/* Files that are part of a listset: "model.json", "registers.csv", "seals.json". */
LIC_CHECKED int lic_store_file_put(struct lic_store *store, const char *name, struct lic_str text,
				   struct lic_diag *diag);
LIC_CHECKED int lic_store_file_each(struct lic_store *store,
				    int (*fn)(void *ctx, struct lic_str name, struct lic_str text),
				    void *ctx, struct lic_diag *diag);

/* ---- lists ----------------------------------------------------------- */

/* Insert the definition, or update that of the same id; its number to *no. */
LIC_CHECKED int lic_store_list_put(struct lic_store *store, const struct lic_list *list,
				   int64_t *no, struct lic_diag *diag);

/* By id, its texts in the arena; LIC_ENOENT if there is none. */
struct lic_arena;
LIC_CHECKED int lic_store_list_get(struct lic_store *store, struct lic_str id, int64_t *no,
				   struct lic_list *out, struct lic_arena *arena,
				   struct lic_diag *diag);

/* By id: its number and kind, as_of; LIC_ENOENT if there is none. */
LIC_CHECKED int lic_store_list_find(struct lic_store *store, struct lic_str id, int64_t *no,
				    enum lic_list_kind *kind, lic_date *as_of,
				    struct lic_diag *diag);
LIC_CHECKED int lic_store_list_set_as_of(struct lic_store *store, int64_t no, lic_date as_of,
					 struct lic_diag *diag);

/* How files are read into a list: a mapping, as text. LIC_ENOENT if none was kept. */
LIC_CHECKED int lic_store_mapping_put(struct lic_store *store, struct lic_str list,
				      struct lic_str text, struct lic_diag *diag);
LIC_CHECKED int lic_store_mapping_get(struct lic_store *store, struct lic_str list,
				      struct lic_buf *out, struct lic_diag *diag);

struct lic_list_counts {
	uint64_t total, in_force, withdrawn;
};

/* All lists in order of id, with their counts on a day; today 0: counts of 0, without a look at
 * all entries. */
LIC_CHECKED int lic_store_list_each(struct lic_store *store, lic_date today,
				    int (*fn)(void *ctx, int64_t no, const struct lic_list *list,
					      const struct lic_list_counts *counts),
				    void *ctx, struct lic_diag *diag);

/* The counts of one list, by a look at its entries alone. */
LIC_CHECKED int lic_store_list_count(struct lic_store *store, int64_t no, lic_date today,
				     struct lic_list_counts *out, struct lic_diag *diag);

/* ---- entries --------------------------------------------------------- */

/* An entry as stored. Within a list (name, scope, since) is its identity. */
struct lic_row {
	struct lic_name name;
	struct lic_record record; /* record.name is not used */
};

/* Rows of a file on their way in: a temporary table that SQLite sorts, on disk
 * where it must. */
LIC_CHECKED int lic_store_stage_begin(struct lic_store *store, struct lic_diag *diag);
LIC_CHECKED int lic_store_stage(struct lic_store *store, const struct lic_row *row,
				struct lic_diag *diag);

/* A cursor over rows, by name, scope, since, line. */
struct lic_cursor;

LIC_CHECKED int lic_cursor_staged(struct lic_cursor **out, struct lic_store *store,
				  struct lic_diag *diag);
LIC_CHECKED int lic_cursor_entries(struct lic_cursor **out, struct lic_store *store, int64_t list,
				   struct lic_diag *diag);
/* 1 and a row whose views live until the next call, 0 at the end, or an error. */
LIC_CHECKED int lic_cursor_next(struct lic_cursor *cursor, struct lic_row *row,
				struct lic_diag *diag);
void lic_cursor_free(struct lic_cursor *cursor);

LIC_CHECKED int lic_store_entry_add(struct lic_store *store, int64_t list, int64_t import,
				    const struct lic_row *row, struct lic_diag *diag);
/* Replace the entry that was stored as (row->name, since), and note the change unless what is
 * empty: a log has it then. */
LIC_CHECKED int lic_store_entry_change(struct lic_store *store, int64_t list, int64_t import,
				       lic_date since, const struct lic_row *row,
				       struct lic_str what, struct lic_diag *diag);

/* The rows of one name, in order of since. */
LIC_CHECKED int lic_cursor_named(struct lic_cursor **out, struct lic_store *store, int64_t list,
				 const struct lic_name *name, struct lic_diag *diag);

/* ---- imports --------------------------------------------------------- */

#define LIC_STORE_COUNTS 6

struct lic_import_record {
	int64_t time;
	struct lic_str list, who, file, format;
	uint64_t counts[LIC_STORE_COUNTS];
};

/* Begin the record of an import; its number to *no. */
LIC_CHECKED int lic_store_import_begin(struct lic_store *store, const struct lic_import_record *rec,
				       int64_t *no, struct lic_diag *diag);
LIC_CHECKED int lic_store_import_end(struct lic_store *store, int64_t no,
				     const uint64_t counts[LIC_STORE_COUNTS],
				     struct lic_diag *diag);
/* Newest first; list empty: all. */
LIC_CHECKED int lic_store_import_each(struct lic_store *store, struct lic_str list,
				      int (*fn)(void *ctx, const struct lic_import_record *rec),
				      void *ctx, struct lic_diag *diag);

/* ---- pairing and reports --------------------------------------------- */

LIC_CHECKED int lic_store_code_add(struct lic_store *store, const unsigned char hash[32],
				   int64_t expires, struct lic_diag *diag);
/* Use up a code: 0, or LIC_EDENIED, which counts as a wrong try; at the limit all
 * open codes fall. */
LIC_CHECKED int lic_store_code_use(struct lic_store *store, const unsigned char hash[32],
				   int64_t now, struct lic_diag *diag);
LIC_CHECKED int lic_store_token_add(struct lic_store *store, struct lic_str id,
				    const unsigned char hash[32], int64_t created,
				    struct lic_diag *diag);
LIC_CHECKED int lic_store_token_each(struct lic_store *store,
				     int (*fn)(void *ctx, struct lic_str id, struct lic_str hash,
					       int64_t created),
				     void *ctx, struct lic_diag *diag);
/* LIC_ENOENT when there is none. */
LIC_CHECKED int lic_store_token_revoke(struct lic_store *store, struct lic_str id,
				       struct lic_diag *diag);
LIC_CHECKED int lic_store_report_add(struct lic_store *store, int64_t time, struct lic_str json,
				     int64_t *id, struct lic_diag *diag);
/* Oldest first. */
LIC_CHECKED int lic_store_report_each(struct lic_store *store,
				      int (*fn)(void *ctx, int64_t id, struct lic_str json),
				      void *ctx, struct lic_diag *diag);
/* LIC_ENOENT when there is none. */
LIC_CHECKED int lic_store_report_remove(struct lic_store *store, int64_t id, struct lic_diag *diag);

#endif
