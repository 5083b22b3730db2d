#include "format_stix_pattern.h"

#define PATH_BEGIN "^https?://(www\\.)?"
#define PATH_END "([/?#].*)?$"

/* ---- writing --------------------------------------------------------- */

/* Within a string of a pattern a quote and a backslash have one before them. */
static void add_quoted(struct lic_buf *out, struct lic_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\'' || text.ptr[i] == '\\')
			lic_buf_addc(out, '\\');
		lic_buf_addc(out, text.ptr[i]);
	}
}

/* What a regular expression takes as it is. */
static bool is_plain(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || c == '/' || c == '-' || c == '_' || c == '%' ||
	       (unsigned char)c >= 0x80;
}

static void write_path(struct lic_buf *out, struct lic_str text)
{
	struct lic_buf regex;

	lic_buf_init(&regex, LIC_LIST_LINE_MAX);
	LIC_BUF_LIT(&regex, PATH_BEGIN);
	for (size_t i = 0; i < text.len; i++) {
		if (!is_plain(text.ptr[i]))
			lic_buf_addc(&regex, '\\');
		lic_buf_addc(&regex, text.ptr[i]);
	}
	LIC_BUF_LIT(&regex, PATH_END);
	LIC_BUF_LIT(out, "[url:value MATCHES '");
	add_quoted(out, lic_buf_str(&regex));
	LIC_BUF_LIT(out, "']");
	lic_buf_release(&regex);
}

static void write_is(struct lic_buf *out, struct lic_str host)
{
	LIC_BUF_LIT(out, "domain-name:value = '");
	add_quoted(out, host);
	lic_buf_addc(out, '\'');
}

static void write_below(struct lic_buf *out, struct lic_str host)
{
	LIC_BUF_LIT(out, "domain-name:value LIKE '%.");
	add_quoted(out, host);
	lic_buf_addc(out, '\'');
}

/* Which comes first tells a site from a wildcard when it is read again. */
void lic_stix_pattern_write(struct lic_buf *out, const struct lic_name *name)
{
	if (name->scope == LIC_SCOPE_PREFIX) {
		write_path(out, name->text);
		return;
	}
	lic_buf_addc(out, '[');
	if (name->scope == LIC_SCOPE_WILDCARD || name->scope == LIC_SCOPE_TLD)
		write_below(out, name->text);
	if (name->scope == LIC_SCOPE_WILDCARD)
		LIC_BUF_LIT(out, " OR ");
	if (name->scope != LIC_SCOPE_TLD)
		write_is(out, name->text);
	if (name->scope == LIC_SCOPE_SITE) {
		LIC_BUF_LIT(out, " OR ");
		write_below(out, name->text);
	}
	lic_buf_addc(out, ']');
}

/* ---- reading --------------------------------------------------------- */

enum operator{ IS, LIKE, MATCHES };

struct parser {
	struct lic_str rest;
	struct lic_rows *rows; /* NULL: only look whether it is well */
	const char *reason;    /* why it is no row */
	struct lic_buf value;  /* of the string last read */
};

static int fail(struct parser *p, const char *reason)
{
	p->reason = reason;
	return LIC_ESYNTAX;
}

static void skip_space(struct parser *p)
{
	while (p->rest.len && strchr(" \t\r\n", p->rest.ptr[0]))
		p->rest = lic_str(p->rest.ptr + 1, p->rest.len - 1);
}

/* Take a mark or a word, if it comes next. */
static bool take(struct parser *p, struct lic_str word)
{
	skip_space(p);
	if (!lic_str_starts(p->rest, word))
		return false;
	struct lic_str behind = lic_str(p->rest.ptr + word.len, p->rest.len - word.len);
	if (lic_is_alpha(word.ptr[0]) && behind.len && lic_is_alpha(behind.ptr[0]))
		return false;
	p->rest = behind;
	return true;
}

/* A string into p->value. */
static int take_string(struct parser *p)
{
	if (!take(p, LIC_STR("'")))
		return fail(p, "a pattern without a text where one must be");
	lic_buf_reset(&p->value);
	for (size_t i = 0; i < p->rest.len; i++) {
		char c = p->rest.ptr[i];
		if (c == '\'') {
			p->rest = lic_str(p->rest.ptr + i + 1, p->rest.len - i - 1);
			return lic_buf_error(&p->value);
		}
		if (c == '\\' && ++i == p->rest.len)
			break;
		lic_buf_addc(&p->value, p->rest.ptr[i]);
	}
	return fail(p, "a pattern with a text that does not end");
}

/* Of a host: 'x', '%.x', '%.tld'. */
static int domain_name(struct parser *p, enum operator op, struct lic_buf *name)
{
	struct lic_str value = lic_buf_str(&p->value);

	if (op == MATCHES)
		return fail(p, "a regular expression about a name");
	if (op == IS) {
		lic_buf_adds(name, value);
		return LIC_OK;
	}
	if (lic_str_starts(value, LIC_STR("%.")))
		value = lic_str(value.ptr + 2, value.len - 2);
	else
		return fail(p, "a pattern that is no name and no name with what lies below it");
	if (value.len == 0 || lic_str_find(value, '%') < value.len)
		return fail(p, "a pattern that is no name and no name with what lies below it");
	if (lic_str_find(value, '.') < value.len)
		lic_buf_addc(name, '*');
	lic_buf_addc(name, '.');
	lic_buf_adds(name, value);
	return LIC_OK;
}

/* The path that a regular expression of our own form speaks of. */
static int path_of_regex(struct parser *p, struct lic_str value, struct lic_buf *name)
{
	if (!lic_str_starts(value, LIC_STR(PATH_BEGIN)) ||
	    !lic_str_ends(value, LIC_STR(PATH_END)) ||
	    value.len < sizeof(PATH_BEGIN) + sizeof(PATH_END) - 2)
		return fail(p, "a regular expression about addresses");
	size_t end = value.len - (sizeof(PATH_END) - 1);
	for (size_t i = sizeof(PATH_BEGIN) - 1; i < end; i++) {
		bool escaped = value.ptr[i] == '\\';
		i += escaped;
		if (i == end || (!escaped && !is_plain(value.ptr[i])))
			return fail(p, "a regular expression about addresses");
		lic_buf_addc(name, value.ptr[i]);
	}
	return LIC_OK;
}

static struct lic_str without_scheme(struct lic_str url)
{
	if (lic_str_starts(url, LIC_STR("https://")))
		return lic_str(url.ptr + 8, url.len - 8);
	if (lic_str_starts(url, LIC_STR("http://")))
		return lic_str(url.ptr + 7, url.len - 7);
	return url;
}

/* An address with a path; one of a whole host would be a statement about its first page. */
static int url_of(struct parser *p, enum operator op, struct lic_buf *name)
{
	struct lic_str value = lic_buf_str(&p->value);

	if (op == MATCHES)
		return path_of_regex(p, value, name);
	if (op == LIKE && lic_str_ends(value, LIC_STR("%")))
		value.len--;
	if (op == LIKE && lic_str_find(value, '%') < value.len)
		return fail(p, "a pattern of addresses with more than an open end");
	value = without_scheme(value);
	if (lic_str_find(value, '/') + 1 >= value.len)
		return fail(p, "an address without a path: one page, and not its site");
	lic_buf_adds(name, value);
	return LIC_OK;
}

static int hand_on(struct parser *p, bool is_url, enum operator op)
{
	struct lic_buf name;

	lic_buf_init(&name, LIC_LIST_LINE_MAX);
	int err = is_url ? url_of(p, op, &name) : domain_name(p, op, &name);
	if (err == LIC_OK)
		err = lic_buf_error(&name);
	/* http and https are one. */
	if (err == LIC_OK && p->rows && !lic_rows_holds(p->rows, lic_buf_str(&name)))
		err = lic_rows_half(p->rows, lic_buf_str(&name));
	lic_buf_release(&name);
	return err;
}

static int take_operator(struct parser *p, enum operator* op)
{
	if (take(p, LIC_STR("==")) || take(p, LIC_STR("=")))
		*op = IS;
	else if (take(p, LIC_STR("LIKE")))
		*op = LIKE;
	else if (take(p, LIC_STR("MATCHES")))
		*op = MATCHES;
	else
		return fail(p, "a pattern with another comparison than =, IN, LIKE and MATCHES");
	return LIC_OK;
}

static int take_set(struct parser *p, bool is_url)
{
	int err = take(p, LIC_STR("(")) ? LIC_OK : fail(p, "a pattern with IN and no list");

	while (err == LIC_OK) {
		err = take_string(p);
		if (err == LIC_OK)
			err = hand_on(p, is_url, IS);
		if (err == LIC_OK && !take(p, LIC_STR(",")))
			return take(p, LIC_STR(")")) ? LIC_OK
						     : fail(p, "a pattern with an open list");
	}
	return err;
}

static int take_comparison(struct parser *p)
{
	enum operator op;
	bool is_url = take(p, LIC_STR("url:value"));

	if (!is_url && !take(p, LIC_STR("domain-name:value")))
		return fail(p, "a pattern about something else than names and addresses");
	if (take(p, LIC_STR("IN")))
		return take_set(p, is_url);
	int err = take_operator(p, &op);
	if (err == LIC_OK)
		err = take_string(p);
	return err < 0 ? err : hand_on(p, is_url, op);
}

static int take_pattern(struct parser *p)
{
	do {
		if (!take(p, LIC_STR("[")))
			return fail(p, "a pattern that does not begin with [");
		do {
			int err = take_comparison(p);
			if (err < 0)
				return err;
		} while (take(p, LIC_STR("OR")));
		if (!take(p, LIC_STR("]")))
			return fail(p, "a pattern that asks for more than a name");
	} while (take(p, LIC_STR("OR")));
	skip_space(p);
	return p->rest.len ? fail(p, "a pattern that asks for more than a name") : LIC_OK;
}

int lic_stix_pattern_read(struct lic_rows *rows, struct lic_str pattern, struct lic_str text)
{
	struct parser p = {.rest = pattern};

	lic_buf_init(&p.value, LIC_LIST_LINE_MAX);
	int err = take_pattern(&p);
	if (err == LIC_OK) {
		p.rest = pattern;
		p.rows = rows;
		err = take_pattern(&p);
	}
	lic_buf_release(&p.value);
	if (p.reason)
		return lic_rows_refuse(rows, text, p.reason);
	return err < 0 ? err : lic_rows_settle(rows);
}
