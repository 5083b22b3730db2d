/*
 * What an update came to, for people as it happens or as one JSON document: for `licit subscribe`
 * and `licit update`. Depends on base and licit_subscribe.h.
 */
#ifndef LIC_UPDATE_REPORT_H
#define LIC_UPDATE_REPORT_H

#include "command.h"
#include "licit_subscribe.h"

/* Update with those options, whose callbacks are set here, and tell: the exit status, which is
 * that of the feeds; result says whether single lists were refused. */
int lic_update_report_run(struct lic_cli *cli, struct lic_update_options *options, bool json,
			  struct lic_update_result *result);

#endif
