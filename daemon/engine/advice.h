/*
 * What a shopper can do now: by verdict, with the links of the buyer's
 * country. The ids are stable, for translation.
 */
#ifndef LIC_ADVICE_H
#define LIC_ADVICE_H

#include "registers.h"
#include "verdict.h"

void lic_advise(struct lic_verdict *verdict, const struct lic_registers *registers);

#endif
