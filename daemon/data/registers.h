/*
 * The catalogue of national registers (lists/registers.csv): where a shopper can
 * look a pharmacy up, and report one.
 */
#ifndef LIC_REGISTERS_H
#define LIC_REGISTERS_H

#include "arena.h"
#include "diag.h"
#include "facts.h"

struct lic_register {
	struct lic_str id, jurisdiction, authority, list_url, report_url;
	bool confirmed; /* the row was read at its source, not recalled */
	int fit;        /* to send a shopper to, the more the better */
	enum lic_rx_online rx_online;
	bool logo; /* it issues the EU common logo */
};

struct lic_registers {
	struct lic_register *rows;
	size_t count;
	struct lic_arena arena; /* owns the texts */
};

/* Parse the file's text; no text is a catalogue without rows. */
LIC_CHECKED int lic_registers_parse(struct lic_registers *out, struct lic_str text,
				    struct lic_diag *diag);
void lic_registers_release(struct lic_registers *registers);

/* The confirmed row of a country that fits best: for pharmacies as such before one
 * sort of seller, for the whole country before a part of it; the first of several.
 * NULL if there is none. */
const struct lic_register *lic_registers_of(const struct lic_registers *registers,
					    struct lic_str country);

/* Fill the facts' rules on medicines, for the shop and for the buyer. Where a page is
 * known it may tell the shop's country. A country forbids when the row that fits best says so and
 * no other confirmed row of it allows. The lists must have been asked; texts are the catalogue's.
 */
void lic_registers_rx(const struct lic_registers *registers, struct lic_facts *facts);

#endif
