/*
 * How the site answers: LIC_SLOT_HTTP. Three visitors ask, since a hacked or
 * cloaked site tells them different things (RFC 9110, section 15.4 on redirection);
 * a fourth looks what the site is about. Texts in the arena of the check.
 */
#ifndef LIC_FACTS_HTTP_H
#define LIC_FACTS_HTTP_H

#include "facts_name.h"
#include "str.h"

#include <stdbool.h>

enum lic_visitor {
	LIC_VISITOR_PLAIN,   /* a browser that was given the address */
	LIC_VISITOR_SEARCH,  /* the same, from a search engine's results (Referer) */
	LIC_VISITOR_CRAWLER, /* a search engine's own robot (User-Agent) */
	LIC_VISITOR_HOME,    /* a browser at the home page, where that is another address */
	LIC_VISITORS,
};

/* By what a hop leads to the next. */
enum lic_leads {
	LIC_LEADS_NOWHERE, /* it is the last */
	LIC_LEADS_HTTP,    /* the header field Location */
	LIC_LEADS_REFRESH, /* a refresh, of the header or the page */
	LIC_LEADS_SCRIPT,  /* a script of the page */
	LIC_LEADS,
};

const char *lic_leads_name(enum lic_leads leads);

struct lic_hop {
	struct lic_str url;
	struct lic_str host, site;
	int status; /* HTTP status; 0: no answer, and the visit says why */
	enum lic_leads leads;
};

struct lic_visit {
	bool known;      /* false: this visitor got no answer, or was not sent */
	const char *why; /* it did not come to a page: as far as it came, the hops are known */
	const struct lic_hop *hops; /* the first is the address asked for, the last the answer */
	size_t hops_count;

	/* Of the page that it came to, where that was read (`read`). */
	bool read;
	bool is_article;
	size_t length; /* bytes of text that a reader sees */
	/* Ids of what the word lists know on it, shown or hidden, each once: medicines that
	 * need a prescription, are controlled or authorised nowhere; others; phrases. */
	const struct lic_str *medicines;
	size_t medicines_count;
	const struct lic_str *remedies;
	size_t remedies_count;
	const struct lic_str *phrases;
	size_t phrases_count;

	/* Of the name of the host that it came to, where that is of another site. */
	const struct lic_name_word *words;
	size_t words_count;
};

struct lic_http_facts {
	struct lic_visit visit[LIC_VISITORS];
	bool plain_only;       /* the site answers on http, and not on https */
	struct lic_str server; /* the header, as sent */
};

#endif
