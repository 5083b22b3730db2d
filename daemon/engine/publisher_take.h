/*
 * Files of delegated roles: who may sign them, and whether what lies in a folder is what
 * such a role may say.
 *
 * One thread.
 */
#ifndef LIC_PUBLISHER_TAKE_H
#define LIC_PUBLISHER_TAKE_H

#include "publisher_view.h"

/* A delegation of the config as metadata says it. */
struct lic_publisher_delegated {
	struct lic_arena arena;
	struct lic_json *json;
	struct lic_tuf_keys keys;
	struct lic_tuf_role role;
};

LIC_CHECKED int lic_publisher_delegated_read(struct lic_publisher_delegated *out,
					     const struct lic_publisher_config *config,
					     const struct lic_publisher_role *role,
					     struct lic_diag *diag);
void lic_publisher_delegated_release(struct lic_publisher_delegated *delegated);

#endif
