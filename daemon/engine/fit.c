/*
 * Weights from data: a logistic regression on which signals had something to say, with the
 * caps of the groups in it as they are in the score, the sign of each weight held to
 * the direction of its findings, and a penalty on the way from the weights as they
 * are. Plain gradient steps, a fixed number of them: the same data give the same
 * weights. Signals on lists are left alone, for lists decide by rule.
 */
#include "eval.h"
#include "hash.h"

#include <math.h>

#define FOLDS 5
#define STEPS 4000
#define PATTERNS_MAX 16384

/* Of the penalty: as if so many further observations held each weight, in units of one
 * log-odds, where it is. */
#define PULL 4.0

/* Items that show the same are one row. */
struct pattern {
	uint64_t signals[(LIC_FINDINGS_MAX + 63) / 64];
	double positives[FOLDS], others[FOLDS];
};

struct fit {
	const struct lic_eval *eval;
	struct pattern *patterns;
	size_t count;
	size_t most; /* findings in one pattern */
	bool used[LIC_FINDINGS_MAX];
	double seen_positives[LIC_FINDINGS_MAX], seen_others[LIC_FINDINGS_MAX];
};

struct weights {
	double points[LIC_FINDINGS_MAX], bias;
};

struct loss {
	double rows, log_loss, brier;
};

static bool has(const struct pattern *p, size_t s)
{
	return p->signals[s / 64] >> s % 64 & 1;
}

/* ---- gathering -------------------------------------------------------- */

static struct pattern *find_pattern(struct fit *f, const struct pattern *like)
{
	size_t i = 0;

	while (i < f->count &&
	       memcmp(f->patterns[i].signals, like->signals, sizeof(like->signals)) != 0)
		i++;
	if (i == PATTERNS_MAX)
		return NULL;
	if (i == f->count)
		f->patterns[f->count++] = *like;
	return &f->patterns[i];
}

static int gather_one(struct fit *f, const struct lic_eval_item *item)
{
	struct pattern like = {.signals = {0}};
	const bool positive = item->label == LIC_POSITIVE;
	size_t n = 0;

	for (size_t s = 0; s < lic_signals_count; s++) {
		if (!lic_eval_has(item, s) || (f->eval->by_rule >> lic_signals[s]->needs & 1))
			continue;
		like.signals[s / 64] |= 1ull << s % 64;
		f->used[s] = true;
		*(positive ? &f->seen_positives[s] : &f->seen_others[s]) += 1;
		n++;
	}
	if (!n)
		return LIC_OK;
	struct pattern *p = find_pattern(f, &like);
	if (!p)
		return LIC_ELIMIT;
	f->most = n > f->most ? n : f->most;
	const size_t fold = (size_t)(lic_hash(item->input, 1) % FOLDS);
	(positive ? p->positives : p->others)[fold] += 1;
	return LIC_OK;
}

/* ---- the score, as in score.c ------------------------------------------ */

static double total_of(const struct fit *f, const struct pattern *p, const struct weights *w,
		       double sums[LIC_GROUPS_MAX])
{
	const struct lic_model *m = &f->eval->model;
	double total = w->bias;

	memset(sums, 0, LIC_GROUPS_MAX * sizeof(*sums));
	for (size_t s = 0; s < lic_signals_count; s++)
		if (has(p, s))
			sums[m->group[s]] += w->points[s];
	for (size_t g = 0; g < m->groups; g++)
		total += fmax(-m->cap[g], fmin(m->cap[g], sums[g]));
	return total;
}

static double probability(const struct fit *f, const struct pattern *p, const struct weights *w)
{
	double sums[LIC_GROUPS_MAX];

	return 1 / (1 + exp(-total_of(f, p, w, sums) / f->eval->model.scale));
}

/* ---- fitting ------------------------------------------------------------ */

/* Rows of all folds but one (FOLDS: of all). */
static void rows_of(const struct pattern *p, size_t without, double *positives, double *others)
{
	*positives = *others = 0;
	for (size_t k = 0; k < FOLDS; k++)
		if (k != without) {
			*positives += p->positives[k];
			*others += p->others[k];
		}
}

struct gradient {
	double by[LIC_FINDINGS_MAX], bias; /* of the loss, by log-odds */
	double steep[LIC_FINDINGS_MAX], steep_bias;
};

static void add_row(const struct fit *f, const struct pattern *p, const struct weights *w,
		    double positives, double others, struct gradient *g)
{
	const struct lic_model *m = &f->eval->model;
	double sums[LIC_GROUPS_MAX];
	const double probable = 1 / (1 + exp(-total_of(f, p, w, sums) / m->scale));
	const double slope = probable * (positives + others) - positives;
	const double bound = 0.25 * (positives + others) * (double)(f->most + 1);

	g->bias += slope;
	g->steep_bias += bound;
	for (size_t s = 0; s < lic_signals_count; s++)
		if (has(p, s) && fabs(sums[m->group[s]]) <= m->cap[m->group[s]]) {
			g->by[s] += slope;
			g->steep[s] += bound;
		}
}

static double allowed(const struct fit *f, size_t s, double points)
{
	const struct lic_model *m = &f->eval->model;
	const unsigned directions = f->eval->directions[s];
	const double cap = m->cap[m->group[s]], now = m->points[s];
	/* A finding that is shown as neutral may weigh, and then keeps its sign. */
	const bool neutral = directions & 1u << LIC_NEUTRAL;

	if (!(directions & 1u << LIC_TRUST) && !(neutral && now < 0))
		points = fmax(points, 0);
	if (!(directions & 1u << LIC_RISK) && !(neutral && now > 0))
		points = fmin(points, 0);
	return fmax(-cap, fmin(cap, points));
}

static void step(const struct fit *f, const struct weights *start, size_t without, double balance,
		 struct weights *w)
{
	const double scale = f->eval->model.scale;
	struct gradient g = {.bias = 0};
	double positives, others;

	for (size_t i = 0; i < f->count; i++) {
		rows_of(&f->patterns[i], without, &positives, &others);
		add_row(f, &f->patterns[i], w, positives * balance, others, &g);
	}
	for (size_t s = 0; s < lic_signals_count; s++) {
		if (!f->used[s])
			continue;
		const double pull = PULL * (w->points[s] - start->points[s]) / scale;
		w->points[s] -= scale * (g.by[s] + pull) / (g.steep[s] + PULL);
		w->points[s] = allowed(f, s, w->points[s]);
	}
	const double pull = PULL * (w->bias - start->bias) / scale;
	w->bias -= scale * (g.bias + pull) / (g.steep_bias + PULL);
}

/* Positives weigh as much as the others: how many of each were handed in is nobody's
 * base rate. */
static double balance_of(const struct fit *f, size_t without)
{
	double positives = 0, others = 0, p, o;

	for (size_t i = 0; i < f->count; i++) {
		rows_of(&f->patterns[i], without, &p, &o);
		positives += p;
		others += o;
	}
	return positives > 0 && others > 0 ? others / positives : 1;
}

static struct weights fit_without(const struct fit *f, const struct weights *start, size_t without)
{
	const double balance = balance_of(f, without);
	struct weights w = *start;

	for (int i = 0; i < STEPS; i++)
		step(f, start, without, balance, &w);
	return w;
}

static void measure(const struct fit *f, const struct weights *w, size_t fold, struct loss *out)
{
	const double balance = balance_of(f, FOLDS);

	for (size_t i = 0; i < f->count; i++) {
		const struct pattern *p = &f->patterns[i];
		const double yes = p->positives[fold] * balance, no = p->others[fold];
		const double q = fmin(1 - 1e-9, fmax(1e-9, probability(f, p, w)));
		out->rows += yes + no;
		out->log_loss -= yes * log(q) + no * log(1 - q);
		out->brier += yes * (1 - q) * (1 - q) + no * q * q;
	}
}

/* ---- showing ------------------------------------------------------------ */

static void show_loss(struct lic_buf *out, const char *what, const struct loss *l)
{
	lic_buf_printf(out, "# %-34s log loss %.4f, Brier score %.4f\n", what,
		       l->rows > 0 ? l->log_loss / l->rows : 0,
		       l->rows > 0 ? l->brier / l->rows : 0);
}

static void cross_validate(const struct fit *f, const struct weights *start, struct lic_buf *out)
{
	struct loss now = {.rows = 0}, fitted = {.rows = 0};

	for (size_t k = 0; k < FOLDS; k++) {
		const struct weights w = fit_without(f, start, k);
		measure(f, start, k, &now);
		measure(f, &w, k, &fitted);
	}
	show_loss(out, "weights as they are:", &now);
	show_loss(out, "fitted, on the fold left out:", &fitted);
}

static void show(const struct fit *f, const struct weights *start, const struct weights *w,
		 struct lic_buf *out)
{
	lic_buf_printf(out, "# bias: %.1f, fitted %.1f; scale %g\n", start->bias, w->bias,
		       f->eval->model.scale);
	lic_buf_printf(out, "# %-28s%10s%10s%10s%10s%10s\n", "signal", "now", "fitted", "positives",
		       "others", "cap");
	for (size_t s = 0; s < lic_signals_count; s++) {
		const struct lic_model *m = &f->eval->model;
		if (f->used[s])
			lic_buf_printf(out, "  %-28s%10.1f%10.1f%10.0f%10.0f%10.0f\n",
				       lic_signals[s]->id, start->points[s], w->points[s],
				       f->seen_positives[s], f->seen_others[s],
				       m->cap[m->group[s]]);
	}
}

int lic_eval_fit(const struct lic_eval *eval, struct lic_buf *out, struct lic_diag *diag)
{
	struct fit f = {.eval = eval};
	struct weights start = {.bias = eval->model.bias};
	int err = LIC_OK;

	f.patterns = calloc(PATTERNS_MAX, sizeof(*f.patterns));
	if (!f.patterns)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	for (size_t i = 0; !err && i < eval->count; i++)
		err = gather_one(&f, &eval->items[i]);
	if (err < 0) {
		lic_diag_set(diag, err, "there are too many combinations of findings");
	} else if (!f.count) {
		err = lic_diag_set(diag, LIC_EINVAL, "no signal had anything to say but of lists");
	} else {
		memcpy(start.points, eval->model.points, sizeof(start.points));
		const struct weights w = fit_without(&f, &start, FOLDS);
		cross_validate(&f, &start, out);
		show(&f, &start, &w, out);
	}
	free(f.patterns);
	return err;
}
