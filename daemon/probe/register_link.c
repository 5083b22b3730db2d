#include "register_link.h"

#include "host.h"
#include "limits.h"
#include "seal_link.h"
#include "url_join.h"

/* How far behind a link its picture begins. */
#define PICTURE_MAX 4096

struct search {
	const struct lic_seals *seals;
	const struct lic_psl *psl;
	const struct lic_url *base;
	struct lic_str html;
	size_t links; /* looked at */
};

/* What a link has that leads to an issuer: its host alone, or the form of an entry. */
enum fit { NONE, HOST, ENTRY };

static struct lic_str from(struct lic_str s, size_t at)
{
	return at < s.len ? lic_str(s.ptr + at, s.len - at) : lic_str(s.ptr + s.len, 0);
}

/* The value of the attribute whose name ends at `at`: quoted, or to the next space or '>'.
 * Longer ones than an address are cut to one byte more. */
static struct lic_str value_at(struct lic_str html, size_t at)
{
	while (at < html.len && lic_is_html_space(html.ptr[at]))
		at++;
	if (at == html.len || html.ptr[at++] != '=')
		return lic_str(NULL, 0);
	while (at < html.len && lic_is_html_space(html.ptr[at]))
		at++;
	const char quote = at < html.len ? html.ptr[at] : '\0';
	struct lic_str value = from(html, at);
	if (value.len > LIC_URL_MAX + 1)
		value.len = LIC_URL_MAX + 1;
	if (quote == '"' || quote == '\'') {
		value = from(value, 1);
		value.len = lic_str_find(value, quote);
		return value;
	}
	for (size_t i = 0; i < value.len; i++)
		if (lic_is_html_space(value.ptr[i]) || value.ptr[i] == '>')
			value.len = i;
	return value;
}

/* In addresses the one reference that stands is that of '&'. */
static struct lic_str unescape(struct lic_str value, char out[LIC_URL_MAX])
{
	static const char *const forms[] = {"&amp;", "&#38;", "&#x26;"};
	size_t n = 0;

	for (size_t i = 0; i < value.len && n < LIC_URL_MAX; i++) {
		out[n++] = value.ptr[i];
		for (size_t k = 0; value.ptr[i] == '&' && k < LIC_ARRAY_SIZE(forms); k++)
			if (lic_str_starts(from(value, i), lic_str_from(forms[k]))) {
				i += strlen(forms[k]) - 1;
				break;
			}
	}
	return lic_str(out, n);
}

static bool holds(struct lic_str hay, const char *needle)
{
	return hay.len && memmem(hay.ptr, hay.len, needle, strlen(needle));
}

/* Does a picture stand in the link that goes on there? */
static bool has_picture(struct lic_str html, size_t at)
{
	struct lic_str rest = from(html, at);

	if (rest.len > PICTURE_MAX)
		rest.len = PICTURE_MAX;
	const char *end = rest.len ? memmem(rest.ptr, rest.len, "</a", 3) : NULL;
	if (end)
		rest.len = (size_t)(end - rest.ptr);
	return holds(rest, "<img") || holds(rest, "<IMG");
}

static struct lic_page_link link_of(const struct lic_url *url, const struct lic_psl *psl)
{
	struct lic_page_link link = {.url = url->text, .host = lic_host_without_dot(url->host)};

	if (!url->is_ip)
		link.site = lic_psl_site(psl, link.host);
	return link;
}

static enum fit fit_of_seal(const struct lic_url *url, const struct lic_seal *seal,
			    const struct lic_psl *psl)
{
	struct lic_page_link link = link_of(url, psl);
	const struct lic_seal_target *target = lic_seal_target(seal, &link);
	struct lic_str number;

	if (!target)
		return NONE;
	return lic_seal_number(target, &link, &number) ? ENTRY : HOST;
}

static enum fit fit_of(const struct lic_url *url, const struct lic_seals *seals,
		       const struct lic_psl *psl, const struct lic_seal **seal)
{
	enum fit best = NONE;

	*seal = NULL;
	for (size_t i = 0; i < seals->count && best < ENTRY; i++) {
		enum fit fit = seals->row[i].kind == LIC_SEAL_PRIVATE
				       ? NONE
				       : fit_of_seal(url, &seals->row[i], psl);
		if (fit > best) {
			best = fit;
			*seal = &seals->row[i];
		}
	}
	return best;
}

const struct lic_seal *lic_register_seal(const struct lic_url *url, const struct lic_seals *seals,
					 const struct lic_psl *psl)
{
	const struct lic_seal *seal;

	fit_of(url, seals, psl, &seal);
	return seal;
}

bool lic_register_is_host(const struct lic_url *url, const struct lic_seal *seal,
			  const struct lic_psl *psl)
{
	return fit_of_seal(url, seal, psl) != NONE;
}

bool lic_register_is_entry(const struct lic_url *url, const struct lic_seal *seal,
			   const struct lic_psl *psl)
{
	return fit_of_seal(url, seal, psl) == ENTRY;
}

/* What the link at that place of the page proposes. */
static enum fit look_at(struct search *s, struct lic_str value, struct lic_url *url,
			struct lic_buf *store)
{
	const struct lic_seal *seal;
	char text[LIC_URL_MAX];

	if (!holds(value, "//") || value.len > LIC_URL_MAX)
		return NONE;
	s->links++;
	if (lic_url_join(url, s->base, lic_str_trim(unescape(value, text)), store, NULL) < 0)
		return NONE;
	enum fit fit = fit_of(url, s->seals, s->psl, &seal);
	if (fit == HOST && (url->path.len < 2 ||
			    !has_picture(s->html, (size_t)(value.ptr - s->html.ptr) + value.len)))
		return NONE;
	return fit;
}

/* Behind the next "href", however it is written; html.len: none. */
static size_t next_link(struct lic_str html, size_t at)
{
	for (; at + 4 < html.len; at++)
		if (lic_lower(html.ptr[at + 3]) == 'f' &&
		    lic_str_caseeq(lic_str(html.ptr + at, 4), LIC_STR("href")))
			return at + 4;
	return html.len;
}

bool lic_register_link(struct lic_url *out, struct lic_buf *store, struct lic_str html,
		       const struct lic_url *base, const struct lic_seals *seals,
		       const struct lic_psl *psl)
{
	struct search s = {.seals = seals, .psl = psl, .base = base, .html = html};
	struct lic_str chosen = {NULL, 0}; /* the first that only its host speaks for */

	for (size_t at = next_link(html, 0); at < html.len && s.links < LIC_REGISTER_LINKS_MAX;
	     at = next_link(html, at)) {
		struct lic_str value = value_at(html, at);
		enum fit fit = look_at(&s, value, out, store);
		if (fit == ENTRY)
			return true;
		if (fit == HOST && !chosen.ptr)
			chosen = value;
		/* What it holds is no link of its own: no byte is looked at twice. */
		if (value.len)
			at = (size_t)(value.ptr - html.ptr) + value.len;
	}
	return chosen.ptr && look_at(&s, chosen, out, store) != NONE;
}
