/*
 * The answer on the page for people: what the extension's popup says, for who has none.
 * Depends on base and licit.h.
 */
#ifndef LIC_PAGE_ANSWER_H
#define LIC_PAGE_ANSWER_H

#include "licit.h"

/* The verdict, its reasons with source and date, how old the name is where its registry said
 * so, what was not seen, and what to do. */
void lic_page_answer(struct lic_buf *out, const struct lic_verdict *verdict);

/* Where to buy lawfully in that country, and where to report: its registers. */
LIC_CHECKED int lic_page_lawful(struct lic_buf *out, struct lic_engine *engine,
				struct lic_str country);

#endif
