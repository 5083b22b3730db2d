/*
 * What a list asks of those who edit it, in the store.
 */
#ifndef LIC_STORE_POLICY_H
#define LIC_STORE_POLICY_H

#include "store.h"

struct lic_policy {
	uint32_t reviewers; /* besides who proposes; 0: none */
	uint32_t share;     /* percent of the names in force that one import may change; 0: any */
	uint32_t appeal_hours; /* until an appeal must be decided */
};

LIC_CHECKED int lic_store_policy_get(struct lic_store *store, int64_t list, struct lic_policy *out,
				     struct lic_diag *diag);
LIC_CHECKED int lic_store_policy_set(struct lic_store *store, int64_t list,
				     const struct lic_policy *policy, struct lic_diag *diag);

/* Who works on it. */
LIC_CHECKED int lic_store_origin_get(struct lic_store *store, int64_t list,
				     enum lic_list_origin *out, struct lic_diag *diag);
LIC_CHECKED int lic_store_origin_set(struct lic_store *store, int64_t list,
				     enum lic_list_origin origin, struct lic_diag *diag);

#endif
