#include "listen.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

/* Connections that arrive while all threads are busy. */
#define BACKLOG 1024

/* Files of the process that are no connections: index, store, logs, events. */
#define OTHER_FILES 64

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static socklen_t fill(union address *out, const struct lic_endpoint *endpoint)
{
	memset(out, 0, sizeof(*out));
	if (endpoint->ipv6) {
		out->v6.sin6_family = AF_INET6;
		out->v6.sin6_port = htons(endpoint->port);
		return inet_pton(AF_INET6, endpoint->address, &out->v6.sin6_addr) == 1
			       ? sizeof(out->v6)
			       : 0;
	}
	out->v4.sin_family = AF_INET;
	out->v4.sin_port = htons(endpoint->port);
	return inet_pton(AF_INET, endpoint->address, &out->v4.sin_addr) == 1 ? sizeof(out->v4) : 0;
}

static int refuse(const struct lic_endpoint *endpoint, int errnum, struct lic_diag *diag)
{
	const char *open = endpoint->ipv6 ? "[" : "";
	const char *close = endpoint->ipv6 ? "]" : "";
	const char *what;

	switch (errnum) {
	case EADDRINUSE:
		what = "something listens there already, perhaps another licitd: stop that, or "
		       "choose another port with --listen";
		break;
	case EACCES:
	case EPERM:
		what = "that is not allowed: choose a port above 1023 with --listen";
		break;
	case EADDRNOTAVAIL:
	case EAFNOSUPPORT:
		what = "this machine has no such address: use 127.0.0.1";
		break;
	default:
		what = strerror(errnum);
	}
	return lic_diag_set(diag, lic_err_from_errno(errnum), "cannot listen on %s%s%s:%u: %s",
			    open, endpoint->address, close, (unsigned)endpoint->port, what);
}

int lic_listen(struct lic_endpoint *endpoint, struct lic_diag *diag)
{
	union address address;
	socklen_t len = fill(&address, endpoint);
	int on = 1;

	if (len == 0)
		return refuse(endpoint, EADDRNOTAVAIL, diag);
	int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return refuse(endpoint, errno, diag);
	/* A port is free as soon as its last listener is gone. */
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, &address.any, len) < 0 || listen(fd, BACKLOG) < 0 ||
	    getsockname(fd, &address.any, &len) < 0) {
		int err = refuse(endpoint, errno, diag);
		close(fd);
		return err;
	}
	endpoint->port = ntohs(endpoint->ipv6 ? address.v6.sin6_port : address.v4.sin_port);
	return fd;
}

unsigned lic_listen_room(unsigned wanted)
{
	struct rlimit files;
	rlim_t need = (rlim_t)wanted + OTHER_FILES;

	if (getrlimit(RLIMIT_NOFILE, &files) < 0)
		return wanted;
	if (files.rlim_cur < need) {
		files.rlim_cur = need < files.rlim_max ? need : files.rlim_max;
		if (setrlimit(RLIMIT_NOFILE, &files) < 0)
			getrlimit(RLIMIT_NOFILE, &files);
	}
	if (files.rlim_cur >= need)
		return wanted;
	return files.rlim_cur > 2 * OTHER_FILES ? (unsigned)files.rlim_cur - OTHER_FILES
						: OTHER_FILES;
}
