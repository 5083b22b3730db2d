/*
 * Fetching over HTTP from the public internet, by libcurl's multi interface. One
 * request each: redirects are for the caller to follow, so that each hop is resolved
 * and guarded anew. The address is pinned: what the border let through is what is
 * connected to. No proxy, no cookies, no credentials, http and https only; caps on
 * time, head, body and decompression.
 *
 * Threads: the loop's alone.
 */
#ifndef LIC_WEB_H
#define LIC_WEB_H

#include "buf.h"
#include "dns.h"
#include "limits.h"

#include <stdatomic.h>

struct lic_web;

/* roots: a PEM file of all that is trusted where a request insists on it, borrowed;
 * NULL or empty: the system's. held: bytes of bodies that are in memory, those of open
 * requests added; the caller counts those that it keeps. */
LIC_CHECKED int lic_web_new(struct lic_web **out, struct lic_loop *loop, struct lic_dns *dns,
			    const char *roots, atomic_size_t *held, struct lic_diag *diag);

/* No request may be open any more. NULL is well. */
void lic_web_free(struct lic_web *web);

struct lic_web_request {
	/* To be set, the rest zeroed. Texts must last until it is done. */
	const char *url;     /* canonical (url.h), http or https */
	struct lic_str host; /* of url, as lic_url has it */
	bool https;
	uint16_t port;
	const char *agent;             /* User-Agent */
	const char *referer;           /* or NULL */
	const char *accept, *language; /* Accept and Accept-Language, or NULL: any */
	bool verify;                   /* insist on a good certificate; else look whatever it is */
	bool spare;                    /* where memory is short, others go before it */
	size_t body_max;               /* more is cut, unless whole is asked for */
	bool whole;                    /* a body that is cut is a failure */

	/* Called once, never from within lic_web_begin. */
	void (*done)(struct lic_web_request *request);

	/* What came of it. status 0: no answer, and why says so in words. */
	int status;
	const char *why;
	struct lic_buf body;            /* the caller gives it back with lic_web_end */
	bool cut;                       /* there was more */
	bool starved;                   /* for want of memory */
	bool no_service;                /* nobody listens there, or none that speaks TLS */
	char location[LIC_URL_MAX + 1]; /* as sent; empty: none */
	char refresh[1024];             /* Refresh, as sent; empty: none, or a longer one */
	char type[128];                 /* Content-Type, as sent */
	char server[128];               /* Server, as sent */
	unsigned retry_after;           /* seconds; 0: not said */

	/* of web.c */
	struct lic_web *web;
	struct lic_resolve resolve;
	void *transfer;
};

/* 0, LIC_ENOMEM or LIC_ELIMIT. A request that is done can begin anew after
 * lic_web_end. */
LIC_CHECKED int lic_web_begin(struct lic_web *web, struct lic_web_request *request);

/* Stop it if it is under way, and give back its body. A second time is well. */
void lic_web_end(struct lic_web_request *request);

#endif
