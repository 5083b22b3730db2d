#include "page_ask.h"

#include "page_order.h"
#include "page_said.h"

static bool is_rule(const struct lic_page *page, const struct lic_page_term *t, int strength)
{
	return lic_page_is_phrase(t, "prescription-required", strength) &&
	       lic_page_is_on_a_line(page, t) && !lic_page_is_asked(page, t) &&
	       lic_page_is_undenied(page, t);
}

/* How many rules of at least that strength there are. */
static size_t rules(const struct lic_page *page, int strength)
{
	size_t n = 0;

	for (size_t i = 0; i < page->terms_count; i++)
		n += is_rule(page, &page->terms[i], strength);
	return n;
}

/* So many strong words that ask for prescriptions leave no doubt. */
#define PLAIN_RULES 3

/* So many words of a hospital or a clinic are one. */
#define TREATS 2

/* What no honest seller does: how plain the words must be where one such way is enough (0: it never
 * is), and where several are counted. */
static const struct {
	const char *id;
	int alone, among;
} ways[] = {
	{"messenger-order", 3, 2}, {"customs-guarantee", 3, 2},  {"discreet-shipping", 3, 2},
	{"crypto-payment", 2, 2},  {"gift-card-payment", 2, 2},  {"wire-payment", 2, 3},
	{"no-id-check", 2, 2},     {"delivery-guarantee", 2, 2}, {"bonus-pills", 0, 2},
};

/* A medicine's name in disguise, in the page's own words. */
static const struct lic_page_term *disguised(const struct lic_page *page)
{
	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (t->disguised && !t->hidden && !lic_page_is_quoted(page, t))
			return t;
	}
	return NULL;
}

static const struct lic_page_term *way_of_business(const struct lic_page *page)
{
	/* Who has a licence and asks for prescriptions, or treats, takes messages too; and of his
	 * ways only plain words count, for less plain ones have an honest sense as well. */
	const bool licensed = lic_page_phrase(page, "licence", 3);
	const bool careful = licensed && rules(page, 3);
	const size_t first = (licensed && rules(page, 3) >= PLAIN_RULES) ||
			     lic_page_phrases(page, "hospital", 3) >= TREATS;

	for (size_t i = first; i < LIC_ARRAY_SIZE(ways); i++) {
		const struct lic_page_term *t =
			ways[i].alone
				? lic_page_own_phrase(page, ways[i].id, careful ? 3 : ways[i].alone)
				: NULL;
		if (t)
			return t;
	}
	return disguised(page);
}

size_t lic_page_ways_of_business(const struct lic_page *page)
{
	size_t kinds = disguised(page) != NULL;

	for (size_t i = 0; i < LIC_ARRAY_SIZE(ways); i++)
		kinds += lic_page_says(page, ways[i].id, ways[i].among);
	return kinds;
}

/* Bytes between a medicine and the word that it goes by: "Ozempic 1 mg, on prescription". */
#define LABELLED 32

/* A medicine is marked as on prescription, however weak the word. */
static bool labels_one(const struct lic_page *page)
{
	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (!t->hidden && !t->ambiguous && lic_term_needs_prescription(t->class) &&
		    lic_page_stands_by(page, t, "prescription-required", LABELLED))
			return true;
	}
	return false;
}

bool lic_page_says_who(const struct lic_page *page)
{
	return lic_page_phrase(page, "licence", 2) ||
	       lic_page_phrase(page, "pharmacist-contact", 2) ||
	       lic_page_phrase(page, "hospital", 2);
}

/* Does it name both its licence and its pharmacist? */
static bool says_all(const struct lic_page *page)
{
	return lic_page_phrase(page, "licence", 3) &&
	       lic_page_phrase(page, "pharmacist-contact", 2);
}

/* One word may be a customer's, "quicker than a prescription", unless it is a rule or
 * stands by a medicine. */
static bool is_meant(const struct lic_page *page, size_t words)
{
	return words > 1 || rules(page, 3) || labels_one(page);
}

/* Does the phrase stand right by a name, as its label: "Sildenafil 25 mg (without prescription)"?
 */
static bool is_label(const struct lic_page *page, const struct lic_page_term *phrase)
{
	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (!t->hidden && t->class != LIC_TERM_PHRASE &&
		    lic_page_distance(t, phrase) <= LABELLED)
			return true;
	}
	return false;
}

/* Who says as often that no prescription is needed asks for none: the words may tell of others,
 * "they sell on prescription only". Less plain ones are the label of free medicines where the page
 * says who sells, or labels the others too. */
static bool is_contradicted(const struct lic_page *page, size_t words)
{
	const int plain = lic_page_says_who(page) || labels_one(page) ? 3 : 2;
	size_t denials = 0;

	if (says_all(page) && lic_page_speaks_of_prescriptions(page))
		return false;
	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		denials += lic_page_is_phrase(t, "no-prescription-required", plain) &&
			   (t->strength > 2 || !is_label(page, t));
	}
	return words <= denials;
}

bool lic_page_speaks_lawfully(const struct lic_page *page)
{
	const bool asks = rules(page, 3) && !is_contradicted(page, rules(page, 1));

	return asks || says_all(page);
}

bool lic_page_asks(const struct lic_page *page)
{
	const size_t words = rules(page, 1);

	return words && !is_contradicted(page, words) && is_meant(page, words) &&
	       !way_of_business(page);
}

const struct lic_page_term *lic_page_shady(const struct lic_page *page)
{
	const struct lic_page_term *way = way_of_business(page);

	return way ? way : lic_page_own_phrase(page, "no-prescription-required", 3);
}

bool lic_page_heeds_prescriptions(const struct lic_page *page)
{
	return lic_page_asks(page) ||
	       (lic_page_speaks_of_prescriptions(page) && !lic_page_shady(page));
}

bool lic_page_say_substance(struct lic_finding *out, struct lic_arena *arena,
			    const struct lic_page *page, enum lic_term_class class,
			    struct lic_str what)
{
	const struct lic_page_term *term = page ? lic_page_offered(page, class) : NULL;

	if (!term || lic_page_informs(page))
		return false;
	const struct lic_page_term *way = lic_page_shady(page);
	lic_signal_observed(out, LIC_RISK);
	/* Who only leads to sellers is warned of, and is none himself. */
	out->decisive = way && !lic_page_orders_elsewhere(page);
	out->argues_for = out->decisive ? LIC_ILLICIT
			  : class == LIC_TERM_UNAUTHORISED && !lic_page_says_who(page)
				  ? LIC_SUSPICIOUS
				  : LIC_UNVERIFIED;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It offers "), lic_page_shown(page, term), what);
	lic_signal_evidence(out, "substance", term->id);
	if (way)
		lic_signal_evidence(out, "phrase", lic_page_shown(page, way));
	return true;
}
