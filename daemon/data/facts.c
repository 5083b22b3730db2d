#include "facts.h"

const char *lic_slot_name(enum lic_slot slot)
{
	static const char *const names[LIC_SLOTS] = {"lists", "name", "dns",      "rdap",   "tls",
						     "http",  "page", "register", "related"};

	return names[slot];
}

const char *lic_word_kind_name(enum lic_word_kind kind)
{
	static const char *const names[LIC_WORD_KINDS] = {"medicine", "pharmacy", "sales", "info",
							  "plain"};

	return names[kind];
}

const char *lic_imitation_name(enum lic_imitation imitation)
{
	static const char *const names[LIC_IMITATIONS] = {"homoglyph", "typo", "combo", "tld",
							  "subdomain"};

	return names[imitation];
}

const char *lic_likeness_name(enum lic_likeness likeness)
{
	static const char *const names[LIC_LIKENESSES] = {"faint", "near", "close"};

	return names[likeness];
}

void lic_facts_init(struct lic_facts *facts, const struct lic_subject *subject,
		    struct lic_str country, lic_date today)
{
	facts->subject = subject;
	facts->country = country;
	facts->today = today;
	memset(facts->known, 0, sizeof(facts->known));
	memset(facts->why, 0, sizeof(facts->why));
	facts->matches = 0;
	memset(facts->rx_rule, 0, sizeof(facts->rx_rule));
	facts->name = NULL;
	facts->dns = NULL;
	facts->registration = NULL;
	facts->tls = NULL;
	facts->http = NULL;
	facts->page = NULL;
	facts->register_page = NULL;
	facts->related = NULL;
}

const char *lic_leads_name(enum lic_leads leads)
{
	static const char *const names[LIC_LEADS] = {"nowhere", "http", "refresh", "script"};

	return names[leads];
}

bool lic_entry_in_force(const struct lic_entry *entry, lic_date today)
{
	/* Where the list is, it may be another day. */
	if (entry->today)
		today = entry->today;
	return entry->since <= today && (entry->end == 0 || today < entry->end);
}

bool lic_entry_ended(const struct lic_entry *entry, lic_date today)
{
	if (entry->today)
		today = entry->today;
	return entry->end && entry->end <= today;
}

bool lic_entry_stale(const struct lic_entry *entry, lic_date today)
{
	const struct lic_list *list = entry->list;

	if (entry->expired)
		return true;
	if (list->max_age_days == 0)
		return false;
	lic_date seen = entry->seen;
	if (!seen)
		seen = list->as_of;
	return !seen || (int64_t)today - seen > list->max_age_days;
}

bool lic_entry_outlived(const struct lic_facts *facts, const struct lic_entry *entry)
{
	const struct lic_registration *r = facts->registration;

	if (!facts->known[LIC_SLOT_RDAP] || !r || !r->exists || !r->registered)
		return false;
	if (entry->scope == LIC_SCOPE_TLD || entry->list->kind == LIC_KIND_BENIGN)
		return false;
	/* The days of two clocks may differ by one. */
	lic_date made = entry->registered ? entry->registered : entry->since;
	return made > 0 && r->registered > made + 1 && r->registered <= facts->today;
}

bool lic_countries_hold(struct lic_str countries, struct lic_str country)
{
	struct lic_str one;

	while (lic_str_split(&countries, ';', &one)) {
		one = lic_str_trim(one);
		if (lic_str_eq(one, LIC_STR("*")) || lic_str_caseeq(one, country))
			return true;
	}
	return false;
}

struct lic_str lic_jurisdiction_country(struct lic_str jurisdiction)
{
	return lic_str(jurisdiction.ptr, lic_str_find(jurisdiction, '-'));
}

bool lic_entry_covers(const struct lic_entry *entry, struct lic_str country)
{
	if (country.len == 0)
		return true;
	if (entry->countries.len)
		return lic_countries_hold(entry->countries, country);
	return lic_str_caseeq(lic_jurisdiction_country(entry->list->jurisdiction), country);
}
