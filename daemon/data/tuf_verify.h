/*
 * Is metadata signed as its role asks? (TUF specification 1.0, sections 5.3.4, 5.4.2, 5.5.3 and
 * 5.6.3.) Pure.
 *
 * What counts towards a threshold: a signature by a key that the role names, whose id is the hash
 * of the key, and that verifies. Each key counts once, whatever ids and forms it is written in.
 */
#ifndef LIC_TUF_VERIFY_H
#define LIC_TUF_VERIFY_H

#include "tuf.h"

/* 0, or LIC_ESIGNATURE with how many signatures of how many there are in diag, or LIC_ENOMEM. */
LIC_CHECKED int lic_tuf_verify(const struct lic_tuf *tuf, const struct lic_tuf_keys *keys,
			       const struct lic_tuf_role *role, struct lic_diag *diag);

/* How many signatures count, no more than the threshold; or an error. */
LIC_CHECKED int lic_tuf_verify_count(const struct lic_tuf *tuf, const struct lic_tuf_keys *keys,
				     const struct lic_tuf_role *role, size_t *count);

#endif
