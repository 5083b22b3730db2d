/*
 * licitd's own updating of the feeds that this machine is subscribed to: a thread that asks them
 * from time to time. Requests never wait for it. The lists in use are swapped by whoever calls
 * lic_service_refresh, as after an import.
 *
 * Depends on base, conf and licit*.h.
 */
#ifndef LIC_UPDATES_H
#define LIC_UPDATES_H

#include "service.h"

struct lic_updates;

/* Start it, unless the settings say never: *out is then NULL. They are borrowed. */
LIC_CHECKED int lic_updates_start(struct lic_updates **out, struct lic_service *service,
				  const struct lic_conf *conf, struct lic_diag *diag);

/* Ask the feeds now, those too that are left alone after a failure. NULL is well. */
void lic_updates_ask(struct lic_updates *updates);

/* Whether it ended in time; if not it still uses the service, and the process had better end: the
 * store is whole whatever happens. NULL is well. */
bool lic_updates_stop(struct lic_updates *updates);

#endif
