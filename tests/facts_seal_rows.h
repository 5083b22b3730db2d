/*
 * Seals, offers and what goes with them in rows of facts, part of facts_rows.h:
 *
 *   offers                   the page that was read offers a medicine
 *   article, cut             … in an article; … that was cut
 *   phrase ID STRENGTH WORDS on that page
 *   contact KIND VALUE       phone mail address whatsapp telegram messenger wallet
 *   form URL [card] [secure]
 *   related                  seals and relatives were looked for
 *   tls key=value …          trouble (bits) validation (number) until organization country
 *                            issuer name
 *   relative LISTED SHARED LIST SINCE      by the certificate
 *   shared KIND VALUE SELLER LIST CONFIDENCE NOTICE SINCE   by the file of contacts
 *   licence ID key=value …   name number register entry named source
 *   alert AUTHORITY PRODUCT WORD DATE BATCHES
 *   seal ID key=value …      kind (licence, accreditation, private) name issuer mark link
 *                            (none, own, issuer, public, lookalike, elsewhere) url host entry
 *                            (unknown, own, related, other) number named retired note page
 *                            (unseen, gone, silent, names, other)
 *                            source: id of the list that says whose entry it is
 */
#ifndef LIC_FACTS_SEAL_ROWS_H
#define LIC_FACTS_SEAL_ROWS_H

#include "contacts.h"
#include "facts.h"
#include "rows.h"

#define FACTS_ROWS_SEALS 8

struct facts_seal_rows {
	struct lic_seal_shown shown[FACTS_ROWS_SEALS];
	struct lic_related_facts facts;
	struct lic_page page;
	struct lic_page_term term[FACTS_ROWS_SEALS];
	struct lic_page_contact contact[FACTS_ROWS_SEALS];
	struct lic_page_form form[FACTS_ROWS_SEALS];
	struct lic_relative relative[FACTS_ROWS_SEALS];
	struct lic_licence_shown licence[FACTS_ROWS_SEALS];
	struct lic_alert_shown alert;
	struct lic_tls_facts tls;
	struct lic_str name;
};

static inline int facts_seal_word(struct lic_str value, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lic_str_eq(value, lic_str_from(words[i])))
			return (int)i;
	fail_msg("%.*s is none of the words", LIC_STR_ARG(value));
	return -1;
}

/* A basket and a medicine, where no row of the page says more. */
static inline void facts_seal_offers(struct facts_seal_rows *s, struct lic_facts *facts)
{
	s->term[0] =
		(struct lic_page_term){.class = LIC_TERM_MEDICINE, .id = LIC_STR("sildenafil")};
	s->page = (struct lic_page){.has_cart = true,
				    .terms = s->term,
				    .terms_count = 1,
				    .contacts = s->contact,
				    .forms = s->form};
	facts->page = &s->page;
	facts->known[LIC_SLOT_PAGE] = true;
}

static inline bool facts_seal_choice(struct lic_seal_shown *shown, struct lic_str key,
				     struct lic_str value)
{
	static const char *const kinds[] = {"licence", "accreditation", "private"};
	static const char *const links[] = {"none",   "own",       "issuer",
					    "public", "lookalike", "elsewhere"};
	static const char *const entries[] = {"unknown", "own", "related", "other"};
	static const char *const pages[] = {"unseen", "gone", "silent", "names", "other"};

	if (lic_str_eq(key, LIC_STR("kind")))
		shown->kind = (enum lic_seal_kind)facts_seal_word(value, kinds, 3);
	else if (lic_str_eq(key, LIC_STR("link")))
		shown->link = (enum lic_seal_link)facts_seal_word(value, links, 6);
	else if (lic_str_eq(key, LIC_STR("entry")))
		shown->entry = (enum lic_seal_entry)facts_seal_word(value, entries, 4);
	else if (lic_str_eq(key, LIC_STR("page")))
		shown->page = (enum lic_seal_page)facts_seal_word(value, pages, 5);
	else if (lic_str_eq(key, LIC_STR("retired")))
		assert_int_equal(lic_date_parse(value, &shown->retired), 0);
	else
		return false;
	return true;
}

/* One key of a seal's row. */
static inline void facts_seal_set(struct facts_seal_rows *s, struct lic_str key,
				  struct lic_str value)
{
	struct lic_seal_shown *shown = &s->shown[s->facts.seals_count - 1];
	const struct {
		const char *key;
		struct lic_str *text;
	} texts[] = {
		{"name", &shown->name},         {"issuer", &shown->issuer},
		{"note", &shown->retired_note}, {"mark", &shown->mark},
		{"url", &shown->url},           {"host", &shown->host},
		{"number", &shown->number},     {"named", &shown->named},
		{"source", &shown->source},
	};

	if (facts_seal_choice(shown, key, value))
		return;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++)
		if (lic_str_eq(key, lic_str_from(texts[i].key))) {
			*texts[i].text = value;
			return;
		}
	fail_msg("a seal has no %.*s", LIC_STR_ARG(key));
}

/* A further row of the same id shows the same seal. */
static inline void facts_seal_add(struct facts_seal_rows *s, struct lic_facts *facts,
				  struct lic_str id)
{
	size_t n = s->facts.seals_count++;

	assert_true(n < FACTS_ROWS_SEALS);
	s->shown[n] = (struct lic_seal_shown){.id = id};
	for (size_t i = 0; i < n; i++)
		if (lic_str_eq(s->shown[i].id, id)) {
			s->shown[n].name = s->shown[i].name;
			s->shown[n].issuer = s->shown[i].issuer;
			s->shown[n].kind = s->shown[i].kind;
		}
	s->facts.seals = s->shown;
	facts->related = &s->facts;
	facts->known[LIC_SLOT_RELATED] = true;
}

static inline void facts_site_phrase(struct facts_seal_rows *s, struct lic_str id,
				     struct lic_str strength, struct lic_str words)
{
	assert_true(s->page.terms_count < FACTS_ROWS_SEALS);
	assert_int_equal(s->page.text.len, 0);
	s->page.text = words;
	s->term[s->page.terms_count++] = (struct lic_page_term){.class = LIC_TERM_PHRASE,
								.id = id,
								.strength = strength.ptr[0] - '0',
								.len = words.len};
}

static inline void facts_site_contact(struct facts_seal_rows *s, struct lic_str kind,
				      struct lic_str value)
{
	static const char *const kinds[] = {"phone",    "mail",      "address", "whatsapp",
					    "telegram", "messenger", "wallet"};

	assert_true(s->page.contacts_count < FACTS_ROWS_SEALS);
	s->contact[s->page.contacts_count++] = (struct lic_page_contact){
		(enum lic_contact_kind)facts_seal_word(kind, kinds, 7), value};
}

static inline void facts_site_form(struct facts_seal_rows *s, struct lic_str url,
				   struct lic_str rest)
{
	assert_true(s->page.forms_count < FACTS_ROWS_SEALS);
	s->form[s->page.forms_count++] = (struct lic_page_form){
		.action = url,
		.host = url,
		.has_card = rest.len && memmem(rest.ptr, rest.len, "card", 4),
		.secure = rest.len && memmem(rest.ptr, rest.len, "secure", 6)};
}

static inline void facts_site_tls(struct facts_seal_rows *s, struct lic_facts *facts,
				  struct lic_str key, struct lic_str value)
{
	struct lic_tls_facts *tls = &s->tls;

	facts->tls = tls;
	facts->known[LIC_SLOT_TLS] = true;
	if (lic_str_eq(key, LIC_STR("trouble")))
		tls->trouble = 1u << (value.ptr[0] - '0');
	else if (lic_str_eq(key, LIC_STR("validation")))
		tls->validation = (enum lic_tls_validation)(value.ptr[0] - '0');
	else if (lic_str_eq(key, LIC_STR("until")))
		assert_int_equal(lic_date_parse(value, &tls->not_after), 0);
	else if (lic_str_eq(key, LIC_STR("organization")))
		tls->organization = value;
	else if (lic_str_eq(key, LIC_STR("country")))
		tls->country = value;
	else if (lic_str_eq(key, LIC_STR("issuer")))
		tls->issuer = value;
	else if (lic_str_eq(key, LIC_STR("name"))) {
		s->name = value;
		tls->names = &s->name;
		tls->names_count = 1;
	} else
		fail_msg("a certificate has no %.*s", LIC_STR_ARG(key));
}

static inline void facts_site_relative(struct facts_seal_rows *s, struct lic_facts *facts,
				       const struct lic_str words[3], lic_date since)
{
	assert_true(s->facts.relatives_count < FACTS_ROWS_SEALS);
	s->relative[s->facts.relatives_count++] =
		(struct lic_relative){.how = LIC_RELATION_CERTIFICATE,
				      .listed = words[0],
				      .shared = words[1],
				      .source = words[2],
				      .since = since};
	s->facts.relatives = s->relative;
	facts->related = &s->facts;
	facts->known[LIC_SLOT_RELATED] = true;
}

static inline void facts_site_licence_key(struct lic_licence_shown *shown, struct lic_str key,
					  struct lic_str value)
{
	static const char *const entries[] = {"unknown", "own", "related", "other"};
	const struct {
		const char *key;
		struct lic_str *text;
	} texts[] = {
		{"name", &shown->name},
		{"number", &shown->number},
		{"register", &shown->register_id},
		{"named", &shown->named},
		{"source", &shown->source},
	};

	if (lic_str_eq(key, LIC_STR("entry"))) {
		shown->entry = (enum lic_seal_entry)facts_seal_word(value, entries, 4);
		return;
	}
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++)
		if (lic_str_eq(key, lic_str_from(texts[i].key))) {
			*texts[i].text = value;
			return;
		}
	fail_msg("a licence has no %.*s", LIC_STR_ARG(key));
}

static inline struct lic_licence_shown *
facts_site_licence(struct facts_seal_rows *s, struct lic_facts *facts, struct lic_str id)
{
	assert_true(s->facts.licences_count < FACTS_ROWS_SEALS);
	struct lic_licence_shown *shown = &s->licence[s->facts.licences_count++];

	*shown = (struct lic_licence_shown){.id = id};
	s->facts.licences = s->licence;
	facts->related = &s->facts;
	facts->known[LIC_SLOT_RELATED] = true;
	return shown;
}

/* words: AUTHORITY PRODUCT WORD, and behind the date the batches. */
static inline void facts_site_alert(struct facts_seal_rows *s, struct lic_facts *facts,
				    const struct lic_str words[4], lic_date date)
{
	s->alert = (struct lic_alert_shown){
		.id = LIC_STR("an-alert"),
		.authority = words[0],
		.product = words[1],
		.word = words[2],
		.batches = words[3],
		.url = LIC_STR("https://who.example/alert"),
		.date = date,
	};
	s->facts.alerts = &s->alert;
	s->facts.alerts_count = 1;
	facts->related = &s->facts;
	facts->known[LIC_SLOT_RELATED] = true;
}

/* words: KIND VALUE SELLER LIST CONFIDENCE NOTICE. */
static inline void facts_site_shared(struct facts_seal_rows *s, struct lic_facts *facts,
				     const struct lic_str words[6], lic_date since)
{
	int kind = LIC_SHARED_PHONE;

	assert_true(s->facts.relatives_count < FACTS_ROWS_SEALS);
	struct lic_relative *r = &s->relative[s->facts.relatives_count++];
	while (!lic_str_eq(words[0], lic_str_from(lic_shared_name((enum lic_shared)kind))))
		assert_true(++kind < LIC_SHARED_KINDS);
	*r = (struct lic_relative){
		.how = kind == LIC_SHARED_NAMESERVER || kind == LIC_SHARED_ADDRESS
			       ? LIC_RELATION_DNS
			       : LIC_RELATION_CONTACT,
		.kind = (enum lic_shared)kind,
		.shared = words[1],
		.listed = words[2],
		.source = words[3],
		.notice = words[5],
		.since = since,
	};
	assert_int_equal(lic_confidence_parse(words[4], &r->confidence), 0);
	s->facts.relatives = s->relative;
	facts->related = &s->facts;
	facts->known[LIC_SLOT_RELATED] = true;
}

#endif
