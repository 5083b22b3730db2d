/*
 * Which page of a register a seal on a page may lead to, told from the page's bytes by the
 * thread of all looks, in one bounded pass. It only proposes: whether the page shows a seal,
 * and whether that one leads there, seal.c says when the page was parsed. Pure.
 */
#ifndef LIC_PROBE_REGISTER_LINK_H
#define LIC_PROBE_REGISTER_LINK_H

#include "seals.h"
#include "site.h"
#include "url.h"

/* The first link to an entry at a seal's issuer; else the first link from a picture to a host
 * of an issuer. The texts of *out lie in store. False if there is none. base is where the
 * page stands. */
bool lic_register_link(struct lic_url *out, struct lic_buf *store, struct lic_str html,
		       const struct lic_url *base, const struct lic_seals *seals,
		       const struct lic_psl *psl);

/* The seal whose issuer the address leads to; of several, one whose entries have its form.
 * NULL: none. */
const struct lic_seal *lic_register_seal(const struct lic_url *url, const struct lic_seals *seals,
					 const struct lic_psl *psl);

/* Is the address one of an issuer's hosts of that seal? Has it the form of an entry there? */
bool lic_register_is_host(const struct lic_url *url, const struct lic_seal *seal,
			  const struct lic_psl *psl);
bool lic_register_is_entry(const struct lic_url *url, const struct lic_seal *seal,
			   const struct lic_psl *psl);

#endif
