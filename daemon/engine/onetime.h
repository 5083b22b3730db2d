/*
 * Secrets that are made here and kept as hashes: codes that people type, and tokens.
 */
#ifndef LIC_ONETIME_H
#define LIC_ONETIME_H

#include "licit.h"

#define LIC_CODE_LETTERS 8

/* Letters of a new code: 40 bits. LIC_EIO: the system has no random numbers. */
LIC_CHECKED int lic_onetime_code(char out[LIC_CODE_LETTERS], struct lic_diag *diag);

/* The letters of a code as people type it: any case, spaces and hyphens anywhere. 0, or
 * LIC_EDENIED for what no code looks like. */
LIC_CHECKED int lic_onetime_letters(struct lic_str typed, char out[LIC_CODE_LETTERS]);

/* A new token: 256 bits, in base64url. */
LIC_CHECKED int lic_onetime_token(char out[LIC_TOKEN_SIZE], struct lic_diag *diag);

/* 32 bytes in base64url, with a NUL. */
void lic_onetime_base64(const unsigned char in[32], char out[LIC_TOKEN_SIZE]);

#endif
