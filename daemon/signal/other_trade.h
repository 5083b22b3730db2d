/*
 * Is a site, whatever one of its pages offers, of something else than medicines? By the
 * name, which schools, churches and authorities have of their own, or by the home page.
 * Pure.
 */
#ifndef LIC_OTHER_TRADE_H
#define LIC_OTHER_TRADE_H

#include "signal.h"

/* What says so, to end "a site of something else: …"; empty: nothing does. The words are
 * constant or in the arena. */
struct lic_str lic_other_trade(const struct lic_facts *facts, struct lic_arena *arena);

/* May it be a pharmacy's, by its name, by a register, or as its page speaks? */
bool lic_may_be_pharmacy(const struct lic_facts *facts);

#endif
