/*
 * Which rows of registers count, and how: shared by the signals on registers and
 * the rules that weigh them.
 */
#ifndef LIC_REGISTER_ROWS_H
#define LIC_REGISTER_ROWS_H

#include "signal.h"

/* Is the entry a register row to rely on: read in the register, confirmed, in
 * force, its copy not too old? */
bool lic_register_counts(const struct lic_facts *facts, const struct lic_entry *entry);

/* The row that counts; one that covers the buyer first. NULL if there is none. */
const struct lic_entry *lic_register_row(const struct lic_facts *facts);

/* Add a register row's particulars to the evidence. */
void lic_register_evidence(struct lic_finding *out, struct lic_arena *arena,
			   const struct lic_entry *entry);

#endif
