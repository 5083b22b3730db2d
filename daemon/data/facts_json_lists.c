/* The subject, and the entries of lists that cover it. */
#include "facts_json.h"

/* ---- subject ---------------------------------------------------------- */

/* May stand in JSON as it is: the writer of verdicts does not escape hosts. */
static bool is_plain(struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] <= ' ' || s.ptr[i] >= 127 || s.ptr[i] == '"' || s.ptr[i] == '\\')
			return false;
	return s.len > 0;
}

static const char *subject_fault(const void *record)
{
	const struct lic_subject *s = record;

	if (!is_plain(s->host) || !is_plain(s->site) || !lic_str_ends(s->host, s->site))
		return "its host and site are none of a web address";
	if (!lic_str_starts(s->path, LIC_STR("/")) || s->url.len == 0)
		return "its url and path are none of a web address";
	return NULL;
}

static const struct lic_field subject_fields[] = {
	LIC_MEMBER(struct lic_subject, STR, input), LIC_MEMBER(struct lic_subject, STR, url),
	LIC_MEMBER(struct lic_subject, STR, host),  LIC_MEMBER(struct lic_subject, STR, site),
	LIC_MEMBER(struct lic_subject, STR, path),  LIC_MEMBER(struct lic_subject, BOOL, is_ip),
};

const struct lic_layout lic_layout_subject = {
	LIC_LAYOUT(struct lic_subject, subject_fields),
	.fault = subject_fault,
};

/* ---- lists ------------------------------------------------------------ */

static const char *kind_word(unsigned n)
{
	return lic_kind_name((enum lic_list_kind)n);
}

static const char *scope_word(unsigned n)
{
	return lic_scope_name((enum lic_scope)n);
}

static const char *evidence_word(unsigned n)
{
	return lic_evidence_name((enum lic_evidence)n);
}

static const char *confidence_word(unsigned n)
{
	return lic_confidence_name((enum lic_confidence)n);
}

static const char *list_fault(const void *record)
{
	const struct lic_list *list = record;

	return lic_list_id_ok(list->id) ? NULL : "its id is none of a list";
}

/* source_json is made again from three of them. */
static const struct lic_field list_fields[] = {
	LIC_MEMBER(struct lic_list, STR, id),
	LIC_MEMBER(struct lic_list, STR, name),
	LIC_MEMBER(struct lic_list, STR, jurisdiction),
	LIC_MEMBER(struct lic_list, STR, authority),
	LIC_MEMBER(struct lic_list, STR, url),
	LIC_MEMBER(struct lic_list, STR, licence),
	LIC_MEMBER(struct lic_list, STR, superseded_by),
	LIC_MEMBER_ENUM(struct lic_list, kind, kind_word, LIC_KINDS),
	LIC_MEMBER(struct lic_list, DATE, as_of),
	{.name = "max_age_days",
	 .kind = LIC_FIELD_INT,
	 .offset = offsetof(struct lic_list, max_age_days),
	 .most = INT32_MAX},
};

static const struct lic_layout list_layout = {
	LIC_LAYOUT(struct lic_list, list_fields),
	.fault = list_fault,
};

static const char *match_fault(const void *record)
{
	const struct lic_facts_match *match = record;

	return match->entry.host_len <= match->entry.name.len ? NULL
							      : "its host is longer than its name";
}

/* A member of the entry. */
#define MATCH(member_kind, key)                                       \
	{                                                             \
		.name = #key, .kind = LIC_FIELD_##member_kind,        \
		.offset = offsetof(struct lic_facts_match, entry.key) \
	}
#define MATCH_ENUM(key, word_of, words)                                                   \
	{                                                                                 \
		.name = #key, .kind = LIC_FIELD_ENUM,                                     \
		.offset = offsetof(struct lic_facts_match, entry.key), .word = (word_of), \
		.most = (int)(words)                                                      \
	}

static const struct lic_field match_fields[] = {
	LIC_MEMBER(struct lic_facts_match, SIZE, list),
	MATCH(STR, name),
	MATCH(SIZE, host_len),
	MATCH_ENUM(scope, scope_word, LIC_SCOPE_TLD + 1),
	MATCH_ENUM(evidence, evidence_word, LIC_EVIDENCE_RECALL + 1),
	MATCH_ENUM(confidence, confidence_word, LIC_CONFIDENCE_LOW + 1),
	MATCH(BOOL, withdrawn),
	MATCH(DATE, since),
	MATCH(DATE, end),
	MATCH(DATE, seen),
	MATCH(RARE, registered),
	MATCH(RARE, expired),
	MATCH(RARE, today),
	MATCH(STR, holder),
	MATCH(STR, number),
	MATCH(STR, entry_url),
	MATCH(STR, class),
	MATCH(STR, countries),
	MATCH(STR, reason),
	MATCH(STR, source),
};

static const struct lic_layout match_layout = {
	LIC_LAYOUT(struct lic_facts_match, match_fields),
	.fault = match_fault,
};

static const char *online_word(unsigned n)
{
	static const char *const words[LIC_RX_ONLINE_WORDS] = {
		[LIC_RX_UNKNOWN] = "unknown",
		[LIC_RX_ALLOWED] = "rx-allowed",
		[LIC_RX_OTC_ONLY] = "otc-only",
		[LIC_RX_FORBIDDEN] = "forbidden",
	};

	return words[n];
}

static const struct lic_field rx_rule_fields[] = {
	LIC_MEMBER(struct lic_rx_rule, STR, country),
	LIC_MEMBER_ENUM(struct lic_rx_rule, online, online_word, LIC_RX_ONLINE_WORDS),
	LIC_MEMBER(struct lic_rx_rule, BOOL, addressed),
	LIC_MEMBER(struct lic_rx_rule, BOOL, logo),
	LIC_MEMBER(struct lic_rx_rule, STR, authority),
	LIC_MEMBER(struct lic_rx_rule, STR, url),
};

static const struct lic_layout rx_rule_layout = {
	LIC_LAYOUT(struct lic_rx_rule, rx_rule_fields),
};

static const char *lists_fault(const void *record)
{
	const struct lic_facts_lists *lists = record;

	for (size_t i = 0; i < lists->matches_count; i++)
		if (lists->matches[i].list >= lists->lists_count)
			return "a match names a list that is not there";
	return NULL;
}

static const struct lic_field lists_fields[] = {
	LIC_MEMBER_LIST(struct lic_facts_lists, lists, list_layout, LIC_MATCHES_MAX),
	LIC_MEMBER_LIST(struct lic_facts_lists, matches, match_layout, LIC_MATCHES_MAX),
	{.name = "rx_rule",
	 .kind = LIC_FIELD_ARRAY,
	 .offset = offsetof(struct lic_facts_lists, rx_rule),
	 .of = &rx_rule_layout,
	 .most = LIC_RX_SIDES},
};

const struct lic_layout lic_layout_lists = {
	LIC_LAYOUT(struct lic_facts_lists, lists_fields),
	.fault = lists_fault,
};
