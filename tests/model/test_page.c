/* What a page's reader sees, on pages of our own: model/page*.rows. A line "page ADDRESS" or
 * "charset LABEL" in front of the document says where it stands and what HTTP says of it. */
#include "page.h"

#include "../data/sections.h"
#include "limits.h"

static struct lic_psl *psl;
static struct lic_page_room room = LIC_PAGE_ROOM_INIT; /* each page stands where the last did */

static void show_str(struct lic_buf *out, const char *what, struct lic_str s)
{
	if (!s.len)
		return;
	lic_buf_printf(out, "%s ", what);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\n')
			LIC_BUF_LIT(out, "|");
		else
			lic_buf_addc(out, s.ptr[i]);
	}
	lic_buf_addc(out, '\n');
}

static void show_links(struct lic_buf *out, const struct lic_page *page)
{
	for (size_t i = 0; i < page->links_count; i++) {
		const struct lic_page_link *l = &page->links[i];
		lic_buf_printf(out, "link %.*s (%.*s) %.*s%s%.*s%s\n", LIC_STR_ARG(l->url),
			       LIC_STR_ARG(l->site), LIC_STR_ARG(l->text),
			       l->rel.len ? " rel=" : "", LIC_STR_ARG(l->rel),
			       l->hidden ? " hidden" : "");
	}
	for (size_t i = 0; i < page->images_count; i++) {
		const struct lic_page_image *m = &page->images[i];
		lic_buf_printf(out, "image %.*s file=%.*s alt=%.*s", LIC_STR_ARG(m->url),
			       LIC_STR_ARG(m->file), LIC_STR_ARG(m->alt));
		if (m->link != LIC_PAGE_NO_LINK)
			lic_buf_printf(out, " in link %zu", m->link);
		lic_buf_addc(out, '\n');
	}
}

static void show_forms(struct lic_buf *out, const struct lic_page *page)
{
	for (size_t i = 0; i < page->forms_count; i++) {
		const struct lic_page_form *f = &page->forms[i];
		lic_buf_printf(out, "form %.*s (%.*s)%s%s%s%s%s%s\n", LIC_STR_ARG(f->action),
			       LIC_STR_ARG(f->site), f->post ? " post" : "",
			       f->secure ? "" : " insecure", f->has_card ? " card" : "",
			       f->has_password ? " password" : "", f->has_address ? " address" : "",
			       f->has_search ? " search" : "");
	}
}

static void show_goods(struct lic_buf *out, const struct lic_page *page)
{
	for (size_t i = 0; i < page->prices_count; i++) {
		const struct lic_page_price *p = &page->prices[i];
		lic_buf_printf(out, "price %.*s %.2f%s\n", LIC_STR_ARG(p->currency), p->amount,
			       p->at == SIZE_MAX ? " in markup" : "");
		assert_true(p->at == SIZE_MAX || p->at < page->text.len);
	}
	for (size_t i = 0; i < page->products_count; i++) {
		const struct lic_page_product *p = &page->products[i];
		lic_buf_printf(out, "product %.*s: %.*s %.*s %.2f\n", LIC_STR_ARG(p->type),
			       LIC_STR_ARG(p->name), LIC_STR_ARG(p->currency), p->price);
	}
}

static void show_contacts(struct lic_buf *out, const struct lic_page *page)
{
	static const char *const kinds[LIC_CONTACT_KINDS] = {
		[LIC_CONTACT_PHONE] = "phone",       [LIC_CONTACT_MAIL] = "mail",
		[LIC_CONTACT_ADDRESS] = "address",   [LIC_CONTACT_WHATSAPP] = "whatsapp",
		[LIC_CONTACT_TELEGRAM] = "telegram", [LIC_CONTACT_MESSENGER] = "messenger",
		[LIC_CONTACT_WALLET] = "wallet",     [LIC_CONTACT_TAG] = "tag",
	};

	for (size_t i = 0; i < page->contacts_count; i++)
		lic_buf_printf(out, "%s %.*s\n", kinds[page->contacts[i].kind],
			       LIC_STR_ARG(page->contacts[i].value));
}

static void show(struct lic_buf *out, const struct lic_page *page)
{
	show_str(out, "title", page->title);
	show_str(out, "description", page->description);
	show_str(out, "language", page->language);
	show_str(out, "text", page->text);
	show_str(out, "hidden", page->hidden);
	show_links(out, page);
	show_forms(out, page);
	show_goods(out, page);
	show_contacts(out, page);
	if (page->has_cart)
		LIC_BUF_LIT(out, "cart\n");
	if (page->is_article)
		LIC_BUF_LIT(out, "article\n");
	if (page->cut)
		LIC_BUF_LIT(out, "cut\n");
	assert_int_equal(page->terms_count, 0);
}

static bool take_line(struct lic_str *input, const char *word, struct lic_str *value)
{
	struct lic_str line = lic_str(input->ptr, lic_str_find(*input, '\n'));

	if (!lic_str_starts(line, lic_str_from(word)))
		return false;
	*value = lic_str(line.ptr + strlen(word), line.len - strlen(word));
	*input = lic_str(input->ptr + line.len + 1, input->len - line.len - 1);
	return true;
}

/* Whatever is kept must not lie in what was handed in: that is a copy, overwritten. */
static void run(struct lic_str input, struct lic_buf *out)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_str url = LIC_STR("https://shop.example.com/shop/item?id=1");
	struct lic_page_input page = {.links_count = 0};
	const struct lic_page *facts;
	struct lic_diag diag = {""};

	take_line(&input, "page ", &url);
	take_line(&input, "charset ", &page.charset);
	char *copy = malloc(input.len + 1);
	assert_non_null(copy);
	memcpy(copy, input.ptr, input.len);
	page.html = lic_str(copy, input.len);
	assert_int_equal(lic_page_read(&facts, &page, url, psl, &room, &arena, &diag), 0);
	memset(copy, '#', input.len);
	free(copy);
	show(out, facts);
	lic_arena_release(&arena);
}

/* ---- hostile documents, which are too long for rows ------------------- */

static void repeat(struct lic_buf *out, const char *what, size_t times)
{
	for (size_t i = 0; i < times; i++)
		lic_buf_adds(out, lic_str_from(what));
}

static const struct hostile {
	const char *name, *before, *again;
	size_t times;
	const char *after;
	bool cut;
} hostile[] = {
	{"100,000 nested tags", "", "<div>", 100000, "end", true},
	{"nesting that a table hides", "", "<div><table></div>", 60000, "end", true},
	{"nesting behind raw text that is none", "<select><xmp></select>", "<div>", 100000, "end",
	 true},
	{"nested foreign elements and stray ends", "<svg>", "<g></x>", 100000, "end", true},
	{"nesting behind raw text that is none, in a template", "<template><title><!--</title>",
	 "<div>", 100000, "--></template>end", true},
	{"nesting in what looks like a remark", "<xmp><!--</xmp>", "<div>", 100000, "-->end", true},
	{"nesting in what looks like an attribute", "<iframe><a b='</iframe>", "<div>", 100000,
	 "'>end", true},
	{"nesting behind a script in a script", "<script><!--<script></script><!--</script>",
	 "<div>", 100000, "-->end", true},
	{"nesting that character data hides", "<svg>", "<g><![CDATA[></g>]]>", 60000, "</svg>end",
	 false},
	{"what ends itself in a drawing alone", "<svg><b></b>", "<path/>", 90000, "end", true},
	{"the same where there is no drawing", "<select><svg></select>", "<path/>", 90000, "end",
	 true},
	{"the same behind a drawing's words", "<svg><desc><p></desc>", "<path/>", 90000, "end",
	 true},
	{"drawings", "", "<svg><title>x</title><path d='M0 0'/><g><circle r=1></g></svg>", 20000,
	 "end", false},
	{"titles without end", "<select>", "<title>", 250000, "end", true},
	{"raw text", "", "<xmp></xmp>", 150000, "end", true},
	{"an attribute of 1 MB", "<p title=\"", "x", 1u << 20, "\">end", false},
	{"100,000 attributes", "<p ", "a b c d e f ", 20000, ">end", true},
	{"100,000 roots", "", "<html a=1>", 100000, "end", true},
	{"formatting that multiplies", "<p>", "<i a=1><b><u>x<p>", 20000, "end", true},
	{"entities without end", "", "&amp;&#0;&#x110000;&nosuch", 40000, "end", false},
	{"comments without end", "end", "<!-- ", 100000, "", false},
	{"nested JSON", "<script type='application/ld+json'>", "[", 100000, "</script>end", false},
	{"nested items", "", "<p itemscope itemtype='https://schema.org/Product'>", 20000, "end",
	 false},
	{"mail without a name", "", "@", 1u << 20, "end", false},
	{"numbers without a currency", "", "1 ", 500000, "end", false},
	{"unclosed links", "", "<a href=/x>", 100000, "end", true},
	{"options", "<select>", "<option>", 150000, "</select>end", true},
};

static bool ends_so(struct lic_str text)
{
	return lic_str_ends(text, LIC_STR("end"));
}

static void test_hostile(void **state)
{
	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(hostile); i++) {
		const struct hostile *h = &hostile[i];
		struct lic_arena arena = LIC_ARENA_INIT;
		struct lic_page_input input = {.links_count = 0};
		const struct lic_page *page;
		struct lic_buf html;
		lic_buf_init(&html, 2 * LIC_PAGE_BYTES_MAX);
		repeat(&html, h->before, 1);
		repeat(&html, h->again, h->times);
		repeat(&html, h->after, 1);
		input.html = lic_buf_str(&html);
		assert_true(input.html.len <= LIC_PAGE_BYTES_MAX);
		int err = lic_page_read(&page, &input, LIC_STR("https://a.example/"), psl, NULL,
					&arena, NULL);
		if (err || !ends_so(page->text) || page->cut != h->cut)
			fail_msg("%s: error %d, cut %d, %zu bytes of text", h->name, err,
				 err ? 0 : page->cut, err ? 0 : page->text.len);
		lic_arena_release(&arena);
		lic_buf_release(&html);
	}
}

static void test_too_long(void **state)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_page_input input = {.links_count = 0};
	const struct lic_page *page;
	struct lic_buf html;

	(void)state;
	lic_buf_init(&html, 2 * LIC_PAGE_BYTES_MAX);
	repeat(&html, "\xc5\xaf ", LIC_PAGE_BYTES_MAX / 3 + 10);
	input.html = lic_buf_str(&html);
	assert_int_equal(lic_page_read(&page, &input, LIC_STR("https://a.example/"), psl, NULL,
				       &arena, NULL),
			 0);
	assert_true(page->cut);
	assert_true(lic_str_is_utf8(page->text));
	assert_true(lic_str_starts(page->text, LIC_STR("\xc5\xaf \xc5\xaf")));
	lic_arena_release(&arena);
	lic_buf_release(&html);
}

static void test_plain(void **state)
{
	static const struct lic_str links[] = {{"mailto:Shop@Pills.example", 25},
					       {"/cart", 5},
					       {"https://wa.me/420777123456", 26}};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_page_input input = {
		.text = LIC_STR("Tablets  for $ 49.90\n\ncall +420 777 123 456"),
		.title = LIC_STR(" Our  shop "),
		.links = links,
		.links_count = 3,
	};
	const struct lic_page *page;
	struct lic_buf out;

	(void)state;
	lic_buf_init(&out, 4096);
	assert_int_equal(lic_page_read(&page, &input, LIC_STR("https://a.example/b/"), psl, NULL,
				       &arena, NULL),
			 0);
	show(&out, page);
	lic_buf_addc(&out, '\0');
	assert_string_equal(out.ptr, "title Our shop\n"
				     "text Tablets for $ 49.90|call +420 777 123 456\n"
				     "link mailto:Shop@Pills.example () \n"
				     "link https://a.example/cart (a.example) \n"
				     "link https://wa.me/420777123456 (wa.me) \n"
				     "price USD 49.90\n"
				     "mail shop@pills.example\n"
				     "whatsapp 420777123456\n"
				     "phone +420777123456\n"
				     "cart\n");
	lic_buf_release(&out);
	lic_arena_release(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_plain),
	};
	static const char *const files[] = {"model/page.rows", "model/page_contact.rows",
					    "model/page_goods.rows"};
	int failed = 0;

	if (lic_psl_open(&psl, NULL, NULL) < 0)
		return 1;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(files); i++)
		failed += sections_run(files[i], run);
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	lic_page_room_release(&room);
	lic_psl_free(psl);
	return failed;
}
