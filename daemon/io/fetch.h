/*
 * Fetching over HTTP, by libcurl; nothing else includes it. For now from this
 * machine alone: an address that is not a loopback one is refused when it is to
 * be connected to, whatever the name says. No proxy, no redirect.
 *
 * Threads: any, after the first call has returned.
 */
#ifndef LIC_FETCH_H
#define LIC_FETCH_H

#include "buf.h"
#include "diag.h"

/* GET an http URL and append the body of a 200 answer to out: 0, LIC_ELIMIT (more
 * than max_bytes), LIC_EREFUSED (not a loopback address, or another status),
 * LIC_ENOENT (nobody answers), LIC_EBUSY (not in time) or LIC_EIO. */
LIC_CHECKED int lic_fetch_get(const char *url, unsigned timeout_ms, size_t max_bytes,
			      struct lic_buf *out, struct lic_diag *diag);

#endif
