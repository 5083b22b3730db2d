#include "page.h"

#include "charset.h"
#include "limits.h"
#include "page_build.h"

/* ---- the walk -------------------------------------------------------- */

static bool on_open(void *ctx, const struct lic_element *element)
{
	return lic_page_open(ctx, element);
}

static void on_words(void *ctx, struct lic_str words)
{
	lic_page_words(ctx, words);
}

static void on_close(void *ctx)
{
	lic_page_close(ctx);
}

/* ---- reading --------------------------------------------------------- */

static int read_tree(struct lic_page_builder *b, struct lic_buf *html, enum lic_page_guard level,
		     struct lic_page_room *room)
{
	const struct lic_markup markup = {b, on_open, on_words, on_close};

	return lic_markup_walk(&markup, html->ptr, html->len, level, room, &b->page.cut);
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
