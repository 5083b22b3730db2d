/*
 * Metadata as they lie in a folder, or as they would with a staged release laid over it:
 * the root that a known one leads to, and from the timestamp down to every delegated role
 * that the snapshot names.
 *
 * Every file is verified by the role that vouches for it, but for a lenient view, which is
 * for showing who must sign yet. Expiry is not looked at: a feed that expired is published
 * again from here. What the world gets is put through the client of feeds besides.
 *
 * Pure but for reading. One thread.
 */
#ifndef LIC_PUBLISHER_VIEW_H
#define LIC_PUBLISHER_VIEW_H

#include "publisher_config.h"
#include "publisher_folder.h"
#include "tuf.h"

/* A role of targets: the top one, or one that another delegates to. */
struct lic_view_role {
	struct lic_str name;
	struct lic_tuf *tuf;
	/* Who vouches for it, and how. */
	const struct lic_tuf_keys *keys;
	const struct lic_tuf_role *by;
	size_t parent; /* its place in the view; its own for the top one */
};

struct lic_publisher_view {
	struct lic_tuf *trusted; /* the root that it began with; NULL: the first one is new */
	struct lic_tuf *root;    /* NULL: there is nothing */
	struct lic_tuf *timestamp, *snapshot; /* NULL: there is no release */
	struct lic_view_role *roles;          /* parents first; the first one is the top */
	size_t roles_count;

	/* Of an owner of a delegated role, who has none of the above but roles. */
	struct lic_json *owner;
	struct lic_tuf_keys own_keys;
	struct lic_tuf_role own_role;
	struct lic_arena arena;
};

struct lic_view_source {
	const char *over;    /* a staged release, or NULL */
	const char *base;    /* a published folder */
	const char *trusted; /* file of a root, which may be missing: then 1.root.json is taken */
	const char *owner;   /* file that says who signs for a delegated role; NULL: a whole feed */
	bool lenient;
};

/* Into its place, where it stays: it points to itself. An empty view (no root) when there is
 * nothing at all, and where it fails. Errors name the file; LIC_ECORRUPT or LIC_ESIGNATURE
 * where it is not what its role signed. */
LIC_CHECKED int lic_publisher_view_read(struct lic_publisher_view *out,
					const struct lic_view_source *source,
					struct lic_diag *diag);
void lic_publisher_view_release(struct lic_publisher_view *view);

/* The first of that name; NULL: there is none. */
const struct lic_view_role *lic_publisher_view_find(const struct lic_publisher_view *view,
						    struct lic_str name);

/* Does one of its targets have that hash? */
bool lic_publisher_view_has_body(const struct lic_publisher_view *view, struct lic_str sha256);

/* Does a file hold a signature by that key, good or not? */
bool lic_publisher_view_has_signed(const struct lic_tuf *tuf, struct lic_str keyid);

/* "5.targets.json"; timestamps have no number. */
LIC_CHECKED int lic_publisher_view_name(char out[256], struct lic_str role, uint64_t version);

/* The reverse, of a name with a number. */
bool lic_publisher_view_split(struct lic_str name, struct lic_str *role, uint64_t *version);

/* Where that lies in a published or staged folder: "FOLDER/metadata/5.targets.json". */
LIC_CHECKED int lic_publisher_view_path(struct lic_folder_path *out, const char *folder,
					struct lic_str role, uint64_t version,
					struct lic_diag *diag);

/* The highest version of a role in a folder; 0: none. */
uint64_t lic_publisher_view_newest(const char *metadata, struct lic_str role);

/* A role of the root. */
const struct lic_tuf_role *lic_publisher_view_top(const struct lic_tuf *root,
						  enum lic_publisher_part part);

/* Read one file of metadata: LIC_ENOENT when it is not there. */
LIC_CHECKED int lic_publisher_view_file(struct lic_tuf **out, const char *path,
					enum lic_tuf_type type, struct lic_diag *diag);

#endif
