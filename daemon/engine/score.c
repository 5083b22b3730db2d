#include "score.h"

#include "register_rows.h"

#include <math.h>

static const char *const headlines[LIC_VERDICT_CLASSES] = {
	[LIC_UNKNOWN] = "Nothing is known about this site. That is not a sign that it is safe.",
	[LIC_NO_MEDICINE] = "No medicine is offered here.",
	[LIC_VERIFIED] = "This pharmacy is on an official register.",
	[LIC_UNVERIFIED] = "We could not verify this pharmacy.",
	[LIC_VERIFIED_ELSEWHERE] =
		"This pharmacy is on a register, but not on one that covers your country.",
	[LIC_DISPUTED] = "Authorities disagree about this site: one registers it, another lists it "
			 "as illegal.",
	[LIC_SUSPICIOUS] = "There are reasons to distrust this site.",
	[LIC_ILLICIT] = "Do not buy here: an authority lists this site as an illegal seller of "
			"medicines.",
};

static bool warns(const struct lic_verdict *v)
{
	for (size_t i = 0; i < v->findings_count; i++)
		if (v->findings[i].direction == LIC_RISK)
			return true;
	return false;
}

static const char *headline_for(const struct lic_verdict *v)
{
	if (v->class == LIC_UNKNOWN && v->sells_medicine == 0)
		return "This name is known as no seller of medicines. Its pages were not looked "
		       "at.";
	if (v->class == LIC_UNKNOWN && v->findings_count && warns(v))
		return "An unconfirmed entry names this site. That alone is no warning, and no "
		       "sign that it is safe.";
	if (v->class == LIC_UNKNOWN && v->findings_count)
		return "No list warns of this site now. That is not a sign that it is safe.";
	return headlines[v->class];
}

/* What the rules look at: the finding that argues for each class, or NULL. */
struct arguments {
	const struct lic_finding *by_class[LIC_VERDICT_CLASSES];
};

static struct lic_str country_of(const struct lic_entry *e)
{
	return lic_jurisdiction_country(e->list->jurisdiction);
}

/* The newest row that counts in the registers of a country, or NULL. */
static const struct lic_entry *newest_register_row(const struct lic_facts *facts,
						   struct lic_str country)
{
	const struct lic_entry *newest = NULL;

	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (lic_register_counts(facts, e) && lic_str_eq(country_of(e), country) &&
		    (!newest || e->since > newest->since))
			newest = e;
	}
	return newest;
}

/* An authority lists the site and a register holds it. Names lapse and are taken
 * over while the register still shows the old address: so within a jurisdiction
 * the listing wins, unless the register's entry is known to have begun after it.
 * Between jurisdictions both are shown, unless only the listing speaks for the buyer.
 * Not only the row that is shown counts: the order of the lists decides nothing. */
static bool listing_wins(const struct lic_facts *facts, const struct lic_entry *listing,
			 const struct lic_finding *reg)
{
	const struct lic_entry *own = newest_register_row(facts, country_of(listing));

	if (own)
		return !listing->since || own->since <= listing->since;
	return facts->country.len && reg->argues_for == LIC_VERIFIED_ELSEWHERE &&
	       lic_str_eq(country_of(listing), facts->country);
}

/* Every listing is asked, not only the one that is shown: a further one must not
 * make the verdict milder. */
static enum lic_verdict_class weigh_conflict(const struct lic_facts *facts,
					     const struct lic_finding *reg)
{
	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (lic_entry_listed(e, facts->today) && e->confidence != LIC_CONFIDENCE_LOW &&
		    listing_wins(facts, e, reg))
			return LIC_ILLICIT;
	}
	return LIC_DISPUTED;
}

static enum lic_verdict_class decide(const struct arguments *a, const struct lic_facts *facts)
{
	const struct lic_finding *listing = a->by_class[LIC_ILLICIT];
	const struct lic_finding *reg = a->by_class[LIC_VERIFIED];

	if (!reg)
		reg = a->by_class[LIC_VERIFIED_ELSEWHERE];
	if (listing && reg)
		return weigh_conflict(facts, reg);
	if (listing)
		return LIC_ILLICIT;
	if (reg)
		return reg->argues_for;
	if (a->by_class[LIC_UNVERIFIED])
		return LIC_UNVERIFIED;
	/* A name that is known to sell nothing is never warned about for its name;
	 * its pages were not read, so nothing more is said. */
	if (a->by_class[LIC_SUSPICIOUS] && !a->by_class[LIC_NO_MEDICINE])
		return LIC_SUSPICIOUS;
	return LIC_UNKNOWN;
}

/* The gate: does this site sell medicines? 1, 0, or -1: not known. */
static int sells_medicine(const struct arguments *a)
{
	if (a->by_class[LIC_ILLICIT] || a->by_class[LIC_VERIFIED] ||
	    a->by_class[LIC_VERIFIED_ELSEWHERE] || a->by_class[LIC_UNVERIFIED])
		return 1;
	return a->by_class[LIC_NO_MEDICINE] ? 0 : -1;
}

static int risk_of(const struct lic_model *m, const double sums[LIC_MODEL_GROUPS_MAX],
		   enum lic_verdict_class class)
{
	double total = m->bias;

	if (class == LIC_UNKNOWN)
		return -1;
	for (size_t g = 0; g < m->groups; g++)
		total += sums[g] > m->cap[g]    ? m->cap[g]
			 : sums[g] < -m->cap[g] ? -m->cap[g]
						: sums[g];
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

/* The kinds of the lists that name the subject: signals on other kinds have
 * nothing to say, which is nearly all of them for nearly every address. */
static unsigned kinds_of(const struct lic_facts *facts)
{
	unsigned kinds = 0;

	for (size_t i = 0; i < facts->matches; i++)
		kinds |= 1u << facts->match[i].list->kind;
	return kinds;
}

void lic_score(const struct lic_facts *facts, const struct lic_model *model,
	       struct lic_arena *arena, struct lic_verdict *out)
{
	double sums[LIC_MODEL_GROUPS_MAX] = {0};
	struct arguments a = {{NULL}};

	const unsigned kinds = kinds_of(facts);

	out->findings_count = 0;
	for (size_t i = 0; i < lic_signals_count; i++) {
		const struct lic_signal *s = lic_signals[i];
		struct lic_finding *f = &out->findings[out->findings_count];
		if (!facts->known[s->needs] || (s->kinds && !(s->kinds & kinds)) ||
		    out->findings_count == LIC_FINDINGS_MAX)
			continue;
		f->evidence_count = 0;
		if (!s->eval(facts, arena, f))
			continue;
		f->signal = s->id;
		f->group = s->group;
		f->points = model->points[i];
		sums[model->group[i]] += f->points;
		out->findings_count++;
	}
	sort_findings(out);
	for (size_t i = 0; i < out->findings_count; i++)
		a.by_class[out->findings[i].argues_for] = &out->findings[i];
	out->class = decide(&a, facts);
	out->sells_medicine = sells_medicine(&a);
	out->risk = risk_of(model, sums, out->class);
	out->coverage = coverage_of(facts, model);
	out->headline = headline_for(out);
}
