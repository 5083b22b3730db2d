/*
 * A TLS handshake to look at the server's certificates, by OpenSSL, over a socket that
 * is connected and non-blocking. The chain is recorded as it arrives, whatever is wrong with
 * it, and also where the handshake fails afterwards. Nothing is ever sent over it, so
 * nothing is trusted to it: old versions and weak keys are welcome.
 *
 * Threads: a client may be shared, a handshake is the caller's.
 */
#ifndef LIC_TLS_H
#define LIC_TLS_H

#include "err.h"
#include "str.h"

struct lic_tls_client;
struct lic_tls;

LIC_CHECKED int lic_tls_client_new(struct lic_tls_client **out);
/* NULL is well. */
void lic_tls_client_free(struct lic_tls_client *client);

/* fd is borrowed. The host goes into SNI, unless it is an address. */
LIC_CHECKED int lic_tls_new(struct lic_tls **out, struct lic_tls_client *client, int fd,
			    struct lic_str host, bool is_ip);
void lic_tls_free(struct lic_tls *tls);

enum lic_tls_step {
	LIC_TLS_DONE,
	LIC_TLS_WANT_READ,
	LIC_TLS_WANT_WRITE,
	LIC_TLS_FAILED, /* no TLS there, or it broke off */
};

/* Go on until the socket has to be waited for. */
enum lic_tls_step lic_tls_step(struct lic_tls *tls);

/* The certificates seen so far, as DER, the server's own first: their number, at most
 * max. The views are the handshake's. */
size_t lic_tls_chain(const struct lic_tls *tls, struct lic_str *out, size_t max);

/* "TLSv1.3"; constant. */
const char *lic_tls_version(const struct lic_tls *tls);

#endif
