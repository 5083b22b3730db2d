#include "score.h"

#include "rules.h"

#include <math.h>

/* Does a finding from one of these slots (bits) speak of it, or warn of it? */
static bool says(const struct lic_verdict *v, unsigned slots, bool risk)
{
	for (size_t i = 0; i < v->findings_count; i++)
		if ((slots >> v->findings[i].slot & 1u) &&
		    (!risk || v->findings[i].direction == LIC_RISK))
			return true;
	return false;
}

/* Of an unknown site more can be said than that it is unknown. */
static const char *headline_for(const struct lic_verdict *v, const struct lic_rule *rule)
{
	const unsigned lists = 1u << LIC_SLOT_LISTS, name = 1u << LIC_SLOT_NAME;

	if (v->class != LIC_UNKNOWN || !v->findings_count)
		return rule->headline;
	if (v->sells_medicine == 0)
		return "This name is known as no seller of medicines. Its pages were not looked "
		       "at.";
	if (says(v, lists, true))
		return "An unconfirmed entry names this site. That alone is no warning, and no "
		       "sign that it is safe.";
	if (says(v, lists, false))
		return "No list warns of this site now. That is not a sign that it is safe.";
	if (says(v, name, true) && !says(v, ~name, true))
		return "Its name gives reason for care, and that alone is no warning.";
	return "Too little is known about this site to warn of it. That is not a sign that it is "
	       "safe.";
}

/* ---- the sum ---------------------------------------------------------- */

struct sums {
	unsigned groups;                 /* that have a finding, as bits; those below are set */
	double all[LIC_GROUPS_MAX];      /* of every finding, by group */
	double observed[LIC_GROUPS_MAX]; /* without those that rest on lists */
	double lists;                    /* of those */
};

static double within(double sum, double cap)
{
	return sum > cap ? cap : sum < -cap ? -cap : sum;
}

static void add(struct sums *sums, const struct lic_finding *f, unsigned group)
{
	if (!(sums->groups >> group & 1)) {
		sums->groups |= 1u << group;
		sums->all[group] = sums->observed[group] = 0;
	}
	sums->all[group] += f->points;
	if (f->slot == LIC_SLOT_LISTS)
		sums->lists += f->points;
	else
		sums->observed[group] += f->points;
}

/* What lists say for risk decides by their own rules, or not at all. */
static double evidence_of(const struct lic_model *m, const struct sums *sums)
{
	double total = sums->lists < 0 ? sums->lists : 0;

	for (unsigned left = sums->groups; left; left &= left - 1) {
		const int g = __builtin_ctz(left);
		total += within(sums->observed[g], m->cap[g]);
	}
	return total;
}

static void share_out(const struct lic_model *m, const struct sums *sums, struct lic_verdict *out)
{
	out->bias = m->bias;
	out->total = m->bias;
	out->shares_count = 0;
	for (unsigned left = sums->groups; left; left &= left - 1) {
		const int g = __builtin_ctz(left);
		if (sums->all[g] == 0)
			continue;
		struct lic_share *share = &out->shares[out->shares_count++];
		share->group = m->group_name[g];
		share->sum = sums->all[g];
		share->counted = within(sums->all[g], m->cap[g]);
		out->total += share->counted;
	}
}

static int risk_of(const struct lic_model *m, double total, enum lic_verdict_class class)
{
	if (class == LIC_UNKNOWN)
		return -1;
	int risk = (int)lround(100.0 / (1.0 + exp(-total / m->scale)));
	if (risk < m->low[class])
		return m->low[class];
	return risk > m->high[class] ? m->high[class] : risk;
}

static double coverage_of(const struct lic_facts *facts, const struct lic_model *m)
{
	double sum = 0;

	for (int s = 0; s < LIC_SLOTS; s++)
		if (facts->known[s])
			sum += m->coverage[s];
	return sum;
}

/* Decisive first, then by weight; equal ones keep the order of the table. */
static bool before(const struct lic_finding *a, const struct lic_finding *b)
{
	if (a->decisive != b->decisive)
		return a->decisive;
	return fabs(a->points) > fabs(b->points);
}

static void insert(struct lic_verdict *out, size_t order[LIC_FINDINGS_MAX], size_t n)
{
	size_t at = n;

	while (at > 0 && before(&out->findings[n], &out->findings[order[at - 1]])) {
		order[at] = order[at - 1];
		at--;
	}
	order[at] = n;
}

/* Findings are large: they are put in order once, and only if there are several. */
static void sort_findings(struct lic_verdict *out)
{
	size_t order[LIC_FINDINGS_MAX];
	struct lic_finding sorted[LIC_FINDINGS_MAX];

	if (out->findings_count < 2)
		return;
	for (size_t i = 0; i < out->findings_count; i++)
		insert(out, order, i);
	for (size_t i = 0; i < out->findings_count; i++)
		sorted[i] = out->findings[order[i]];
	memcpy(out->findings, sorted, out->findings_count * sizeof(sorted[0]));
}

static void join(struct lic_signal_set *to, const struct lic_signal_set *more)
{
	for (size_t w = 0; w < LIC_SIGNAL_WORDS; w++)
		to->word[w] |= more->word[w];
}

/* Those who need a slot that is known and, if they look at entries of lists, a kind
 * that names the subject: for nearly every address of a batch nobody. */
static struct lic_signal_set whom_to_ask(const struct lic_facts *facts,
					 const struct lic_model *model)
{
	struct lic_signal_set slots = {{0}}, kinds = model->of_no_kind;

	for (int s = 0; s < LIC_SLOTS; s++)
		if (facts->known[s])
			join(&slots, &model->of_slot[s]);
	for (size_t i = 0; i < facts->matches; i++)
		join(&kinds, &model->of_kind[facts->match[i].list->kind]);
	for (size_t w = 0; w < LIC_SIGNAL_WORDS; w++)
		slots.word[w] &= kinds.word[w];
	return slots;
}

static void ask(size_t i, const struct lic_facts *facts, const struct lic_model *model,
		struct lic_arena *arena, struct lic_verdict *out, struct sums *sums)
{
	const struct lic_signal *s = lic_signals[i];
	struct lic_finding *f = &out->findings[out->findings_count];

	f->evidence_count = 0;
	f->if_sells = false;
	if (!s->eval(facts, arena, f))
		return;
	f->signal = s->id;
	f->group = s->group;
	f->slot = (int)s->needs;
	f->slot_name = lic_slot_name(s->needs);
	f->points = model->points[i];
	add(sums, f, model->group[i]);
	out->findings_count++;
}

static void ask_signals(const struct lic_facts *facts, const struct lic_model *model,
			struct lic_arena *arena, struct lic_verdict *out, struct sums *sums)
{
	struct lic_signal_set left = whom_to_ask(facts, model);

	out->findings_count = 0;
	for (size_t w = 0; w < LIC_SIGNAL_WORDS; w++)
		for (; left.word[w]; left.word[w] &= left.word[w] - 1)
			ask(64 * w + (size_t)__builtin_ctzll(left.word[w]), facts, model, arena,
			    out, sums);
	sort_findings(out);
}

void lic_score(const struct lic_facts *facts, const struct lic_model *model,
	       struct lic_arena *arena, struct lic_verdict *out)
{
	struct sums sums;

	sums.groups = 0;
	sums.lists = 0;
	ask_signals(facts, model, arena, out, &sums);
	const struct lic_judged judged = {
		.facts = facts,
		.findings = out->findings,
		.count = out->findings_count,
		.evidence = evidence_of(model, &sums),
		.warn = model->warn,
	};
	const struct lic_rule *rule = lic_rules_decide(&judged);
	out->class = rule->class;
	out->rule = rule->says;
	out->sells_medicine = lic_rules_gate(&judged);
	share_out(model, &sums, out);
	out->risk = risk_of(model, out->total, out->class);
	out->coverage = coverage_of(facts, model);
	out->headline = headline_for(out, rule);
}

void lic_judge_slots(const struct lic_facts *facts, struct lic_verdict *out)
{
	const struct lic_registration *r = facts->registration;

	out->registered = facts->known[LIC_SLOT_RDAP] && r ? r->registered : 0;
	out->slots_count = LIC_SLOTS;
	for (int s = 0; s < LIC_SLOTS; s++)
		out->slots[s] = (struct lic_slot_seen){
			.slot = lic_slot_name((enum lic_slot)s),
			.known = facts->known[s],
			.why = facts->why[s],
		};
}

void lic_judge(const struct lic_facts *facts, const struct lic_model *model,
	       struct lic_arena *arena, struct lic_verdict *out)
{
	lic_score(facts, model, arena, out);
	out->input = facts->subject->input;
	out->is_plain = facts->subject->is_plain;
	out->url = facts->subject->url;
	out->host = facts->subject->host;
	out->site = facts->subject->site;
	out->country = facts->country;
	out->advice_count = 0;
	out->slots_count = 0;
	out->registered = 0;
}
