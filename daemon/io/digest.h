/*
 * SHA-256 and SHA-512 (FIPS 180-4), random bytes and comparison in constant time, by
 * OpenSSL.
 */
#ifndef LIC_DIGEST_H
#define LIC_DIGEST_H

#include "err.h"
#include "str.h"

#define LIC_SHA256_SIZE 32
#define LIC_SHA512_SIZE 64

struct lic_digest;

LIC_CHECKED int lic_digest_new(struct lic_digest **out);
LIC_CHECKED int lic_digest_new512(struct lic_digest **out);
void lic_digest_free(struct lic_digest *digest);
void lic_digest_add(struct lic_digest *digest, const void *ptr, size_t len);
/* The hash of all that was added, LIC_SHA256_SIZE or LIC_SHA512_SIZE bytes; the digest may not
 * be added to again. */
void lic_digest_final(struct lic_digest *digest, unsigned char *out);

void lic_sha256(struct lic_str s, unsigned char out[LIC_SHA256_SIZE]);

/* SHA-1, for identifiers that a specification makes by it (UUIDs of version 5), and
 * never where somebody may want two inputs with one hash. */
#define LIC_SHA1_SIZE 20
void lic_sha1(struct lic_str s, unsigned char out[LIC_SHA1_SIZE]);

/* Bytes that nobody can guess: 0 or LIC_EIO. */
LIC_CHECKED int lic_random(void *out, size_t len);

bool lic_equal_constant_time(const void *a, const void *b, size_t len);

/* Lower-case hex of n bytes, and a NUL: out holds 2n + 1. */
void lic_hex(const unsigned char *in, size_t n, char *out);

#endif
