/*
 * Looks at sites: one thread with the event loop, and those who wait. What is looked at
 * for them, and shared, are runs (runs.h); past LIC_LOOKS_MAX looks at a time, they wait
 * for their turn.
 *
 * Threads: any, but for what is said below.
 */
#ifndef LIC_LIVE_H
#define LIC_LIVE_H

#include "facts.h"
#include "licit.h"
#include "probe.h"
#include "snapshot.h"

struct lic_live;

struct lic_live_options {
	const struct lic_psl *psl;  /* borrowed, as the next */
	const char *lists_dir;      /* where it says which registries to ask */
	const char *data_dir;       /* where their answers are kept */
	const char *name_servers;   /* lic_dns_new */
	const char *test_addresses; /* lic_border_init; NULL: none */
	const char *test_roots;     /* the only roots to trust; "": the system's */
	unsigned look_ms;           /* how long a look may take, once begun */
	bool patient; /* for a batch: registries are waited for, sites looked at once */
};

LIC_CHECKED int lic_live_new(struct lic_live **out, const struct lic_live_options *options,
			     struct lic_diag *diag);

/* End what is under way, and tell who waits. From now on LIC_EBUSY for all. One
 * thread. */
void lic_live_stop(struct lic_live *live);

/* All looks must be freed before. NULL is well. */
void lic_live_free(struct lic_live *live);

/* As lic_look_begin; the look keeps a reference to the snapshot, whose seals say which page of
 * a register to look at. */
LIC_CHECKED int lic_live_look(struct lic_live *live, struct lic_look **out,
			      const struct lic_subject *subject, struct lic_snapshot *snapshot,
			      const struct lic_look_options *options);

/* Set the slots that the look was for, known or not. It must be seen; the texts last
 * until it is freed. */
void lic_look_apply(const struct lic_look *look, struct lic_facts *facts);

/* The pages that each visitor was given, [LIC_VISITORS]; NULL where the slot is not known.
 * The same holds for them. */
const struct lic_fetched *lic_look_pages(const struct lic_look *look);

/* The same of the site's home page, LIC_VISITOR_HOME; NULL where that is the address itself,
 * or did not answer. */
const struct lic_http_facts *lic_look_home(const struct lic_look *look,
					   const struct lic_fetched **fetched);

/* The page of the register to which its seal leads; NULL where none was given. The same holds
 * for it. */
const struct lic_fetched *lic_look_register_page(const struct lic_look *look);

#endif
