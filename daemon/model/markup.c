#include "markup.h"

#include "limits.h"
#include "page_memory.h"

#include <gumbo.h>

/* ---- the parser -------------------------------------------------------- */

static int parse(struct lic_page_memory *memory, struct lic_str html, GumboOutput **out)
{
	GumboOptions options = kGumboDefaultOptions;

	options.allocator = lic_page_memory_take;
	options.deallocator = lic_page_memory_give;
	options.userdata = memory;
	options.max_errors = 0;
	if (setjmp(memory->full))
		return memory->err;
	*out = gumbo_parse_with_options(&options, html.ptr, html.len);
	return LIC_OK;
}

/* ---- elements ---------------------------------------------------- */

bool lic_tag_breaks_line(enum lic_tag tag)
{
	switch (tag) {
	case LIC_TAG_BLOCK:
	case LIC_TAG_BODY:
	case LIC_TAG_DIALOG:
	case LIC_TAG_FORM:
	case LIC_TAG_BUTTON:
	case LIC_TAG_TEXTAREA:
	case LIC_TAG_ADDRESS:
	case LIC_TAG_ARTICLE:
	case LIC_TAG_PARAGRAPH:
		return true;
	default:
		return false;
	}
}

/* ---- the walk -------------------------------------------------------- */

static enum lic_tag tag_of(const GumboElement *e)
{
	static const unsigned char tags[GUMBO_TAG_LAST] = {
		[GUMBO_TAG_HTML] = LIC_TAG_HTML,         [GUMBO_TAG_BODY] = LIC_TAG_BODY,
		[GUMBO_TAG_BASE] = LIC_TAG_BASE,         [GUMBO_TAG_META] = LIC_TAG_META,
		[GUMBO_TAG_TITLE] = LIC_TAG_TITLE,       [GUMBO_TAG_SCRIPT] = LIC_TAG_SCRIPT,
		[GUMBO_TAG_STYLE] = LIC_TAG_UNREAD,      [GUMBO_TAG_IFRAME] = LIC_TAG_UNREAD,
		[GUMBO_TAG_NOEMBED] = LIC_TAG_UNREAD,    [GUMBO_TAG_NOFRAMES] = LIC_TAG_UNREAD,
		[GUMBO_TAG_NOSCRIPT] = LIC_TAG_UNSEEN,   [GUMBO_TAG_TEMPLATE] = LIC_TAG_UNSEEN,
		[GUMBO_TAG_LINK] = LIC_TAG_LINK,         [GUMBO_TAG_A] = LIC_TAG_ANCHOR,
		[GUMBO_TAG_AREA] = LIC_TAG_ANCHOR,       [GUMBO_TAG_IMG] = LIC_TAG_IMAGE,
		[GUMBO_TAG_FORM] = LIC_TAG_FORM,         [GUMBO_TAG_INPUT] = LIC_TAG_INPUT,
		[GUMBO_TAG_SELECT] = LIC_TAG_INPUT,      [GUMBO_TAG_BUTTON] = LIC_TAG_BUTTON,
		[GUMBO_TAG_TEXTAREA] = LIC_TAG_TEXTAREA, [GUMBO_TAG_ADDRESS] = LIC_TAG_ADDRESS,
		[GUMBO_TAG_ARTICLE] = LIC_TAG_ARTICLE,   [GUMBO_TAG_P] = LIC_TAG_PARAGRAPH,
		[GUMBO_TAG_BR] = LIC_TAG_BLOCK,          [GUMBO_TAG_DIV] = LIC_TAG_BLOCK,
		[GUMBO_TAG_SECTION] = LIC_TAG_BLOCK,     [GUMBO_TAG_NAV] = LIC_TAG_BLOCK,
		[GUMBO_TAG_ASIDE] = LIC_TAG_BLOCK,       [GUMBO_TAG_MAIN] = LIC_TAG_BLOCK,
		[GUMBO_TAG_HEADER] = LIC_TAG_BLOCK,      [GUMBO_TAG_FOOTER] = LIC_TAG_BLOCK,
		[GUMBO_TAG_H1] = LIC_TAG_BLOCK,          [GUMBO_TAG_H2] = LIC_TAG_BLOCK,
		[GUMBO_TAG_H3] = LIC_TAG_BLOCK,          [GUMBO_TAG_H4] = LIC_TAG_BLOCK,
		[GUMBO_TAG_H5] = LIC_TAG_BLOCK,          [GUMBO_TAG_H6] = LIC_TAG_BLOCK,
		[GUMBO_TAG_UL] = LIC_TAG_BLOCK,          [GUMBO_TAG_OL] = LIC_TAG_BLOCK,
		[GUMBO_TAG_LI] = LIC_TAG_BLOCK,          [GUMBO_TAG_DL] = LIC_TAG_BLOCK,
		[GUMBO_TAG_DT] = LIC_TAG_BLOCK,          [GUMBO_TAG_DD] = LIC_TAG_BLOCK,
		[GUMBO_TAG_TABLE] = LIC_TAG_BLOCK,       [GUMBO_TAG_TR] = LIC_TAG_BLOCK,
		[GUMBO_TAG_TD] = LIC_TAG_BLOCK,          [GUMBO_TAG_TH] = LIC_TAG_BLOCK,
		[GUMBO_TAG_CAPTION] = LIC_TAG_BLOCK,     [GUMBO_TAG_FIGURE] = LIC_TAG_BLOCK,
		[GUMBO_TAG_FIGCAPTION] = LIC_TAG_BLOCK,  [GUMBO_TAG_BLOCKQUOTE] = LIC_TAG_BLOCK,
		[GUMBO_TAG_PRE] = LIC_TAG_BLOCK,         [GUMBO_TAG_HR] = LIC_TAG_BLOCK,
		[GUMBO_TAG_FIELDSET] = LIC_TAG_BLOCK,    [GUMBO_TAG_LEGEND] = LIC_TAG_BLOCK,
		[GUMBO_TAG_DETAILS] = LIC_TAG_BLOCK,     [GUMBO_TAG_SUMMARY] = LIC_TAG_BLOCK,
		[GUMBO_TAG_OPTION] = LIC_TAG_BLOCK,      [GUMBO_TAG_CENTER] = LIC_TAG_BLOCK,
	};
	const struct lic_str dialog = LIC_STR("dialog"); /* younger than this parser */

	if (e->tag_namespace != GUMBO_NAMESPACE_HTML)
		return e->tag == GUMBO_TAG_TITLE || e->tag == GUMBO_TAG_STYLE ||
				       e->tag == GUMBO_TAG_SCRIPT
			       ? LIC_TAG_UNREAD
			       : LIC_TAG_INLINE;
	if (e->tag == GUMBO_TAG_UNKNOWN && e->original_tag.length > dialog.len + 1 &&
	    lic_str_caseeq(lic_str(e->original_tag.data + 1, dialog.len), dialog) &&
	    !lic_is_alpha(e->original_tag.data[dialog.len + 1]))
		return LIC_TAG_DIALOG;
	return e->tag < GUMBO_TAG_LAST ? (enum lic_tag)tags[e->tag] : LIC_TAG_INLINE;
}

/* Elements that are younger than this parser have no name but in the text. */
static struct lic_str name_of(const GumboElement *e)
{
	GumboStringPiece tag = e->original_tag;

	if (e->tag < GUMBO_TAG_UNKNOWN)
		return lic_str_from(gumbo_normalized_tagname(e->tag));
	gumbo_tag_from_original_text(&tag);
	return lic_str(tag.data, tag.length);
}

static bool enter(const struct lic_markup *markup, const GumboElement *e, bool template)
{
	struct lic_attribute attributes[LIC_PAGE_ATTRIBUTES_MAX];
	struct lic_element element = {
		.tag = template ? LIC_TAG_UNSEEN : tag_of(e),
		.attributes = attributes,
		.name = name_of(e),
		.line = e->start_pos.line,
		.ended = e->original_end_tag.length > 0,
	};

	for (unsigned i = 0; i < e->attributes.length && i < LIC_PAGE_ATTRIBUTES_MAX; i++) {
		const GumboAttribute *a = e->attributes.data[i];
		attributes[element.attributes_count++] = (struct lic_attribute){
			lic_str_from(a->name),
			lic_str_from(a->value),
		};
	}
	return markup->open(markup->ctx, &element);
}

static void walk(const struct lic_markup *markup, const GumboNode *root, bool *cut)
{
	struct {
		const GumboVector *children;
		unsigned next;
	} open[LIC_PAGE_FRAMES_MAX];
	size_t depth = 0;
	const GumboNode *node = root;

	for (;;) {
		if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) {
			const GumboElement *e = &node->v.element;
			const bool deep = depth == LIC_PAGE_FRAMES_MAX;
			*cut |= deep;
			if (!deep && enter(markup, e, node->type == GUMBO_NODE_TEMPLATE)) {
				open[depth].children = &e->children;
				open[depth++].next = 0;
			}
		} else if (node->type != GUMBO_NODE_COMMENT) {
			markup->words(markup->ctx, lic_str_from(node->v.text.text));
		}
		while (depth && open[depth - 1].next == open[depth - 1].children->length) {
			markup->close(markup->ctx);
			depth--;
		}
		if (!depth)
			return;
		node = open[depth - 1].children->data[open[depth - 1].next++];
	}
}

int lic_markup_walk(const struct lic_markup *markup, char *html, size_t len,
		    enum lic_page_guard level, struct lic_page_room *room, bool *cut)
{
	struct lic_page_memory memory;
	GumboOutput *output = NULL;

	*cut |= lic_page_guard(html, len, level);
	lic_page_memory_init(&memory, room);
	int err = parse(&memory, lic_str(html, len), &output);
	if (!err && output && output->root)
		walk(markup, output->root, cut);
	lic_page_memory_release(&memory);
	return err;
}
