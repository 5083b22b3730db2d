/*
 * The score model (lists/model.json): the weight of every signal, the cap of
 * every group, what each source of facts counts towards coverage, and the range
 * of risk that each class may show. Immutable after parsing.
 */
#ifndef LIC_MODEL_H
#define LIC_MODEL_H

#include "diag.h"
#include "facts.h"
#include "verdict.h"

#define LIC_MODEL_GROUP_NAME_SIZE 24

/* Signals, by place in lic_signals[]. */
#define LIC_SIGNAL_WORDS ((LIC_FINDINGS_MAX + 63) / 64)
struct lic_signal_set {
	uint64_t word[LIC_SIGNAL_WORDS];
};

struct lic_model {
	char id[64];
	double scale, bias;               /* risk = 100 · logistic((bias + sum) / scale) */
	double warn;                      /* evidence of so many points makes a warning */
	double points[LIC_FINDINGS_MAX];  /* by place in lic_signals[] */
	unsigned group[LIC_FINDINGS_MAX]; /* number of the signal's group */
	size_t groups;
	char group_name[LIC_GROUPS_MAX][LIC_MODEL_GROUP_NAME_SIZE];
	double cap[LIC_GROUPS_MAX]; /* sums of a group stay within ±cap */
	double coverage[LIC_SLOTS];
	/* Whom to ask: who needs a slot, and of those who look at list entries who looks
	 * at such a kind, or at none in particular. */
	struct lic_signal_set of_slot[LIC_SLOTS];
	struct lic_signal_set of_kind[LIC_KINDS], of_no_kind;
	int low[LIC_VERDICT_CLASSES], high[LIC_VERDICT_CLASSES];
};

/* Every signal of lic_signals[], its group and every class must be there. */
LIC_CHECKED int lic_model_parse(struct lic_model *out, struct lic_str text, struct lic_diag *diag);

#endif
