/* Prescription medicines are offered, and no prescription is asked for. */
#include "page_ask.h"
#include "page_said.h"
#include "signals.h"

/* The nearest name of a medicine to the phrase. */
static const struct lic_page_term *nearest(const struct lic_page *page,
					   const struct lic_page_term *phrase)
{
	const struct lic_page_term *best = NULL;

	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (t->hidden || t->ambiguous || t->class > LIC_TERM_UNAUTHORISED)
			continue;
		if (!best || lic_page_distance(t, phrase) < lic_page_distance(best, phrase))
			best = t;
	}
	return best;
}

static bool asks_more_than_not(const struct lic_page *page)
{
	return lic_page_phrases(page, "prescription-required", 3) >=
	       lic_page_phrases(page, "no-prescription-required", 2);
}

/* Of medicines that are free to sell it is said as well: a phrase counts beside a
 * medicine that is not; a plain one also far from it, on a page that offers no others.
 * Who asks for prescriptions, or names pharmacist and licence, is taken to mean the
 * free ones unless the phrase is plain and stands by the name. */
static bool counts(const struct lic_facts *facts, const struct lic_page_term *phrase,
		   const struct lic_page_term **rx)
{
	const struct lic_page *page = facts->page;
	const struct lic_page_term *near = nearest(page, phrase);
	const bool lawful = lic_page_speaks_lawfully(page);
	const size_t reach = phrase->strength < 2 || lawful ? LIC_PAGE_NEAR / 2 : LIC_PAGE_NEAR;

	if (lawful && (phrase->strength < 3 || asks_more_than_not(page) || lic_page_asks(page)))
		return false;
	if (near && lic_page_is_rx(facts, near) && lic_page_distance(near, phrase) <= reach) {
		*rx = near;
		return true;
	}
	return !lawful && phrase->strength >= 3 && !lic_page_offered(page, LIC_TERM_OTC);
}

/* Is a prescription asked for nearer to the name than so many bytes? */
static bool asked_nearer(const struct lic_page *page, const struct lic_page_term *rx, size_t bytes)
{
	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (lic_page_is_phrase(t, "prescription-required", 2) &&
		    lic_page_distance(t, rx) < bytes)
			return true;
	}
	return false;
}

/* Bytes between a name and the word behind it: "Ozempic 1 mg, without prescription". */
#define BESIDE 24

/* Shops sort their free medicines under "without prescription": such a word counts on the
 * line of a name that is not free, right beside it, and only of who does not speak as
 * lawful sellers do. "Ozempic: on prescription. Without prescription: Aspirin" speaks of
 * others, and so does "All without prescription. Ozempic needs one". */
static bool labels(const struct lic_facts *facts, const struct lic_page_term *label,
		   const struct lic_page_term **rx)
{
	const struct lic_page *page = facts->page;
	const struct lic_page_term *near = nearest(page, label);

	if (!near || !lic_page_is_rx(facts, near) || lic_page_distance(near, label) > BESIDE ||
	    lic_page_speaks_lawfully(page))
		return false;
	const size_t from = near->at < label->at ? near->at + near->len : label->at + label->len;
	const size_t apart = lic_page_distance(near, label);
	const char *between = page->text.ptr + from;
	if (memchr(between, '\n', apart) || asked_nearer(page, near, apart))
		return false;
	if (label->at < near->at && memchr(between, '.', apart))
		return false;
	*rx = near;
	return true;
}

static const struct lic_page_term *find(const struct lic_facts *facts,
					const struct lic_page_term **rx)
{
	const struct lic_page *page = facts->page;

	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (t->hidden || t->class != LIC_TERM_PHRASE || !lic_page_is_own(page, t))
			continue;
		if (lic_str_eq(t->id, LIC_STR("no-prescription-required"))
			    ? counts(facts, t, rx)
			    : lic_str_eq(t->id, LIC_STR("otc-label")) && labels(facts, t, rx))
			return t;
	}
	return NULL;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;
	const struct lic_page_term *phrase, *rx;

	if (!page || !(rx = lic_page_offered_rx(facts)) || lic_page_informs(page))
		return false;
	phrase = find(facts, &rx);
	if (!phrase)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->decisive = false;
	out->argues_for = LIC_SUSPICIOUS;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It offers "), lic_page_shown(page, rx),
				   LIC_STR(", which needs a prescription, and says: \""),
				   lic_page_shown(page, phrase), LIC_STR("\"."));
	lic_signal_evidence(out, "medicine", rx->id);
	lic_signal_evidence(out, "phrase", lic_page_shown(page, phrase));
	lic_signal_evidence(out, "language", phrase->language);
	return true;
}

const struct lic_signal lic_signal_prescription_none = {
	.id = "prescription.none",
	.group = "prescription",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
