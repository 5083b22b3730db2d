/*
 * From facts to verdict: ask every signal, add up, apply the rules. Pure.
 */
#ifndef LIC_SCORE_H
#define LIC_SCORE_H

#include "model.h"
#include "signal.h"

/* Fill findings, class, risk, coverage, sells_medicine and headline of *out. */
void lic_score(const struct lic_facts *facts, const struct lic_model *model,
	       struct lic_arena *arena, struct lic_verdict *out);

/* The same, with what the verdict repeats of the subject. What is of the run (advice,
 * slots, listset, model, time and their JSON) is left to the caller. */
void lic_judge(const struct lic_facts *facts, const struct lic_model *model,
	       struct lic_arena *arena, struct lic_verdict *out);

/* Set what of the facts was seen, and why the rest was not, and how old the domain is: for who
 * reads one verdict. */
void lic_judge_slots(const struct lic_facts *facts, struct lic_verdict *out);

#endif
