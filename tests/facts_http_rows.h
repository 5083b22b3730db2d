/*
 * How a site answered, in rows, for facts_rows.h:
 *
 *   visit plain|search|crawler|home STATUS[/BY] URL SITE …
 *                                                  its hops, the first first; without any, the
 *                                                  visitor got no answer. The host is the URL's.
 *                                                  BY: http, refresh or script
 *   saw VISITOR article length=N medicines=A;B remedies=A phrases=A;B
 *                                                  what is on the page that it came to
 *   named VISITOR WORD KIND STRENGTH               a word in the name of the site it was led to
 *   plain_only                                     nothing answers on https
 *   dns exists=no alias=NAME
 *   leads HOST NAME LIST DATE                      a visitor was led to HOST; NAME is listed
 *
 * The first of them makes its slot known. Views into the text.
 */
#ifndef LIC_FACTS_HTTP_ROWS_H
#define LIC_FACTS_HTTP_ROWS_H

#define FACTS_HTTP_ROWS_HOPS 4
#define FACTS_HTTP_ROWS_IDS 8

struct facts_http_rows {
	struct lic_http_facts http;
	struct lic_hop hops[LIC_VISITORS][FACTS_HTTP_ROWS_HOPS];
	struct lic_str ids[LIC_VISITORS][3][FACTS_HTTP_ROWS_IDS];
	struct lic_name_word words[LIC_VISITORS][FACTS_HTTP_ROWS_IDS];
	struct lic_dns_facts dns;
	struct lic_str alias;
	struct lic_related_facts related;
	struct lic_relative relative;
};

static inline size_t facts_http_rows_visitor(struct lic_str word)
{
	static const char *const words[LIC_VISITORS] = {"plain", "search", "crawler", "home"};

	for (size_t i = 0; i < LIC_VISITORS; i++)
		if (lic_str_eq(word, lic_str_from(words[i])))
			return i;
	fail_msg("%.*s is no visitor", LIC_STR_ARG(word));
	return 0;
}

static inline struct lic_str facts_http_rows_host(struct lic_str url)
{
	size_t at = lic_str_find(url, '/') + 2;

	assert_true(at < url.len);
	url = lic_str(url.ptr + at, url.len - at);
	return lic_str(url.ptr, lic_str_find(url, '/'));
}

static inline enum lic_leads facts_http_rows_leads_by(struct lic_str word)
{
	for (unsigned i = 0; i < LIC_LEADS; i++)
		if (lic_str_eq(word, lic_str_from(lic_leads_name((enum lic_leads)i))))
			return (enum lic_leads)i;
	assert_int_equal(word.len, 0);
	return LIC_LEADS_NOWHERE;
}

static inline void facts_http_rows_visit(struct facts_http_rows *rows, struct lic_str rest)
{
	size_t who = facts_http_rows_visitor(facts_rows_word(&rest));
	struct lic_visit *visit = &rows->http.visit[who];
	struct lic_str word;
	uint64_t status;

	visit->hops = rows->hops[who];
	while ((word = facts_rows_word(&rest)).len) {
		assert_true(visit->hops_count < FACTS_HTTP_ROWS_HOPS);
		struct lic_hop *hop = &rows->hops[who][visit->hops_count++];
		struct lic_str by = word;
		lic_str_split(&by, '/', &word);
		hop->leads = facts_http_rows_leads_by(by);
		assert_int_equal(lic_num_parse(word, 999, &status), 0);
		hop->status = (int)status;
		hop->url = facts_rows_word(&rest);
		hop->site = facts_rows_word(&rest);
		hop->host = facts_http_rows_host(hop->url);
	}
	visit->known = visit->hops_count > 0;
}

static inline size_t facts_http_rows_ids(struct lic_str *ids, struct lic_str rest)
{
	struct lic_str id;
	size_t count = 0;

	while (lic_str_split(&rest, ';', &id)) {
		assert_true(count < FACTS_HTTP_ROWS_IDS);
		ids[count++] = id;
	}
	return count;
}

static inline void facts_http_rows_saw(struct facts_http_rows *rows, struct lic_str rest)
{
	size_t who = facts_http_rows_visitor(facts_rows_word(&rest));
	struct lic_visit *visit = &rows->http.visit[who];
	struct lic_str(*ids)[FACTS_HTTP_ROWS_IDS] = rows->ids[who];
	struct lic_str word, key;
	uint64_t length;

	visit->read = true;
	while ((word = facts_rows_word(&rest)).len) {
		lic_str_split(&word, '=', &key);
		if (lic_str_eq(key, LIC_STR("article"))) {
			visit->is_article = true;
		} else if (lic_str_eq(key, LIC_STR("length"))) {
			assert_int_equal(lic_num_parse(word, 1u << 20, &length), 0);
			visit->length = (size_t)length;
		} else if (lic_str_eq(key, LIC_STR("medicines"))) {
			visit->medicines_count = facts_http_rows_ids(ids[0], word);
			visit->medicines = ids[0];
		} else if (lic_str_eq(key, LIC_STR("remedies"))) {
			visit->remedies_count = facts_http_rows_ids(ids[1], word);
			visit->remedies = ids[1];
		} else {
			assert_true(lic_str_eq(key, LIC_STR("phrases")));
			visit->phrases_count = facts_http_rows_ids(ids[2], word);
			visit->phrases = ids[2];
		}
	}
}

static inline void facts_http_rows_named(struct facts_http_rows *rows, struct lic_str rest)
{
	size_t who = facts_http_rows_visitor(facts_rows_word(&rest));
	struct lic_visit *visit = &rows->http.visit[who];
	struct lic_name_word *w = &rows->words[who][visit->words_count++];
	uint64_t strength;

	assert_true(visit->words_count <= FACTS_HTTP_ROWS_IDS);
	visit->words = rows->words[who];
	w->word = w->shown = facts_rows_word(&rest);
	struct lic_str kind = facts_rows_word(&rest);
	while (!lic_str_eq(kind, lic_str_from(lic_word_kind_name(w->kind))))
		assert_true(++w->kind < LIC_WORD_KINDS);
	assert_int_equal(lic_num_parse(lic_str_trim(rest), 3, &strength), 0);
	w->strength = (int)strength;
}

static inline void facts_http_rows_dns(struct facts_http_rows *rows, struct lic_str rest)
{
	struct lic_str key, value;

	rows->dns.exists = true;
	while (facts_rows_pair(&rest, &key, &value)) {
		if (lic_str_eq(key, LIC_STR("exists"))) {
			rows->dns.exists = lic_str_eq(value, LIC_STR("yes"));
			continue;
		}
		assert_true(lic_str_eq(key, LIC_STR("alias")));
		rows->alias = value;
		rows->dns.aliases = &rows->alias;
		rows->dns.aliases_count = 1;
	}
}

static inline void facts_http_rows_leads(struct facts_http_rows *rows, struct lic_str rest)
{
	struct lic_relative *r = &rows->relative;

	r->how = LIC_RELATION_REDIRECT;
	r->shared = facts_rows_word(&rest);
	r->listed = facts_rows_word(&rest);
	r->source = facts_rows_word(&rest);
	r->since = facts_rows_date(lic_str_trim(rest));
	rows->related.relatives = r;
	rows->related.relatives_count = 1;
}

/* True if the row was one of these. */
static inline bool facts_http_rows_read(struct facts_http_rows *rows, struct lic_facts *facts,
					struct lic_str word, struct lic_str rest)
{
	if (lic_str_eq(word, LIC_STR("dns"))) {
		facts_http_rows_dns(rows, rest);
		facts->dns = &rows->dns;
		facts->known[LIC_SLOT_DNS] = true;
		return true;
	}
	if (lic_str_eq(word, LIC_STR("leads"))) {
		facts_http_rows_leads(rows, rest);
		facts->related = &rows->related;
		facts->known[LIC_SLOT_RELATED] = true;
		return true;
	}
	if (lic_str_eq(word, LIC_STR("visit")))
		facts_http_rows_visit(rows, rest);
	else if (lic_str_eq(word, LIC_STR("saw")))
		facts_http_rows_saw(rows, rest);
	else if (lic_str_eq(word, LIC_STR("named")))
		facts_http_rows_named(rows, rest);
	else if (lic_str_eq(word, LIC_STR("plain_only")))
		rows->http.plain_only = true;
	else
		return false;
	facts->http = &rows->http;
	facts->known[LIC_SLOT_HTTP] = true;
	return true;
}

#endif
