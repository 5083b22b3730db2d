/* The page was read and offers no medicine. */
#include "page_offer.h"
#include "signals.h"

/* Bytes of text: less is a page that is being built, or that scripts will fill. */
#define ENOUGH 400

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	if (page->cut || page->text.len < ENOUGH || lic_page_phrase(page, "pharmacy-word", 1))
		return false;
	for (size_t i = 0; i < page->terms_count; i++)
		if (page->terms[i].class < LIC_TERM_PHRASE && !page->terms[i].ambiguous)
			return false;
	(void)arena;
	lic_signal_observed(out, LIC_NEUTRAL);
	out->decisive = false;
	out->argues_for = LIC_NO_MEDICINE;
	out->summary = LIC_STR("This page names no medicine.");
	return true;
}

const struct lic_signal lic_signal_page_no_offer = {
	.id = "page.no-offer",
	.group = "page",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
