#include "page_lead.h"

#include "num.h"
#include "percent.h"
#include "script_lead.h"

struct scan {
	struct lic_str html;
	size_t at;
};

struct tag {
	struct lic_str name;
	struct lic_str equiv, content, type; /* attributes, as they stand */
	bool has_src;
};

static struct lic_str rest_of(const struct scan *s)
{
	return lic_str(s->html.ptr + s->at, s->html.len - s->at);
}

/* Behind the next such text, or at the end. */
static void skip_past(struct scan *s, struct lic_str what)
{
	struct lic_str rest = rest_of(s);
	const char *found = rest.len ? memmem(rest.ptr, rest.len, what.ptr, what.len) : NULL;

	s->at = found ? (size_t)(found - s->html.ptr) + what.len : s->html.len;
}

/* ---- refresh ---------------------------------------------------------- */

static void skip_spaces(struct lic_str *s)
{
	while (s->len && lic_is_html_space(s->ptr[0]))
		*s = lic_str(s->ptr + 1, s->len - 1);
}

static bool take(struct lic_str *s, char c)
{
	if (!s->len || lic_lower(s->ptr[0]) != c)
		return false;
	*s = lic_str(s->ptr + 1, s->len - 1);
	return true;
}

/* "url =", or no part of it. */
static void take_url_equals(struct lic_str *s)
{
	struct lic_str rest = *s;

	if (!take(&rest, 'u') || !take(&rest, 'r') || !take(&rest, 'l'))
		return;
	skip_spaces(&rest);
	if (!take(&rest, '='))
		return;
	skip_spaces(&rest);
	*s = rest;
}

bool lic_refresh_lead(struct lic_str value, struct lic_str *to)
{
	size_t digits = 0;
	uint64_t seconds = 0;

	skip_spaces(&value);
	while (digits < value.len && lic_is_digit(value.ptr[digits]))
		digits++;
	if (!digits && (!value.len || value.ptr[0] != '.'))
		return false;
	if (digits &&
	    lic_num_parse(lic_str(value.ptr, digits), LIC_REFRESH_SECONDS_MAX, &seconds) < 0)
		return false;
	while (digits < value.len && (lic_is_digit(value.ptr[digits]) || value.ptr[digits] == '.'))
		digits++;
	value = lic_str(value.ptr + digits, value.len - digits);
	struct lic_str behind = value;
	skip_spaces(&value);
	if (!take(&value, ';') && !take(&value, ',') && value.len == behind.len)
		return false;
	skip_spaces(&value);
	take_url_equals(&value);
	if (value.len && (value.ptr[0] == '"' || value.ptr[0] == '\'')) {
		const char quote = value.ptr[0];
		value = lic_str(value.ptr + 1, value.len - 1);
		value.len = lic_str_find(value, quote);
	}
	*to = lic_str_trim(value);
	return to->len > 0;
}

/* ---- character references ---------------------------------------------- */

/* One of ASCII, at its '&': how long it is, 0 if it is none. */
static size_t read_reference(struct lic_str s, char *out)
{
	static const struct {
		struct lic_str text;
		char c;
	} names[] = {
		{{"&amp;", 5}, '&'}, {{"&quot;", 6}, '"'}, {{"&apos;", 6}, '\''},
		{{"&lt;", 4}, '<'},  {{"&gt;", 4}, '>'},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(names); i++)
		if (lic_str_starts(s, names[i].text)) {
			*out = names[i].c;
			return names[i].text.len;
		}
	if (s.len < 4 || s.ptr[1] != '#')
		return 0;
	const bool is_hex = lic_lower(s.ptr[2]) == 'x';
	const int base = is_hex ? 16 : 10;
	size_t at = is_hex ? 3 : 2, from = at;
	int code = 0;
	for (; at < s.len && code < 0x80; at++) {
		int value = lic_hex_value(s.ptr[at]);
		if (value < 0 || value >= base)
			break;
		code = base * code + value;
	}
	if (at == from || at == s.len || s.ptr[at] != ';' || !code || code >= 0x80)
		return 0;
	*out = (char)code;
	return at + 1;
}

static void decode(struct lic_str s, struct lic_buf *out)
{
	lic_buf_reset(out);
	while (s.len) {
		char c = s.ptr[0];
		size_t len = c == '&' ? read_reference(s, &c) : 1;
		lic_buf_addc(out, c);
		len += len == 0;
		s = lic_str(s.ptr + len, s.len - len);
	}
}

/* ---- tags --------------------------------------------------------------- */

static struct lic_str take_until(struct scan *s, const char *ends)
{
	size_t from = s->at;

	while (s->at < s->html.len && !lic_is_html_space(s->html.ptr[s->at]) &&
	       !strchr(ends, s->html.ptr[s->at]))
		s->at++;
	return lic_str(s->html.ptr + from, s->at - from);
}

static struct lic_str take_value(struct scan *s)
{
	char quote = s->at < s->html.len ? s->html.ptr[s->at] : '\0';

	if (quote != '"' && quote != '\'')
		return take_until(s, ">");
	size_t from = ++s->at;
	size_t len = lic_str_find(rest_of(s), quote);
	s->at += len < s->html.len - from ? len + 1 : len;
	return lic_str(s->html.ptr + from, len);
}

static void skip_white(struct scan *s)
{
	while (s->at < s->html.len && lic_is_html_space(s->html.ptr[s->at]))
		s->at++;
}

static void note(struct tag *tag, struct lic_str name, struct lic_str value)
{
	/* Of attributes of the same name the first counts. */
	if (lic_str_caseeq(name, LIC_STR("http-equiv")) && !tag->equiv.ptr)
		tag->equiv = value;
	else if (lic_str_caseeq(name, LIC_STR("content")) && !tag->content.ptr)
		tag->content = value;
	else if (lic_str_caseeq(name, LIC_STR("type")) && !tag->type.ptr)
		tag->type = value;
	else if (lic_str_caseeq(name, LIC_STR("src")))
		tag->has_src = true;
}

/* From its name behind its '>'. */
static struct tag take_tag(struct scan *s)
{
	struct tag tag = {.name = take_until(s, "/>")};

	while (s->at < s->html.len && s->html.ptr[s->at] != '>') {
		if (lic_is_html_space(s->html.ptr[s->at]) || s->html.ptr[s->at] == '/') {
			s->at++;
			continue;
		}
		size_t from = s->at++; /* a '=' here is part of the name */
		take_until(s, "/>=");
		struct lic_str name = lic_str(s->html.ptr + from, s->at - from),
			       value = LIC_STR("");
		skip_white(s);
		if (s->at < s->html.len && s->html.ptr[s->at] == '=') {
			s->at++;
			skip_white(s);
			value = take_value(s);
		}
		note(&tag, name, value);
	}
	s->at += s->at < s->html.len;
	return tag;
}

/* The raw text up to the end tag of that name, and behind it. */
static struct lic_str take_raw(struct scan *s, struct lic_str name)
{
	size_t from = s->at;

	for (;;) {
		skip_past(s, LIC_STR("</"));
		struct lic_str rest = rest_of(s);
		if (!rest.len)
			return lic_str(s->html.ptr + from, s->html.len - from);
		if (rest.len > name.len && lic_str_caseeq(lic_str(rest.ptr, name.len), name) &&
		    (lic_is_html_space(rest.ptr[name.len]) || rest.ptr[name.len] == '>' ||
		     rest.ptr[name.len] == '/'))
			break;
	}
	struct lic_str raw = lic_str(s->html.ptr + from, s->at - 2 - from);
	take_tag(s);
	return raw;
}

static bool is_script(const struct tag *tag)
{
	static const char *const types[] = {"text/javascript",          "application/javascript",
					    "application/x-javascript", "text/ecmascript",
					    "application/ecmascript",   "module"};
	struct lic_str type = lic_str_trim(tag->type);

	if (tag->has_src)
		return false;
	return !type.len || lic_str_is_caseamong(type, types, LIC_ARRAY_SIZE(types));
}

/* What browsers that run scripts take for text, or do not show. */
static bool is_raw(struct lic_str name)
{
	static const char *const names[] = {"style",   "textarea", "title",    "xmp",     "iframe",
					    "noembed", "noframes", "noscript", "template"};

	return lic_str_is_caseamong(name, names, LIC_ARRAY_SIZE(names));
}

/* A refresh, decoded into `to`; false if the element is none. */
static bool read_refresh(const struct tag *tag, struct lic_buf *to)
{
	struct lic_str address;

	if (!lic_str_caseeq(lic_str_trim(tag->equiv), LIC_STR("refresh")))
		return false;
	decode(tag->content, to);
	if (lic_buf_error(to) < 0 || !lic_refresh_lead(lic_buf_str(to), &address))
		return false;
	memmove(to->ptr, address.ptr, address.len);
	to->len = address.len;
	return true;
}

static void skip_declaration(struct scan *s)
{
	if (lic_str_starts(rest_of(s), LIC_STR("<!--")))
		skip_past(s, LIC_STR("-->"));
	else
		skip_past(s, LIC_STR(">"));
}

enum lic_leads lic_page_lead(struct lic_str html, struct lic_buf *to)
{
	struct scan s = {.html = html};
	size_t refresh = 0; /* where the element stands that has one; found again in the end */
	struct tag tag;

	while (s.at < html.len) {
		s.at += lic_str_find(rest_of(&s), '<');
		const size_t start = s.at;
		if (start + 1 >= html.len)
			break;
		if (!lic_is_alpha(html.ptr[start + 1])) {
			if (strchr("!?/", html.ptr[start + 1]) && html.ptr[start + 1])
				skip_declaration(&s);
			else
				s.at++;
			continue;
		}
		s.at++;
		tag = take_tag(&s);
		if (lic_str_caseeq(tag.name, LIC_STR("script"))) {
			struct lic_str text = take_raw(&s, tag.name);
			if (is_script(&tag) && lic_script_lead(text, to))
				return LIC_LEADS_SCRIPT;
		} else if (is_raw(tag.name)) {
			take_raw(&s, tag.name);
		} else if (!refresh && lic_str_caseeq(tag.name, LIC_STR("meta")) &&
			   read_refresh(&tag, to)) {
			refresh = start + 1;
		}
	}
	lic_buf_reset(to);
	if (!refresh)
		return LIC_LEADS_NOWHERE;
	s.at = refresh;
	tag = take_tag(&s);
	return read_refresh(&tag, to) ? LIC_LEADS_REFRESH : LIC_LEADS_NOWHERE;
}
