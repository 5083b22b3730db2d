/*
 * From the store to a new index: built and synced under a number that no
 * other file has, inside the writing transaction, whose commit then makes it the one
 * in force.
 * A crash leaves the old pair or the new pair, never one of each.
 */
#ifndef LIC_PUBLISH_H
#define LIC_PUBLISH_H

#include "engine.h"

/* Within a transaction: build the next index and name it in the store: 1, or 0 if
 * it would say the same as the current one (and not `always`). */
LIC_CHECKED int lic_publish(struct lic_engine *engine, struct lic_store *store, bool always,
			    struct lic_diag *diag);

/* After the commit: remove the index files that the store no longer names. */
void lic_publish_clean(struct lic_engine *engine, struct lic_store *store);

/* The store is whole and its index is not: build it again. */
LIC_CHECKED int lic_index_rebuild(struct lic_engine *engine, struct lic_diag *diag);

#endif
