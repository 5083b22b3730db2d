/*
 * licitd as one call: `licitd` and `licit serve` are this.
 */
#ifndef LIC_SERVE_H
#define LIC_SERVE_H

#include "conf.h"

/* Open the data, listen, answer until SIGTERM or SIGINT: the exit status, 0 or 1;
 * what went wrong is logged. SIGHUP looks for new lists at once. Call from the
 * main thread, before any other is started; conf is borrowed for the call. */
int lic_serve(const struct lic_conf *conf);

#endif
