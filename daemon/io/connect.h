/*
 * A TCP connection to a host: resolved, by the border's leave, each address tried
 * in turn. For what speaks its own protocol (WHOIS, a TLS handshake).
 *
 * Threads: the loop's alone.
 */
#ifndef LIC_CONNECT_H
#define LIC_CONNECT_H

#include "dns.h"

/* Memory of the caller, zeroed before its first use, which must not move or go
 * until it is connected or cancelled. */
struct lic_connect {
	/* Called once, never from within lic_connect_begin. fd is non-blocking and the
	 * callee's; or -1, and why says so in words. */
	void (*connected)(struct lic_connect *connect, int fd, const char *why);

	/* of connect.c */
	struct lic_loop *loop;
	struct lic_resolve resolve;
	struct lic_loop_fd watch;
	struct lic_timer patience;
	size_t next;
	int fd; /* -1: none */
};

/* 0, LIC_ENOMEM or LIC_ELIMIT. */
LIC_CHECKED int lic_connect_begin(struct lic_connect *connect, struct lic_loop *loop,
				  struct lic_dns *dns, struct lic_str host, uint16_t port);
void lic_connect_cancel(struct lic_connect *connect);

#endif
