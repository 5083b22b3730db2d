/*
 * What the files of the client of feeds (feed_client*.c) share: the feed, and its parts. For
 * everybody else there is licit_feed.h.
 *
 * feed_client.c          life, and what is asked of it
 * feed_client_store.c    the metadata folder
 * feed_client_fetch.c    the server
 * feed_client_refresh.c  sections 5.1 to 5.5 and 5.6.1 to 5.6.6 of the specification
 * feed_client_search.c   section 5.6.7
 * feed_client_walk.c     every target there is
 * feed_client_target.c   section 5.7
 */
#ifndef LIC_FEED_CLIENT_H
#define LIC_FEED_CLIENT_H

#include "fetch.h"
#include "licit_feed.h"
#include "tuf.h"

struct lic_feed_role {
	char *name;
	struct lic_tuf *tuf;
};

struct lic_feed {
	char *metadata_dir;
	char *metadata_url;
	char *target_base_url; /* NULL: none */
	int lock;
	struct lic_fetcher *fetcher;
	int64_t now;                        /* of this refresh: 5.1 */
	struct lic_tuf *top[LIC_TUF_TYPES]; /* trusted; all but the root are NULL until refreshed */
	/* Delegated roles that were believed once in this refresh; they have to be verified by
	 * whoever delegates, each time. */
	struct lic_feed_role *roles;
	size_t role_count;
	bool fresh; /* the last refresh succeeded: targets may be looked for */
	bool changed;
	uint64_t bytes;
	unsigned retry_after;
};

/* Forget all metadata that was loaded but the root. */
void lic_feed_forget(struct lic_feed *feed);

/* The sentence of an error with what it is about in front. Gives err. */
int lic_feed_blame(struct lic_diag *diag, int err, const char *what, struct lic_str text);

/* ---- the metadata folder ---------------------------------------------- */

/* Take the lock of the folder: LIC_EBUSY if another has it. */
LIC_CHECKED int lic_feed_store_lock(struct lic_feed *feed, struct lic_diag *diag);

/* The trusted file of a role, its text (yours) and what it says: LIC_ENOENT if there is none
 * that can be read. */
LIC_CHECKED int lic_feed_store_read(const struct lic_feed *feed, const char *role,
				    enum lic_tuf_type type, struct lic_tuf **out,
				    struct lic_buf *text, struct lic_diag *diag);
LIC_CHECKED int lic_feed_store_write(struct lic_feed *feed, const char *role, struct lic_str text,
				     struct lic_diag *diag);
LIC_CHECKED int lic_feed_store_remove(struct lic_feed *feed, const char *role,
				      struct lic_diag *diag);

/* How the server knows the timestamp of those bytes, if that is known. */
bool lic_feed_store_read_validators(const struct lic_feed *feed, struct lic_str timestamp,
				    struct lic_fetch_validators *out);
void lic_feed_store_write_validators(const struct lic_feed *feed, struct lic_str timestamp,
				     const struct lic_fetch_validators *validators);

/* ---- the server ------------------------------------------------------- */

/* Fetch the metadata of a role into out. version 0: the file without one. had and got may be
 * NULL; *unchanged only if had was given. */
struct lic_feed_request {
	const char *role;
	uint64_t version;
	uint64_t max;
	const struct lic_fetch_validators *had;
	struct lic_fetch_validators got;
	bool unchanged;
};
LIC_CHECKED int lic_feed_fetch(struct lic_feed *feed, struct lic_feed_request *request,
			       struct lic_buf *out, struct lic_diag *diag);

/* ---- the workflow ----------------------------------------------------- */

/* Targets metadata of that role, from the folder or the server, believed because of the keys
 * (5.6.1 to 5.6.6). */
LIC_CHECKED int lic_feed_get_targets(struct lic_feed *feed, const char *name,
				     const struct lic_tuf_keys *keys,
				     const struct lic_tuf_role *role, struct lic_tuf **out,
				     struct lic_diag *diag);

/* The metadata of a delegated role, which the delegating one vouches for: each way to it has keys
 * of its own, so what was believed on one is verified anew on another. Borrowed. */
LIC_CHECKED int lic_feed_get_role(struct lic_feed *feed, const struct lic_tuf *from,
				  const struct lic_tuf_role *role, struct lic_tuf **out,
				  struct lic_diag *diag);

/* A delegated role that was found in this refresh; NULL: none. */
struct lic_tuf *lic_feed_role_find(const struct lic_feed *feed, const char *name);

/* What a role says of a target: views of both. */
struct lic_feed_target lic_feed_target_of(const char *path, struct lic_str role,
					  const struct lic_tuf_file *file);

#endif
