/*
 * What keeps the HTML parser's time and memory in proportion to a document's length.
 * It looks through all open elements at each tag, and compares all attributes of a
 * tag with each other: so deeply nested tags and surplus attributes are blanked out
 * before it sees them. Pure.
 */
#ifndef LIC_PAGE_GUARD_H
#define LIC_PAGE_GUARD_H

#include "str.h"

enum lic_page_guard {
	LIC_PAGE_GUARD_BOUNDS, /* blank out what is over a limit */
	LIC_PAGE_GUARD_PLAIN,  /* and all formatting elements, which multiply in a tree */
};

/* Blank out in place. True if anything was over a limit. No tag that the parser takes for
 * nested is missed, whatever the document; some that are not may be counted. */
bool lic_page_guard(char *html, size_t len, enum lic_page_guard level);

#endif
