/*
 * A page as it was handed over: a document, or what somebody read of one. All
 * texts are borrowed.
 */
#ifndef LIC_PAGE_INPUT_H
#define LIC_PAGE_INPUT_H

#include "str.h"

#include <stdbool.h>

struct lic_page_input {
	struct lic_str url;     /* where it stands; empty: at the subject's address */
	struct lic_str html;    /* a document's bytes; empty: text, title and links count */
	struct lic_str charset; /* of html, by its HTTP header; empty: not said */
	bool cut;               /* there was more of it */
	struct lic_str text;    /* what a reader sees */
	struct lic_str title;
	const struct lic_str *links; /* addresses, as they stand in the document */
	size_t links_count;
};

#endif
