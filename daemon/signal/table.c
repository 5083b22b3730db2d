#include "signals.h"

/* In the order in which findings of equal weight are shown. */
const struct lic_signal *const lic_signals[] = {
	&lic_signal_list_illegal,        &lic_signal_list_register,
	&lic_signal_list_register_stale, &lic_signal_list_claim,
	&lic_signal_list_community,      &lic_signal_list_withdrawn,
	&lic_signal_list_benign,         &lic_signal_domain_changed_hands,
	&lic_signal_domain_on_hold,      &lic_signal_domain_new,
	&lic_signal_domain_young,        &lic_signal_domain_short_lived,
	&lic_signal_domain_old,          &lic_signal_domain_privacy,
	&lic_signal_domain_unregistered, &lic_signal_seal_foreign_entry,
	&lic_signal_seal_wrong_host,     &lic_signal_seal_own_link,
	&lic_signal_seal_image_only,     &lic_signal_seal_private,
	&lic_signal_seal_genuine,        &lic_signal_seal_unconfirmed,
	&lic_signal_seal_retired,
};

const size_t lic_signals_count = LIC_ARRAY_SIZE(lic_signals);
