/*
 * A list that is what somebody else says: its entries made those of a bundle, or changed by the
 * leaves of its log. Unlike an import it takes no position of its own: an entry that the other
 * one does not have is gone.
 */
#ifndef LIC_MIRROR_H
#define LIC_MIRROR_H

#include "bundle.h"
#include "delta.h"
#include "site.h"
#include "store.h"

struct lic_mirror {
	struct lic_store *store;  /* in a transaction */
	struct lic_store *before; /* another connection, outside of it; only for a bundle */
	const struct lic_psl *psl;
	int64_t list, import;

	uint64_t added, changed, removed;
	uint64_t refused; /* names that name.h does not take */
};

/* 0 or an error, and then the transaction must be rolled back. */
LIC_CHECKED int lic_mirror_bundle(struct lic_mirror *mirror, const struct lic_bundle *bundle,
				  struct lic_diag *diag);

/* LIC_ECORRUPT: they do not fit the list; then nothing may be kept. */
LIC_CHECKED int lic_mirror_delta(struct lic_mirror *mirror, const struct lic_delta *delta,
				 struct lic_diag *diag);

#endif
