/*
 * What the register's own page makes of a seal that leads to it: the newest word on whose
 * entry that is. For related.c alone. No I/O.
 */
#ifndef LIC_PROBE_REGISTER_ENTRY_H
#define LIC_PROBE_REGISTER_ENTRY_H

#include "related.h"

/* Set what the register's page, which is known, says of the seals that lead to it, of count.
 * It is believed only where it came over https from the issuer, and where the link and the
 * address that answered have the form of an entry and do not bring the name along. If the
 * seals lead elsewhere, the slot becomes unknown. LIC_OK, LIC_ENOMEM or LIC_ECORRUPT. */
LIC_CHECKED int lic_register_entry(struct lic_seal_shown *seals, size_t count,
				   struct lic_facts *facts, const struct lic_references *references,
				   struct lic_arena *arena);

#endif
