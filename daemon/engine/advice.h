/*
 * What a shopper can do now: by verdict, with the links of the buyer's
 * country. The ids are stable, for translation.
 */
#ifndef LIC_ADVICE_H
#define LIC_ADVICE_H

#include "helplines.h"
#include "registers.h"
#include "verdict.h"

/* Whom a shopper can turn to; each may be empty. */
struct lic_offices {
	struct lic_str register_url; /* where to look a pharmacy up */
	struct lic_str report_url;   /* who takes reports */
	struct lic_str help;         /* who helplines with the use of drugs: name, telephone */
	struct lic_str help_url;
};

/* Those of the buyer's country, else of that of the list that spoke first. */
void lic_offices_find(struct lic_offices *out, const struct lic_verdict *verdict,
		      const struct lic_registers *registers, const struct lic_helplines *helplines,
		      struct lic_arena *arena);

/* Give the advice; texts that are made for it lie in the arena. */
void lic_advise(struct lic_verdict *verdict, const struct lic_offices *offices,
		struct lic_arena *arena);

#endif
