/*
 * How a site answers to three visitors at once: LIC_SLOT_HTTP; and to a fourth at its home
 * page, once for all its pages. Redirects are followed by hand, each hop resolved and judged
 * anew.
 */
#ifndef LIC_PROBE_VISIT_H
#define LIC_PROBE_VISIT_H

#include "probe.h"

extern const struct lic_probe lic_probe_http, lic_probe_home;

#endif
