/*
 * The little of Markdown that our own pages use, as text for a terminal:
 * headings, paragraphs, lists of one level, **strong**, `code`.
 */
#ifndef LIC_MARKDOWN_H
#define LIC_MARKDOWN_H

#include "term.h"

void lic_markdown_write(struct lic_term *out, struct lic_str page);

/* The first paragraph below the title, on one line as it stands. */
struct lic_str lic_markdown_first(struct lic_str page);

#endif
