/*
 * A public key as people hand it over: a TUF key object in JSON, as `licit publish key
 * new` writes it, or SubjectPublicKeyInfo in PEM (RFC 7468), as OpenSSL and HSM tools do.
 *
 * Depends on io/sign.h and data/tuf_role.h.
 */
#ifndef LIC_PUBLISHER_PUB_H
#define LIC_PUBLISHER_PUB_H

#include "arena.h"
#include "publisher_config.h"
#include "sign.h"

/* Texts go into the arena. LIC_ESYNTAX: it is no key of a known kind, and diag says what
 * would be one. */
LIC_CHECKED int lic_publisher_pub_read(struct lic_publisher_pub *out, struct lic_str text,
				       struct lic_arena *arena, struct lic_diag *diag);

/* The public half of a private key. */
LIC_CHECKED int lic_publisher_pub_of(struct lic_publisher_pub *out,
				     const struct lic_private_key *key, struct lic_arena *arena,
				     struct lic_diag *diag);

/* As JSON with a line end: what is handed over. */
void lic_publisher_pub_write(struct lic_buf *out, const struct lic_publisher_pub *key);

#endif
