/*
 * publisher.json: what the keeper of a feed wants published, by whom it is signed and
 * for how long it counts. It is the wish; the metadata in the published folder are what
 * was last released, and `stage` writes what leads from one to the other.
 *
 * All text lies in the config's arena. One thread.
 */
#ifndef LIC_PUBLISHER_CONFIG_H
#define LIC_PUBLISHER_CONFIG_H

#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "limits.h"
#include "str.h"

#define LIC_PUBLISHER_FILE "publisher.json"

/* The top-level roles (specification, section 2.1). */
enum lic_publisher_part {
	LIC_PART_ROOT,
	LIC_PART_TARGETS,
	LIC_PART_SNAPSHOT,
	LIC_PART_TIMESTAMP,
	LIC_PARTS,
};

const char *lic_part_name(enum lic_publisher_part part);
/* LIC_ENOENT when it is none of them. */
LIC_CHECKED int lic_part_find(struct lic_str name, enum lic_publisher_part *out);

/* A public key as it stands in metadata. */
struct lic_publisher_pub {
	struct lic_str id, type, scheme, value;
};

struct lic_publisher_role {
	struct lic_str name;
	struct lic_str keyids[LIC_PUBLISHER_ROLE_KEYS_MAX];
	size_t keyids_count;
	uint32_t threshold;
	/* Of delegated roles. */
	struct lic_str paths[LIC_PUBLISHER_PATHS_MAX];
	size_t paths_count;
	bool terminating;
};

struct lic_publisher_config {
	struct lic_arena arena;
	struct lic_str out;
	struct lic_str role; /* of an owner of one delegated role; else empty */
	struct lic_str lists[LIC_PUBLISHER_LISTS_MAX];
	size_t lists_count; /* 0: all that are kept here */
	uint32_t expiry_days[LIC_PARTS];
	struct lic_publisher_pub keys[LIC_PUBLISHER_KEYS_MAX];
	size_t keys_count;
	/* An owner of a delegated role has LIC_PART_TARGETS alone, of his role's name. */
	struct lic_publisher_role roles[LIC_PARTS];
	struct lic_publisher_role delegations[LIC_PUBLISHER_DELEGATIONS_MAX];
	size_t delegations_count;
};

/* The defaults. */
LIC_CHECKED int lic_publisher_config_new(struct lic_publisher_config **out, struct lic_str role,
					 struct lic_diag *diag);
void lic_publisher_config_free(struct lic_publisher_config *config);

/* Read the file of a repository: LIC_ENOENT when there is none. */
LIC_CHECKED int lic_publisher_config_read(struct lic_publisher_config **out, const char *path,
					  struct lic_diag *diag);
/* As the file's text. */
void lic_publisher_config_write(const struct lic_publisher_config *config, struct lic_buf *out);

/* "root=2,targets=1" into one number for each role, 1 to most. */
LIC_CHECKED int lic_publisher_config_numbers(struct lic_str text, uint32_t most,
					     uint32_t out[LIC_PARTS], struct lic_diag *diag);

/* Ids joined by commas, each one once. */
LIC_CHECKED int lic_publisher_config_lists(struct lic_publisher_config *config, struct lic_str text,
					   struct lic_diag *diag);

/* The role of that name among the top-level ones that are kept here: NULL with diag set
 * when there is none. */
struct lic_publisher_role *lic_publisher_config_role(struct lic_publisher_config *config,
						     struct lic_str name, struct lic_diag *diag);

/* May this be the name of a delegated role, and so of a file? Letters, digits, "-", "_"
 * and ".", and not the name of a top-level role. */
LIC_CHECKED int lic_publisher_config_role_name(struct lic_str name, struct lic_diag *diag);

/* The place of a delegation among them; their number: there is none of that name. */
size_t lic_publisher_config_delegation(const struct lic_publisher_config *config,
				       struct lic_str name);

/* May that key sign for the role? */
bool lic_publisher_config_has_key(const struct lic_publisher_role *role, struct lic_str id);

const struct lic_publisher_pub *lic_publisher_config_key(const struct lic_publisher_config *config,
							 struct lic_str id);

/* The key to the ring (copied), and its id to the role. */
LIC_CHECKED int lic_publisher_config_add_key(struct lic_publisher_config *config,
					     struct lic_publisher_role *role,
					     const struct lic_publisher_pub *key,
					     struct lic_diag *diag);

/* The one key of a role whose id begins so: its place, or an error in diag. */
LIC_CHECKED int lic_publisher_config_find_key(const struct lic_publisher_role *role,
					      struct lic_str start, size_t *out,
					      struct lic_diag *diag);

void lic_publisher_config_drop_key(struct lic_publisher_role *role, size_t at);

/* Forget keys that no role uses. */
void lic_publisher_config_sweep(struct lic_publisher_config *config);

#endif
