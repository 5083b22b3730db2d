#include "rules.h"

#include "register_rows.h"

#define SLOT(slot) (1u << (slot))

/* What others say of the name, and the name itself: nobody looked at the site. */
#define OF_THE_NAME (SLOT(LIC_SLOT_LISTS) | SLOT(LIC_SLOT_NAME))
#define OF_THE_SITE (~OF_THE_NAME)

/* The first finding from these slots that argues for the class, or NULL. */
static const struct lic_finding *argues(const struct lic_judged *j, enum lic_verdict_class class,
					unsigned slots)
{
	for (size_t i = 0; i < j->count; i++)
		if (j->findings[i].argues_for == class && (slots & SLOT(j->findings[i].slot)))
			return &j->findings[i];
	return NULL;
}

/* ---- the gate -------------------------------------------------------- */

/* Lists know more than a page, a page more than a name. Whoever is listed as a
 * seller sells, also where the page that was read is its imprint. */
int lic_rules_gate(const struct lic_judged *j)
{
	static const enum lic_verdict_class open[] = {LIC_ILLICIT, LIC_VERIFIED,
						      LIC_VERIFIED_ELSEWHERE, LIC_UNVERIFIED};
	static const unsigned before_no[] = {SLOT(LIC_SLOT_LISTS), OF_THE_SITE};

	if (!j->count)
		return -1;
	for (size_t s = 0; s < LIC_ARRAY_SIZE(before_no); s++)
		for (size_t c = 0; c < LIC_ARRAY_SIZE(open); c++)
			if (argues(j, open[c], before_no[s]))
				return 1;
	if (argues(j, LIC_NO_MEDICINE, ~0u))
		return 0;
	return argues(j, LIC_UNVERIFIED, ~0u) || argues(j, LIC_ILLICIT, ~0u) ? 1 : -1;
}

/* ---- registers against listings -------------------------------------- */

static const struct lic_finding *listing(const struct lic_judged *j)
{
	return argues(j, LIC_ILLICIT, SLOT(LIC_SLOT_LISTS));
}

static const struct lic_finding *registered(const struct lic_judged *j)
{
	const struct lic_finding *here = argues(j, LIC_VERIFIED, SLOT(LIC_SLOT_LISTS));

	return here ? here : argues(j, LIC_VERIFIED_ELSEWHERE, SLOT(LIC_SLOT_LISTS));
}

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

/* Names lapse and are taken over while the register still shows the old address: so
 * within a jurisdiction the listing wins, unless the register's entry is known to
 * have begun after it. Between jurisdictions both are shown, unless only the listing
 * speaks for the buyer. Not only the row that is shown counts: the order of the
 * lists decides nothing. */
static bool listing_wins(const struct lic_facts *facts, const struct lic_entry *listed,
			 const struct lic_finding *reg)
{
	const struct lic_entry *own = newest_register_row(facts, country_of(listed));

	if (own)
		return !listed->since || own->since <= listed->since;
	return facts->country.len && reg->argues_for == LIC_VERIFIED_ELSEWHERE &&
	       lic_str_eq(country_of(listed), facts->country);
}

/* Every listing is asked, not only the one that is shown: a further one must not
 * make the verdict milder. */
static bool is_listed_for_buyer(const struct lic_judged *j)
{
	const struct lic_finding *reg = registered(j);

	if (!listing(j) || !reg)
		return false;
	for (size_t i = 0; i < j->facts->matches; i++) {
		const struct lic_entry *e = &j->facts->match[i];
		if (lic_entry_listed(j->facts, e) && e->confidence != LIC_CONFIDENCE_LOW &&
		    listing_wins(j->facts, e, reg))
			return true;
	}
	return false;
}

static bool is_disputed(const struct lic_judged *j)
{
	return listing(j) && registered(j);
}

static bool is_listed(const struct lic_judged *j)
{
	return listing(j) != NULL;
}

static bool is_registered(const struct lic_judged *j)
{
	return argues(j, LIC_VERIFIED, SLOT(LIC_SLOT_LISTS)) != NULL;
}

static bool is_registered_elsewhere(const struct lic_judged *j)
{
	return argues(j, LIC_VERIFIED_ELSEWHERE, SLOT(LIC_SLOT_LISTS)) != NULL;
}

/* ---- evidence --------------------------------------------------------- */

static bool is_proven(const struct lic_judged *j)
{
	const struct lic_finding *f = argues(j, LIC_ILLICIT, OF_THE_SITE);

	return f && f->decisive;
}

/* A second reason, and one that is not of the name: ten hints of one kind are one
 * hint. */
static bool is_bad_evidence(const struct lic_judged *j)
{
	const char *group = NULL;
	bool beyond_name = false, two_groups = false;

	if (lic_rules_gate(j) != 1 || j->evidence < j->warn)
		return false;
	for (size_t i = 0; i < j->count; i++) {
		const struct lic_finding *f = &j->findings[i];
		if (f->points <= 0 || f->slot == LIC_SLOT_LISTS)
			continue;
		beyond_name |= f->slot != LIC_SLOT_NAME;
		two_groups |= group && strcmp(group, f->group) != 0;
		group = f->group;
	}
	return beyond_name && two_groups;
}

static bool is_suspect_site(const struct lic_judged *j)
{
	return argues(j, LIC_SUSPICIOUS, OF_THE_SITE) != NULL;
}

/* A register's old row, or a claim: too little to verify, and more than a name. */
static bool is_claimed(const struct lic_judged *j)
{
	for (size_t i = 0; i < j->count; i++) {
		const struct lic_finding *f = &j->findings[i];
		if (f->slot == LIC_SLOT_LISTS && f->argues_for == LIC_UNVERIFIED &&
		    f->direction == LIC_TRUST)
			return true;
	}
	return false;
}

/* What is odd about a name may be bad only if medicine is sold under it. */
static bool is_suspect_name(const struct lic_judged *j)
{
	const bool sells = lic_rules_gate(j) == 1;

	if (argues(j, LIC_NO_MEDICINE, ~0u))
		return false;
	for (size_t i = 0; i < j->count; i++) {
		const struct lic_finding *f = &j->findings[i];
		if (f->argues_for == LIC_SUSPICIOUS && (OF_THE_NAME & SLOT(f->slot)) &&
		    (sells || !f->if_sells))
			return true;
	}
	return false;
}

static bool sells(const struct lic_judged *j)
{
	return lic_rules_gate(j) == 1;
}

static bool offers_none(const struct lic_judged *j)
{
	return lic_rules_gate(j) == 0 && argues(j, LIC_NO_MEDICINE, OF_THE_SITE);
}

static bool always(const struct lic_judged *j)
{
	(void)j;
	return true;
}

#define LISTED_HEADLINE \
	"Do not buy here: an authority lists this site as an illegal seller of medicines."
#define DISTRUST_HEADLINE "There are reasons to distrust this site."
#define UNVERIFIED_HEADLINE "We could not verify this pharmacy."

const struct lic_rule lic_rules[] = {
	{"An authority's listing beats a register's entry of the same jurisdiction that is not "
	 "known to be newer, and one that does not cover the buyer.",
	 is_listed_for_buyer, LIC_ILLICIT, LISTED_HEADLINE},
	{"Where one authority registers a site and another lists it as illegal, both are shown.",
	 is_disputed, LIC_DISPUTED,
	 "Authorities disagree about this site: one registers it, another lists it as illegal."},
	{"A site on an authority's list of illegal sellers is illicit.", is_listed, LIC_ILLICIT,
	 LISTED_HEADLINE},
	{"A current register that covers the buyer verifies; what was observed is shown beside "
	 "it.",
	 is_registered, LIC_VERIFIED, "This pharmacy is on an official register."},
	{"A register that does not cover the buyer verifies for elsewhere.",
	 is_registered_elsewhere, LIC_VERIFIED_ELSEWHERE,
	 "This pharmacy is on a register, but not on one that covers your country."},
	{"Decisive evidence on the site itself is enough without a list.", is_proven, LIC_ILLICIT,
	 "Do not buy here: what this site shows no lawful pharmacy would show."},
	{"A site that sells medicines is suspicious when the evidence of more than one kind, and "
	 "not of the name alone, reaches the model's mark.",
	 is_bad_evidence, LIC_SUSPICIOUS, DISTRUST_HEADLINE},
	{"One strong sign on the site itself is enough for a warning, whatever its name is known "
	 "for.",
	 is_suspect_site, LIC_SUSPICIOUS, DISTRUST_HEADLINE},
	{"An old register's entry or a claim verifies nobody, and shields from lists that give no "
	 "reason.",
	 is_claimed, LIC_UNVERIFIED, UNVERIFIED_HEADLINE},
	{"A name that a community list holds, or that imitates another, is suspicious unless it is "
	 "known to sell no medicine.",
	 is_suspect_name, LIC_SUSPICIOUS, DISTRUST_HEADLINE},
	{"A site that sells medicines and is on no register is unverified.", sells, LIC_UNVERIFIED,
	 UNVERIFIED_HEADLINE},
	{"A page that was read and offers no medicine is no seller's page.", offers_none,
	 LIC_NO_MEDICINE, "No medicine is offered here."},
	{"What is not known is unknown, and never safe.", always, LIC_UNKNOWN,
	 "Nothing is known about this site. That is not a sign that it is safe."},
};

const size_t lic_rules_count = LIC_ARRAY_SIZE(lic_rules);

const struct lic_rule *lic_rules_decide(const struct lic_judged *judged)
{
	const struct lic_rule *rule = lic_rules;

	/* Nearly all of a batch: nothing to argue with. */
	if (!judged->count)
		return &lic_rules[LIC_ARRAY_SIZE(lic_rules) - 1];
	while (!rule->holds(judged))
		rule++;
	return rule;
}
