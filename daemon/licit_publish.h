/*
 * The publisher: lists that are kept here become a feed that the world can check,
 * a repository of The Update Framework (specification 1.0), plain files for any web
 * server. Who keeps it works in a folder of his own ("the repository"), never in the
 * published one:
 *
 *   publisher.json   what is published, for how long it counts, who may sign which part
 *   keys/            private keys that were made here, mode 0600
 *   staged/          the next release, as long as it is on its way; it holds all that a
 *                    signer needs and may be copied to another machine and back
 *   taken/           what the owners of delegated roles handed in
 *
 * and `out`, which may lie anywhere: metadata/ and targets/ as the world sees them.
 *
 * A release is whole or not there: timestamp.json is renamed into its place last. All
 * that is published was first put through the client's own workflow.
 *
 * Threads: one lic_publisher per thread; processes take turns (a lock in the
 * repository). Errors: 0 or a negative lic_err, with a sentence in diag that says what
 * to do.
 */
#ifndef LIC_LICIT_PUBLISH_H
#define LIC_LICIT_PUBLISH_H

#include "buf.h"
#include "diag.h"
#include "err.h"
#include "str.h"

struct lic_engine;
struct lic_publisher;

#define LIC_KEYID_SIZE 65 /* 64 hex digits, and a NUL */

/* ---- the repository --------------------------------------------------- */

/* What a new repository is to be; what is empty has a default. */
struct lic_publisher_plan {
	const char *out;           /* the published folder; NULL: "out" in the repository */
	struct lic_str role;       /* of an owner of one delegated role: its name */
	struct lic_str lists;      /* ids joined by commas; empty: all that are kept here */
	struct lic_str thresholds; /* "root=2,targets=1": signatures that a role needs */
	struct lic_str expiry;     /* "root=365,timestamp=1": days that a role's word counts */
};

/* Make it. LIC_EBUSY when there is one already. */
LIC_CHECKED int lic_publisher_init(const char *repo, const struct lic_publisher_plan *plan,
				   struct lic_diag *diag);

/* What roles need and how long they count, as it is wanted; for people or as
 * licit/publish-policy/1. */
LIC_CHECKED int lic_publisher_policy(struct lic_publisher *publisher, bool json,
				     struct lic_buf *out);
/* Change it, as in a plan; what is not named stays as it is. It holds for what is staged from
 * now on: each role's next version says it. */
LIC_CHECKED int lic_publisher_set_policy(struct lic_publisher *publisher, struct lic_str thresholds,
					 struct lic_str expiry, struct lic_diag *diag);

/* engine may be NULL where no list is read: all but stage and release. LIC_ENOENT: there is
 * no repository. LIC_EBUSY: another process works in it. */
LIC_CHECKED int lic_publisher_open(struct lic_publisher **out, struct lic_engine *engine,
				   const char *repo, struct lic_diag *diag);
void lic_publisher_free(struct lic_publisher *publisher);

/* ---- keys ------------------------------------------------------------- */

enum lic_publisher_key_type {
	LIC_PUBLISHER_ED25519,
	LIC_PUBLISHER_ECDSA, /* P-256 */
	LIC_PUBLISHER_RSA,   /* 3072 bits, PSS */
};

struct lic_publisher_key {
	struct lic_str role;
	enum lic_publisher_key_type type;
	const char *file;          /* NULL: in keys/ of the repository */
	struct lic_str passphrase; /* empty: the file is not encrypted */
	uint32_t threshold;        /* of the role from now on; 0: as it is */
};

/* Make a key pair: the private one as PKCS #8 into its file (mode 0600, never written
 * over), the public one beside it as FILE.pub, and into the role. path holds the
 * file's name afterwards. */
LIC_CHECKED int lic_publisher_key_new(struct lic_publisher *publisher,
				      const struct lic_publisher_key *key,
				      char keyid[LIC_KEYID_SIZE], struct lic_buf *path,
				      struct lic_diag *diag);

/* Let somebody's public key (PEM) sign for a role. */
LIC_CHECKED int lic_publisher_key_add(struct lic_publisher *publisher, struct lic_str role,
				      struct lic_str pem, uint32_t threshold,
				      char keyid[LIC_KEYID_SIZE], struct lic_diag *diag);

/* Put a public key in another one's place, named by the beginning of its id. */
LIC_CHECKED int lic_publisher_key_rotate(struct lic_publisher *publisher, struct lic_str role,
					 struct lic_str old, struct lic_str pem,
					 char keyid[LIC_KEYID_SIZE], struct lic_diag *diag);

/* A lost or compromised key signs nothing from the next release on. role empty: in all
 * of them. LIC_EREFUSED when too few would be left for a threshold. */
LIC_CHECKED int lic_publisher_key_revoke(struct lic_publisher *publisher, struct lic_str role,
					 struct lic_str key, struct lic_diag *diag);

/* The keys that are wanted, a line for each: role, id, type. */
LIC_CHECKED int lic_publisher_keys(struct lic_publisher *publisher, struct lic_buf *out,
				   struct lic_diag *diag);

/* ---- delegations ------------------------------------------------------ */

struct lic_publisher_delegation {
	struct lic_str role;
	struct lic_str paths;       /* patterns of target names, joined by commas */
	const struct lic_str *keys; /* public keys as PEM */
	size_t keys_count;
	uint32_t threshold;
	bool terminating;
};

/* Give a part of the names to a role of its own; one of that name is replaced. */
LIC_CHECKED int lic_publisher_delegate(struct lic_publisher *publisher,
				       const struct lic_publisher_delegation *delegation,
				       struct lic_diag *diag);
LIC_CHECKED int lic_publisher_undelegate(struct lic_publisher *publisher, struct lic_str role,
					 struct lic_diag *diag);

/* Take what a delegated role's owner released: FILE is his N.ROLE.json, with his targets
 * and the roles below his beside it as he published them. It is checked as a client
 * would: signatures, names, version, expiry, each body. What was taken, for people, to out. */
LIC_CHECKED int lic_publisher_take(struct lic_publisher *publisher, const char *file,
				   struct lic_buf *out, struct lic_diag *diag);

/* ---- a release -------------------------------------------------------- */

/* Write the next release, unsigned, into staged/: 1, or 0 when there is nothing to
 * release. Signatures on parts that stay as they are, are kept. anew: a new version of
 * each role, although nothing changed. */
LIC_CHECKED int lic_publisher_stage(struct lic_publisher *publisher, bool anew,
				    struct lic_diag *diag);

/* Make snapshot and timestamp of the staged release anew where they are not later than what
 * is out (a timestamp was renewed meanwhile) or would soon expire. All else stays as it was
 * staged and signed, edits of the lists since then too. */
LIC_CHECKED int lic_publisher_restage(struct lic_publisher *publisher, struct lic_diag *diag);

/* Forget what is staged; keys and delegations stay wanted. */
LIC_CHECKED int lic_publisher_unstage(struct lic_publisher *publisher, struct lic_diag *diag);

/* What the staged release changes, for people or as licit/publish-summary/1. It is read
 * from the staged files themselves. staged: the folder, which may be a copy.
 * LIC_ENOENT when nothing is staged. */
LIC_CHECKED int lic_publisher_summary(const char *staged, bool json, struct lic_buf *out,
				      struct lic_diag *diag);

/* Sign every staged part that this private key (PEM) may sign. staged: the folder, which
 * may be a copy. The names of the parts, each with a line end, to out: none that were
 * signed before. LIC_EREFUSED when the key may sign none of
 * them, LIC_EDENIED for a wrong passphrase. */
LIC_CHECKED int lic_publisher_sign(const char *staged, struct lic_str pem,
				   struct lic_str passphrase, struct lic_buf *out,
				   struct lic_diag *diag);

/* Publish what is staged, if all signatures are there and a client would take it. */
LIC_CHECKED int lic_publisher_release(struct lic_publisher *publisher, struct lic_buf *out,
				      struct lic_diag *diag);

/* Say anew that the last release is the last: a new timestamp, and a new snapshot too if
 * it would soon expire and the keys may sign it. The keys are tried in their order. */
struct lic_publisher_secret {
	struct lic_str pem, passphrase;
};
LIC_CHECKED int lic_publisher_timestamp(struct lic_publisher *publisher,
					const struct lic_publisher_secret *keys, size_t count,
					struct lic_buf *out, struct lic_diag *diag);

/* ---- what there is ---------------------------------------------------- */

/* Roles, their versions, expiries, keys and signatures, released and staged; for people
 * or as licit/publish-status/1. */
LIC_CHECKED int lic_publisher_status(struct lic_publisher *publisher, bool json,
				     struct lic_buf *out, struct lic_diag *diag);

/* Read the published folder as a client that knows only its first root, then every target:
 * length, hash, body, root of its log. What was found, for people, to out. */
LIC_CHECKED int lic_publisher_verify(struct lic_publisher *publisher, struct lic_buf *out,
				     struct lic_diag *diag);

/* Remove files that no current or previous snapshot names and that are older than some
 * days: how many. */
LIC_CHECKED int lic_publisher_prune(struct lic_publisher *publisher, uint32_t days, bool dry_run,
				    uint64_t *removed, struct lic_diag *diag);

#endif
