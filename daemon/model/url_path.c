#include "url_path.h"

/* Bytes outside WHATWG's path percent-encode set, but for the delimiters. */
static const bool plain_path[256] = {
	['!'] = true,         ['$' ... '.'] = true, ['0' ... ';'] = true, ['='] = true,
	['@' ... '['] = true, [']'] = true,         ['_'] = true,         ['a' ... 'z'] = true,
	['|'] = true,         ['~'] = true,
};

/* Bytes outside WHATWG's special-query percent-encode set. */
static const bool plain_query[256] = {
	['!'] = true, ['$' ... '&'] = true, ['(' ... ';'] = true,
	['='] = true, ['?' ... '~'] = true,
};

static void skip(struct lic_str *s, size_t n)
{
	s->ptr += n;
	s->len -= n;
}

/* Add the first character of *s percent-encoded; what is not UTF-8 becomes
 * U+FFFD. */
static void add_encoded(struct lic_buf *buf, struct lic_str *s)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t n = lic_str_utf8_len(*s);

	if (n == 0)
		LIC_BUF_LIT(buf, "%EF%BF%BD");
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s->ptr[i];
		lic_buf_add(buf, (const char[]){'%', hex[c >> 4], hex[c & 15]}, 3);
	}
	skip(s, n ? n : 1);
}

static size_t plain_run(struct lic_str s, const bool plain[256])
{
	size_t n = 0;

	while (n < s.len && plain[(unsigned char)s.ptr[n]])
		n++;
	return n;
}

/* How many dots a path segment is, written out or as %2e: 1 or 2, or 0 for
 * any other. */
static int count_dots(struct lic_str s)
{
	int dots = 0;

	while (s.len) {
		if (s.ptr[0] == '.')
			skip(&s, 1);
		else if (s.len >= 3 && lic_str_caseeq(lic_str(s.ptr, 3), LIC_STR("%2e")))
			skip(&s, 3);
		else
			return 0;
		if (++dots > 2)
			return 0;
	}
	return dots;
}

/* The segment from *at to the end of buf is complete, and a slash follows or
 * not: resolve it if it is "." or "..". The path begins at start. */
static void end_segment(struct lic_buf *buf, size_t start, size_t *at, bool slash)
{
	int dots = count_dots(lic_str(buf->ptr + *at, buf->len - *at));

	if (dots == 2 && *at > start + 1) {
		--*at;
		while (buf->ptr[*at - 1] != '/')
			--*at;
	}
	if (dots) {
		buf->len = *at;
	} else if (slash) {
		lic_buf_addc(buf, '/');
		*at = buf->len;
	}
}

/* What is left is the query, the fragment or nothing. */
static struct lic_str write_path(struct lic_buf *buf, struct lic_str s)
{
	size_t start = buf->len;

	lic_buf_addc(buf, '/');
	if (s.len && lic_url_is_slash(s.ptr[0]))
		skip(&s, 1);
	size_t segment = buf->len;
	while (!lic_buf_error(buf)) {
		size_t n = plain_run(s, plain_path);
		lic_buf_add(buf, s.ptr, n);
		skip(&s, n);
		bool slash = s.len && lic_url_is_slash(s.ptr[0]);
		bool end = !s.len || s.ptr[0] == '?' || s.ptr[0] == '#';
		if (slash || end)
			end_segment(buf, start, &segment, slash);
		if (end)
			break;
		if (slash)
			skip(&s, 1);
		else
			add_encoded(buf, &s);
	}
	return s;
}

static void write_query(struct lic_buf *buf, struct lic_str s)
{
	while (s.len && s.ptr[0] != '#' && !lic_buf_error(buf)) {
		size_t n = plain_run(s, plain_query);
		lic_buf_add(buf, s.ptr, n);
		skip(&s, n);
		if (s.len && s.ptr[0] != '#')
			add_encoded(buf, &s);
	}
}

void lic_url_path_write(struct lic_buf *buf, struct lic_str s)
{
	s = write_path(buf, s);
	if (s.len && s.ptr[0] == '?')
		write_query(buf, s);
}
