/*
 * What a server's certificates say, by OpenSSL: names, dates, who vouches for
 * them, and what is wrong (RFC 5280; names as in RFC 9525). A broken certificate is
 * a fact, not an error.
 *
 * The bytes are a stranger's: numbers, lengths and texts are bounded by limits.h,
 * texts are well-formed UTF-8 without control characters.
 *
 * Threads: roots may be shared, all else is the caller's.
 */
#ifndef LIC_CERT_H
#define LIC_CERT_H

#include "arena.h"
#include "diag.h"
#include "facts_tls.h"
#include "limits.h"

/* The roots that are trusted. */
struct lic_roots;

/* Those of a PEM file, or if path is NULL those of the system. */
LIC_CHECKED int lic_roots_open(struct lic_roots **out, const char *path, struct lic_diag *diag);
void lic_roots_free(struct lic_roots *roots);

/* The certificates of a PEM text as DER, in the arena, in order; what is no
 * certificate is skipped. The number, at most LIC_TLS_CHAIN_MAX, or LIC_ENOMEM. */
LIC_CHECKED int lic_cert_from_pem(struct lic_str pem, struct lic_str out[LIC_TLS_CHAIN_MAX],
				  struct lic_arena *arena);

/* Read a chain of DER certificates, the server's own first, as met at that time
 * under that host (canonical, as in a subject), with those roots or none (NULL). Sets all of *out
 * but the version; texts in the arena. 0 or LIC_ENOMEM. */
LIC_CHECKED int lic_cert_read(struct lic_tls_facts *out, const struct lic_str *chain, size_t count,
			      struct lic_str host, int64_t now, const struct lic_roots *roots,
			      struct lic_arena *arena);

/* Does a name of a certificate stand for the host? Both in lower case (RFC 9525,
 * section 6.3: a "*" is a whole label, the left-most one). */
bool lic_cert_name_matches(struct lic_str name, struct lic_str host);

#endif
