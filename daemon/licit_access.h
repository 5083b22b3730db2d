/*
 * Who lets whom use the console, from the console itself: a publisher adds people, changes their
 * roles, sets first passwords, ends access. `licit users` (licit_console.h) does the same for
 * whoever runs the machine, who is asked nothing.
 *
 * Four eyes stay four: with a second name of his own a publisher could approve what he proposed.
 * So what lets somebody do more than look takes the yes of a second person who may review; alone
 * he does it only as long as there has never been one. A password that was set by somebody else
 * must be replaced before anything else. Nobody changes his own access, so that a publisher is
 * always left. Ending access, and less of a role, take effect at once.
 *
 * Every act is written down, those of the command line too. Threads and errors: as in
 * licit_console.h.
 */
#ifndef LIC_LICIT_ACCESS_H
#define LIC_LICIT_ACCESS_H

#include "licit_console.h"

enum lic_access_what {
	LIC_ACCESS_ADD,
	LIC_ACCESS_ROLE,
	LIC_ACCESS_PASSWORD,
	LIC_ACCESS_END,
	LIC_ACCESS_WHATS,
};

struct lic_access_change {
	enum lic_access_what what;
	struct lic_str who;      /* who does it, signed in */
	struct lic_str name;     /* whose access */
	enum lic_role role;      /* to add, or the new one */
	struct lic_str password; /* to add, or the new one; never empty */
};

/* Do it, or keep it for a second yes: then *waits is set. LIC_EDENIED, LIC_EREFUSED, LIC_EINVAL,
 * LIC_ENOENT with the sentence why not. */
LIC_CHECKED int lic_access_change(struct lic_engine *engine, const struct lic_access_change *change,
				  bool *waits, struct lic_diag *diag);

/* The second person's answer to what waits about `name`; who asked may say no to it as well. */
LIC_CHECKED int lic_access_answer(struct lic_engine *engine, struct lic_str who,
				  struct lic_str name, bool yes, struct lic_diag *diag);

struct lic_access_ask {
	enum lic_access_what what;
	struct lic_str name, who;
	enum lic_role role;
	int64_t time;
};

LIC_CHECKED int lic_access_asks(struct lic_engine *engine,
				int (*fn)(void *ctx, const struct lic_access_ask *ask), void *ctx,
				struct lic_diag *diag);

/* What was done, the newest first. */
struct lic_access_act {
	int64_t time;
	struct lic_str who, name, what;
};

#define LIC_ACCESS_ACTS_MOST 100
LIC_CHECKED int lic_access_acts(struct lic_engine *engine,
				int (*fn)(void *ctx, const struct lic_access_act *act), void *ctx,
				struct lic_diag *diag);

/* A password of one's own choice; the caller has seen the old one. Ends the sessions. */
LIC_CHECKED int lic_access_own_password(struct lic_engine *engine, struct lic_str name,
					struct lic_str password, struct lic_diag *diag);

#endif
