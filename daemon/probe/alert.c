#include "alert.h"

/* The name as a reader sees it on the page; empty if it is not there. */
static struct lic_str word_for(const struct lic_page *page, const struct lic_alert *alert)
{
	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		struct lic_str shown = lic_str(page->text.ptr + t->at, t->len);
		if (!t->hidden && t->class != LIC_TERM_PHRASE && lic_alert_is_named(alert, shown))
			return shown;
	}
	return lic_str(NULL, 0);
}

int lic_alert_find(struct lic_related_facts *out, const struct lic_facts *facts,
		   const struct lic_alerts *alerts, struct lic_arena *arena)
{
	struct lic_alert_shown found[LIC_ALERTS_SHOWN_MAX];
	const struct lic_page *page = facts->page;
	size_t n = 0;

	for (size_t i = 0; page && i < alerts->count && n < LIC_ALERTS_SHOWN_MAX; i++) {
		const struct lic_alert *alert = &alerts->row[i];
		struct lic_str word = word_for(page, alert);
		if (word.len && alert->date <= facts->today)
			found[n++] = (struct lic_alert_shown){
				.id = alert->id,
				.authority = alert->authority,
				.product = alert->product,
				.batches = alert->batches,
				.url = alert->url,
				.date = alert->date,
				.word = word,
			};
	}
	if (!n)
		return LIC_OK;
	struct lic_alert_shown *kept = lic_arena_alloc(arena, n * sizeof(*kept));
	if (!kept)
		return LIC_ENOMEM;
	memcpy(kept, found, n * sizeof(*kept));
	out->alerts = kept;
	out->alerts_count = n;
	return LIC_OK;
}
