/* Any bytes as a page: what is read is well-formed, within its limits, and the same twice. */
#include "limits.h"
#include "page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void expect(bool holds)
{
	if (!holds)
		abort();
}

static const struct lic_psl *list(void)
{
	static struct lic_psl *psl;

	if (!psl && lic_psl_open(&psl, NULL, NULL) < 0)
		abort();
	return psl;
}

static void text(struct lic_str s)
{
	expect(lic_str_is_utf8(s));
}

static void check_links(const struct lic_page *p)
{
	expect(p->links_count <= LIC_PAGE_LINKS_MAX && p->images_count <= LIC_PAGE_IMAGES_MAX);
	for (size_t i = 0; i < p->links_count; i++) {
		text(p->links[i].url);
		text(p->links[i].text);
		text(p->links[i].rel);
		expect(!p->links[i].host.len == !p->links[i].site.len);
		expect(lic_str_ends(p->links[i].host, p->links[i].site));
		expect(p->links[i].text.len <= LIC_PAGE_WORDS_MAX);
	}
	for (size_t i = 0; i < p->images_count; i++) {
		text(p->images[i].url);
		text(p->images[i].file);
		text(p->images[i].alt);
		expect(p->images[i].link == LIC_PAGE_NO_LINK || p->images[i].link < p->links_count);
	}
}

static void check(const struct lic_page *p)
{
	text(p->title);
	text(p->description);
	text(p->language);
	text(p->text);
	text(p->hidden);
	check_links(p);
	expect(p->forms_count <= LIC_PAGE_FORMS_MAX && p->prices_count <= LIC_PAGE_PRICES_MAX);
	expect(p->contacts_count <= LIC_PAGE_CONTACTS_MAX);
	expect(p->products_count <= LIC_PAGE_PRODUCTS_MAX);
	for (size_t i = 0; i < p->forms_count; i++)
		text(p->forms[i].action);
	for (size_t i = 0; i < p->contacts_count; i++) {
		text(p->contacts[i].value);
		expect(p->contacts[i].value.len);
	}
	for (size_t i = 0; i < p->prices_count; i++) {
		expect(p->prices[i].at == SIZE_MAX || p->prices[i].at < p->text.len);
		expect(p->prices[i].amount > 0);
	}
	for (size_t i = 0; i < p->products_count; i++)
		text(p->products[i].name);
}

/* The first byte chooses what HTTP says of the encoding, or that it is plain text. */
static int read_page(const struct lic_page **out, const uint8_t *data, size_t len,
		     struct lic_arena *arena)
{
	static const char *const charsets[] = {"",    "utf-8",     "windows-1250",
					       "gbk", "shift_jis", "?"};
	struct lic_page_input input = {.links_count = 0};
	struct lic_str rest = lic_str((const char *)data + 1, len - 1);

	if (data[0] % 8 < LIC_ARRAY_SIZE(charsets)) {
		input.charset = lic_str_from(charsets[data[0] % 8]);
		input.html = rest;
	} else if (lic_str_is_utf8(rest)) {
		input.text = input.title = rest;
		input.links = &input.text;
		input.links_count = 1;
	}
	return lic_page_read(out, &input, LIC_STR("https://shop.example.com/a/b?c=d"), list(), NULL,
			     arena, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_arena first = LIC_ARENA_INIT, second = LIC_ARENA_INIT;
	const struct lic_page *a, *b;

	if (len == 0)
		return 0;
	int err = read_page(&a, data, len, &first);
	expect(err == LIC_OK || err == LIC_ELIMIT);
	expect(read_page(&b, data, len, &second) == err);
	if (!err) {
		check(a);
		expect(lic_str_eq(a->text, b->text) && lic_str_eq(a->hidden, b->hidden));
		expect(a->links_count == b->links_count && a->cut == b->cut);
	}
	lic_arena_release(&first);
	lic_arena_release(&second);
	return 0;
}
