/*
 * Where the link of a seal leads. For seal.c alone.
 */
#ifndef LIC_PROBE_SEAL_LINK_H
#define LIC_PROBE_SEAL_LINK_H

#include "facts.h"
#include "seals.h"

/* The target of the seal whose host the link leads to: that host, one below it, or
 * another of the same registrable domain. NULL if there is none. */
const struct lic_seal_target *lic_seal_target(const struct lic_seal *seal,
					      const struct lic_page_link *link);

/* What sort of link it is (NULL: none). *target is set for LIC_SEAL_LINK_ISSUER. */
enum lic_seal_link lic_seal_link(const struct lic_facts *facts, const struct lic_seal *seal,
				 const struct lic_page_link *link,
				 const struct lic_seal_target **target);

/* Is the link one to an entry? *number is what it carries: a number, or a site. */
bool lic_seal_number(const struct lic_seal_target *target, const struct lic_page_link *link,
		     struct lic_str *number);

#endif
