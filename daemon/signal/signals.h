/*
 * The signals by name, for table.c and for their tests.
 */
#ifndef LIC_SIGNALS_H
#define LIC_SIGNALS_H

#include "signal.h"

extern const struct lic_signal lic_signal_contact_messenger_only;
extern const struct lic_signal lic_signal_contact_none;
extern const struct lic_signal lic_signal_contact_shared;
extern const struct lic_signal lic_signal_dns_none;
extern const struct lic_signal lic_signal_dns_shared;
extern const struct lic_signal lic_signal_domain_changed_hands;
extern const struct lic_signal lic_signal_domain_new;
extern const struct lic_signal lic_signal_domain_old;
extern const struct lic_signal lic_signal_domain_on_hold;
extern const struct lic_signal lic_signal_domain_privacy;
extern const struct lic_signal lic_signal_domain_short_lived;
extern const struct lic_signal lic_signal_domain_unregistered;
extern const struct lic_signal lic_signal_domain_young;
extern const struct lic_signal lic_signal_http_cloaked;
extern const struct lic_signal lic_signal_http_led_to_medicine;
extern const struct lic_signal lic_signal_http_plain_only;
extern const struct lic_signal lic_signal_http_redirected;
extern const struct lic_signal lic_signal_http_search_redirect;
extern const struct lic_signal lic_signal_licence_foreign_entry;
extern const struct lic_signal lic_signal_licence_particulars;
extern const struct lic_signal lic_signal_licence_unconfirmed;
extern const struct lic_signal lic_signal_list_benign;
extern const struct lic_signal lic_signal_list_claim;
extern const struct lic_signal lic_signal_list_community;
extern const struct lic_signal lic_signal_list_illegal;
extern const struct lic_signal lic_signal_list_register;
extern const struct lic_signal lic_signal_list_register_ended;
extern const struct lic_signal lic_signal_list_register_stale;
extern const struct lic_signal lic_signal_list_withdrawn;
extern const struct lic_signal lic_signal_medicine_controlled;
extern const struct lic_signal lic_signal_medicine_no_use;
extern const struct lic_signal lic_signal_medicine_offer;
extern const struct lic_signal lic_signal_medicine_alert;
extern const struct lic_signal lic_signal_medicine_precursor;
extern const struct lic_signal lic_signal_medicine_presented;
extern const struct lic_signal lic_signal_medicine_rx_forbidden;
extern const struct lic_signal lic_signal_medicine_rx_range;
extern const struct lic_signal lic_signal_medicine_unauthorised;
extern const struct lic_signal lic_signal_name_disguised;
extern const struct lic_signal lic_signal_name_lookalike;
extern const struct lic_signal lic_signal_name_medicine;
extern const struct lic_signal lic_signal_name_mixed_scripts;
extern const struct lic_signal lic_signal_name_pharmacy;
extern const struct lic_signal lic_signal_name_risky_tld;
extern const struct lic_signal lic_signal_page_free_pills;
extern const struct lic_signal lic_signal_page_hacked;
extern const struct lic_signal lic_signal_page_information;
extern const struct lic_signal lic_signal_page_miracle;
extern const struct lic_signal lic_signal_page_no_offer;
extern const struct lic_signal lic_signal_page_per_pill;
extern const struct lic_signal lic_signal_page_pressure;
extern const struct lic_signal lic_signal_page_private_order;
extern const struct lic_signal lic_signal_page_private_sale;
extern const struct lic_signal lic_signal_payment_crypto;
extern const struct lic_signal lic_signal_payment_insecure_form;
extern const struct lic_signal lic_signal_payment_irrevocable;
extern const struct lic_signal lic_signal_prescription_none;
extern const struct lic_signal lic_signal_prescription_required;
extern const struct lic_signal lic_signal_prescription_unasked;
extern const struct lic_signal lic_signal_seal_dead;
extern const struct lic_signal lic_signal_seal_foreign_entry;
extern const struct lic_signal lic_signal_seal_genuine;
extern const struct lic_signal lic_signal_seal_image_only;
extern const struct lic_signal lic_signal_seal_missing;
extern const struct lic_signal lic_signal_seal_own_link;
extern const struct lic_signal lic_signal_seal_private;
extern const struct lic_signal lic_signal_seal_retired;
extern const struct lic_signal lic_signal_seal_unconfirmed;
extern const struct lic_signal lic_signal_seal_wrong_host;
extern const struct lic_signal lic_signal_tls_broken;
extern const struct lic_signal lic_signal_tls_neighbours;
extern const struct lic_signal lic_signal_tls_organization;

#endif
