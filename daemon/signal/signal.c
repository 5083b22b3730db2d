#include "signal.h"

#include "country.h"

const struct lic_entry *lic_signal_first(const struct lic_facts *facts,
					 bool (*fits)(const struct lic_entry *entry))
{
	const struct lic_entry *first = NULL;

	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (!lic_entry_in_force(e, facts->today) || !fits(e) ||
		    lic_entry_outlived(facts, e))
			continue;
		if (e->confidence != LIC_CONFIDENCE_LOW)
			return e;
		if (!first)
			first = e;
	}
	return first;
}

struct lic_str lic_signal_date(struct lic_arena *arena, lic_date date)
{
	char text[LIC_DATE_SIZE];

	if (!date)
		return LIC_STR("an unknown date");
	lic_date_format(date, text);
	return lic_arena_copy(arena, lic_str(text, LIC_DATE_SIZE - 1));
}

struct lic_str lic_signal_authority(struct lic_arena *arena, const struct lic_list *list)
{
	const char *country = lic_country_name(lic_jurisdiction_country(list->jurisdiction));
	struct lic_str who = list->authority.len ? list->authority : list->name;

	if (!who.len)
		who = list->id;
	if (!country)
		return who;
	return LIC_SUMMARY(arena, who, LIC_STR(" ("), lic_str_from(country), LIC_STR(")"));
}

struct lic_str lic_signal_covered(struct lic_arena *arena, const struct lic_entry *entry)
{
	switch (entry->scope) {
	case LIC_SCOPE_HOST:
		return LIC_SUMMARY(arena, LIC_STR("The host "), entry->name);
	case LIC_SCOPE_PREFIX:
		return LIC_SUMMARY(arena, LIC_STR("The part "), entry->name,
				   LIC_STR(" of this site"));
	case LIC_SCOPE_WILDCARD:
		return LIC_SUMMARY(arena, LIC_STR("Every host under "), entry->name);
	case LIC_SCOPE_SITE:
	case LIC_SCOPE_TLD:
		break;
	}
	return LIC_STR("This site");
}

lic_date lic_entry_copy_date(const struct lic_entry *entry)
{
	return entry->seen ? entry->seen : entry->list->as_of;
}

bool lic_entry_listed(const struct lic_facts *facts, const struct lic_entry *entry)
{
	return entry->list->kind == LIC_KIND_ILLEGAL && entry->evidence != LIC_EVIDENCE_RECALL &&
	       lic_entry_in_force(entry, facts->today) && !lic_entry_outlived(facts, entry);
}

void lic_signal_observed(struct lic_finding *out, enum lic_direction direction)
{
	out->direction = direction;
	out->decisive = false;
	out->argues_for = LIC_UNKNOWN;
	out->entry = NULL;
	out->evidence_count = 0;
	out->source = (struct lic_source){.since = 0};
}

void lic_signal_evidence(struct lic_finding *out, const char *key, struct lic_str value)
{
	for (size_t i = 0; i < out->evidence_count; i++)
		if (out->evidence[i].key[0] == key[0] && strcmp(out->evidence[i].key, key) == 0)
			return;
	if (value.len && out->evidence_count < LIC_EVIDENCE_MAX)
		out->evidence[out->evidence_count++] = (struct lic_pair_of_strings){key, value};
}

void lic_signal_cite(struct lic_finding *out, const struct lic_entry *entry, lic_date today)
{
	const struct lic_list *list = entry->list;

	out->entry = entry;
	out->evidence_count = 0;
	lic_signal_evidence(out, "match", entry->name);
	lic_signal_evidence(out, "scope", lic_str_from(lic_scope_name(entry->scope)));
	out->source = (struct lic_source){
		.list = list->id,
		.name = list->name,
		.url = list->url,
		.since = entry->since,
		.as_of = lic_entry_copy_date(entry),
		.stale = lic_entry_stale(entry, today),
		.json = list->source_json,
		.authority = list->authority,
	};
}
