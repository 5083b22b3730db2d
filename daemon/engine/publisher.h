/*
 * The publisher's own view of itself: where its files lie, its lock, what is wanted.
 *
 * One thread; from open to free it holds the lock of its repository.
 */
#ifndef LIC_PUBLISHER_H
#define LIC_PUBLISHER_H

#include "licit_publish.h"
#include "publisher_config.h"
#include "publisher_folder.h"

/* Folders within a repository, a staged release and a published one. */
#define LIC_PUBLISHER_KEYS "keys"
#define LIC_PUBLISHER_STAGED "staged"
#define LIC_PUBLISHER_TAKEN "taken"
#define LIC_PUBLISHER_METADATA "metadata"
#define LIC_PUBLISHER_TARGETS "targets"
/* What a staged release stands on: metadata, and the trusted file. */
#define LIC_PUBLISHER_BASE "base"
/* The metadata of a release with a new root, beside those that it takes the place of. */
#define LIC_PUBLISHER_NEXT ".metadata-next"
/* The last released root, from which all that is published is verified; of an owner of a
 * delegated role, his last file. */
#define LIC_PUBLISHER_TRUSTED "trusted.json"
/* In the staged release of such an owner: his keys and how many of them must sign. */
#define LIC_PUBLISHER_OWNER "owner.json"

struct lic_publisher {
	struct lic_engine *engine; /* or NULL */
	struct lic_publisher_config *config;
	int lock;
	struct lic_folder_path repo, out, staged, taken, trusted;
};

/* Write the config as it is now. */
LIC_CHECKED int lic_publisher_save(struct lic_publisher *publisher, struct lic_diag *diag);

/* Does it keep one delegated role and no whole repository? */
static inline bool lic_publisher_is_owner(const struct lic_publisher *publisher)
{
	return publisher->config->role.len > 0;
}

#endif
