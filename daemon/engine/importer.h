/*
 * Reading one file into one list within an open transaction: what `lists import`
 * and the loading of bundled lists share.
 */
#ifndef LIC_IMPORTER_H
#define LIC_IMPORTER_H

#include "engine.h"

struct lic_importer {
	struct lic_engine *engine;
	struct lic_store *store;  /* in a transaction */
	struct lic_store *before; /* another connection, outside of it */
	const struct lic_import_options *options;
	struct lic_import_result *result;
	struct lic_str only_list; /* rows of this list alone; empty: all */
	lic_date fixed_as_of;     /* the list's date as its definition gives it; 0: look */
	bool bundled;
	int64_t draft; /* the proposal that it comes from; 0: none */
};

/* The list must exist. 0 or an error; then the transaction must be rolled back.
 * result->applied says whether anything is different now. */
LIC_CHECKED int lic_importer_run(struct lic_importer *importer, struct lic_str text,
				 struct lic_diag *diag);

#endif
