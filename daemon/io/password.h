/*
 * Passwords as they are kept: scrypt (RFC 7914) by OpenSSL, with a salt of its own for each,
 * in one line of text that names its cost, so that the cost may rise later.
 *
 * Depends on base only. Each call takes LIC_SCRYPT_MEMORY bytes and some tenths of a second;
 * they take turns, so that many at once cannot take the machine's memory.
 */
#ifndef LIC_PASSWORD_H
#define LIC_PASSWORD_H

#include "err.h"
#include "str.h"

/* "scrypt:16:8:2:" with 16 bytes of salt and 32 of the key in hex, and a NUL. */
#define LIC_PASSWORD_SIZE 128

/* What to keep of a password: 0, LIC_EIO (no random numbers) or LIC_ENOMEM. */
LIC_CHECKED int lic_password_keep(struct lic_str password, char out[LIC_PASSWORD_SIZE]);

/* Is it the one that was kept so? In constant time for texts of one cost. What was never
 * kept by lic_password_keep fits no password, after as much work. */
bool lic_password_fits(struct lic_str password, struct lic_str kept);

#endif
