/*
 * Does a reader see an element? By its attributes and its inline style (CSS Style
 * Attributes), as far as that can hide a text. Pure.
 */
#ifndef LIC_PAGE_STYLE_H
#define LIC_PAGE_STYLE_H

#include "markup.h"

/* What an open element has of its own or from those around it. */
struct lic_page_look {
	bool hidden;
	int ink, paper; /* inline colours as 0xRRGGBB, -1: not said */
};

#define LIC_PAGE_LOOK_INIT    \
	{                     \
		false, -1, -1 \
	}

/* From the look of what is around the element to its own. */
void lic_page_look_at(struct lic_page_look *look, const struct lic_element *e);

#endif
