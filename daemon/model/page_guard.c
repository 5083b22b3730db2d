#include "page_guard.h"

#include "limits.h"

/* More than one <html> or <body> is a mistake, of which the parser gathers the attributes of
 * all in the first. */
#define ROOTS_MAX 8

/* A search for the end of raw text that there is none of goes through the whole document. */
#define ENDLESS_MAX 16

/* Names longer than any that is known here are told apart by this much. */
#define NAME_MAX_LEN 16

enum kind {
	LEAF = 1,       /* holds nothing, or ends by itself where the next of its sort begins */
	FORMATTING = 2, /* is opened again in each paragraph */
	ROOT = 4,
	RAW = 8,      /* what is in it is no markup */
	FOREIGN = 16, /* in it the parser may take what looks like raw text for tags */
	DRAWN = 32,   /* stands in an <svg>, and does not end it */
	LABEL = 64,   /* the same, but what is in it may end the <svg> */
	BEGINS = 128, /* is empty if it ends in "/>" */
	ITEM = 256,   /* ends the last of its sort, but none that a term is open in */
	TERM = 512,   /* the other way round */
};

struct name {
	char text[NAME_MAX_LEN];
	size_t len;
	unsigned kinds;
};

/* By the alphabet: names are looked up by their first letter. */
static const struct {
	char text[NAME_MAX_LEN];
	unsigned kinds;
} known[] = {
	{"animate", DRAWN},
	{"area", LEAF},
	{"b", FORMATTING},
	{"base", LEAF},
	{"big", FORMATTING},
	{"body", LEAF | ROOT},
	{"br", LEAF},
	{"circle", DRAWN},
	{"clippath", DRAWN},
	{"code", FORMATTING},
	{"col", LEAF},
	{"dd", LEAF | TERM},
	{"defs", DRAWN},
	{"desc", LABEL},
	{"dt", LEAF | TERM},
	{"ellipse", DRAWN},
	{"em", FORMATTING},
	{"embed", LEAF},
	{"filter", DRAWN},
	{"font", FORMATTING},
	{"frameset", FOREIGN},
	{"g", DRAWN},
	{"head", LEAF},
	{"hr", LEAF},
	{"html", LEAF | ROOT},
	{"i", FORMATTING},
	{"iframe", RAW},
	{"image", DRAWN},
	{"img", LEAF},
	{"input", LEAF},
	{"li", LEAF | ITEM},
	{"line", DRAWN},
	{"lineargradient", DRAWN},
	{"link", LEAF},
	{"marker", DRAWN},
	{"mask", DRAWN},
	{"math", FOREIGN | BEGINS},
	{"meta", LEAF},
	{"nobr", FORMATTING},
	{"noembed", RAW},
	{"noframes", RAW},
	{"option", LEAF},
	{"p", LEAF},
	{"param", LEAF},
	{"path", DRAWN},
	{"pattern", DRAWN},
	{"polygon", DRAWN},
	{"polyline", DRAWN},
	{"radialgradient", DRAWN},
	{"rect", DRAWN},
	{"s", FORMATTING},
	{"script", RAW | DRAWN},
	{"select", FOREIGN},
	{"small", FORMATTING},
	{"source", LEAF},
	{"stop", DRAWN},
	{"strike", FORMATTING},
	{"strong", FORMATTING},
	{"style", RAW | DRAWN},
	{"svg", FOREIGN | DRAWN | BEGINS},
	{"symbol", DRAWN},
	{"tbody", LEAF},
	{"td", LEAF},
	{"template", FOREIGN},
	{"text", DRAWN},
	{"textarea", RAW},
	{"tfoot", LEAF},
	{"th", LEAF},
	{"thead", LEAF},
	{"title", RAW | LABEL},
	{"tr", LEAF},
	{"track", LEAF},
	{"tspan", DRAWN},
	{"tt", FORMATTING},
	{"u", FORMATTING},
	{"use", DRAWN},
	{"wbr", LEAF},
	{"xmp", RAW},
};

struct guard {
	char *html;
	size_t len, at;
	enum lic_page_guard level;
	struct name open[LIC_PAGE_DEPTH_MAX];
	size_t depth;
	size_t foreign; /* open elements in which raw text may be none */
	/* The topmost open ones, from an <svg> on, that the parser has open too and nothing
	 * beside them: only there is it certain what an end tag ends and what ends itself. */
	size_t drawn;
	unsigned item; /* ITEM or TERM, as the last was */
	size_t tags, roots;
	size_t endless; /* searches for the end of raw text that found none */
	bool cut;
	unsigned char first[27]; /* of `known`, by letter */
};

static void index_names(struct guard *g)
{
	size_t n = 0;

	for (int letter = 0; letter < 27; letter++) {
		while (n < LIC_ARRAY_SIZE(known) && known[n].text[0] < 'a' + letter)
			n++;
		g->first[letter] = (unsigned char)n;
	}
}

static bool ends_name(char c)
{
	return lic_is_html_space(c) || c == '/' || c == '>';
}

static bool same_name(const struct name *a, const struct name *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
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

static bool stands_at(const struct guard *g, size_t at, struct lic_str what)
{
	return what.len <= g->len - at && lic_str_caseeq(lic_str(g->html + at, what.len), what);
}

/* From its first byte, a letter. */
static struct name read_name(const struct guard *g, size_t from)
{
	struct name name = {.len = 0};
	const unsigned char *first = g->first + (lic_lower(g->html[from]) - 'a');

	for (size_t i = from; i < g->len && !ends_name(g->html[i]); i++) {
		if (name.len == NAME_MAX_LEN)
			return name;
		name.text[name.len++] = lic_lower(g->html[i]);
	}
	for (size_t i = first[0]; i < first[1]; i++)
		if (known[i].text[1] == name.text[1] &&
		    strnlen(known[i].text, NAME_MAX_LEN) == name.len &&
		    memcmp(known[i].text, name.text, name.len) == 0)
			name.kinds = known[i].kinds;
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
	while (i < g->len && !ends_name(h[i]) && h[i] != '=')
		i++;
	size_t at = i;
	while (at < g->len && lic_is_html_space(h[at]))
		at++;
	if (at == g->len || h[at] != '=')
		return i;
	at++;
	while (at < g->len && lic_is_html_space(h[at]))
		at++;
	if (at < g->len && (h[at] == '"' || h[at] == '\''))
		return skip_quoted(g, at);
	while (at < g->len && !lic_is_html_space(h[at]) && h[at] != '>')
		at++;
	return at;
}

/* The end of the tag whose name begins at i, behind its '>'; surplus attributes are
 * blanked out. Whether it ends in "/>". */
static size_t skip_tag(struct guard *g, size_t i, bool *closed)
{
	size_t attributes = 0, surplus = 0;

	*closed = false;
	while (i < g->len && !ends_name(g->html[i]))
		i++;
	while (i < g->len && g->html[i] != '>') {
		*closed = g->html[i] == '/';
		if (*closed || lic_is_html_space(g->html[i])) {
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
		*closed = false;
	}
	return i < g->len ? i + 1 : i;
}

/* Behind "<!" or "<?". */
static size_t skip_declaration(struct guard *g)
{
	size_t i = g->at + 2;

	if (g->foreign && stands_at(g, g->at, LIC_STR("<![CDATA["))) {
		/* It is text up to "]]>", or a remark up to ">": then better neither. */
		blank(g, g->at, g->at + LIC_STR("<![CDATA[").len);
		return g->at;
	}
	if (!stands_at(g, g->at, LIC_STR("<!--"))) {
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

/* ---- raw text ---------------------------------------------------------- */

/* Does that tag, from "<" or "</" on, stand there, and its name end? */
static bool is_tag(const struct guard *g, size_t at, struct lic_str begin, struct lic_str name)
{
	size_t end = at + begin.len + name.len;

	return end < g->len && stands_at(g, at, begin) && stands_at(g, at + begin.len, name) &&
	       ends_name(g->html[end]);
}

/* A script in a comment in a script does not end it (WHATWG HTML 13.2.5.20 to 31). */
static size_t script_end(const struct guard *g, size_t i)
{
	const struct lic_str script = LIC_STR("script");
	bool remark = false, inner = false;

	for (; i < g->len; i++) {
		if (!remark && (i = find(g, i, "<", 1)) == g->len)
			break;
		if (remark && stands_at(g, i, LIC_STR("-->")))
			remark = inner = false;
		if (g->html[i] != '<')
			continue;
		if (!remark && stands_at(g, i, LIC_STR("<!--"))) {
			remark = true;
			i++; /* "<!-->" ends it, too */
		} else if (is_tag(g, i, LIC_STR("</"), script)) {
			if (!inner)
				return i;
			inner = false;
		} else if (remark && is_tag(g, i, LIC_STR("<"), script)) {
			inner = true;
		}
	}
	return g->len;
}

/* Where the end tag of raw text begins, len if there is none. */
static size_t raw_end(const struct guard *g, const struct name *name, size_t i)
{
	const struct lic_str text = lic_str(name->text, name->len);

	if (lic_str_eq(text, LIC_STR("script")))
		return script_end(g, i);
	while ((i = find(g, i, "</", 2)) < g->len && !is_tag(g, i, LIC_STR("</"), text))
		i += 2;
	return i;
}

/* Raw text from its start tag, which ends at `end`, where that tag may be none of raw text:
 * then both must come to the same. The tag goes if it has no end, what looks like markup in
 * the text if it has one. */
static size_t settle_raw(struct guard *g, const struct name *name, size_t end)
{
	size_t until = g->endless < ENDLESS_MAX ? raw_end(g, name, end) : g->len;
	bool closed;

	if (until == g->len) {
		g->endless++;
		blank(g, g->at, end);
		return end;
	}
	for (char *p = g->html + end; (p = memchr(p, '<', (size_t)(g->html + until - p))); p++) {
		*p = ' ';
		g->cut = true;
	}
	return skip_tag(g, until + 2, &closed);
}

/* A document that lacks the end tag is raw to its end. */
static size_t pass_raw(struct guard *g, const struct name *name, size_t end)
{
	const bool over = g->tags > LIC_PAGE_TAGS_MAX;
	size_t until = g->foreign ? settle_raw(g, name, end) : raw_end(g, name, end);

	if (over)
		blank(g, g->at, until);
	g->cut |= over;
	return until;
}

/* ---- nesting ----------------------------------------------------------- */

static const struct name *top_of(const struct guard *g)
{
	return &g->open[g->depth - 1];
}

static void push(struct guard *g, const struct name *name, bool drawn)
{
	g->open[g->depth++] = *name;
	g->foreign += (name->kinds & FOREIGN) != 0;
	g->drawn += drawn;
}

static void pop(struct guard *g)
{
	g->foreign -= (top_of(g)->kinds & FOREIGN) != 0;
	g->drawn -= g->drawn != 0;
	g->depth--;
}

/* Only what certainly ends an element is taken for its end. */
static void close_tag(struct guard *g, const struct name *name)
{
	size_t within = 0;

	while (within < g->drawn && !same_name(name, top_of(g) - within))
		within++;
	if (within < g->drawn) {
		for (size_t i = 0; i <= within; i++)
			pop(g);
		return;
	}
	g->drawn = 0;
	if (g->depth && same_name(name, top_of(g)))
		pop(g);
}

/* Items in terms in items … are as deep as there are. */
static bool turns(struct guard *g, const struct name *name)
{
	const unsigned item = name->kinds & (ITEM | TERM), before = g->item;

	if (item)
		g->item = item;
	return item && item != before;
}

static void open_tag(struct guard *g, const struct name *name, size_t end, bool closed)
{
	const bool drawing = g->drawn && !(top_of(g)->kinds & LABEL);
	const bool drawn =
		drawing ? name->kinds & (DRAWN | LABEL) : !g->foreign && name->kinds & BEGINS;
	const bool raw = name->kinds & RAW && !drawing;
	const bool ended = closed && (drawn || name->kinds & BEGINS);
	const bool leaf = name->kinds & LEAF && !turns(g, name) && !g->foreign;
	const bool nests = !raw && !ended && !leaf;

	g->tags++;
	g->roots += (name->kinds & ROOT) != 0;
	if (!drawn)
		g->drawn = 0;
	if (raw) {
		g->at = pass_raw(g, name, end);
		return;
	}
	if ((name->kinds & ROOT && g->roots > ROOTS_MAX) || g->tags > LIC_PAGE_TAGS_MAX ||
	    (g->level == LIC_PAGE_GUARD_PLAIN && name->kinds & FORMATTING) ||
	    (nests && g->depth == LIC_PAGE_DEPTH_MAX)) {
		blank(g, g->at, end);
		g->cut = true;
	} else if (nests) {
		push(g, name, drawn);
	}
	g->at = end;
}

bool lic_page_guard(char *html, size_t len, enum lic_page_guard level)
{
	struct guard g = {.html = html, .len = len, .level = level};
	bool closed;

	index_names(&g);
	while (g.at < len) {
		const char *next = memchr(html + g.at, '<', len - g.at);
		if (!next || (g.at = (size_t)(next - html)) + 1 >= len)
			break;
		char c = html[g.at + 1];
		if (lic_is_alpha(c)) {
			struct name name = read_name(&g, g.at + 1);
			size_t end = skip_tag(&g, g.at + 1, &closed);
			open_tag(&g, &name, end, closed);
		} else if (c == '/' && g.at + 2 < len && lic_is_alpha(html[g.at + 2])) {
			struct name name = read_name(&g, g.at + 2);
			close_tag(&g, &name);
			g.at = skip_tag(&g, g.at + 2, &closed);
		} else if (c == '!' || c == '?' || c == '/') {
			g.at = skip_declaration(&g);
		} else {
			g.at++;
		}
	}
	return g.cut;
}
