#include "script_lead.h"

#include "percent.h"

/* Template texts within each other, which nobody nests so deep. */
#define TEMPLATES_MAX 16

struct reader {
	struct lic_str text;
	size_t at;
	char before;   /* the last character that says something; 0: a word, or nothing */
	bool new_line; /* one ended since then */
	unsigned templates;
};

static char peek(const struct reader *r, size_t ahead)
{
	return r->at + ahead < r->text.len ? r->text.ptr[r->at + ahead] : '\0';
}

static bool at_end(const struct reader *r)
{
	return r->at >= r->text.len;
}

static bool starts(const struct reader *r, struct lic_str with)
{
	return lic_str_starts(lic_str(r->text.ptr + r->at, r->text.len - r->at), with);
}

static bool is_word(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || c == '_' || c == '$' || (c & 0x80);
}

/* ---- what says nothing ------------------------------------------------ */

static void skip_line(struct reader *r)
{
	while (!at_end(r) && peek(r, 0) != '\n' && peek(r, 0) != '\r')
		r->at++;
}

static void skip_comment(struct reader *r)
{
	for (r->at += 2; !at_end(r) && !starts(r, LIC_STR("*/")); r->at++)
		r->new_line |= peek(r, 0) == '\n';
	r->at += at_end(r) ? 0 : 2;
}

/* White space and comments; as in browsers, HTML's too (ECMA-262, annex B.1.1). */
static void skip_space(struct reader *r)
{
	while (!at_end(r)) {
		char c = peek(r, 0);
		if (c == '\n' || c == '\r')
			r->new_line = true;
		if ((unsigned char)c <= ' ')
			r->at++;
		else if (starts(r, LIC_STR("//")) || starts(r, LIC_STR("<!--")) ||
			 (starts(r, LIC_STR("-->")) && (r->new_line || r->at == 0)))
			skip_line(r);
		else if (starts(r, LIC_STR("/*")))
			skip_comment(r);
		else
			return;
	}
}

/* ---- texts ------------------------------------------------------------ */

static void skip_text(struct reader *r)
{
	const char quote = peek(r, 0);

	for (r->at++; !at_end(r) && peek(r, 0) != quote && peek(r, 0) != '\n'; r->at++)
		if (peek(r, 0) == '\\')
			r->at++;
	if (r->at < r->text.len)
		r->at++;
	else
		r->at = r->text.len;
}

static void skip_pattern(struct reader *r)
{
	bool in_class = false;

	for (r->at++; !at_end(r) && peek(r, 0) != '\n'; r->at++) {
		char c = peek(r, 0);
		if (c == '\\')
			r->at++;
		else if (c == '[' || c == ']')
			in_class = c == '[';
		else if (c == '/' && !in_class)
			break;
	}
	r->at = r->at < r->text.len ? r->at + 1 : r->text.len;
}

static void skip_brackets(struct reader *r);

static void skip_template(struct reader *r)
{
	r->at++;
	while (!at_end(r) && peek(r, 0) != '`') {
		if (peek(r, 0) == '\\') {
			r->at += 2;
		} else if (starts(r, LIC_STR("${")) && r->templates < TEMPLATES_MAX) {
			r->templates++;
			r->at++;
			skip_brackets(r);
			r->templates--;
		} else {
			r->at++;
		}
	}
	r->at = r->at < r->text.len ? r->at + 1 : r->text.len;
}

/* ---- tokens ----------------------------------------------------------- */

static struct lic_str take_word(struct reader *r)
{
	const char *from = r->text.ptr + r->at;
	size_t start = r->at;

	while (is_word(peek(r, 0)) && !at_end(r))
		r->at++;
	return lic_str(from, r->at - start);
}

/* Behind these words a value is to come, so that '/' begins a pattern. */
static bool wants_value(struct lic_str word)
{
	static const char *const words[] = {"return", "typeof", "case",  "in",        "of",
					    "delete", "void",   "throw", "new",       "else",
					    "do",     "await",  "yield", "instanceof"};

	return lic_str_is_among(word, words, LIC_ARRAY_SIZE(words));
}

/* One token, from its first character. */
static void skip_token(struct reader *r)
{
	char c = peek(r, 0);

	r->new_line = false;
	if (c == '"' || c == '\'') {
		skip_text(r);
		r->before = ')';
	} else if (c == '`') {
		skip_template(r);
		r->before = ')';
	} else if (is_word(c)) {
		r->before = wants_value(take_word(r)) ? '=' : '\0';
	} else if (c == '/' && r->before && r->before != ')' && r->before != ']') {
		skip_pattern(r);
		r->before = ')';
	} else {
		r->at++;
		r->before = c;
	}
}

/* From an opening bracket behind the one that closes it. */
static void skip_brackets(struct reader *r)
{
	size_t depth = 0;

	do {
		char c = peek(r, 0);
		if (c == '(' || c == '[' || c == '{')
			depth++;
		else if (c == ')' || c == ']' || c == '}')
			depth--;
		skip_token(r);
		skip_space(r);
	} while (depth && !at_end(r));
}

/* Does a line that begins so go on with the one before? */
static bool goes_on(const struct reader *r)
{
	static const char behind[] = "=+-*/%&|^!~<>?:,.([{";
	static const char ahead[] = "=+-*/%&|^<>?:,.([`";

	return (r->before && memchr(behind, r->before, sizeof(behind) - 1)) ||
	       (!at_end(r) && memchr(ahead, peek(r, 0), sizeof(ahead) - 1));
}

/* To the end of the statement; the ';' too. */
static void skip_statement(struct reader *r)
{
	r->new_line = false;
	while (!at_end(r)) {
		char c = peek(r, 0);
		if (c == ';') {
			r->at++;
			break;
		}
		if (c == '}' || (r->new_line && !goes_on(r)))
			break;
		if (c == '(' || c == '[' || c == '{')
			skip_brackets(r);
		else
			skip_token(r);
		skip_space(r);
	}
	r->before = ';';
}

/* ---- the location ------------------------------------------------------ */

/* What stands behind a backslash: false for what no address has. */
static bool add_unescaped(struct lic_buf *out, struct reader *r)
{
	int code = 0;
	size_t digits = 0;
	char c = peek(r, 0);

	r->at++;
	if (c == 'x')
		digits = 2;
	else if (c == 'u')
		digits = 4;
	for (size_t i = 0; i < digits; i++) {
		int value = lic_hex_value(peek(r, 0));
		if (value < 0)
			return false;
		code = code << 4 | value;
		r->at++;
	}
	/* Breaks of lines, of which an address has none. */
	if (!digits && (c == 'n' || c == 'r' || c == 't'))
		return true;
	if (digits && (code == 0 || code >= 0x80))
		return false;
	lic_buf_addc(out, digits ? (char)code : c);
	return true;
}

/* A text that is all of the value. */
static bool take_text(struct reader *r, struct lic_buf *out)
{
	const char quote = peek(r, 0);

	if (quote != '"' && quote != '\'' && quote != '`')
		return false;
	lic_buf_reset(out);
	for (r->at++; !at_end(r) && peek(r, 0) != quote;) {
		if (peek(r, 0) == '\n' || (quote == '`' && starts(r, LIC_STR("${"))))
			return false;
		if (peek(r, 0) == '\\') {
			r->at++;
			if (!add_unescaped(out, r))
				return false;
		} else {
			lic_buf_addc(out, peek(r, 0));
			r->at++;
		}
	}
	if (at_end(r) || lic_buf_error(out) < 0)
		return false;
	r->at++;
	r->new_line = false;
	skip_space(r);
	return true;
}

/* Nothing is added to the value. */
static bool value_ends(const struct reader *r)
{
	static const char goes_on[] = {'+', '.', '?', '[', '(', '&', '|'};
	char c = peek(r, 0);

	return at_end(r) || c == ';' || c == '}' || c == ',' ||
	       (r->new_line && !memchr(goes_on, c, sizeof(goes_on)));
}

static bool take_char(struct reader *r, char c)
{
	if (peek(r, 0) != c || at_end(r))
		return false;
	r->at++;
	skip_space(r);
	return true;
}

/* "window.top.location": behind it. */
static bool take_location(struct reader *r)
{
	static const char *const holders[] = {"window",   "self",       "top", "parent",
					      "document", "globalThis", "this"};

	for (;;) {
		struct lic_str word = take_word(r);
		skip_space(r);
		if (lic_str_eq(word, LIC_STR("location")))
			return true;
		if (!lic_str_is_among(word, holders, LIC_ARRAY_SIZE(holders)) || !take_char(r, '.'))
			return false;
	}
}

/* At the beginning of a statement: does it lead elsewhere? */
static bool take_lead(struct reader *r, struct lic_buf *out)
{
	if (!take_location(r))
		return false;
	if (take_char(r, '.')) {
		struct lic_str word = take_word(r);
		skip_space(r);
		if (lic_str_eq(word, LIC_STR("replace")) || lic_str_eq(word, LIC_STR("assign")))
			return take_char(r, '(') && take_text(r, out) && peek(r, 0) == ')';
		if (!lic_str_eq(word, LIC_STR("href")))
			return false;
	}
	return take_char(r, '=') && take_text(r, out) && value_ends(r);
}

/* ---- statements -------------------------------------------------------- */

static bool depends_on_more(struct lic_str word)
{
	static const char *const words[] = {"if", "while", "for", "with", "switch", "catch"};

	return lic_str_is_among(word, words, LIC_ARRAY_SIZE(words));
}

/* A word that stands for itself: what comes next is a statement, done by chance (*maybe)
 * or surely. */
static bool take_keyword(struct reader *r, bool *maybe)
{
	struct reader next = *r;
	struct lic_str word = take_word(&next);

	skip_space(&next);
	if (lic_str_eq(word, LIC_STR("try")) || lic_str_eq(word, LIC_STR("finally"))) {
		*maybe = false;
	} else if (lic_str_eq(word, LIC_STR("else")) || lic_str_eq(word, LIC_STR("do"))) {
		*maybe = true;
	} else if (lic_str_eq(word, LIC_STR("function")) || depends_on_more(word)) {
		while (!at_end(&next) && peek(&next, 0) != '(' && peek(&next, 0) != '{' &&
		       peek(&next, 0) != ';')
			skip_token(&next);
		if (peek(&next, 0) == '(')
			skip_brackets(&next);
		*maybe = true;
	} else {
		return false;
	}
	next.before = ';';
	*r = next;
	return true;
}

bool lic_script_lead(struct lic_str script, struct lic_buf *out)
{
	struct reader r = {.text = script, .before = ';'};
	bool maybe = false; /* the statement may not be done */

	for (skip_space(&r); !at_end(&r); skip_space(&r)) {
		char c = peek(&r, 0);
		if (c == ';' || c == '}' || (c == '{' && !maybe)) {
			r.at++;
			r.before = ';';
			maybe = false;
		} else if (c == '{') {
			skip_brackets(&r);
			r.before = ';';
			maybe = false;
		} else if (!is_word(c) || !take_keyword(&r, &maybe)) {
			struct reader statement = r;
			if (!maybe && is_word(c) && take_lead(&statement, out))
				return true;
			skip_statement(&r);
			maybe = false;
		}
	}
	lic_buf_reset(out);
	return false;
}
