/*
 * The schema of the store and how an older store becomes one of today. Private to
 * store*.c, as store_rows.h is.
 */
#ifndef LIC_STORE_SCHEMA_H
#define LIC_STORE_SCHEMA_H

#include "db.h"

/* Is the file ours, and of our version? A new one gets the schema, an older one gains what
 * it lacks and keeps all that it has: both in one transaction, only with `write`.
 * LIC_ECORRUPT: another program's; LIC_EVERSION: a newer Licit's, or an older one's that
 * cannot be written (*old is then set). */
LIC_CHECKED int lic_store_schema_ready(struct lic_db *db, const char *path, bool write, bool *old,
				       struct lic_diag *diag);

/* The single number that a statement gives, as a pragma does; *out untouched if none. */
LIC_CHECKED int lic_store_schema_int(struct lic_db *db, const char *sql, int64_t *out,
				     struct lic_diag *diag);

#endif
