/*
 * Measuring the verdicts on addresses of which somebody knows what they are. What was
 * measured is kept as one small record for each; reports, the plot and the fit read
 * these. One thread.
 */
#ifndef LIC_ENGINE_EVAL_H
#define LIC_ENGINE_EVAL_H

#include "check.h"

struct lic_eval_item {
	enum lic_label label;
	enum lic_verdict_class class;
	int risk;                                       /* as shown: 0–100, or -1: none */
	int sells;                                      /* the gate: 1, 0 or -1 */
	uint64_t signals[(LIC_FINDINGS_MAX + 63) / 64]; /* bits by place in lic_signals[] */
	struct lic_str input;                           /* in the arena, cut */
};

struct lic_eval {
	struct lic_check *check;
	struct lic_replay *replay; /* for lines of saved facts */
	struct lic_eval_options options;
	struct lic_model model; /* that the verdicts are from */
	struct lic_arena arena, scratch;
	struct lic_verdict verdict; /* as if there were no lists */
	struct lic_eval_item *items;
	size_t count, cap;
	uint64_t errors;
	/* Direction of each signal's findings: 1 << lic_direction. */
	unsigned directions[LIC_FINDINGS_MAX];
	/* Bits of slots whose signals the fit leaves alone: lists decide by rule. */
	unsigned by_rule;
};

/* ---- what the reports share ------------------------------------------ */

struct lic_rate {
	uint64_t of, all;
	double share, low, high; /* Wilson score interval, 95 % */
};

struct lic_rate lic_rate(uint64_t of, uint64_t all);

const char *lic_label_name(enum lic_label label);

static inline bool lic_eval_has(const struct lic_eval_item *item, size_t signal)
{
	return item->signals[signal / 64] >> signal % 64 & 1;
}

/* "suspicious" or worse, as a shopper is warned. */
static inline bool lic_eval_warned(const struct lic_eval_item *item)
{
	return item->class == LIC_SUSPICIOUS || item->class == LIC_ILLICIT ||
	       item->class == LIC_DISPUTED;
}

/* The rates that are reported, in order; false past the last one. */
bool lic_eval_rate(const struct lic_eval *eval, size_t n, const char **what, struct lic_rate *out);

/* Precision and recall of "risk at least t". */
struct lic_pr {
	int threshold;
	uint64_t hits, alarms; /* positives and others at or above it */
	double precision, recall;
};

/* For each threshold from 100 to 0 at which something is added: their number. */
size_t lic_eval_curve(const struct lic_eval *eval, struct lic_pr out[101]);
double lic_eval_average_precision(const struct lic_pr *curve, size_t count);

#define LIC_EVAL_BINS 10

struct lic_bin {
	uint64_t count, positives;
	double predicted; /* mean */
	struct lic_rate observed;
};

/* Of the items that show a risk: Brier score, and bins of predicted risk. Gives their
 * number. */
uint64_t lic_eval_calibration(const struct lic_eval *eval, double *brier,
			      struct lic_bin bins[LIC_EVAL_BINS]);

#define LIC_EVAL_WORST 15

/* The worst mistakes, the worst first: others that are warned of by risk, then
 * positives that are not. Gives their number. */
size_t lic_eval_worst(const struct lic_eval *eval, const struct lic_eval_item *out[LIC_EVAL_WORST]);

#endif
