/*
 * Everything observed about a subject, one slot per source. A slot is known, or
 * unknown for a reason. Probes fill it, signals read it; nothing else travels
 * between them.
 */
#ifndef LIC_FACTS_H
#define LIC_FACTS_H

#include "facts_dns.h"
#include "facts_http.h"
#include "facts_name.h"
#include "facts_page.h"
#include "facts_register.h"
#include "facts_registration.h"
#include "facts_related.h"
#include "facts_rx.h"
#include "facts_tls.h"
#include "index.h"
#include "limits.h"
#include "subject.h"

enum lic_slot {
	LIC_SLOT_LISTS,
	LIC_SLOT_NAME,
	LIC_SLOT_DNS,
	LIC_SLOT_RDAP,
	LIC_SLOT_TLS,
	LIC_SLOT_HTTP,
	LIC_SLOT_PAGE,
	LIC_SLOT_REGISTER,
	LIC_SLOT_RELATED,
	LIC_SLOTS,
};

/* "lists", "name" …: as in the model and in saved facts. */
const char *lic_slot_name(enum lic_slot slot);

struct lic_facts {
	const struct lic_subject *subject;
	struct lic_str country; /* the buyer's, alpha-2 in capitals; empty: not given */
	lic_date today;
	bool known[LIC_SLOTS];
	const char *why[LIC_SLOTS]; /* of an unknown slot, in words; NULL: not asked */

	/* LIC_SLOT_LISTS: the entries that cover the subject, the most specific
	 * first. More than LIC_MATCHES_MAX are not kept: an authority's entry then takes
	 * the place of another. The last place is the probe's. */
	struct lic_entry match[LIC_MATCHES_MAX + 1];
	size_t matches;
	struct lic_rx_rule rx_rule[LIC_RX_SIDES]; /* known where a page is, too */

	/* The other slots, each in its own header (facts_<slot>.h); NULL while unknown. */
	const struct lic_name_facts *name;
	const struct lic_dns_facts *dns;
	const struct lic_registration *registration; /* LIC_SLOT_RDAP */
	const struct lic_tls_facts *tls;
	const struct lic_http_facts *http;
	const struct lic_page *page;
	const struct lic_register_page *register_page; /* LIC_SLOT_REGISTER */
	const struct lic_related_facts *related;
};

/* Forget all but what the slots' memory is made of. */
void lic_facts_init(struct lic_facts *facts, const struct lic_subject *subject,
		    struct lic_str country, lic_date today);

/* Is the entry in force on that day: begun, not ended? */
bool lic_entry_in_force(const struct lic_entry *entry, lic_date today);

/* Has it ended by that day? */
bool lic_entry_ended(const struct lic_entry *entry, lic_date today);

/* Has the feed expired that the entry's list comes from, or is the copy that it was read from
 * older than its list allows? An entry
 * of an ageing list whose copy bears no date is stale. */
bool lic_entry_stale(const struct lic_entry *entry, lic_date today);

/* Was the entry made for an earlier registration of its domain? True only where the
 * registry says when the present one began, and the list when the entry did, or the
 * registration that it was made for: it
 * speaks of whoever had the name before. Entries on a whole top-level domain and on
 * names that never sell are not bound to a registration. */
bool lic_entry_outlived(const struct lic_facts *facts, const struct lic_entry *entry);

/* Does a register's entry cover a buyer in that country? An empty country asks
 * for no one in particular: true. */
bool lic_entry_covers(const struct lic_entry *entry, struct lic_str country);

/* Is the country among "AA;BB" or "*"? */
bool lic_countries_hold(struct lic_str countries, struct lic_str country);

/* The country part of a jurisdiction: "CA" of "CA-ON". */
struct lic_str lic_jurisdiction_country(struct lic_str jurisdiction);

#endif
