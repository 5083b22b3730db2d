/*
 * The leaves of an import into a kept list: one for each entry that it adds or changes. Nothing
 * where the merge has no log.
 */
#ifndef LIC_MERGE_LOG_H
#define LIC_MERGE_LOG_H

#include "merge.h"

/* The buffers that leaves are written in. */
void lic_merge_log_init(struct lic_merge *merge);
void lic_merge_log_release(struct lic_merge *merge);

/* The entry is new; where an authority says the opposite, a dispute is opened. */
LIC_CHECKED int lic_merge_log_add(struct lic_merge *merge, const struct lic_row *row,
				  struct lic_diag *diag);
LIC_CHECKED int lic_merge_log_change(struct lic_merge *merge, enum lic_change_kind kind,
				     const struct lic_row *old, const struct lic_row *row,
				     struct lic_diag *diag);
/* The file names it no more. */
LIC_CHECKED int lic_merge_log_absent(struct lic_merge *merge, const struct lic_row *row,
				     struct lic_diag *diag);

#endif
