/*
 * The page of a register to which a seal leads: LIC_SLOT_REGISTER. One page, of an issuer of a
 * seal alone, at the issuer's pace; redirects are followed as long as they stay with it, and its
 * certificate must be good. Known are a page that can be read, and that there is none; all
 * else was not seen.
 */
#ifndef LIC_PROBE_REGISTER_VISIT_H
#define LIC_PROBE_REGISTER_VISIT_H

#include "probe.h"

extern const struct lic_probe lic_probe_register;

#endif
