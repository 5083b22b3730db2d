/*
 * Whose is an entry of a register, seen from a site: for seal.c, licence.c and related.c. No
 * I/O.
 */
#ifndef LIC_PROBE_OWNER_H
#define LIC_PROBE_OWNER_H

#include "facts.h"
#include "numbers.h"

/* Is it the subject's own host, one below its site, or that of the site that answered in its
 * place? */
bool lic_owner_is_own(const struct lic_facts *facts, struct lic_str host);

/* Own, by any host of the site; of much the same name; or another's. */
enum lic_seal_entry lic_owner_host(const struct lic_facts *facts, struct lic_str host);

/* The same, but another's that the page discloses is related: a house with several names and
 * a service that has a partner's pharmacy dispense say so; a thief has no reason to. */
enum lic_seal_entry lic_owner_of(const struct lic_facts *facts, struct lic_str host,
				 struct lic_str holder);

struct lic_owner {
	const struct lic_facts *facts; /* to be set, the rest zeroed */
	struct lic_str first;          /* the first site that the entry is of */
	const struct lic_list *source; /* NULL: no row to rely on */
	enum lic_seal_entry entry;
};

/* Ask one row; ctx is the lic_owner. A row that is old, unconfirmed or not of the register
 * itself tells nothing. False when no further one is needed: for lic_numbers_find. */
bool lic_owner_ask(void *ctx, const struct lic_entry *entry);

#endif
