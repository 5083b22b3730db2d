#include "plan.h"

#include "handshake.h"
#include "names.h"
#include "register_visit.h"
#include "registry.h"
#include "visit.h"

const struct lic_probe *const lic_plan[] = {
	&lic_probe_dns,          &lic_probe_http,      &lic_probe_home,
	&lic_probe_registration, &lic_handshake_probe, &lic_probe_register,
};

const size_t lic_plan_count = LIC_ARRAY_SIZE(lic_plan);
