/*
 * One file of metadata of The Update Framework (specification 1.0, section 4): root, timestamp,
 * snapshot, and targets with their delegations. Pure: read, and asked what it says. Whether
 * anybody may believe it is for tuf_verify.h, and in which order for the client of feeds.
 *
 * The text is a stranger's: sizes are bounded by limits.h. Members that are not known are left
 * alone; they are part of what is signed. Texts are borrowed from the file and terminated.
 *
 * Threads: none of its own; what is read may be shared.
 */
#ifndef LIC_TUF_H
#define LIC_TUF_H

#include "buf.h"
#include "tuf_file.h"
#include "tuf_role.h"

enum lic_tuf_type {
	LIC_TUF_ROOT,
	LIC_TUF_TIMESTAMP,
	LIC_TUF_SNAPSHOT,
	LIC_TUF_TARGETS, /* and of delegated roles */
	LIC_TUF_TYPES,
};

struct lic_tuf_signature {
	struct lic_str keyid;
	struct lic_str hex;
};

struct lic_tuf {
	enum lic_tuf_type type;
	uint64_t version;                     /* 1 at least */
	int64_t expires;                      /* seconds since 1970 */
	struct lic_tuf_signature *signatures; /* each keyid once */
	size_t signature_count;
	struct lic_str signed_text; /* what they sign: "signed" in canonical JSON */

	/* Of a root: its keys and the four roles, by their type. Of targets: those of its
	 * delegations, in file order. Of others: none. */
	struct lic_tuf_keys keys;
	struct lic_tuf_role *roles;
	size_t role_count;
	bool consistent_snapshot; /* of a root */

	const struct lic_json *json; /* the whole file, for what is not here */

	/* Its own. */
	struct lic_arena arena;
	struct lic_buf text;
};

/* "root", "timestamp", "snapshot", "targets". */
const char *lic_tuf_type_name(enum lic_tuf_type type);

/* Read a file that should be of that type: 0, LIC_ESYNTAX (another type, a member of another
 * kind or missing, two signatures by one key), LIC_EVERSION (another version of the
 * specification), LIC_ELIMIT or LIC_ENOMEM. Free it with lic_tuf_free. */
LIC_CHECKED int lic_tuf_read(struct lic_tuf **out, struct lic_str text, enum lic_tuf_type type,
			     struct lic_diag *diag);
void lic_tuf_free(struct lic_tuf *tuf);

/* A time at which it has expired? */
bool lic_tuf_is_expired(const struct lic_tuf *tuf, int64_t now);

/* What a timestamp or snapshot says of the metadata of that role: LIC_OK or LIC_ENOENT. */
LIC_CHECKED int lic_tuf_meta(const struct lic_tuf *tuf, const char *role, struct lic_tuf_file *out);

/* What targets say of the target of that path: LIC_OK or LIC_ENOENT. */
LIC_CHECKED int lic_tuf_target(const struct lic_tuf *tuf, const char *path,
			       struct lic_tuf_file *out);

/* Call fn for each entry of "meta" (with its key, as "targets.json") or of "targets", in file
 * order; stops at a negative return and hands it back. */
typedef int lic_tuf_each_fn(void *ctx, const char *name, const struct lic_tuf_file *file);
int lic_tuf_each(const struct lic_tuf *tuf, lic_tuf_each_fn *fn, void *ctx);

#endif
