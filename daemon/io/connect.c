#include "connect.h"

#include "clock.h"

/* How long one address may take, when there may be others. */
#define PATIENCE_NS 3000000000u

static struct lic_connect *of_resolve(struct lic_resolve *resolve)
{
	return (struct lic_connect *)(void *)((char *)resolve -
					      offsetof(struct lic_connect, resolve));
}

static void finish(struct lic_connect *connect, int fd, const char *why)
{
	lic_loop_unwatch(connect->loop, &connect->watch);
	lic_loop_stop(connect->loop, &connect->patience);
	connect->fd = -1;
	connect->connected(connect, fd, why);
}

static int connect_to(int fd, const struct sockaddr_storage *address, socklen_t len)
{
	return connect(fd, (const struct sockaddr *)address, len);
}

/* Begin with the next address: false when there is none left. */
static bool try_next(struct lic_connect *connect)
{
	struct sockaddr_storage address;

	while (connect->next < connect->resolve.count) {
		const struct lic_peer *peer = &connect->resolve.peers[connect->next++];
		socklen_t len = lic_peer_sockaddr(peer, &address);
		int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		if (fd < 0)
			continue;
		connect->fd = fd;
		if ((connect_to(fd, &address, len) == 0 || errno == EINPROGRESS) &&
		    lic_loop_watch(connect->loop, &connect->watch, fd, LIC_LOOP_WRITE) == LIC_OK &&
		    lic_loop_at(connect->loop, &connect->patience,
				lic_clock_mono() + PATIENCE_NS) == LIC_OK)
			return true;
		lic_loop_unwatch(connect->loop, &connect->watch);
		close(fd);
	}
	connect->fd = -1;
	return false;
}

static void give_up_address(struct lic_connect *connect)
{
	lic_loop_unwatch(connect->loop, &connect->watch);
	close(connect->fd);
	if (!try_next(connect))
		finish(connect, -1, "nobody answers there");
}

static void on_writable(struct lic_loop_fd *watch, unsigned events)
{
	struct lic_connect *connect =
		(struct lic_connect *)(void *)((char *)watch - offsetof(struct lic_connect, watch));
	int error = 0;
	socklen_t len = sizeof(error);

	(void)events;
	if (getsockopt(connect->fd, SOL_SOCKET, SO_ERROR, &error, &len) < 0 || error)
		give_up_address(connect);
	else
		finish(connect, connect->fd, NULL);
}

static void on_patience(struct lic_timer *timer)
{
	give_up_address((struct lic_connect *)(void *)((char *)timer -
						       offsetof(struct lic_connect, patience)));
}

static void on_resolved(struct lic_resolve *resolve)
{
	struct lic_connect *connect = of_resolve(resolve);

	connect->next = 0;
	if (resolve->why)
		finish(connect, -1, resolve->why);
	else if (!try_next(connect))
		finish(connect, -1, "nobody answers there");
}

int lic_connect_begin(struct lic_connect *connect, struct lic_loop *loop, struct lic_dns *dns,
		      struct lic_str host, uint16_t port)
{
	connect->loop = loop;
	connect->fd = -1;
	connect->watch.ready = on_writable;
	connect->patience.fire = on_patience;
	connect->resolve.resolved = on_resolved;
	return lic_resolve_begin(dns, &connect->resolve, host, port);
}

void lic_connect_cancel(struct lic_connect *connect)
{
	if (!connect->loop)
		return;
	lic_resolve_cancel(&connect->resolve);
	lic_loop_unwatch(connect->loop, &connect->watch);
	lic_loop_stop(connect->loop, &connect->patience);
	if (connect->fd >= 0)
		close(connect->fd);
	connect->fd = -1;
}
