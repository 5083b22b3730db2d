#include "page_guard.h"

#include "limits.h"

/* More than one <html> or <body> is a mistake, of which the parser gathers the attributes of
 * all in the first. */
#define ROOTS_MAX 8

/* Names longer than any of HTML's own are told apart by this much. */
#define NAME_MAX_LEN 16

struct name {
	char text[NAME_MAX_LEN];
	size_t len;
};

struct guard {
	char *html;
	size_t len, at;
	enum lic_page_guard level;
	struct name open[LIC_PAGE_DEPTH_MAX];
	size_t depth;
	size_t foreign; /* open elements in which raw text may be none */
	size_t tags, roots;
	bool cut;
};

static bool is_one_of(const struct name *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (name->len == strlen(names[i]) && memcmp(name->text, names[i], name->len) == 0)
			return true;
	return false;
}

/* They hold nothing, or end by themselves where the next of their sort begins. */
static bool never_nests(const struct name *name)
{
	static const char *const names[] = {
		"area",  "base",   "br",    "col",    "dd",    "dt",    "embed",
		"hr",    "img",    "input", "li",     "link",  "p",     "meta",
		"param", "source", "td",    "th",     "thead", "tbody", "tfoot",
		"tr",    "wbr",    "track", "option", "html",  "head",  "body",
	};
	return is_one_of(name, names, LIC_ARRAY_SIZE(names));
}

static bool is_formatting(const struct name *name)
{
	static const char *const names[] = {"b", "big",   "code",   "em", "font",   "i", "nobr",
					    "s", "small", "strike", "tt", "strong", "u"};

	return is_one_of(name, names, LIC_ARRAY_SIZE(names));
}

static bool is_root(const struct name *name)
{
	static const char *const names[] = {"html", "body"};

	return is_one_of(name, names, LIC_ARRAY_SIZE(names));
}

static bool is_raw(const struct name *name)
{
	static const char *const names[] = {"script", "style", "textarea", "title"};

	return is_one_of(name, names, LIC_ARRAY_SIZE(names));
}

/* Inside these the parser may take what looks like raw text for tags. */
static bool is_foreign(const struct name *name)
{
	static const char *const names[] = {"svg", "math", "select", "frameset", "template"};

	return is_one_of(name, names, LIC_ARRAY_SIZE(names));
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void blank(struct guard *g, size_t from, size_t to)
{
	memset(g->html + from, ' ', to - from);
}

static size_t find(const struct guard *g, size_t from, const char *needle, size_t n)
{
	const char *at = from < g->len ? memmem(g->html + from, g->len - from, needle, n) : NULL;

	return at ? (size_t)(at - g->html) : g->len;
}

static struct name read_name(const struct guard *g, size_t from)
{
	struct name name = {.len = 0};

	for (size_t i = from;
	     i < g->len && !is_space(g->html[i]) && g->html[i] != '/' && g->html[i] != '>'; i++) {
		if (name.len < NAME_MAX_LEN)
			name.text[name.len] = lic_lower(g->html[i]);
		name.len++;
	}
	if (name.len > NAME_MAX_LEN)
		name.len = NAME_MAX_LEN;
	return name;
}

static size_t skip_quoted(const struct guard *g, size_t i)
{
	const char *end = memchr(g->html + i + 1, g->html[i], g->len - i - 1);

	return end ? (size_t)(end - g->html) + 1 : g->len;
}

/* One attribute, from its first byte: where it ends. */
static size_t skip_attribute(const struct guard *g, size_t i)
{
	const char *h = g->html;

	i++; /* a '=' here is part of the name */
	while (i < g->len && !is_space(h[i]) && h[i] != '/' && h[i] != '>' && h[i] != '=')
		i++;
	size_t at = i;
	while (at < g->len && is_space(h[at]))
		at++;
	if (at == g->len || h[at] != '=')
		return i;
	at++;
	while (at < g->len && is_space(h[at]))
		at++;
	if (at < g->len && (h[at] == '"' || h[at] == '\''))
		return skip_quoted(g, at);
	while (at < g->len && !is_space(h[at]) && h[at] != '>')
		at++;
	return at;
}

/* The end of the tag whose name begins at i, behind its '>'; surplus attributes are
 * blanked out. */
static size_t skip_tag(struct guard *g, size_t i)
{
	size_t attributes = 0, surplus = 0;

	while (i < g->len && !is_space(g->html[i]) && g->html[i] != '/' && g->html[i] != '>')
		i++;
	while (i < g->len && g->html[i] != '>') {
		if (is_space(g->html[i]) || g->html[i] == '/') {
			i++;
			continue;
		}
		if (++attributes == LIC_PAGE_ATTRIBUTES_MAX + 1)
			surplus = i;
		i = skip_attribute(g, i);
	}
	if (surplus) {
		blank(g, surplus, i);
		g->cut = true;
	}
	return i < g->len ? i + 1 : i;
}

/* Behind "<!" or "<?". */
static size_t skip_declaration(const struct guard *g)
{
	size_t i = g->at + 2;

	if (g->len - g->at < 4 || memcmp(g->html + g->at, "<!--", 4) != 0) {
		size_t end = find(g, i, ">", 1);
		return end < g->len ? end + 1 : end;
	}
	i += 2;
	if (i < g->len && g->html[i] == '>')
		return i + 1;
	if (i + 1 < g->len && g->html[i] == '-' && g->html[i + 1] == '>')
		return i + 2;
	size_t plain = find(g, i, "-->", 3);
	size_t odd = find(&(struct guard){.html = g->html, .len = plain}, i, "--!>", 4);
	if (odd < plain)
		return odd + 4;
	return plain < g->len ? plain + 3 : plain;
}

/* Behind the end tag of raw text; a document that lacks it is raw to its end. */
static size_t skip_raw(const struct guard *g, const struct name *name, size_t i)
{
	while ((i = find(g, i, "</", 2)) < g->len) {
		struct name end = read_name(g, i + 2);
		if (end.len == name->len && memcmp(end.text, name->text, end.len) == 0)
			return i;
		i += 2;
	}
	return g->len;
}

static void close_tag(struct guard *g, const struct name *name)
{
	/* Only what certainly ends an element is taken for its end. */
	if (g->depth == 0)
		return;
	const struct name *top = &g->open[g->depth - 1];
	if (top->len != name->len || memcmp(top->text, name->text, name->len) != 0)
		return;
	g->foreign -= is_foreign(top);
	g->depth--;
}

static void open_tag(struct guard *g, const struct name *name, size_t end)
{
	bool nests = !never_nests(name) || g->foreign;
	bool raw = is_raw(name) && !g->foreign;

	g->tags++;
	g->roots += is_root(name);
	if ((is_root(name) && g->roots > ROOTS_MAX) ||
	    (g->level == LIC_PAGE_GUARD_PLAIN && is_formatting(name)) ||
	    (g->tags > LIC_PAGE_TAGS_MAX && !raw) ||
	    (nests && !raw && g->depth == LIC_PAGE_DEPTH_MAX)) {
		blank(g, g->at, end);
		g->cut = true;
		g->at = end;
		return;
	}
	if (raw) {
		g->at = skip_raw(g, name, end);
		return;
	}
	if (nests) {
		g->foreign += is_foreign(name);
		g->open[g->depth++] = *name;
	}
	g->at = end;
}

bool lic_page_guard(char *html, size_t len, enum lic_page_guard level)
{
	struct guard g = {.html = html, .len = len, .level = level};

	while (g.at < len) {
		const char *next = memchr(html + g.at, '<', len - g.at);
		if (!next || (g.at = (size_t)(next - html)) + 1 >= len)
			break;
		char c = html[g.at + 1];
		if (lic_is_alpha(c)) {
			struct name name = read_name(&g, g.at + 1);
			open_tag(&g, &name, skip_tag(&g, g.at + 1));
		} else if (c == '/' && g.at + 2 < len && lic_is_alpha(html[g.at + 2])) {
			struct name name = read_name(&g, g.at + 2);
			close_tag(&g, &name);
			g.at = skip_tag(&g, g.at + 2);
		} else if (c == '!' || c == '?' || c == '/') {
			g.at = skip_declaration(&g);
		} else {
			g.at++;
		}
	}
	return g.cut;
}
