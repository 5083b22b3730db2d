/*
 * The rules that turn findings into a class: two questions kept apart (the gate:
 * does it sell medicines? then: is it lawful for this buyer?), decisive evidence
 * first. One const table, asked from the top; docs/ARCHITECTURE.md says each rule's
 * sentence. Pure.
 */
#ifndef LIC_RULES_H
#define LIC_RULES_H

#include "signal.h"

/* What the rules look at. */
struct lic_judged {
	const struct lic_facts *facts;
	const struct lic_finding *findings;
	size_t count;
	/* What was observed speaks for or against, without what lists say for risk: points
	 * within the caps of their groups. */
	double evidence;
	double warn; /* evidence of so many points makes a warning */
};

struct lic_rule {
	const char *says; /* the sentence of docs/ARCHITECTURE.md that it implements */
	bool (*holds)(const struct lic_judged *judged);
	enum lic_verdict_class class;
	const char *headline; /* for a shopper */
};

/* In the order in which they are asked. The last one always holds. */
extern const struct lic_rule lic_rules[];
extern const size_t lic_rules_count;

/* The gate: 1, 0, or -1: not known. */
int lic_rules_gate(const struct lic_judged *judged);

/* The first rule that holds; never NULL. */
const struct lic_rule *lic_rules_decide(const struct lic_judged *judged);

#endif
