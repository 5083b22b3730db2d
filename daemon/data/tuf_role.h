/*
 * Keys and roles, as a root or a delegating targets file names them (TUF specification 1.0,
 * sections 4.2, 4.3 and 4.5). Pure; keys are not loaded yet (tuf_verify.h).
 *
 * Texts are borrowed from the JSON and terminated.
 */
#ifndef LIC_TUF_ROLE_H
#define LIC_TUF_ROLE_H

#include "arena.h"
#include "diag.h"
#include "digest.h"
#include "json.h"

#define LIC_TUF_KEY_ID_SIZE (2 * LIC_SHA256_SIZE + 1) /* with its NUL */

struct lic_tuf_key {
	struct lic_str id;
	struct lic_str keytype;
	struct lic_str scheme;
	struct lic_str text; /* keyval.public */
	bool genuine;        /* the id is the hash of the key: what it signs counts */
};

struct lic_tuf_keys {
	struct lic_tuf_key *items; /* in file order */
	size_t count;
};

struct lic_tuf_role {
	struct lic_str name;
	struct lic_str *keyids; /* each once */
	size_t keyid_count;
	uint64_t threshold; /* 1 at least; may be more than there are keys */
	/* Of a delegated role: what it may speak of, the one or the other, or nothing. */
	const struct lic_json *paths;    /* globs */
	const struct lic_json *prefixes; /* of SHA-256 in hex */
	bool terminating;
};

/* The SHA-256 of a key object in canonical JSON, in hex: its id. */
LIC_CHECKED int lic_tuf_key_id(const struct lic_json *key, char out[LIC_TUF_KEY_ID_SIZE]);

/* The object "keys". LIC_ESYNTAX, LIC_ELIMIT or LIC_ENOMEM. */
LIC_CHECKED int lic_tuf_keys_read(struct lic_tuf_keys *out, const struct lic_json *value,
				  struct lic_arena *arena, struct lic_diag *diag);

/* NULL: there is none of that id. */
const struct lic_tuf_key *lic_tuf_keys_find(const struct lic_tuf_keys *keys, struct lic_str id);

/* Keyids and threshold of a role of the root. */
LIC_CHECKED int lic_tuf_role_read(struct lic_tuf_role *out, struct lic_str name,
				  const struct lic_json *value, struct lic_arena *arena,
				  struct lic_diag *diag);

/* One of the array "roles" of delegations. */
LIC_CHECKED int lic_tuf_role_read_delegated(struct lic_tuf_role *out, const struct lic_json *value,
					    struct lic_arena *arena, struct lic_diag *diag);

/* Does it name the key of that id? */
bool lic_tuf_role_names(const struct lic_tuf_role *role, struct lic_str id);

/* May that role speak of the target of that path? */
bool lic_tuf_role_covers(const struct lic_tuf_role *role, struct lic_str path);

/* Have both the same keys, in any order? */
bool lic_tuf_role_same_keys(const struct lic_tuf_role *a, const struct lic_tuf_role *b);

#endif
