/*
 * The TLS probe: which certificates the subject's host shows on port 443, and what is
 * wrong with them. A plugin for probe.h.
 */
#ifndef LIC_PROBE_HANDSHAKE_H
#define LIC_PROBE_HANDSHAKE_H

#include "probe.h"

extern const struct lic_probe lic_handshake_probe;

#endif
