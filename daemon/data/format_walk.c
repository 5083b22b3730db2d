#include "format_walk.h"

#include "limits.h"
#include "num.h"

void lic_walk_init(struct lic_walk *walk, struct lic_str text, struct lic_diag *diag)
{
	*walk = (struct lic_walk){.rest = text, .line = 1, .diag = diag};
	if (lic_str_starts(text, LIC_STR("\xEF\xBB\xBF")))
		walk->rest = lic_str(text.ptr + 3, text.len - 3);
}

int lic_walk_fail(const struct lic_walk *walk, const char *what)
{
	return lic_diag_set(walk->diag, LIC_ESYNTAX, "line %u: %s", walk->line, what);
}

static void advance(struct lic_walk *walk, size_t n)
{
	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		walk->line += walk->rest.ptr[i] == '\n';
	walk->rest = lic_str(walk->rest.ptr + n, walk->rest.len - n);
}

static void skip_space(struct lic_walk *walk)
{
	size_t n = 0;

	while (n < walk->rest.len && lic_str_find(LIC_STR(" \t\r\n"), walk->rest.ptr[n]) < 4)
		n++;
	advance(walk, n);
}

bool lic_walk_take(struct lic_walk *walk, char c)
{
	skip_space(walk);
	if (walk->rest.len == 0 || walk->rest.ptr[0] != c)
		return false;
	advance(walk, 1);
	return true;
}

/* Bytes of the string at the beginning of s, its quotes included; all of s if
 * it is not closed. */
static size_t string_len(struct lic_str s)
{
	for (size_t n = 1; n < s.len; n++) {
		if (s.ptr[n] == '"')
			return n + 1;
		n += s.ptr[n] == '\\';
	}
	return s.len;
}

/* Bytes of the value at the beginning of s, as far as brackets and strings
 * tell: json.h judges what is inside. */
static size_t value_len(struct lic_str s)
{
	size_t depth = 0, n = 0;

	while (n < s.len) {
		char c = s.ptr[n];
		if (depth == 0 && n && lic_str_find(LIC_STR(",]} \t\r\n"), c) < 7)
			return n;
		if (c == '"')
			n += string_len(lic_str(s.ptr + n, s.len - n));
		else
			n++;
		if (c == '{' || c == '[')
			depth++;
		else if ((c == '}' || c == ']') && depth)
			depth--;
		if (depth == 0 && (c == '}' || c == ']' || c == '"'))
			return n;
	}
	return n;
}

/* json.h counts lines from the beginning of the piece that it was given. */
static int rebase(const struct lic_walk *walk, const struct lic_diag *why)
{
	struct lic_str text = lic_str_from(why->text), number;
	uint64_t line = 1;

	if (lic_str_starts(text, LIC_STR("line "))) {
		text = lic_str(text.ptr + 5, text.len - 5);
		number = lic_str(text.ptr, lic_str_find(text, ','));
		if (lic_num_parse(number, UINT32_MAX, &line) < 0 || line == 0)
			line = 1;
		size_t at = lic_str_find(text, ':');
		text = lic_str(text.ptr + at, text.len - at);
		while (text.len && (text.ptr[0] == ':' || text.ptr[0] == ' '))
			text = lic_str(text.ptr + 1, text.len - 1);
	}
	return lic_diag_set(walk->diag, LIC_ESYNTAX, "line %u: %.*s",
			    walk->line + (uint32_t)line - 1, LIC_STR_ARG(text));
}

int lic_walk_value(struct lic_walk *walk, struct lic_json **out, uint32_t *line)
{
	struct lic_diag why;

	skip_space(walk);
	*line = walk->line;
	struct lic_str window = walk->rest;
	if (window.len > LIC_LIST_LINE_MAX)
		window.len = LIC_LIST_LINE_MAX;
	size_t n = value_len(window);
	if (n == LIC_LIST_LINE_MAX)
		return lic_diag_set(walk->diag, LIC_ELIMIT, "line %u: an entry of %d bytes or more",
				    walk->line, LIC_LIST_LINE_MAX);
	int err = lic_json_parse(out, lic_str(window.ptr, n), &why);
	if (err < 0)
		return rebase(walk, &why);
	advance(walk, n);
	return LIC_OK;
}

int lic_walk_skip(struct lic_walk *walk)
{
	skip_space(walk);
	size_t n = value_len(walk->rest);
	if (n == 0)
		return lic_walk_fail(walk, "a value is missing");
	advance(walk, n);
	return LIC_OK;
}

int lic_walk_key(struct lic_walk *walk, struct lic_json **key, uint32_t *line)
{
	int err = lic_walk_value(walk, key, line);

	if (err < 0 || lic_walk_take(walk, ':'))
		return err;
	lic_json_free(*key);
	return lic_walk_fail(walk, "':' is missing behind a member's name");
}

int lic_walk_object(struct lic_walk *walk,
		    int (*member)(void *ctx, struct lic_str key, uint32_t line), void *ctx)
{
	if (!lic_walk_take(walk, '{'))
		return lic_walk_fail(walk, "not a JSON object");
	do {
		struct lic_json *key;
		uint32_t line;
		int err = lic_walk_key(walk, &key, &line);
		if (err < 0)
			return err;
		err = member(ctx, lic_json_string(key), line);
		lic_json_free(key);
		if (err < 0)
			return err;
	} while (lic_walk_take(walk, ','));
	if (!lic_walk_take(walk, '}'))
		return lic_walk_fail(walk, "',' or '}' is missing behind a member");
	skip_space(walk);
	return walk->rest.len ? lic_walk_fail(walk, "something behind the end of the object")
			      : LIC_OK;
}

int lic_walk_elements(struct lic_walk *walk, const char *missing, int (*element)(void *ctx),
		      void *ctx)
{
	if (lic_walk_take(walk, ']'))
		return LIC_OK;
	do {
		int err = element(ctx);
		if (err < 0)
			return err;
	} while (lic_walk_take(walk, ','));
	return lic_walk_take(walk, ']') ? LIC_OK : lic_walk_fail(walk, missing);
}
