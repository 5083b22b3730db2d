/*
 * Which server is asked next for a registration, and what its answer means: the rules
 * alone, without I/O. RDAP by the bootstrap, else WHOIS; a registry that does not give
 * the date leads on to the registrar's WHOIS. Pure.
 */
#ifndef LIC_REGISTRATION_WALK_H
#define LIC_REGISTRATION_WALK_H

#include "rdap_bootstrap.h"
#include "registration.h"

enum lic_walk_step {
	LIC_WALK_RDAP,  /* fetch walk->url */
	LIC_WALK_WHOIS, /* ask walk->server */
	LIC_WALK_DONE,  /* walk->answer says what came of it */
};

struct lic_registration_walk {
	const struct lic_servers *rdap, *whois; /* borrowed */
	struct lic_arena *arena;
	struct lic_str domain;

	enum lic_walk_step step;
	struct lic_str url;    /* of LIC_WALK_RDAP */
	struct lic_str server; /* to be asked now: a base address, or a host name */
	unsigned hops;

	enum lic_answer answer; /* the best so far */
	struct lic_registration registration;
	struct lic_str last_text;   /* what the best answer was read from */
	struct lic_str last_server; /* and who gave it */
	int last_status;
	const char *why; /* in words, where the answer is neither found nor none */
	bool recalled;   /* the server's address was not confirmed */
};

/* The first step for a registrable domain (A-labels, lower case). */
void lic_walk_begin(struct lic_registration_walk *walk, const struct lic_servers *rdap,
		    const struct lic_servers *whois, struct lic_str domain,
		    struct lic_arena *arena);

/* The server answered so (status of HTTP; 0 of WHOIS): on to the next step. The text is
 * borrowed for as long as the walk. */
void lic_walk_answered(struct lic_registration_walk *walk, struct lic_str text, int status);

/* It gave no answer, or may not be asked. */
void lic_walk_failed(struct lic_registration_walk *walk, const char *why, bool refused);

/* Seconds for which the answer may be kept; 0: not at all. */
int64_t lic_walk_keep(const struct lic_registration_walk *walk, lic_date today);

#endif
