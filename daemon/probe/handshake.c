#include "handshake.h"

#include "loop.h"

#define PORT 443

struct handshake {
	struct lic_connect connect; /* the first member: its callback finds the rest */
	struct lic_loop_fd watch;
	struct lic_probe_run *run;
	struct lic_tls *tls;
	int fd; /* -1: none */
};

static struct handshake *of_watch(struct lic_loop_fd *watch)
{
	return (struct handshake *)(void *)((char *)watch - offsetof(struct handshake, watch));
}

static void done(struct handshake *h, const char *why)
{
	struct lic_facts *facts = h->run->facts;

	if (why)
		facts->why[LIC_SLOT_TLS] = why;
	else
		facts->known[LIC_SLOT_TLS] = true;
	h->run->done(h->run, LIC_SLOT_TLS);
}

/* What was seen so far: also where the handshake broke off behind the certificates. */
static int read_chain(struct handshake *h)
{
	struct lic_probe_run *run = h->run;
	struct lic_tls_facts *facts = lic_arena_alloc(run->arena, sizeof(*facts));
	struct lic_str chain[LIC_TLS_CHAIN_MAX];
	size_t count = lic_tls_chain(h->tls, chain, LIC_TLS_CHAIN_MAX);

	if (!facts)
		return LIC_ENOMEM;
	*facts = (struct lic_tls_facts){.trouble = LIC_TLS_NO_SERVICE};
	int err = count ? lic_cert_read(facts, chain, count, run->facts->subject->host,
					lic_clock_now(), run->net->roots, run->arena)
			: LIC_OK;
	if (count)
		facts->version = lic_str_from(lic_tls_version(h->tls));
	if (!err)
		run->facts->tls = facts;
	return err;
}

static void step(struct lic_loop_fd *watch, unsigned events)
{
	struct handshake *h = of_watch(watch);
	struct lic_loop *loop = h->run->net->loop;
	enum lic_tls_step next = lic_tls_step(h->tls);

	(void)events;
	if (next == LIC_TLS_WANT_READ || next == LIC_TLS_WANT_WRITE) {
		unsigned want = next == LIC_TLS_WANT_READ ? LIC_LOOP_READ : LIC_LOOP_WRITE;
		if (lic_loop_watch(loop, &h->watch, h->fd, want) < 0)
			done(h, "out of memory");
		return;
	}
	lic_loop_unwatch(loop, &h->watch);
	done(h, read_chain(h) < 0 ? "out of memory" : NULL);
}

static void connected(struct lic_connect *connect, int fd, const char *why)
{
	struct handshake *h = (struct handshake *)(void *)connect;
	const struct lic_subject *subject = h->run->facts->subject;

	h->fd = fd;
	if (fd < 0) {
		done(h, why);
		return;
	}
	if (lic_tls_new(&h->tls, h->run->net->tls, fd, subject->host, subject->is_ip) < 0) {
		done(h, "out of memory");
		return;
	}
	h->watch.ready = step;
	step(&h->watch, LIC_LOOP_WRITE);
}

static int begin(struct lic_probe_run *run)
{
	struct handshake *h = lic_arena_alloc(run->arena, sizeof(*h));

	if (!run->net->tls) {
		run->facts->why[LIC_SLOT_TLS] = "certificates are not looked at";
		return LIC_EINVAL;
	}
	if (!h)
		return LIC_ENOMEM;
	memset(h, 0, sizeof(*h));
	h->run = run;
	h->fd = -1;
	h->connect.connected = connected;
	run->state[LIC_SLOT_TLS] = h;
	return lic_connect_begin(&h->connect, run->net->loop, run->net->dns,
				 run->facts->subject->host, PORT);
}

/* At the deadline the certificates may have been seen, though the rest is outstanding. */
static void end(struct lic_probe_run *run)
{
	struct handshake *h = run->state[LIC_SLOT_TLS];
	struct lic_str first[1];

	if (h->fd < 0)
		lic_connect_cancel(&h->connect);
	lic_loop_unwatch(run->net->loop, &h->watch);
	if (h->tls && !run->facts->known[LIC_SLOT_TLS] && lic_tls_chain(h->tls, first, 1) &&
	    read_chain(h) == LIC_OK)
		run->facts->known[LIC_SLOT_TLS] = true;
	lic_tls_free(h->tls);
	if (h->fd >= 0)
		close(h->fd);
	h->tls = NULL;
	h->fd = -1;
}

const struct lic_probe lic_handshake_probe = {
	.slot = LIC_SLOT_TLS,
	.facet = LIC_FACET_HOST,
	.begin = begin,
	.end = end,
};
