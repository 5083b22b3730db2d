/*
 * Feeds: lists that somebody publishes, signed, on any web server, in the format of The Update
 * Framework (TUF, specification 1.0). This is the client: it follows the client workflow of
 * section 5, believes nothing that is not signed by as many keys as it has to be, and nothing that
 * is older than what it has already seen.
 *
 * What is trusted lies in the metadata folder as it was received: root.json, timestamp.json,
 * snapshot.json, targets.json, and delegated roles under their percent-encoded names. It has to be
 * a folder of one feed; one process at a time works in it. Time is base/clock's.
 *
 * A URL is given by the person who subscribes, and may be of any machine.
 *
 * Threads: a lic_feed is for one thread at a time.
 *
 * Errors: 0 or a negative lic_err, with a sentence for people in diag. LIC_ESIGNATURE,
 * LIC_EROLLBACK, LIC_EEXPIRED and LIC_EMISMATCH, LIC_ESYNTAX and LIC_EVERSION are said of what the
 * server sent (or of the root that was given), LIC_ENOENT of what it lacks, LIC_EIO, LIC_EBUSY,
 * LIC_EREFUSED and LIC_EDENIED of the way to it or of the disk. After any of them what was trusted
 * before is still there, and another try may succeed.
 */
#ifndef LIC_LICIT_FEED_H
#define LIC_LICIT_FEED_H

#include "buf.h"
#include "diag.h"
#include "json.h"

struct lic_feed;

struct lic_feed_options {
	const char *metadata_dir;
	const char *metadata_url;    /* the URL below which metadata lie */
	const char *target_base_url; /* the same of targets; NULL: none will be fetched */
	const char *roots;           /* PEM file of TLS roots to trust alone; NULL: the system's */
	bool files;                  /* the URLs are file:///…, for who looks at his own feed */
};

/* Begin to trust a root: put its bytes into the metadata folder, which is made if it is not
 * there. Its own signatures are checked, nothing is asked of a server. LIC_EREFUSED: the folder
 * has another root already. */
LIC_CHECKED int lic_feed_init(const char *metadata_dir, struct lic_str root, struct lic_diag *diag);

/* Open what is trusted; nothing is asked of a server. LIC_ENOENT: no root was trusted yet.
 * LIC_EBUSY: another process works in the folder. Options are copied. */
LIC_CHECKED int lic_feed_open(struct lic_feed **out, const struct lic_feed_options *options,
			      struct lic_diag *diag);
void lic_feed_free(struct lic_feed *feed);

/* Take in what the folder holds and the trusted root's keys signed, expired or not, to look at it;
 * nothing is asked of a server, and nothing is found or fetched after it. */
void lic_feed_load(struct lic_feed *feed);

/* The whole workflow for the top-level roles: 1 if anything that is trusted changed, 0 if not, or
 * an error. The timestamp is asked for by If-None-Match or If-Modified-Since where it can be. */
LIC_CHECKED int lic_feed_refresh(struct lic_feed *feed, struct lic_diag *diag);

/* After a refresh: seconds since 1970 at which the first of root, timestamp, snapshot and top-level
 * targets expires, and the server's wish to be left alone for so many seconds (0: none). The
 * wish holds after a failed one as well. */
int64_t lic_feed_expires(const struct lic_feed *feed);
unsigned lic_feed_retry_after(const struct lic_feed *feed);

/* Version of the trusted root, timestamp, snapshot or targets; 0: there is none. */
uint64_t lic_feed_version(const struct lic_feed *feed, const char *role);

/* Bytes received since it was opened. */
uint64_t lic_feed_bytes(const struct lic_feed *feed);

/* ---- targets: after a refresh ----------------------------------------- */

/* What is signed of a target. Borrowed; valid until the feed is refreshed or freed. */
struct lic_feed_target {
	struct lic_str path;
	struct lic_str role; /* who speaks of it: "targets" or a delegated role */
	uint64_t length;
	struct lic_str sha256;         /* hex; empty: not said */
	const struct lic_json *custom; /* NULL: none */
};

/* Look for the target of that path, from the top-level targets through their delegations (a
 * pre-order depth-first search), fetching delegated metadata as needed. LIC_ENOENT: no role that
 * may speaks of it. */
LIC_CHECKED int lic_feed_find(struct lic_feed *feed, const char *path, struct lic_feed_target *out,
			      struct lic_diag *diag);

/* Call fn for each target of each role, from the top-level targets through all delegations, with
 * when the roles that led to it expire; stops at a negative return and hands it back. A role that
 * cannot be believed is left out, and `fault` is told why; it may be NULL. Whether a target counts
 * is for lic_feed_find to say: the role may not speak of it, or another one before it does. */
LIC_CHECKED int
lic_feed_walk(struct lic_feed *feed,
	      int (*fn)(void *ctx, const struct lic_feed_target *target, int64_t expires),
	      void (*fault)(void *ctx, const char *role, int err, const char *why), void *ctx);

/* Have a target that was found in the folder (which is made if it is not there), under its
 * percent-encoded path: 0 if it lay there already, the same to the last bit, 1 if it was fetched,
 * or an error. */
LIC_CHECKED int lic_feed_download(struct lic_feed *feed, const struct lic_feed_target *target,
				  const char *folder, struct lic_diag *diag);

/* Append the bytes of a target that was found, which have to fit the buffer. */
LIC_CHECKED int lic_feed_read(struct lic_feed *feed, const struct lic_feed_target *target,
			      struct lic_buf *out, struct lic_diag *diag);

#endif
