/*
 * What a site shares with illegal sellers whom an authority's notice names: the contacts
 * on its page, its name servers and addresses, looked up in lists/contacts.csv. For
 * related.c alone. No I/O.
 */
#ifndef LIC_PROBE_SHARED_H
#define LIC_PROBE_SHARED_H

#include "contacts.h"
#include "facts.h"

struct lic_relatives {
	struct lic_relative *row; /* room for LIC_RELATIVES_MAX */
	size_t count;
};

/* Is it the subject's own name, one below it, or that of the site that answered in its
 * place? */
bool lic_shared_own(const struct lic_facts *facts, struct lic_str host);

/* Add what is shared by the file of contacts, whose texts it lends. A contact that the
 * file has for the site itself, too, is its own. */
void lic_shared_find(struct lic_relatives *out, const struct lic_facts *facts,
		     const struct lic_contacts *contacts);

#endif
