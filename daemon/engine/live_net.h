/*
 * What all looks share to reach the network: the loop and all that works by it, and what
 * they may reach.
 *
 * Threads: the loop's alone, after it was opened.
 */
#ifndef LIC_LIVE_NET_H
#define LIC_LIVE_NET_H

#include "live.h"
#include "registries.h"

struct lic_live_net {
	struct lic_net net; /* points into the rest */
	struct lic_border border;
	struct lic_registries registries;
	struct lic_roots *roots;
};

/* Into what is zeroed and stays where it is. After an error it must be closed, too. */
LIC_CHECKED int lic_live_net_open(struct lic_live_net *own, const struct lic_live_options *options,
				  struct lic_diag *diag);
void lic_live_net_close(struct lic_live_net *own);

#endif
