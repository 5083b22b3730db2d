#include "page.h"

#include "charset.h"
#include "limits.h"
#include "page_build.h"
#include "page_guard.h"
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

static bool enter(struct lic_page_builder *b, const GumboElement *e, bool template)
{
	struct lic_attribute attributes[LIC_PAGE_ATTRIBUTES_MAX];
	struct lic_element element = {template ? LIC_TAG_UNSEEN : tag_of(e), attributes, 0};

	for (unsigned i = 0; i < e->attributes.length && i < LIC_PAGE_ATTRIBUTES_MAX; i++) {
		const GumboAttribute *a = e->attributes.data[i];
		attributes[element.attributes_count++] = (struct lic_attribute){
			lic_str_from(a->name),
			lic_str_from(a->value),
		};
	}
	return lic_page_open(b, &element);
}

static void walk(struct lic_page_builder *b, const GumboNode *root)
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
			if (enter(b, e, node->type == GUMBO_NODE_TEMPLATE)) {
				open[depth].children = &e->children;
				open[depth++].next = 0;
			}
		} else if (node->type != GUMBO_NODE_COMMENT) {
			lic_page_words(b, lic_str_from(node->v.text.text));
		}
		while (depth && open[depth - 1].next == open[depth - 1].children->length) {
			lic_page_close(b);
			depth--;
		}
		if (!depth)
			return;
		node = open[depth - 1].children->data[open[depth - 1].next++];
	}
}

/* ---- reading --------------------------------------------------------- */

static int read_tree(struct lic_page_builder *b, struct lic_buf *html, enum lic_page_guard level,
		     struct lic_page_room *room)
{
	struct lic_page_memory memory;
	GumboOutput *output = NULL;

	b->page.cut |= lic_page_guard(html->ptr, html->len, level);
	lic_page_memory_init(&memory, room);
	int err = parse(&memory, lic_buf_str(html), &output);
	if (!err && output && output->root)
		walk(b, output->root);
	lic_page_memory_release(&memory);
	return err;
}

/* html: UTF-8, and ours to change. */
static int read_html(struct lic_page_builder *b, struct lic_buf *html, struct lic_page_room *room,
		     struct lic_diag *diag)
{
	int err = read_tree(b, html, LIC_PAGE_GUARD_BOUNDS, room);

	/* Formatting elements are opened again in each paragraph, as often as there are: a
	 * small document can make a huge tree by them. */
	if (err == LIC_ELIMIT)
		err = read_tree(b, html, LIC_PAGE_GUARD_PLAIN, room);
	if (err == LIC_ELIMIT)
		return lic_diag_set(diag, err,
				    "The page is built to be costly: it was given up after "
				    "%u MiB of memory.",
				    LIC_PAGE_TREE_MAX >> 20);
	return err;
}

static int read_document(struct lic_page_builder *b, const struct lic_page_input *input,
			 struct lic_page_room *room, struct lic_diag *diag)
{
	struct lic_str html = input->html;
	struct lic_buf copy;

	if (html.len > LIC_PAGE_BYTES_MAX) {
		html.len = LIC_PAGE_BYTES_MAX;
		while (((unsigned char)html.ptr[html.len] & 0xc0) == 0x80 &&
		       html.len > LIC_PAGE_BYTES_MAX - 4)
			html.len--; /* not in the middle of a character */
		b->page.cut = true;
	}
	/* Of a legacy encoding each byte may become three, of GB 18030 as many. */
	lic_buf_init(&copy, 3 * (size_t)LIC_PAGE_BYTES_MAX + 64);
	int err = lic_charset_decode(html, input->charset, &copy);
	if (!err)
		err = read_html(b, &copy, room, diag);
	lic_buf_release(&copy);
	return err;
}

int lic_page_read(const struct lic_page **out, const struct lic_page_input *input,
		  struct lic_str url, const struct lic_psl *psl, struct lic_page_room *room,
		  struct lic_arena *arena, struct lic_diag *diag)
{
	struct lic_page_builder *b = malloc(sizeof(*b));

	if (!b)
		return LIC_ENOMEM;
	int err = lic_page_builder_init(b, arena, psl, url);
	b->page.cut = input->cut;
	if (!err && input->html.len) {
		err = read_document(b, input, room, diag);
	} else if (!err) {
		lic_page_plain(b, input->title, input->text);
		for (size_t i = 0; i < input->links_count; i++)
			lic_page_link_add(b, input->links[i]);
	}
	if (!err)
		err = lic_page_finish(b, out);
	lic_page_builder_release(b);
	free(b);
	return err;
}
