/*
 * The probe of the registry: LIC_SLOT_RDAP, for the subject's registrable domain. RDAP
 * over https where the registry speaks it, else WHOIS over port 43; net->registries
 * says whom to ask, how often, and what was answered before.
 */
#ifndef LIC_PROBE_REGISTRY_H
#define LIC_PROBE_REGISTRY_H

#include "probe.h"

extern const struct lic_probe lic_probe_registration;

#endif
