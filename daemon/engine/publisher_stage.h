/*
 * A release on its way: what one run of `stage` knows. The released metadata are compared
 * with what is wanted, role by role from the root down to the timestamp; what differs is
 * written as a new version into a folder of its own, which then takes the place of staged/.
 *
 * One thread, under the lock of the repository.
 */
#ifndef LIC_PUBLISHER_STAGE_H
#define LIC_PUBLISHER_STAGE_H

#include "publisher.h"
#include "publisher_body.h"
#include "publisher_view.h"

/* The targets that a role is to have. */
struct lic_publisher_shelf {
	struct lic_arena arena;
	struct lic_body_target *items;
	size_t count, room;
};

/* Copies what the target points to. */
LIC_CHECKED int lic_publisher_shelf_add(struct lic_publisher_shelf *shelf,
					const struct lic_body_target *target,
					struct lic_diag *diag);
void lic_publisher_shelf_sort(struct lic_publisher_shelf *shelf);
void lic_publisher_shelf_release(struct lic_publisher_shelf *shelf);

enum lic_stage_mode {
	LIC_STAGE_ALL,     /* what differs from what is wanted, or would soon expire */
	LIC_STAGE_ANEW,    /* every role */
	LIC_STAGE_KEEP,    /* snapshot and timestamp over what is staged */
	LIC_STAGE_REFRESH, /* the same over what is released */
};

struct lic_publisher_staging {
	struct lic_publisher *publisher;
	struct lic_diag *diag;
	int64_t now;
	enum lic_stage_mode mode;
	struct lic_publisher_view old; /* what is released */
	struct lic_publisher_view was; /* what was staged before; empty: nothing */
	struct lic_folder_path next;   /* the folder on its way */
	struct lic_tuf *root;          /* in force once it is released; borrowed or own_root */
	struct lic_tuf *own_root;
	struct lic_publisher_shelf shelf;
	bool published[LIC_PUBLISHER_DELEGATIONS_MAX];
	struct lic_body_meta *metas;
	size_t metas_count;
	size_t parts; /* that are new */
};

/* Put the lists' targets on the shelf, with their bodies in next where the world does not
 * have them yet (publisher_lists.c). old: the targets that were released last, or NULL. */
LIC_CHECKED int lic_publisher_stage_lists(struct lic_publisher_staging *staging,
					  const struct lic_tuf *old);

/* The same for one list (publisher_list.c). */
LIC_CHECKED int lic_publisher_stage_list(struct lic_publisher_staging *staging,
					 const struct lic_tuf *old, struct lic_str id);

/* Put what the owners of delegated roles handed in into next, note their versions, and
 * which delegations are published (publisher_take.c). */
LIC_CHECKED int lic_publisher_stage_taken(struct lic_publisher_staging *staging);

/* Put a folder's metadata and targets beside the rest, and note their versions. */
LIC_CHECKED int lic_publisher_stage_folder(struct lic_publisher_staging *staging,
					   const char *folder);

/* Note the version of a role for the snapshot; a known one is raised. */
LIC_CHECKED int lic_publisher_stage_meta(struct lic_publisher_staging *staging, struct lic_str role,
					 uint64_t version);

/* Stage as the public functions do, without settling first: 1, 0 or an error. */
LIC_CHECKED int lic_publisher_stage_mode(struct lic_publisher *publisher, enum lic_stage_mode mode,
					 struct lic_diag *diag);

/* Where a target lies below a folder's targets/: "ID/HASH.list". */
LIC_CHECKED int lic_publisher_target_path(struct lic_folder_path *out, const char *folder,
					  struct lic_str target, struct lic_str sha256,
					  struct lic_diag *diag);

/* Finish a release that was cut off behind its last step, if there is one. */
LIC_CHECKED int lic_publisher_settle(struct lic_publisher *publisher, struct lic_diag *diag);

/* What was released, verified from the trusted root. */
LIC_CHECKED int lic_publisher_released(struct lic_publisher *publisher,
				       struct lic_publisher_view *out, struct lic_diag *diag);

/* Is that version of a role among the staged files? */
bool lic_publisher_is_staged(const char *staged, struct lic_str role, uint64_t version);

/* A staged folder over what it was staged on; lenient. */
LIC_CHECKED int lic_publisher_staged_view(const char *staged, struct lic_publisher_view *out,
					  struct lic_diag *diag);

/* The same without what was staged: the release before. */
LIC_CHECKED int lic_publisher_base_view(const char *staged, struct lic_publisher_view *out,
					struct lic_diag *diag);

/* LIC_ENOENT when there is no such folder (publisher_check.c). */
LIC_CHECKED int lic_publisher_must_be_staged(const char *staged, struct lic_diag *diag);

/* Both views of a staged folder that is whole: every body that its targets name is there, as
 * they say, or was released before. Both are empty after an error. */
LIC_CHECKED int lic_publisher_staged_read(const char *staged, struct lic_publisher_view *next,
					  struct lic_publisher_view *base, struct lic_diag *diag);

#endif
