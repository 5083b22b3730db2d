/*
 * A walk through an HTML document's elements and words, parsed as a browser would (WHATWG
 * HTML, by gumbo, of which markup.c is the only user). Bounded by page_guard.h and
 * page_memory.h; what becomes of the elements is the caller's. Thread-safe.
 */
#ifndef LIC_MARKUP_H
#define LIC_MARKUP_H

#include "err.h"
#include "page_guard.h"
#include "page_room.h"
#include "str.h"

/* Elements that mean something here. */
enum lic_tag {
	LIC_TAG_INLINE, /* any that does not break the line */
	LIC_TAG_BLOCK,  /* any that does */
	LIC_TAG_HTML,
	LIC_TAG_BODY,
	LIC_TAG_BASE,
	LIC_TAG_META,
	LIC_TAG_TITLE,
	LIC_TAG_SCRIPT,
	LIC_TAG_UNREAD, /* its text is for no reader: style, iframe … */
	LIC_TAG_UNSEEN, /* noscript, template */
	LIC_TAG_DIALOG,
	LIC_TAG_LINK,
	LIC_TAG_ANCHOR,
	LIC_TAG_IMAGE,
	LIC_TAG_FORM,
	LIC_TAG_INPUT,
	LIC_TAG_BUTTON,
	LIC_TAG_TEXTAREA,
	LIC_TAG_ADDRESS,
	LIC_TAG_ARTICLE,
	LIC_TAG_PARAGRAPH,
};

/* Do its words stand on lines of their own? */
bool lic_tag_breaks_line(enum lic_tag tag);

struct lic_attribute {
	struct lic_str name; /* lower case */
	struct lic_str value;
};

struct lic_element {
	enum lic_tag tag;
	const struct lic_attribute *attributes;
	size_t attributes_count;
	struct lic_str name; /* as it is written */
	uint32_t line;       /* where it begins */
	bool ended;          /* by an end tag */
};

/* The value, with a ptr if the attribute is there at all. Inline, so that the name's length
 * is known: each element is asked for a dozen. */
static inline struct lic_str lic_element_get(const struct lic_element *element, const char *name)
{
	const size_t len = strlen(name);

	for (size_t i = 0; i < element->attributes_count; i++) {
		const struct lic_attribute *a = &element->attributes[i];
		if (a->name.len == len && memcmp(a->name.ptr, name, len) == 0)
			return a->value;
	}
	return lic_str(NULL, 0);
}

/* Elements open at a time that are told apart; deeper ones are passed over. */
#define LIC_PAGE_FRAMES_MAX 1024

struct lic_markup {
	void *ctx;
	/* An element begins: false if what is in it is to be passed over (it has then ended). */
	bool (*open)(void *ctx, const struct lic_element *element);
	void (*words)(void *ctx, struct lic_str words);
	void (*close)(void *ctx);
};

/* Walk through UTF-8 text, which is changed. *cut is set if a bound was met, and not
 * cleared. What is handed on lives until the call ends. 0, LIC_ELIMIT (a document made to
 * be costly; nothing was handed on) or LIC_ENOMEM. */
LIC_CHECKED int lic_markup_walk(const struct lic_markup *markup, char *html, size_t len,
				enum lic_page_guard level, struct lic_page_room *room, bool *cut);

#endif
