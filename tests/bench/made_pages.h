/*
 * The pages that bench_page measures, of one size, always the same bytes. Two, since what
 * costs most differs: the parser's work grows with markup, ours with words, links and names.
 *
 *   goods  a bare list of goods. A third of its bytes is text, of which real pages of this
 *          size have a twelfth, and there is no script and no style, which cost the parser
 *          alone: harder than life.
 *   shop   an internet pharmacy's page of a category: menus of some hundred links; cards with
 *          picture, stars, drawings, former price, price, form and button, among them
 *          medicines by their names; JSON-LD, styles, scripts, comments; a footer with
 *          address, telephone and mail.
 *
 * Of 51 real pages of 100 to 400 KB (Mozilla's readability corpus) the middle one is 19 %
 * script, 1 % style and 8 % text, with 5 tags and 0.8 links to the KB; the shop is 13 %
 * script, 5 % style and 18 % text, with 14 tags and 2.1 links to the KB.
 */
#ifndef LIC_MADE_PAGES_H
#define LIC_MADE_PAGES_H

#include "buf.h"

#define MADE_PAGE_SIZE (200u << 10)

void make_goods_page(struct lic_buf *out);
void make_shop_page(struct lic_buf *out);

#endif
