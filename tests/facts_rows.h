/*
 * Facts in rows, for the tests of signals and of the score:
 *
 *   today 2026-11-23
 *   country CZ
 *   list ID KIND key=value key="two words" …    jurisdiction authority name url as_of
 *                                               max_age_days
 *   entry LIST NAME key=value …                 scope since end withdrawn seen registered
 *                                               today evidence confidence holder number
 *                                               entry_url class countries reason source
 *
 *   registration key=value …                    facts_registration_rows.h
 *   offers, seal, tls …                         see facts_seal_rows.h
 *   host HOST                                   the subject's, which is its site too
 *   name …, word …                              facts_name_rows.h
 *
 * `withdrawn` is the end of an entry by withdrawal, `end` by a planned last day.
 *   site NAME                                   the subject's, and its host
 *   and the rows of a page: facts_page_rows.h
 *   visit, saw, named, plain_only, dns, leads   facts_http_rows.h
 *   rx SIDE COUNTRY …                           facts_rx_rows.h
 *
 * The lists slot is known, unless a row says `unknown`. Views into the text.
 */
#ifndef LIC_FACTS_ROWS_H
#define LIC_FACTS_ROWS_H

#include "facts.h"
#include "facts_page_rows.h"
#include "facts_rx_rows.h"
#include "facts_seal_rows.h"
#include "json.h"
#include "num.h"
#include "rows.h"

#define FACTS_ROWS_LISTS 16

struct facts_rows_text {
	const char *key;
	struct lic_str *text;
};

static inline struct lic_str facts_rows_word(struct lic_str *rest);
static inline bool facts_rows_pair(struct lic_str *rest, struct lic_str *key,
				   struct lic_str *value);
static inline lic_date facts_rows_date(struct lic_str s);
static inline bool facts_rows_set(const struct facts_rows_text *texts, size_t count,
				  struct lic_str key, struct lic_str value);

/* The readers of the slots, one header each. */
#include "facts_http_rows.h"
#include "facts_name_rows.h"
#include "facts_registration_rows.h"

struct facts_rows {
	struct lic_facts facts;
	struct lic_subject subject;
	struct lic_list lists[FACTS_ROWS_LISTS];
	size_t lists_count;
	struct facts_seal_rows seals;
	struct facts_page_rows page;
	struct lic_arena arena; /* of the lists' JSON */
	struct facts_rows_registration registration;
	struct facts_name_rows name;
	struct facts_http_rows http;
};

static inline struct lic_str facts_rows_word(struct lic_str *rest)
{
	struct lic_str s = lic_str_trim(*rest);
	size_t end = lic_str_find(s, ' ');
	const char *quote = memchr(s.ptr, '"', end);

	if (quote) {
		const char *close = memchr(quote + 1, '"', (size_t)(s.ptr + s.len - quote - 1));
		assert_non_null(close);
		end = (size_t)(close + 1 - s.ptr);
	}
	*rest = lic_str(s.ptr + end, s.len - end);
	return lic_str(s.ptr, end);
}

/* "key=value" or key="value"; false at the end. */
static inline bool facts_rows_pair(struct lic_str *rest, struct lic_str *key, struct lic_str *value)
{
	struct lic_str word = facts_rows_word(rest);

	if (!word.len)
		return false;
	size_t at = lic_str_find(word, '=');
	assert_true(at < word.len);
	*key = lic_str(word.ptr, at);
	*value = lic_str(word.ptr + at + 1, word.len - at - 1);
	if (value->len && value->ptr[0] == '"')
		*value = lic_str(value->ptr + 1, value->len - 2);
	return true;
}

static inline lic_date facts_rows_date(struct lic_str s)
{
	lic_date date;

	if (lic_date_parse(s, &date) < 0)
		fail_msg("%.*s is no date", LIC_STR_ARG(s));
	return date;
}

static inline bool facts_rows_set(const struct facts_rows_text *texts, size_t count,
				  struct lic_str key, struct lic_str value)
{
	for (size_t i = 0; i < count; i++)
		if (lic_str_eq(key, lic_str_from(texts[i].key))) {
			*texts[i].text = value;
			return true;
		}
	return false;
}

static inline void facts_rows_source(struct facts_rows *f, struct lic_list *list)
{
	struct lic_buf out;

	lic_buf_init(&out, 4096);
	lic_json_field(&out, "list", list->id);
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "name", list->name);
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "url", list->url);
	list->source_json = lic_arena_copy(&f->arena, lic_buf_str(&out));
	lic_buf_release(&out);
}

static inline void facts_rows_list(struct facts_rows *f, struct lic_str rest)
{
	assert_true(f->lists_count < FACTS_ROWS_LISTS);
	struct lic_list *list = &f->lists[f->lists_count++];
	const struct facts_rows_text texts[] = {
		{"jurisdiction", &list->jurisdiction},
		{"authority", &list->authority},
		{"name", &list->name},
		{"url", &list->url},
	};
	struct lic_str key, value;
	uint64_t n;

	*list = (struct lic_list){.id = facts_rows_word(&rest)};
	assert_int_equal(lic_kind_parse(facts_rows_word(&rest), &list->kind), 0);
	while (facts_rows_pair(&rest, &key, &value)) {
		if (facts_rows_set(texts, LIC_ARRAY_SIZE(texts), key, value))
			continue;
		if (lic_str_eq(key, LIC_STR("as_of"))) {
			list->as_of = facts_rows_date(value);
		} else {
			assert_true(lic_str_eq(key, LIC_STR("max_age_days")));
			assert_int_equal(lic_num_parse(value, 100000, &n), 0);
			list->max_age_days = (int32_t)n;
		}
	}
	facts_rows_source(f, list);
}

static inline enum lic_scope facts_rows_scope(struct lic_str s)
{
	for (int scope = LIC_SCOPE_SITE; scope <= LIC_SCOPE_TLD; scope++)
		if (lic_str_eq(s, lic_str_from(lic_scope_name((enum lic_scope)scope))))
			return (enum lic_scope)scope;
	fail_msg("%.*s is no scope", LIC_STR_ARG(s));
	return LIC_SCOPE_SITE;
}

static inline void facts_rows_entry_key(struct lic_entry *e, struct lic_str key,
					struct lic_str value)
{
	if (lic_str_eq(key, LIC_STR("scope")))
		e->scope = facts_rows_scope(value);
	else if (lic_str_eq(key, LIC_STR("since")))
		e->since = facts_rows_date(value);
	else if (lic_str_eq(key, LIC_STR("seen")))
		e->seen = facts_rows_date(value);
	else if (lic_str_eq(key, LIC_STR("registered")))
		e->registered = facts_rows_date(value);
	else if (lic_str_eq(key, LIC_STR("today")))
		e->today = facts_rows_date(value);
	else if (lic_str_eq(key, LIC_STR("end")))
		e->end = facts_rows_date(value);
	else if (lic_str_eq(key, LIC_STR("withdrawn"))) {
		e->end = facts_rows_date(value);
		e->withdrawn = true;
	} else if (lic_str_eq(key, LIC_STR("evidence")))
		assert_int_equal(lic_evidence_parse(value, &e->evidence), 0);
	else if (lic_str_eq(key, LIC_STR("confidence")))
		assert_int_equal(lic_confidence_parse(value, &e->confidence), 0);
	else
		fail_msg("an entry has no %.*s", LIC_STR_ARG(key));
}

static inline void facts_rows_entry(struct facts_rows *f, struct lic_str rest)
{
	assert_true(f->facts.matches < LIC_MATCHES_MAX);
	struct lic_entry *e = &f->facts.match[f->facts.matches++];
	const struct facts_rows_text texts[] = {
		{"holder", &e->holder},       {"number", &e->number}, {"entry_url", &e->entry_url},
		{"class", &e->class},         {"source", &e->source}, {"reason", &e->reason},
		{"countries", &e->countries},
	};
	struct lic_str key, value, id = facts_rows_word(&rest);

	*e = (struct lic_entry){.name = facts_rows_word(&rest)};
	e->host_len = lic_str_find(e->name, '/');
	for (size_t i = 0; i < f->lists_count; i++)
		if (lic_str_eq(id, f->lists[i].id))
			e->list = &f->lists[i];
	assert_non_null(e->list);
	while (facts_rows_pair(&rest, &key, &value))
		if (!facts_rows_set(texts, LIC_ARRAY_SIZE(texts), key, value))
			facts_rows_entry_key(e, key, value);
}

static inline void facts_rows_seal(struct facts_rows *f, struct lic_str rest)
{
	struct lic_str key, value;

	facts_seal_add(&f->seals, &f->facts, facts_rows_word(&rest));
	while (facts_rows_pair(&rest, &key, &value))
		facts_seal_set(&f->seals, key, value);
}

/* A row of facts_seal_rows.h; false for another one. */
static inline bool facts_rows_site(struct facts_rows *f, struct lic_str word, struct lic_str rest)
{
	struct lic_str key, value, words[6];
	bool offers = f->facts.page == &f->seals.page;

	if (lic_str_eq(word, LIC_STR("offers"))) {
		facts_seal_offers(&f->seals, &f->facts);
	} else if (lic_str_eq(word, LIC_STR("related"))) {
		f->facts.related = &f->seals.facts;
		f->facts.known[LIC_SLOT_RELATED] = true;
	} else if (lic_str_eq(word, LIC_STR("seal"))) {
		facts_rows_seal(f, rest);
	} else if (offers && lic_str_eq(word, LIC_STR("article"))) {
		f->seals.page.is_article = true;
	} else if (offers && lic_str_eq(word, LIC_STR("cut"))) {
		f->seals.page.cut = true;
	} else if (offers && lic_str_eq(word, LIC_STR("phrase"))) {
		words[0] = facts_rows_word(&rest);
		words[1] = facts_rows_word(&rest);
		facts_site_phrase(&f->seals, words[0], words[1], lic_str_trim(rest));
	} else if (offers && lic_str_eq(word, LIC_STR("contact"))) {
		words[0] = facts_rows_word(&rest);
		facts_site_contact(&f->seals, words[0], lic_str_trim(rest));
	} else if (offers && lic_str_eq(word, LIC_STR("form"))) {
		words[0] = facts_rows_word(&rest);
		facts_site_form(&f->seals, words[0], rest);
	} else if (lic_str_eq(word, LIC_STR("tls"))) {
		while (facts_rows_pair(&rest, &key, &value))
			facts_site_tls(&f->seals, &f->facts, key, value);
	} else if (lic_str_eq(word, LIC_STR("relative"))) {
		for (size_t i = 0; i < 3; i++)
			words[i] = facts_rows_word(&rest);
		facts_site_relative(&f->seals, &f->facts, words,
				    facts_rows_date(lic_str_trim(rest)));
	} else if (lic_str_eq(word, LIC_STR("licence"))) {
		struct lic_licence_shown *shown =
			facts_site_licence(&f->seals, &f->facts, facts_rows_word(&rest));
		while (facts_rows_pair(&rest, &key, &value))
			facts_site_licence_key(shown, key, value);
	} else if (lic_str_eq(word, LIC_STR("alert"))) {
		for (size_t i = 0; i < 3; i++)
			words[i] = facts_rows_word(&rest);
		lic_date date = facts_rows_date(facts_rows_word(&rest));
		words[3] = lic_str_trim(rest);
		facts_site_alert(&f->seals, &f->facts, words, date);
	} else if (lic_str_eq(word, LIC_STR("shared"))) {
		for (size_t i = 0; i < 6; i++)
			words[i] = facts_rows_word(&rest);
		facts_site_shared(&f->seals, &f->facts, words, facts_rows_date(lic_str_trim(rest)));
	} else {
		return false;
	}
	return true;
}

static inline void facts_rows_read(struct facts_rows *f, struct lic_str text)
{
	struct lic_str line;

	*f = (struct facts_rows){.arena = LIC_ARENA_INIT};
	f->facts.subject = &f->subject;
	f->facts.known[LIC_SLOT_LISTS] = true;
	while (lic_str_split(&text, '\n', &line)) {
		struct lic_str word = facts_rows_word(&line);
		if (lic_str_eq(word, LIC_STR("today")))
			f->facts.today = facts_rows_date(facts_rows_word(&line));
		else if (lic_str_eq(word, LIC_STR("country")))
			f->facts.country = facts_rows_word(&line);
		else if (lic_str_eq(word, LIC_STR("host")))
			f->subject.host = f->subject.site = facts_rows_word(&line);
		else if (lic_str_eq(word, LIC_STR("list")))
			facts_rows_list(f, line);
		else if (lic_str_eq(word, LIC_STR("entry")))
			facts_rows_entry(f, line);
		else if (lic_str_eq(word, LIC_STR("registration")))
			facts_rows_registration(&f->facts, &f->registration, line);
		else if (lic_str_eq(word, LIC_STR("rx")))
			facts_rx_rows_read(&f->facts, line);
		else if (lic_str_eq(word, LIC_STR("site")))
			f->subject.host = f->subject.site = facts_rows_word(&line);
		else if (facts_rows_site(f, word, line) ||
			 facts_page_rows_read(&f->page, &f->facts, word, line) ||
			 facts_http_rows_read(&f->http, &f->facts, word, line))
			continue;
		else if (lic_str_eq(word, LIC_STR("unknown")))
			f->facts.known[LIC_SLOT_LISTS] = false;
		else if (word.len && !facts_name_rows_read(&f->name, &f->facts, word, line))
			fail_msg("a row of facts begins with %.*s", LIC_STR_ARG(word));
	}
}

static inline void facts_rows_release(struct facts_rows *f)
{
	lic_arena_release(&f->arena);
}

#endif
