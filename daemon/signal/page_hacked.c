/* Medicines are named where only search engines look. */
#include "page_offer.h"
#include "signals.h"

/* Names: one or two may stand in a menu that is folded away. */
#define ENOUGH 4

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	const struct lic_page_term *first = NULL;
	size_t hidden = 0;
	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (t->class != LIC_TERM_MEDICINE && t->class != LIC_TERM_CONTROLLED)
			continue;
		if (!t->hidden)
			return false;
		hidden += !t->ambiguous;
		first = first ? first : t;
	}
	if (hidden < ENOUGH)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->decisive = false;
	out->argues_for = LIC_UNKNOWN;
	out->summary =
		LIC_SUMMARY(arena, LIC_STR("It names medicines where no visitor sees them ("),
			    lic_str(page->hidden.ptr + first->at, first->len),
			    LIC_STR(" …): somebody may have broken into this site."));
	lic_signal_evidence(out, "medicine", first->id);
	return true;
}

const struct lic_signal lic_signal_page_hacked = {
	.id = "page.hacked",
	.group = "page",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
