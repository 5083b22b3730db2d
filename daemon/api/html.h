/*
 * HTML for the pages that licitd writes: whatever comes from outside becomes text, never
 * markup. Depends on base only.
 */
#ifndef LIC_HTML_H
#define LIC_HTML_H

#include "buf.h"

/* Text, between tags or between the quotes of an attribute. */
void lic_html_text(struct lic_buf *out, struct lic_str text);

/* <TAG>text</TAG> and a newline. */
void lic_html_element(struct lic_buf *out, const char *tag, struct lic_str text);

/* A template with a text for each "{}", and percent-encoded, for a part of an address, for each
 * "{u}": LIC_HTML(out, "<td>{}</td>", name). A text too few or too many is an error of out. */
void lic_html_fill(struct lic_buf *out, const char *template, const struct lic_str *texts,
		   size_t count);
#define LIC_HTML(out, template, ...)                                        \
	lic_html_fill(out, template, (const struct lic_str[]){__VA_ARGS__}, \
		      sizeof((const struct lic_str[]){__VA_ARGS__}) / sizeof(struct lic_str))

/* A link that tells the other site nothing; the text alone where url is no web address. */
void lic_html_link(struct lic_buf *out, struct lic_str url, struct lic_str text);

#endif
