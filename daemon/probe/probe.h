/*
 * A probe: what observes one source for one slot of facts, by the event loop,
 * beside the others. It never judges. One file each; engine/plan.c has the table.
 *
 * A probe keeps its state in run->state[slot], made with lic_arena_alloc. It must
 * not block: what waits goes through the loop. It must not connect on its own: every
 * connection goes through connect.h or web.h, which resolve and guard.
 *
 * Threads: the loop's alone, from begin to end.
 */
#ifndef LIC_PROBE_H
#define LIC_PROBE_H

#include "cert.h"
#include "connect.h"
#include "facts.h"
#include "tls.h"
#include "web.h"

#include <stdatomic.h>

struct lic_pace;
struct lic_registries;
struct lic_seals;

/* What all runs share. */
struct lic_net {
	struct lic_loop *loop;
	struct lic_dns *dns;
	struct lic_web *web;
	const struct lic_border *border;
	const struct lic_psl *psl;
	struct lic_tls_client *tls;        /* NULL: no handshakes */
	const struct lic_roots *roots;     /* NULL: none is trusted */
	struct lic_registries *registries; /* registries.h; NULL: none are asked */
	struct lic_pace *pace; /* of questions to authorities for their registers' pages */
	unsigned turn_ms; /* how long a question to a registry or register may wait for its turn */
	atomic_size_t
		held; /* bytes of pages, those that runs keep too; their owner takes them off */
};

/* The page that a visitor was given, unpacked; all empty if there was none. In the arena of
 * the run. Where two were given the same, it is there once. */
struct lic_fetched {
	struct lic_str body;
	struct lic_str type; /* Content-Type, as sent */
	struct lic_str url;  /* where it stands, after all redirects */
	bool cut;            /* there was more */
};

/* What a probe's facts are of: those of a site's host are the same for all its pages. */
enum lic_facet {
	LIC_FACET_HOST,
	LIC_FACET_SITE,
	LIC_FACET_ADDRESS,
	LIC_FACET_HOME, /* the home page of the host, where that is another address */
	/* The page of a register to which a seal leads: the subject is that page, asked for when
	 * the one that shows the seal is there. */
	LIC_FACET_REGISTER,
	LIC_FACETS,
};

/* One look at one facet of a subject. */
struct lic_probe_run {
	struct lic_net *net;
	struct lic_facts *facts; /* to fill; facts->subject is what to look at */
	struct lic_arena *arena; /* of the run: what the slots point to lies there */
	uint64_t deadline;       /* by lic_clock_mono; the owner ends the run then */
	struct lic_fetched fetched[LIC_VISITORS]; /* the HTTP probes', for who reads pages */
	size_t pages;                             /* bytes that the arena holds of them */
	const struct lic_seals *seals;            /* for a register's page: whose it may be */
	void *state[LIC_SLOTS];
	/* Say that the slot is done: it is known, or facts->why says why not. Exactly
	 * once for each begin that returned 0, also from within begin. */
	void (*done)(struct lic_probe_run *run, enum lic_slot slot);
	/* Say that the plain visitor's page is what it will be. At most once. */
	void (*page_seen)(struct lic_probe_run *run);
};

struct lic_probe {
	enum lic_slot slot;
	enum lic_facet facet; /* nothing else of the subject may be looked at */
	/* Start to look: 0, or an error, in which case nothing is under way, done will
	 * not be called, and facts->why may say more. */
	int (*begin)(struct lic_probe_run *run);
	/* Called once after each begin that returned 0, when the slot is done or at the
	 * deadline: stop what is under way, give back what is not in the arena. A slot
	 * that is not done may still be made known by what was seen so far. done must not
	 * be called any more. */
	void (*end)(struct lic_probe_run *run);
};

#endif
