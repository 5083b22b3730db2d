/*
 * How a page leads its visitor on by itself, as browsers do without asking: by
 * <meta http-equiv=refresh> (WHATWG HTML, "shared declarative refresh steps") or by a
 * script that says so plainly (script_lead.h). Looks at tags and raw text, not at a tree;
 * pure; time in proportion to the length.
 */
#ifndef LIC_PAGE_LEAD_H
#define LIC_PAGE_LEAD_H

#include "buf.h"
#include "facts_http.h"

/* A refresh that comes later than so many seconds leaves the page to be read. */
#define LIC_REFRESH_SECONDS_MAX 10

/* The value of such an element, or of the header field Refresh: true if it leads to an
 * address, soon. */
bool lic_refresh_lead(struct lic_str value, struct lic_str *to);

/* By what the document leads on, LIC_LEADS_NOWHERE if it does not; the address as it has
 * it goes into `to`, which is emptied first. A script goes before a refresh, which waits
 * for the page to be loaded. */
enum lic_leads lic_page_lead(struct lic_str html, struct lic_buf *to);

#endif
