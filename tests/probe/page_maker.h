/*
 * The page of a site for tests of what is found on pages, from lines:
 *
 *   at ADDRESS        what is looked at
 *   answers ADDRESS   what it leads on to
 *   text WORDS        of the page
 */
#ifndef LIC_PAGE_MAKER_H
#define LIC_PAGE_MAKER_H

#include "arena.h"
#include "facts.h"
#include "limits.h"
#include "rows.h"
#include "url.h"

struct page_maker {
	const struct lic_psl *psl;
	struct lic_subject subject;
	struct lic_buf store;
	struct lic_facts facts;
	struct lic_page page;
	struct lic_http_facts http;
	struct lic_hop hop;
	struct lic_arena arena;
};

static inline void page_maker_begin(struct page_maker *m, const struct lic_psl *psl, lic_date today)
{
	*m = (struct page_maker){.psl = psl, .arena = LIC_ARENA_INIT};
	lic_buf_init(&m->store, 4 * LIC_URL_MAX);
	lic_facts_init(&m->facts, &m->subject, LIC_STR(""), today);
	m->facts.page = &m->page;
	m->facts.known[LIC_SLOT_PAGE] = true;
}

static inline void page_maker_end(struct page_maker *m)
{
	lic_buf_release(&m->store);
	lic_arena_release(&m->arena);
}

/* Host and site of an address, in the arena. */
static inline void page_maker_place(struct page_maker *m, struct lic_str url, struct lic_str *host,
				    struct lic_str *site)
{
	struct lic_url parsed;
	struct lic_buf store;

	lic_buf_init(&store, LIC_URL_MAX);
	assert_int_equal(lic_url_parse(&parsed, url, &store, NULL), 0);
	*host = lic_arena_copy(&m->arena, parsed.host);
	*site = lic_psl_site(m->psl, *host);
	lic_buf_release(&store);
}

/* False where the line, which begins with `what`, is none of those above. */
static inline bool page_maker_read(struct page_maker *m, struct lic_str what, struct lic_str rest)
{
	if (lic_str_eq(what, LIC_STR("at"))) {
		assert_int_equal(lic_subject_parse(&m->subject, rest, m->psl, &m->store, NULL), 0);
	} else if (lic_str_eq(what, LIC_STR("answers"))) {
		page_maker_place(m, rest, &m->hop.host, &m->hop.site);
		m->http.visit[LIC_VISITOR_PLAIN] =
			(struct lic_visit){.known = true, .hops = &m->hop, .hops_count = 1};
		m->facts.http = &m->http;
		m->facts.known[LIC_SLOT_HTTP] = true;
	} else if (lic_str_eq(what, LIC_STR("text"))) {
		m->page.text = rest;
	} else {
		return false;
	}
	return true;
}

#endif
