/*
 * Fetching over HTTP, by libcurl: one file after the other, by the thread that asks.
 *
 * lic_fetch_get asks this machine alone: an address that is not a loopback one is refused when
 * it is to be connected to, whatever the name says. No proxy, no redirect.
 *
 * A lic_fetcher asks any server, as the person who named its URL wants: it may have a private or
 * a loopback address, unlike the sites that are looked at (web.h). http and https, certificates
 * verified, the environment's proxies (never for a loopback name), a few redirects, none of which
 * leads an https URL to http. Nothing is unpacked: the bytes are those that were sent.
 *
 * Threads: lic_fetch_get any, after the first call has returned; a fetcher is for one at a time.
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

/* ---- any server ------------------------------------------------------- */

struct lic_fetcher;

/* roots: a PEM file of the only root certificates to trust, or NULL for the system's; copied. */
LIC_CHECKED int lic_fetcher_new(struct lic_fetcher **out, const char *roots);
void lic_fetcher_free(struct lic_fetcher *fetcher);

/* From now on it fetches "file:///…" and nothing else: for who looks at what he publishes. */
void lic_fetcher_read_files(struct lic_fetcher *fetcher);

/* What an answer is known by (RFC 9110, section 8.8), to ask whether it changed. */
struct lic_fetch_validators {
	char etag[256];
	char modified[64]; /* Last-Modified */
};

/* A `take` (below) that appends to a struct lic_buf. */
int lic_fetch_to_buf(void *buf, const char *ptr, size_t len);

struct lic_fetch {
	const char *url;
	uint64_t max_bytes;
	unsigned timeout_ms; /* of it all; however slowly it drips, it ends */
	bool stay;           /* follow no redirect: one is an error */
	/* Of the answer that is at hand, for a conditional request; NULL: there is none. */
	const struct lic_fetch_validators *had;
	/* Takes the body as it comes; a negative return ends the fetch and is handed back. */
	int (*take)(void *ctx, const char *ptr, size_t len);
	void *ctx;

	/* What came of it. */
	bool unchanged; /* 304: nothing was taken */
	struct lic_fetch_validators got;
	uint64_t bytes;       /* of the body */
	unsigned retry_after; /* seconds that the server asks to be left alone; 0: none */
};

/* 0; LIC_ENOENT (no such file: 404, 403 or 410), LIC_ELIMIT (more than max_bytes), LIC_EBUSY (not
 * in time, or the server is overloaded), LIC_EREFUSED (another status, a redirect too many, or to
 * http), LIC_EDENIED (the certificate is not trusted), LIC_EINVAL (no http or https URL), or
 * LIC_EIO (nobody answers, or it broke off). What was taken before an error is worth nothing. */
LIC_CHECKED int lic_fetcher_get(struct lic_fetcher *fetcher, struct lic_fetch *fetch,
				struct lic_diag *diag);

#endif
