/* Registers on several pages: where each leads to, and all of them as one file. In that a comment
 * stands before each page, which says where it was. */
#include "mapping_html.h"

#include "format_text.h"

#define MARK LIC_STR("\n<!--licit page ")
#define MARK_END LIC_STR("-->\n")

/* ---- the next page --------------------------------------------------- */

static bool is_same_place(const struct lic_url *a, const struct lic_url *b)
{
	const struct lic_str x = lic_str(a->text.ptr, a->text.len - a->path.len);
	const struct lic_str y = lic_str(b->text.ptr, b->text.len - b->path.len);

	return lic_str_eq(x, y);
}

static void refuse(struct lic_html_reader *r, const struct lic_element *e, struct lic_str value,
		   const char *why)
{
	char shown[LIC_TEXT_SHOWN_SIZE];

	lic_html_fail(r, lic_diag_set(r->diag, LIC_EREFUSED, "line %u: the next page is \"%s\": %s",
				      lic_html_line(r, e), lic_text_shown(value, shown), why));
}

/* Of several such links, above the rows and below them, all lead to the same page. */
void lic_html_next(struct lic_html_reader *r, const struct lic_element *e)
{
	struct lic_str value = lic_html_attribute(e, r->select[LIC_HTML_NEXT].attribute);
	struct lic_url url = {.text = value};

	/* As the last page of some has it. */
	if (!value.len || value.ptr[0] == '#')
		return;
	if (r->based) {
		if (lic_url_join(&url, &r->base, value, &r->joined, NULL) < 0)
			return refuse(r, e, value, "no address that can be followed");
		if (lic_str_eq(url.text, r->here.text))
			return;
		if (!is_same_place(&url, &r->here))
			return refuse(r, e, value, "it is another server's");
	}
	if (r->next.len && !lic_str_eq(lic_buf_str(&r->next), url.text))
		return refuse(r, e, value,
			      "another link leads to another one: choose by a closer "
			      "selector");
	lic_buf_reset(&r->next);
	lic_buf_adds(&r->next, url.text);
	lic_html_fail(r, lic_buf_error(&r->next));
}

static int pass(void *ctx, const struct lic_record *record)
{
	(void)ctx;
	(void)record;
	return LIC_OK;
}

int lic_mapping_next(const struct lic_mapping *mapping, struct lic_str text, struct lic_str url,
		     struct lic_buf *next, struct lic_diag *diag)
{
	const struct lic_sink sink = {.record = pass};

	return lic_html_read_page(mapping, text, url, 0, &sink, next, diag);
}

/* ---- all as one ------------------------------------------------------ */

void lic_mapping_add_page(struct lic_buf *pages, struct lic_str url, struct lic_str text)
{
	/* Whatever the pages say of themselves, they are UTF-8 by now. */
	if (!pages->len)
		LIC_BUF_LIT(pages, "\xef\xbb\xbf");
	lic_buf_adds(pages, MARK);
	lic_buf_adds(pages, url);
	lic_buf_adds(pages, MARK_END);
	lic_buf_adds(pages, text);
}

struct pages {
	struct lic_str rest, text, url; /* not read yet; the page at hand, and where it stood */
	uint32_t above, lines;          /* before that page, and in it */
};

/* Where the words stand; at the end if they do not. */
static size_t find(struct lic_str text, struct lic_str words)
{
	const char *at = text.len ? memmem(text.ptr, text.len, words.ptr, words.len) : NULL;

	return at ? (size_t)(at - text.ptr) : text.len;
}

static uint32_t lines_of(struct lic_str text)
{
	uint32_t lines = 0;

	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	return lines;
}

/* The page at hand ends where the next one is marked. */
static void take_page(struct pages *p)
{
	size_t end = find(p->rest, MARK);

	p->above += p->lines;
	p->text = lic_str(p->rest.ptr, end);
	p->rest = lic_str(p->rest.ptr + end, p->rest.len - end);
	p->lines = lines_of(p->text);
}

/* And the next one begins behind its address. */
static bool next_page(struct pages *p)
{
	struct lic_str after;

	if (!p->rest.len)
		return false;
	after = lic_str(p->rest.ptr + MARK.len, p->rest.len - MARK.len);
	size_t end = find(after, MARK_END);
	p->url = lic_str(after.ptr, end);
	p->lines += 1 + lines_of(p->url);
	end += end < after.len ? MARK_END.len : 0;
	p->lines += end > p->url.len;
	p->rest = lic_str(after.ptr + end, after.len - end);
	take_page(p);
	return true;
}

int lic_mapping_read_html(const struct lic_mapping *mapping, struct lic_str text,
			  const struct lic_sink *sink, struct lic_diag *diag)
{
	struct pages p = {.rest = text, .url = mapping->page};
	struct lic_buf next;
	int err = LIC_OK;

	if (!mapping->next.len) {
		p.text = text;
		p.rest = lic_str(text.ptr, 0);
	} else {
		take_page(&p);
	}
	lic_buf_init(&next, LIC_URL_MAX + 1);
	/* Nothing stands before the first mark if there is one. */
	if (p.text.len || !p.rest.len)
		err = lic_html_read_page(mapping, p.text, p.url, p.above, sink, &next, diag);
	while (err == LIC_OK && next_page(&p))
		err = lic_html_read_page(mapping, p.text, p.url, p.above, sink, &next, diag);
	if (err == LIC_OK && next.len) {
		char shown[LIC_TEXT_SHOWN_SIZE];
		err = lic_diag_set(diag, LIC_EREFUSED,
				   "line %u: the page leads on to %s, which is not here: it is not "
				   "the whole register; `licit lists fetch` gets all its pages",
				   p.above + 1, lic_text_shown(lic_buf_str(&next), shown));
	}
	lic_buf_release(&next);
	return err;
}
