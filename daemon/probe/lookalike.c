#include "lookalike_search.h"

/* Prices, in what a target is worth: 2 for a letter of its own, 1 for one of a word of the
 * trade. docs/decisions/0008-look-alikes.md says how they were found. */
#define PRICE_DRESS 6 /* the whole name, suffix too */
#define PRICE_DOT_NEAR 10
#define PRICE_DOT_CLOSE 16
#define DOT_LENGTH 6

void lic_lookalike_consider(struct lic_lookalike_search *s, const struct lic_target *t,
			    enum lic_imitation how, enum lic_likeness likeness)
{
	struct lic_lookalike *best = &s->best;

	/* A big shop has its name in every country and spelling. */
	if (t->kind == LIC_TARGET_RETAILER && likeness == LIC_LIKENESS_FAINT)
		return;
	if (best->target && (best->likeness > likeness ||
			     (best->likeness == likeness && best->target->worth >= t->worth)))
		return;
	*best = (struct lic_lookalike){t, how, likeness};
}

/* ---- in front of another site ---------------------------------------- */

/* "pilulka.cz.shop.example", "pilulka.cz-shop.example": the whole name in front. */
static void find_dress(struct lic_lookalike_search *s, struct lic_str label,
		       struct lic_str from_here)
{
	const struct lic_target *t = lic_targets_labelled(s->targets, label);

	for (; t; t = lic_targets_twin(s->targets, t))
		if (t->worth >= PRICE_DRESS && from_here.len > t->name.len &&
		    lic_str_starts(from_here, t->name) &&
		    (from_here.ptr[t->name.len] == '.' || from_here.ptr[t->name.len] == '-'))
			lic_lookalike_consider(s, t, LIC_IMITATION_SUBDOMAIN, LIC_LIKENESS_CLOSE);
}

static enum lic_likeness likeness_of_dot(const struct lic_target *t)
{
	if (t->worth >= PRICE_DOT_CLOSE)
		return LIC_LIKENESS_CLOSE;
	return t->worth >= PRICE_DOT_NEAR ? LIC_LIKENESS_NEAR : LIC_LIKENESS_FAINT;
}

/* "pilu.lka.cz": a dot put into the name. */
static void find_dot(struct lic_lookalike_search *s)
{
	const struct lic_str front = s->front;
	char joined[LIC_LABEL_MAX];
	size_t n = 0;

	if (front.len + s->label.len > sizeof(joined))
		return;
	for (size_t i = 0; i < front.len; i++)
		if (front.ptr[i] != '.')
			joined[n++] = front.ptr[i];
	memcpy(joined + n, s->label.ptr, s->label.len);
	n += s->label.len;
	const struct lic_target *t = lic_targets_labelled(s->targets, lic_str(joined, n));
	/* "online.pharmacy.example" is what it says. */
	if (!t || n < DOT_LENGTH ||
	    (lic_lookalike_is_words(s, front) && lic_lookalike_is_words(s, s->label)))
		return;
	for (; t; t = lic_targets_twin(s->targets, t))
		if (lic_lookalike_is_here(s, t) && !t->front.len)
			lic_lookalike_consider(s, t, LIC_IMITATION_SUBDOMAIN, likeness_of_dot(t));
}

static void find_in_front(struct lic_lookalike_search *s)
{
	struct lic_str rest = s->front, label;

	while (lic_str_split(&rest, '.', &label)) {
		size_t at = (size_t)(label.ptr - s->host.ptr);
		find_dress(s, label, lic_str(label.ptr, s->host.len - at));
	}
	find_dot(s);
}

/* The labels before the site, but for a first "www". */
static struct lic_str front_of(const struct lic_subject *subject)
{
	struct lic_str host = subject->host, www = LIC_STR("www.");

	if (host.len <= subject->site.len)
		return lic_str(host.ptr, 0);
	struct lic_str front = lic_str(host.ptr, host.len - subject->site.len);
	if (lic_str_starts(front, www))
		front = lic_str(front.ptr + www.len, front.len - www.len);
	if (front.len)
		front.len--; /* its dot */
	return front;
}

struct lic_lookalike lic_lookalike_find(const struct lic_targets *targets,
					const struct lic_words *words,
					const struct lic_subject *subject, struct lic_str label,
					struct lic_str looks)
{
	struct lic_lookalike_search s = {
		.targets = targets, .words = words, .host = subject->host, .label = label};
	struct lic_str site = subject->site;
	size_t dot = lic_str_find(site, '.');

	if (!targets->count || dot == site.len || site.len > subject->host.len ||
	    subject->host.len > LIC_HOST_MAX)
		return s.best;
	s.suffix = lic_str(site.ptr + dot + 1, site.len - dot - 1);
	s.front = front_of(subject);
	lic_lookalike_near(&s, looks, looks.ptr != label.ptr);
	if (!s.best.target)
		lic_lookalike_around(&s);
	if (s.front.len)
		find_in_front(&s);
	return s.best;
}
