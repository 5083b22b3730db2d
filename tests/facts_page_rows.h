/*
 * LIC_SLOT_PAGE in rows, for facts_rows.h. The page is known with its first row:
 *
 *   title TEXT, description TEXT                    the rest of the line
 *   text TEXT, hidden TEXT                          the rest of the line; further rows add to it;
 *                                                   ¶ ends a line of the page, in a term too
 *   page cart article cut language=xx
 *   term CLASS ID "AS IT STANDS" strength=3 ambiguous hidden
 *                                                   the next place in text (or hidden) where it
 *                                                   stands; medicine otc controlled no-use
 *                                                   precursor phrase
 *   price CURRENCY AMOUNT "AS IT STANDS"            the next place in text
 *   product "NAME" CURRENCY AMOUNT
 *   form [card] [password] [address]
 *   contact KIND VALUE                              phone mail address whatsapp telegram
 *                                                   messenger wallet tag
 *   link URL HOST "TEXT"
 */
#ifndef LIC_FACTS_PAGE_ROWS_H
#define LIC_FACTS_PAGE_ROWS_H

#include "facts.h"
#include "rows.h"

#define FACTS_PAGE_ROWS_MAX 64

struct facts_page_rows {
	struct lic_page page;
	char text[8192], hidden[4096];
	size_t next[2]; /* where to look for the next term: text, hidden */
	size_t next_price;
	struct lic_page_term terms[FACTS_PAGE_ROWS_MAX];
	struct lic_page_price prices[FACTS_PAGE_ROWS_MAX];
	struct lic_page_product products[FACTS_PAGE_ROWS_MAX];
	struct lic_page_form forms[FACTS_PAGE_ROWS_MAX];
	struct lic_page_contact contacts[FACTS_PAGE_ROWS_MAX];
	struct lic_page_link links[FACTS_PAGE_ROWS_MAX];
};

/* A word, or what stands between quotes; empty at the end. */
static inline struct lic_str facts_page_rows_word(struct lic_str *rest)
{
	struct lic_str s = lic_str_trim(*rest);
	const bool quoted = s.len && s.ptr[0] == '"';

	if (quoted)
		s = lic_str(s.ptr + 1, s.len - 1);
	const size_t end = lic_str_find(s, quoted ? '"' : ' ');
	*rest = end < s.len ? lic_str(s.ptr + end + 1, s.len - end - 1) : lic_str("", 0);
	return lic_str(s.ptr, end);
}

static inline int facts_page_rows_choice(struct lic_str word, const char *const *words,
					 size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lic_str_eq(word, lic_str_from(words[i])))
			return (int)i;
	fail_msg("%.*s is none of the choices", LIC_STR_ARG(word));
	return 0;
}

/* Returns how much it is. */
static inline size_t facts_page_rows_copy(char *to, struct lic_str from)
{
	size_t n = 0;

	for (size_t i = 0; i < from.len; i++) {
		const bool ends = lic_str_starts(lic_str(from.ptr + i, from.len - i), LIC_STR("¶"));
		to[n++] = ends ? '\n' : from.ptr[i];
		i += ends;
	}
	return n;
}

static inline void facts_page_rows_add(char *to, size_t size, struct lic_str *view,
				       struct lic_str more)
{
	more = lic_str_trim(more);
	assert_true(view->len + more.len + 2 < size);
	if (view->len)
		to[view->len++] = ' ';
	*view = lic_str(to, view->len + facts_page_rows_copy(to + view->len, more));
}

static inline struct lic_str facts_page_rows_find(struct lic_str in, struct lic_str what,
						  size_t *next)
{
	char text[256];

	assert_true(what.len < sizeof(text));
	const size_t len = facts_page_rows_copy(text, what);
	const char *at = memmem(in.ptr + *next, in.len - *next, text, len);
	if (!at)
		fail_msg("\"%.*s\" does not stand in the text", LIC_STR_ARG(what));
	*next = (size_t)(at - in.ptr) + len;
	return lic_str(at, len);
}

static inline void facts_page_rows_term(struct facts_page_rows *f, struct lic_str rest)
{
	static const char *const classes[] = {"medicine", "otc",       "controlled", "unauthorised",
					      "no-use",   "precursor", "phrase"};
	assert_true(f->page.terms_count < FACTS_PAGE_ROWS_MAX);
	struct lic_page_term *t = &f->terms[f->page.terms_count++];
	const int class =
		facts_page_rows_choice(facts_page_rows_word(&rest), classes, LIC_TERM_CLASSES);
	struct lic_str id = facts_page_rows_word(&rest), shown = facts_page_rows_word(&rest), word;

	*t = (struct lic_page_term){.class = (enum lic_term_class) class, .id = id, .strength = 3};
	while ((word = facts_page_rows_word(&rest)).len) {
		if (lic_str_eq(word, LIC_STR("ambiguous")))
			t->ambiguous = true;
		else if (lic_str_eq(word, LIC_STR("hidden")))
			t->hidden = true;
		else if (lic_str_starts(word, LIC_STR("strength=")))
			t->strength = word.ptr[9] - '0';
		else
			fail_msg("a term has no %.*s", LIC_STR_ARG(word));
	}
	const struct lic_str in = t->hidden ? f->page.hidden : f->page.text;
	shown = facts_page_rows_find(in, shown, &f->next[t->hidden]);
	t->at = (size_t)(shown.ptr - in.ptr);
	t->len = shown.len;
}

static inline double facts_page_rows_amount(struct lic_str word)
{
	char text[32];

	assert_true(word.len < sizeof(text));
	memcpy(text, word.ptr, word.len);
	text[word.len] = '\0';
	return strtod(text, NULL);
}

static inline void facts_page_rows_price(struct facts_page_rows *f, struct lic_str rest)
{
	assert_true(f->page.prices_count < FACTS_PAGE_ROWS_MAX);
	struct lic_page_price *p = &f->prices[f->page.prices_count++];

	p->currency = facts_page_rows_word(&rest);
	p->amount = facts_page_rows_amount(facts_page_rows_word(&rest));
	const struct lic_str text = f->page.text;
	p->at = (size_t)(facts_page_rows_find(text, facts_page_rows_word(&rest), &f->next_price)
				 .ptr -
			 text.ptr);
}

static inline void facts_page_rows_product(struct facts_page_rows *f, struct lic_str rest)
{
	assert_true(f->page.products_count < FACTS_PAGE_ROWS_MAX);
	struct lic_page_product *p = &f->products[f->page.products_count++];

	*p = (struct lic_page_product){.name = facts_page_rows_word(&rest),
				       .type = LIC_STR("Product")};
	p->currency = facts_page_rows_word(&rest);
	p->price = facts_page_rows_amount(facts_page_rows_word(&rest));
}

static inline void facts_page_rows_form(struct facts_page_rows *f, struct lic_str rest)
{
	struct lic_str word;

	assert_true(f->page.forms_count < FACTS_PAGE_ROWS_MAX);
	struct lic_page_form *form = &f->forms[f->page.forms_count++];
	*form = (struct lic_page_form){.secure = true, .post = true};
	while ((word = facts_page_rows_word(&rest)).len) {
		form->has_card |= lic_str_eq(word, LIC_STR("card"));
		form->has_password |= lic_str_eq(word, LIC_STR("password"));
		form->has_address |= lic_str_eq(word, LIC_STR("address"));
	}
}

static inline void facts_page_rows_contact(struct facts_page_rows *f, struct lic_str rest)
{
	static const char *const kinds[] = {"phone",    "mail",      "address", "whatsapp",
					    "telegram", "messenger", "wallet",  "tag"};
	assert_true(f->page.contacts_count < FACTS_PAGE_ROWS_MAX);
	struct lic_page_contact *c = &f->contacts[f->page.contacts_count++];

	c->kind = (enum lic_contact_kind)facts_page_rows_choice(facts_page_rows_word(&rest), kinds,
								LIC_CONTACT_KINDS);
	c->value = lic_str_trim(rest);
}

static inline void facts_page_rows_link(struct facts_page_rows *f, struct lic_str rest)
{
	assert_true(f->page.links_count < FACTS_PAGE_ROWS_MAX);
	struct lic_page_link *l = &f->links[f->page.links_count++];

	*l = (struct lic_page_link){.url = facts_page_rows_word(&rest)};
	l->host = l->site = facts_page_rows_word(&rest);
	l->text = facts_page_rows_word(&rest);
}

static inline void facts_page_rows_flags(struct facts_page_rows *f, struct lic_str rest)
{
	struct lic_str word;

	while ((word = facts_page_rows_word(&rest)).len) {
		f->page.has_cart |= lic_str_eq(word, LIC_STR("cart"));
		f->page.is_article |= lic_str_eq(word, LIC_STR("article"));
		f->page.cut |= lic_str_eq(word, LIC_STR("cut"));
		if (lic_str_starts(word, LIC_STR("language=")))
			f->page.language = lic_str(word.ptr + 9, word.len - 9);
	}
}

/* Is it a row of a page? Then it is read, and the slot is known. */
static inline bool facts_page_rows_read(struct facts_page_rows *f, struct lic_facts *facts,
					struct lic_str word, struct lic_str rest)
{
	static const struct {
		const char *word;
		void (*read)(struct facts_page_rows *f, struct lic_str rest);
	} rows[] = {
		{"term", facts_page_rows_term},       {"price", facts_page_rows_price},
		{"product", facts_page_rows_product}, {"form", facts_page_rows_form},
		{"contact", facts_page_rows_contact}, {"link", facts_page_rows_link},
		{"page", facts_page_rows_flags},
	};
	bool found = true;

	if (lic_str_eq(word, LIC_STR("text")))
		facts_page_rows_add(f->text, sizeof(f->text), &f->page.text, rest);
	else if (lic_str_eq(word, LIC_STR("hidden")))
		facts_page_rows_add(f->hidden, sizeof(f->hidden), &f->page.hidden, rest);
	else if (lic_str_eq(word, LIC_STR("title")))
		f->page.title = lic_str_trim(rest);
	else if (lic_str_eq(word, LIC_STR("description")))
		f->page.description = lic_str_trim(rest);
	else
		found = false;
	for (size_t i = 0; !found && i < LIC_ARRAY_SIZE(rows); i++)
		if (lic_str_eq(word, lic_str_from(rows[i].word))) {
			rows[i].read(f, rest);
			found = true;
		}
	if (!found)
		return false;
	f->page.terms = f->terms;
	f->page.prices = f->prices;
	f->page.products = f->products;
	f->page.forms = f->forms;
	f->page.contacts = f->contacts;
	f->page.links = f->links;
	facts->page = &f->page;
	facts->known[LIC_SLOT_PAGE] = true;
	return true;
}

#endif
