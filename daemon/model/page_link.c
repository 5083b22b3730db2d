/* Links and images, and the addresses in them (WHATWG URL, relative references). */
#include "limits.h"
#include "page_build.h"
#include "url.h"

/* An address of another scheme is kept up to here; a "data:" one to its ','. */
#define OTHER_MAX 512

static struct lic_str prefix_of(struct lic_str s, size_t len)
{
	return lic_str(s.ptr, len);
}

/* Length of "scheme:", 0 if there is none. */
static size_t scheme_length(struct lic_str s)
{
	size_t n = 0;

	if (!s.len || !lic_is_alpha(s.ptr[0]))
		return 0;
	while (n < s.len && (lic_is_alpha(s.ptr[n]) || lic_is_digit(s.ptr[n]) || s.ptr[n] == '+' ||
			     s.ptr[n] == '-' || s.ptr[n] == '.'))
		n++;
	return n < s.len && s.ptr[n] == ':' ? n + 1 : 0;
}

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

/* Where the path of an absolute http(s) address begins. */
static size_t path_at(struct lic_str url)
{
	size_t i = lic_str_find(url, ':');

	i = i + 3 < url.len ? i + 3 : url.len;
	while (i < url.len && url.ptr[i] != '/' && url.ptr[i] != '?')
		i++;
	return i;
}

/* The part of the base that a relative reference keeps. */
static struct lic_str kept_base(struct lic_str base, struct lic_str ref)
{
	size_t path = path_at(base);
	size_t query = path + lic_str_find(lic_str(base.ptr + path, base.len - path), '?');

	if (!ref.len || ref.ptr[0] == '#')
		return base;
	if (is_slash(ref.ptr[0]))
		return ref.len > 1 && is_slash(ref.ptr[1])
			       ? prefix_of(base, lic_str_find(base, ':') + 1)
			       : prefix_of(base, path);
	if (ref.ptr[0] == '?')
		return prefix_of(base, query);
	while (query > path && base.ptr[query - 1] != '/')
		query--;
	return prefix_of(base, query);
}

static struct lic_str trim_controls(struct lic_str s)
{
	while (s.len && (unsigned char)s.ptr[0] <= ' ')
		s = lic_str(s.ptr + 1, s.len - 1);
	while (s.len && (unsigned char)s.ptr[s.len - 1] <= ' ')
		s.len--;
	return s;
}

static struct lic_str keep_other(struct lic_page_builder *b, struct lic_str s)
{
	if (lic_str_caseeq(prefix_of(s, s.len < 5 ? s.len : 5), LIC_STR("data:")))
		s.len = lic_str_find(s, ',') < OTHER_MAX ? lic_str_find(s, ',') : 5;
	if (s.len > OTHER_MAX)
		s.len = OTHER_MAX;
	while (s.len && !lic_str_is_utf8(s))
		s.len--;
	return s.len ? lic_arena_copy(b->arena, s) : lic_str("", 0);
}

/* The site of a host; pages link to few. */
static struct lic_str site_of(struct lic_page_builder *b, struct lic_str host, bool is_ip)
{
	if (lic_str_eq(host, b->last_host))
		return b->last_site;
	struct lic_str site = host;
	if (!is_ip) {
		site = lic_psl_site(b->psl, host);
		if (!site.len)
			site = host;
	}
	b->last_host = host;
	b->last_site = site;
	return site;
}

static struct lic_str keep_web(struct lic_page_builder *b, const struct lic_url *url,
			       struct lic_str *host, struct lic_str *site)
{
	struct lic_str kept = lic_arena_copy(b->arena, url->text);

	if (!kept.ptr) {
		b->failed = true;
		return lic_str("", 0);
	}
	*host = lic_str(kept.ptr + (url->host.ptr - url->text.ptr), url->host.len);
	if (host->len && host->ptr[host->len - 1] == '.')
		host->len--;
	*site = site_of(b, *host, url->is_ip);
	return kept;
}

/* WHATWG: tabs and line ends count nowhere in an address. */
static struct lic_str without_breaks(struct lic_page_builder *b, struct lic_str s)
{
	bool any = false;

	for (size_t i = 0; i < s.len && !any; i++)
		any = s.ptr[i] == '\t' || s.ptr[i] == '\n' || s.ptr[i] == '\r';
	if (!any || s.len > LIC_URL_MAX)
		return s;
	lic_buf_reset(&b->reference_store);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '\t' && s.ptr[i] != '\n' && s.ptr[i] != '\r')
			lic_buf_addc(&b->reference_store, s.ptr[i]);
	return lic_buf_str(&b->reference_store);
}

struct lic_str lic_page_resolve(struct lic_page_builder *b, struct lic_str reference,
				struct lic_str *host, struct lic_str *site)
{
	struct lic_str ref = without_breaks(b, trim_controls(reference));
	struct lic_url url;
	size_t scheme = scheme_length(ref);
	bool web = scheme == 0 || lic_str_caseeq(prefix_of(ref, scheme), LIC_STR("http:")) ||
		   lic_str_caseeq(prefix_of(ref, scheme), LIC_STR("https:"));

	*host = *site = lic_str("", 0);
	if (!web || ref.len > LIC_URL_MAX)
		return keep_other(b, ref);
	struct lic_buf *whole = &b->resolve_store;
	lic_buf_reset(whole);
	if (!scheme)
		lic_buf_adds(whole, kept_base(b->base, ref));
	lic_buf_adds(whole, ref);
	if (lic_buf_error(whole) ||
	    lic_url_parse(&url, lic_buf_str(whole), &b->url_store, NULL) < 0)
		return keep_other(b, ref);
	return keep_web(b, &url, host, site);
}

/* ---- links ----------------------------------------------------------- */

static struct lic_page_link *link_at(struct lic_page_builder *b, size_t i)
{
	return (struct lic_page_link *)(void *)b->links.ptr + i;
}

void lic_page_link_add(struct lic_page_builder *b, struct lic_str reference)
{
	struct lic_page_link link = {.text = lic_str("", 0), .rel = lic_str("", 0)};

	link.url = lic_page_resolve(b, reference, &link.host, &link.site);
	lic_page_contact_link(b, link.url);
	lic_page_contact_fragment(b, reference);
	if (!b->page.has_cart && lic_str_eq(link.site, b->site) &&
	    lic_page_is_cart_address(link.url))
		b->page.has_cart = true;
	lic_page_push(b, &b->links, &link, sizeof(link), LIC_PAGE_LINKS_MAX);
}

void lic_page_link_begin(struct lic_page_builder *b, const struct lic_element *e)
{
	struct lic_str href = lic_element_get(e, "href");
	size_t before = b->links.len;

	if (b->link != LIC_PAGE_NO_LINK)
		lic_page_link_end(b);
	if (!href.ptr)
		return;
	lic_page_link_add(b, href);
	if (b->links.len == before)
		return;
	b->link = before / sizeof(struct lic_page_link);
	lic_buf_reset(&b->link_words);
	b->link_at = b->text.len;
	struct lic_page_link *link = link_at(b, b->link);
	link->hidden = lic_page_top(b)->look.hidden;
	link->rel = lic_page_fold(b, lic_element_get(e, "rel"));
	lic_page_fold_into(&b->link_words, lic_element_get(e, "aria-label"));
}

void lic_page_link_end(struct lic_page_builder *b)
{
	if (b->link == LIC_PAGE_NO_LINK)
		return;
	struct lic_page_link *link = link_at(b, b->link);
	link->text = lic_page_fold(b, lic_buf_str(&b->link_words));
	if (!link->hidden)
		lic_page_shelf_press(b, b->link_at, link->text);
	if (!b->page.has_cart && link->text.len && lic_page_is_cart_words(link->text))
		b->page.has_cart = true;
	b->link = LIC_PAGE_NO_LINK;
}

/* ---- images ---------------------------------------------------------- */

/* The last part of a path, without query. */
static struct lic_str file_of(struct lic_str url)
{
	size_t path = path_at(url);
	struct lic_str s = lic_str(url.ptr + path, url.len - path);

	s.len = lic_str_find(s, '?');
	size_t at = s.len;
	while (at && s.ptr[at - 1] != '/')
		at--;
	return lic_str(s.ptr + at, s.len - at);
}

/* Pages that load images late have them in another attribute, and a stand-in. */
static struct lic_str source_of(const struct lic_element *e)
{
	static const char *const late[] = {"data-src", "data-lazy-src", "data-original",
					   "data-lazy"};
	struct lic_str src = lic_element_get(e, "src");

	for (size_t i = 0; i < LIC_ARRAY_SIZE(late); i++) {
		struct lic_str s = lic_element_get(e, late[i]);
		if (s.len)
			return s;
	}
	if (!src.len || lic_str_starts(src, LIC_STR("data:"))) {
		struct lic_str set = lic_str_trim(lic_element_get(e, "srcset"));
		set.len = lic_str_find(set, ' ');
		if (set.len)
			return set;
	}
	return src;
}

static void add_image(struct lic_page_builder *b, struct lic_str src, struct lic_str alt)
{
	struct lic_page_image image = {.alt = alt, .link = b->link};
	struct lic_str host, site;

	image.url = lic_page_resolve(b, src, &host, &site);
	image.file = host.len ? file_of(image.url) : lic_str("", 0);
	lic_page_push(b, &b->images, &image, sizeof(image), LIC_PAGE_IMAGES_MAX);
}

void lic_page_image_add(struct lic_page_builder *b, const struct lic_element *e)
{
	struct lic_str src = source_of(e), alt = lic_element_get(e, "alt");

	if (!alt.len)
		alt = lic_element_get(e, "title");
	alt = lic_page_fold(b, alt);
	if (!src.len && !alt.len)
		return;
	if (b->link != LIC_PAGE_NO_LINK) {
		lic_page_fold_into(&b->link_words, LIC_STR(" "));
		lic_page_fold_into(&b->link_words, alt);
		lic_page_fold_into(&b->link_words, LIC_STR(" "));
	}
	add_image(b, src, alt);
}

void lic_page_style_image(struct lic_page_builder *b, struct lic_str style)
{
	const char *at = style.len > 4 ? memmem(style.ptr, style.len, "url(", 4) : NULL;

	if (!at)
		return;
	struct lic_str s = lic_str(at + 4, (size_t)(style.ptr + style.len - at) - 4);
	s.len = lic_str_find(s, ')');
	s = lic_str_trim(s);
	if (s.len > 1 && (s.ptr[0] == '"' || s.ptr[0] == '\''))
		s = lic_str(s.ptr + 1, s.len - 2);
	if (s.len)
		add_image(b, s, lic_str("", 0));
}
