/*
 * licitd's own updating of the feeds that this machine is subscribed to: a thread that asks them
 * from time to time. Requests never wait for it. The lists in use are swapped by whoever calls
 * lic_service_refresh, as after an import.
 *
 * Depends on base, conf and licit*.h. Any thread may ask, and look at what came of it.
 */
#ifndef LIC_UPDATES_H
#define LIC_UPDATES_H

#include "licit_console.h"
#include "licit_subscribe.h"
#include "service.h"

struct lic_updates;

/* Start it, unless the settings say never: *out is then NULL. They are borrowed. */
LIC_CHECKED int lic_updates_start(struct lic_updates **out, struct lic_service *service,
				  const struct lic_conf *conf, struct lic_diag *diag);

/* Ask the feeds now, those too that are left alone after a failure. who: the user of the console
 * who wants it; empty: a signal. NULL is well. */
void lic_updates_ask(struct lic_updates *updates, struct lic_str who);

/* What came of the last time that somebody asked. */
struct lic_updates_last {
	char who[LIC_USER_NAME_MAX + 1];
	int64_t asked, ended; /* ended: 0 as long as it is under way */
	struct lic_update_result result;
	struct lic_diag problem; /* empty, or why nothing came of it */
};

/* False: nobody asked since the start, or updates is NULL. */
bool lic_updates_last(struct lic_updates *updates, struct lic_updates_last *out);

/* Whether it ended in time; if not it still uses the service, and the process had better end: the
 * store is whole whatever happens. NULL is well. */
bool lic_updates_stop(struct lic_updates *updates);

#endif
