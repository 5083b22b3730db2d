/*
 * What a shopper can do now: by verdict, with the links of the buyer's
 * country. The ids are stable, for translation.
 */
#ifndef LIC_ADVICE_H
#define LIC_ADVICE_H

#include "registers.h"
#include "verdict.h"

/* The register to send this shopper to; NULL if there is none. */
const struct lic_register *lic_advise_register(const struct lic_verdict *verdict,
					       const struct lic_registers *registers);

void lic_advise_with(struct lic_verdict *verdict, const struct lic_register *reg);

/* Both in one. */
void lic_advise(struct lic_verdict *verdict, const struct lic_registers *registers);

#endif
