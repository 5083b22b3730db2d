#include "signals.h"

/* In the order in which findings of equal weight are shown. */
const struct lic_signal *const lic_signals[] = {
	&lic_signal_list_illegal, &lic_signal_list_register,  &lic_signal_list_register_stale,
	&lic_signal_list_claim,   &lic_signal_list_community, &lic_signal_list_withdrawn,
	&lic_signal_list_benign,
};

const size_t lic_signals_count = LIC_ARRAY_SIZE(lic_signals);
