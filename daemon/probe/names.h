/*
 * What the name servers say of a host and its site: LIC_SLOT_DNS.
 */
#ifndef LIC_PROBE_NAMES_H
#define LIC_PROBE_NAMES_H

#include "probe.h"

extern const struct lic_probe lic_probe_dns;

#endif
