/*
 * Builds the facts of a page from a walk through it: elements begin and end, words
 * stand between them. Knows no parser. One builder serves one page; its parts, one
 * file each, share the struct below, and nobody else touches it.
 */
#ifndef LIC_PAGE_BUILD_H
#define LIC_PAGE_BUILD_H

#include "arena.h"
#include "buf.h"
#include "facts_page.h"
#include "json.h"
#include "markup.h"
#include "page_style.h"
#include "site.h"

/* A product of schema.org's microdata that is open at a time, one in the other. */
#define LIC_PAGE_ITEMS_MAX 8

/* What an open element means for what stands in it. */
struct lic_page_frame {
	enum lic_tag tag;
	struct lic_page_look look;
	bool unread;
	bool json;          /* a script of JSON-LD */
	bool item;          /* a microdata item began here */
	size_t property_at; /* where the words of a microdata property began */
	const char *property;
	struct lic_str property_name;
};

struct lic_page_item {
	struct lic_str type; /* the last part of itemtype; empty: none of interest */
	struct lic_page_product product;
};

struct lic_page_builder {
	struct lic_arena *arena;
	const struct lic_psl *psl;
	struct lic_page page;
	struct lic_str url; /* the page's own */
	struct lic_str host, site;
	struct lic_str base; /* what links are relative to */
	bool based;          /* by the document */
	bool failed;         /* no memory */

	struct lic_buf text, hidden, script;
	/* Arrays of the structs of facts_page.h. */
	struct lic_buf links, images, forms, contacts, prices, products;
	struct lic_buf pressed; /* of page_shelf.c */

	struct lic_page_frame frame[LIC_PAGE_FRAMES_MAX];
	size_t depth;
	size_t apart_at; /* where the words of an element ended, if another begins right there */

	struct lic_buf title;
	size_t link;               /* open, or LIC_PAGE_NO_LINK */
	struct lic_buf link_words; /* of it */
	size_t link_at;            /* where its words begin */
	size_t form;               /* open, or SIZE_MAX */
	size_t fields;             /* the form for fields outside any, or SIZE_MAX */
	size_t address_at;         /* where an <address> began, or SIZE_MAX */
	size_t article_prose;      /* bytes of paragraphs in <article> */
	size_t article_at;
	size_t articles; /* open */

	struct lic_page_item item[LIC_PAGE_ITEMS_MAX];
	size_t items;
	size_t json_left; /* values of JSON-LD that are still looked at */

	struct lic_buf url_store, reference_store, resolve_store, scratch;
	struct lic_str last_host, last_site;
};

LIC_CHECKED int lic_page_builder_init(struct lic_page_builder *b, struct lic_arena *arena,
				      const struct lic_psl *psl, struct lic_str url);
void lic_page_builder_release(struct lic_page_builder *b);

/* An element begins: false if what is in it is to be passed over (it has then ended). */
bool lic_page_open(struct lic_page_builder *b, const struct lic_element *element);
void lic_page_words(struct lic_page_builder *b, struct lic_str words);
void lic_page_close(struct lic_page_builder *b);

/* A page of which only words are known. */
void lic_page_plain(struct lic_page_builder *b, struct lic_str title, struct lic_str text);

/* The facts, whole: 0 or LIC_ENOMEM. */
LIC_CHECKED int lic_page_finish(struct lic_page_builder *b, const struct lic_page **out);

/* ---- between the parts ----------------------------------------------- */

static inline struct lic_page_frame *lic_page_top(struct lic_page_builder *b)
{
	return &b->frame[b->depth - 1];
}

/* Append one struct to an array that may hold so many; false (and page.cut) if full. */
bool lic_page_push(struct lic_page_builder *b, struct lic_buf *array, const void *one, size_t size,
		   size_t max);

/* A copy in the arena, white space folded, at most LIC_PAGE_WORDS_MAX long. */
struct lic_str lic_page_fold(struct lic_page_builder *b, struct lic_str s);

/* Append with white space folded, as a continuation of what is there. */
void lic_page_fold_into(struct lic_buf *out, struct lic_str s);

/* The text that was seen since it was so long; trimmed. */
struct lic_str lic_page_since(const struct lic_page_builder *b, size_t at);

/* page_link.c */
struct lic_str lic_page_resolve(struct lic_page_builder *b, struct lic_str reference,
				struct lic_str *host, struct lic_str *site);
void lic_page_link_begin(struct lic_page_builder *b, const struct lic_element *e);
void lic_page_link_end(struct lic_page_builder *b);
void lic_page_link_add(struct lic_page_builder *b, struct lic_str reference);
void lic_page_image_add(struct lic_page_builder *b, const struct lic_element *e);
/* An image that a style shows. */
void lic_page_style_image(struct lic_page_builder *b, struct lic_str style);

/* page_form.c */
void lic_page_form_begin(struct lic_page_builder *b, const struct lic_element *e);
void lic_page_field_add(struct lic_page_builder *b, const struct lic_element *e);
/* Words or an address of a thing to press: does it put into a basket? */
bool lic_page_is_cart_words(struct lic_str words);
bool lic_page_is_cart_address(struct lic_str url);

/* page_contact.c, page_handle.c: by address, by words, by script. */
void lic_page_contact_add(struct lic_page_builder *b, enum lic_contact_kind kind,
			  struct lic_str value);
void lic_page_contact_link(struct lic_page_builder *b, struct lic_str url);
/* What an address hides behind its '#'. */
void lic_page_contact_fragment(struct lic_page_builder *b, struct lic_str reference);
void lic_page_contact_cloaked(struct lic_page_builder *b, struct lic_str hex);
void lic_page_contact_text(struct lic_page_builder *b, struct lic_str text);
void lic_page_contact_handles(struct lic_page_builder *b, struct lic_str text);
void lic_page_contact_script(struct lic_page_builder *b, struct lic_str script);
/* page_postal.c */
void lic_page_postal_text(struct lic_page_builder *b, struct lic_str text);
void lic_page_postal_element(struct lic_page_builder *b, struct lic_str text);

/* page_price.c */
bool lic_page_amount(struct lic_str s, double *amount);
struct lic_str lic_page_currency(struct lic_str code);
void lic_page_price_text(struct lic_page_builder *b);
/* A number from its first digit: how much of s it takes. 0: none, or too long. */
size_t lic_page_number(struct lic_str s, double *amount);

/* page_price_bare.c: does a line of few words say that prices follow; is one a number and no more;
 * and where the price of a line stands that names no currency, "Ozempic 1 mg – 13 500" (0: there
 * is none), which counts where several lines are built so. */
bool lic_page_heads_prices(struct lic_str line);
bool lic_page_is_bare_number(struct lic_str line, double *amount);
size_t lic_page_bare_price(struct lic_str line, double *amount);
bool lic_page_has_bare_prices(struct lic_str text);

/* page_shelf.c: a thing to press, whose words begin there in the text; and whether goods are put
 * up alike. Prices must be known. */
void lic_page_shelf_press(struct lic_page_builder *b, size_t at, struct lic_str words);
bool lic_page_shelf_stands(struct lic_page_builder *b);

/* page_product.c */
void lic_page_item_begin(struct lic_page_builder *b, const struct lic_element *e,
			 struct lic_page_frame *frame);
void lic_page_item_end(struct lic_page_builder *b, struct lic_page_frame *frame);
void lic_page_item_property(struct lic_page_builder *b, struct lic_str name, struct lic_str value);
void lic_page_product_add(struct lic_page_builder *b, const struct lic_page_product *product);
bool lic_page_is_article_type(struct lic_str type);
bool lic_page_is_product_type(struct lic_str type);
/* page_jsonld.c */
void lic_page_json_ld(struct lic_page_builder *b, struct lic_str json);

/* page_language.c: by its commonest words, "" if they do not say. */
struct lic_str lic_page_language(struct lic_str text);

#endif
