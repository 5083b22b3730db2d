/*
 * Keys and signatures, by OpenSSL: Ed25519 (RFC 8032), ECDSA on P-256 with SHA-256 (FIPS 186-4,
 * signatures in DER), and RSASSA-PSS with SHA-256 (RFC 8017; at least 2048 bits; the salt as
 * long as the hash or, when it is read, of any length). Public keys in the forms of The Update
 * Framework (specification 1.0, section 4.2), private ones as PKCS #8 in PEM, with or without
 * a passphrase (scrypt of 16 MiB and AES-256, RFC 7914).
 *
 * A private key's bytes are wiped when it is freed. Depends on no other noun of ours.
 *
 * Threads: a key may be used by many at once, and is freed by one.
 */
#ifndef LIC_SIGN_H
#define LIC_SIGN_H

#include "buf.h"
#include "diag.h"

enum lic_key_kind {
	LIC_KEY_ED25519,
	LIC_KEY_ECDSA, /* P-256 */
	LIC_KEY_RSA,
	LIC_KEY_KINDS,
};

/* What TUF calls them: "ed25519", "ecdsa", "rsa". */
const char *lic_key_kind_name(enum lic_key_kind kind);
const char *lic_key_kind_scheme(enum lic_key_kind kind);

/* The kind of that name (or the old name of "ecdsa"), or -1. */
int lic_key_kind_find(struct lic_str name);

/* ---- public keys ------------------------------------------------------ */

struct lic_public_key;

/* From the members of a TUF key: keytype, scheme, and keyval.public (64 hex digits, or PEM).
 * LIC_EVERSION: a type or scheme that is not known. LIC_ESYNTAX: no such key, another curve, or
 * RSA below 2048 bits. */
LIC_CHECKED int lic_public_key_read(struct lic_public_key **out, struct lic_str keytype,
				    struct lic_str scheme, struct lic_str text,
				    struct lic_diag *diag);
void lic_public_key_free(struct lic_public_key *key);

/* Did it sign the message? The signature in bytes, not in hex. */
bool lic_public_key_verify(const struct lic_public_key *key, struct lic_str message,
			   struct lic_str signature);

/* Is it the same key, however it was written? */
bool lic_public_key_same(const struct lic_public_key *a, const struct lic_public_key *b);

/* ---- private keys ----------------------------------------------------- */

struct lic_private_key;

/* A new one; RSA of 3072 bits. LIC_ENOMEM or LIC_EIO. */
LIC_CHECKED int lic_private_key_make(struct lic_private_key **out, enum lic_key_kind kind,
				     struct lic_diag *diag);

/* From PEM. passphrase.ptr is NULL if there is none. LIC_EDENIED: it has one, and not this.
 * LIC_ESYNTAX: no private key, or of a kind that is not known. */
LIC_CHECKED int lic_private_key_read(struct lic_private_key **out, struct lic_str pem,
				     struct lic_str passphrase, struct lic_diag *diag);
void lic_private_key_free(struct lic_private_key *key);

enum lic_key_kind lic_private_key_kind(const struct lic_private_key *key);

/* Append as PEM. passphrase.ptr is NULL for none. The buffer's bytes are secret: wipe them
 * with lic_wipe. */
LIC_CHECKED int lic_private_key_write(const struct lic_private_key *key, struct lic_buf *pem,
				      struct lic_str passphrase, struct lic_diag *diag);

/* Append the signature of the message, in bytes. */
LIC_CHECKED int lic_private_key_sign(const struct lic_private_key *key, struct lic_str message,
				     struct lic_buf *signature, struct lic_diag *diag);

/* Append its public half as keyval.public has it: hex digits, or PEM. */
LIC_CHECKED int lic_private_key_text(const struct lic_private_key *key, struct lic_buf *out,
				     struct lic_diag *diag);

/* The same as a TUF key object in canonical JSON: the SHA-256 of these bytes is the key's id. They
 * are to be hashed, not to be read: the line feeds of PEM stand in them as they are, which JSON
 * does not allow. */
LIC_CHECKED int lic_private_key_public(const struct lic_private_key *key, struct lic_buf *out,
				       struct lic_diag *diag);

/* Overwrite secret bytes; the compiler does not leave it out. */
void lic_wipe(void *ptr, size_t len);

#endif
