#include "other_trade.h"

#include "http_visits.h"
#include "name_words.h"
#include "page_ask.h"

/* A home page with less text than this is a door, and says nothing of what is behind it. */
#define HOME_LEAST 400

static struct lic_str take_last_label(struct lic_str *name)
{
	const char *dot = name->len ? memrchr(name->ptr, '.', name->len) : NULL;
	struct lic_str label = *name;

	if (dot)
		label = lic_str(dot + 1, (size_t)(name->ptr + name->len - dot - 1));
	*name = lic_str(name->ptr, dot ? (size_t)(dot - name->ptr) : 0);
	return label;
}

/* Suffixes that their registries give to schools, authorities, armies and the like alone,
 * and the second levels of countries for the same. */
static bool has_kept_suffix(struct lic_str site)
{
	static const char *const tops[] = {"edu", "gov", "mil", "int", "museum", "catholic"};
	static const char *const seconds[] = {"edu", "gov", "ac", "mil", "gob", "gouv",  "govt",
					      "gub", "go",  "gv", "sch", "k12", "school"};
	struct lic_str rest = site, top = take_last_label(&rest), second = take_last_label(&rest);

	if (lic_str_is_among(top, tops, LIC_ARRAY_SIZE(tops)))
		return true;
	return top.len == 2 && rest.len &&
	       lic_str_is_among(second, seconds, LIC_ARRAY_SIZE(seconds));
}

/* Words that end the names of what is no shop, in some languages. */
static const char *name_end(struct lic_str site)
{
	static const char *const ends[] = {
		"church",       "school",    "college",  "university", "museum", "library",
		"parish",       "diocese",   "ministry", "kirche",     "schule", "eglise",
		"ecole",        "iglesia",   "escuela",  "colegio",    "chiesa", "scuola",
		"kostel",       "farnost",   "parafia",  "szkola",     "kyrka",  "gymnazium",
		"kindergarten", "orchestra", "theatre",
	};
	struct lic_str label = lic_str(site.ptr, lic_str_find(site, '.')), rest = site;
	struct lic_str top = take_last_label(&rest);

	for (size_t i = 0; i < LIC_ARRAY_SIZE(ends); i++)
		if (lic_str_ends(label, lic_str_from(ends[i])) ||
		    lic_str_eq(top, lic_str_from(ends[i])))
			return ends[i];
	return NULL;
}

/* Whoever deals with medicines, or speaks of them, says so on the home page; what any shop
 * says does not count. */
static bool is_of_shops(struct lic_str phrase)
{
	static const char *const ids[] = {
		"buy-action",     "offer",        "pressure",          "worldwide-shipping",
		"crypto-payment", "wire-payment", "gift-card-payment", "unit-price",
		"wholesale",      "forum",        "messenger-order",   "delivery-guarantee"};

	return lic_str_is_among(phrase, ids, LIC_ARRAY_SIZE(ids));
}

static bool home_is_of_something_else(const struct lic_facts *facts)
{
	const struct lic_hop *end = lic_visit_end(facts, LIC_VISITOR_HOME);

	if (!end || !lic_hop_succeeded(end) || !lic_hop_home(facts, end))
		return false;
	const struct lic_visit *home = &facts->http->visit[LIC_VISITOR_HOME];
	if (!home->read || home->length < HOME_LEAST || home->medicines_count ||
	    home->remedies_count)
		return false;
	for (size_t i = 0; i < home->phrases_count; i++)
		if (!is_of_shops(home->phrases[i]))
			return false;
	return true;
}

struct lic_str lic_other_trade(const struct lic_facts *facts, struct lic_arena *arena)
{
	const struct lic_str site = facts->subject->site;

	if (facts->subject->is_ip)
		return lic_str(NULL, 0);
	if (has_kept_suffix(site))
		return LIC_STR("its suffix is kept for schools, authorities and the like");
	const char *end = name_end(site);
	if (end)
		return LIC_SUMMARY(arena, LIC_STR("its name ends in \""), lic_str_from(end),
				   LIC_STR("\""));
	if (home_is_of_something_else(facts))
		return LIC_STR("its home page speaks of no medicines");
	return lic_str(NULL, 0);
}

bool lic_may_be_pharmacy(const struct lic_facts *facts)
{
	if (lic_name_offer(facts) != LIC_OFFERS_NOTHING)
		return true;
	for (size_t i = 0; i < facts->matches; i++)
		if (facts->match[i].list->kind == LIC_KIND_REGISTER)
			return true;
	return facts->known[LIC_SLOT_PAGE] && facts->page && lic_page_speaks_lawfully(facts->page);
}
