/*
 * What a page shows its reader: LIC_SLOT_PAGE. Plain data; texts in the arena of
 * the check, as UTF-8, white space folded to single spaces. Positions are bytes in
 * `text`. Where there was more than a limit of base/limits.h, `cut` says so.
 */
#ifndef LIC_FACTS_PAGE_H
#define LIC_FACTS_PAGE_H

#include "str.h"

#include <stdbool.h>

struct lic_page_link {
	struct lic_str url;        /* resolved against the page's base */
	struct lic_str host, site; /* empty where it is no http(s) address */
	struct lic_str text;       /* what the reader sees, an image's alt included */
	struct lic_str rel;
	bool hidden; /* no reader sees it */
};

struct lic_page_image {
	struct lic_str url;  /* resolved; "data:" cut after its media type */
	struct lic_str file; /* the last part of its path, without query */
	struct lic_str alt;  /* alt, else title */
	size_t link;         /* number of the link around it, or LIC_PAGE_NO_LINK */
};
#define LIC_PAGE_NO_LINK SIZE_MAX

struct lic_page_form {
	struct lic_str action; /* resolved; the page itself where it has none */
	struct lic_str host, site;
	bool post;
	bool secure; /* action is https, or no web address at all */
	bool has_card, has_password, has_address, has_search;
};

enum lic_contact_kind {
	LIC_CONTACT_PHONE,    /* digits with a leading '+' where the page has one */
	LIC_CONTACT_MAIL,     /* lower case */
	LIC_CONTACT_ADDRESS,  /* a postal address, by schema.org, <address> or its form */
	LIC_CONTACT_WHATSAPP, /* a number */
	LIC_CONTACT_TELEGRAM, /* a handle without '@' */
	LIC_CONTACT_MESSENGER, /* "wickr:NAME", "signal:…", "session:…", "viber:…", "threema:…" */
	LIC_CONTACT_WALLET, /* "btc:…", "eth:…", "xmr:…", checksum verified where there is one */
	LIC_CONTACT_TAG, /* analytics and tag ids: "UA-1-1", "G-…", "GTM-…", "AW-…", "ym:…" */
	LIC_CONTACT_KINDS,
};

struct lic_page_contact {
	enum lic_contact_kind kind;
	struct lic_str value; /* normalised, so that equal contacts are equal bytes */
};

struct lic_page_price {
	size_t at;               /* in text, or SIZE_MAX for one in markup alone */
	struct lic_str currency; /* ISO 4217 */
	double amount;
};

struct lic_page_product { /* schema.org Product, Drug or Offer: JSON-LD, microdata */
	struct lic_str name;
	struct lic_str type; /* "Product", "Drug" … */
	struct lic_str currency;
	double price; /* 0: none */
};

enum lic_term_class {                      /* what kind of row of the word lists matched */
		      LIC_TERM_MEDICINE,   /* a prescription medicine or often falsified one */
		      LIC_TERM_OTC,        /* a medicine sold without prescription */
		      LIC_TERM_CONTROLLED, /* 1961 and 1971 conventions */
		      /* sold as a medicine, authorised neither in the EU nor in GB nor the US */
		      LIC_TERM_UNAUTHORISED,
		      LIC_TERM_NO_USE,    /* no legitimate use known: new psychoactive substances */
		      LIC_TERM_PRECURSOR, /* 1988 convention */
		      LIC_TERM_PHRASE,    /* a phrase; `id` says which signal it is for */
		      LIC_TERM_CLASSES,
};

/* A medicine that needs a prescription wherever it may be sold at all. */
static inline bool lic_term_needs_prescription(enum lic_term_class class)
{
	return class == LIC_TERM_MEDICINE || class == LIC_TERM_CONTROLLED ||
	       class == LIC_TERM_UNAUTHORISED;
}

struct lic_page_term {
	enum lic_term_class class;
	struct lic_str id;       /* of the row: "no-prescription-required", "tramadol" */
	struct lic_str language; /* of the row; empty: any */
	int strength;            /* 1 weak, 2 medium, 3 strong */
	bool ambiguous;          /* an ordinary word too: counts only beside others */
	bool hidden;             /* in `hidden` instead of `text` */
	bool disguised;          /* a name spelt so that filters overlook it: "X@nax" */
	size_t at, len;          /* where, in text (or hidden) */
};

struct lic_page {
	struct lic_str title;
	struct lic_str description;
	struct lic_str language; /* of <html lang>, else of the words; empty: not known */
	struct lic_str text;     /* what a reader sees, in order */
	struct lic_str hidden;   /* what is in the document and not shown */
	const struct lic_page_link *links;
	size_t links_count;
	const struct lic_page_image *images;
	size_t images_count;
	const struct lic_page_form *forms;
	size_t forms_count;
	const struct lic_page_contact *contacts;
	size_t contacts_count;
	const struct lic_page_price *prices;
	size_t prices_count;
	const struct lic_page_product *products;
	size_t products_count;
	const struct lic_page_term *terms; /* in order of `at`, those of text first */
	size_t terms_count;
	bool has_cart;   /* a basket, by its button, link or form */
	bool is_article; /* schema.org Article and its kin, or <article> with prose */
	bool cut;        /* something was left out for its size */
};

#endif
