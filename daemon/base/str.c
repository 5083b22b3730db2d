#include "str.h"

int lic_str_cmp(struct lic_str a, struct lic_str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int d = n ? memcmp(a.ptr, b.ptr, n) : 0;

	if (d)
		return d;
	return a.len < b.len ? -1 : a.len > b.len;
}

bool lic_str_caseeq(struct lic_str a, struct lic_str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lic_lower(a.ptr[i]) != lic_lower(b.ptr[i]))
			return false;
	return true;
}

bool lic_str_starts(struct lic_str s, struct lic_str prefix)
{
	return s.len >= prefix.len &&
	       (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool lic_str_ends(struct lic_str s, struct lic_str suffix)
{
	return s.len >= suffix.len &&
	       (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct lic_str lic_str_trim(struct lic_str s)
{
	while (s.len && is_space(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len && is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

size_t lic_str_find(struct lic_str s, char c)
{
	const char *p = s.len ? memchr(s.ptr, c, s.len) : NULL;

	return p ? (size_t)(p - s.ptr) : s.len;
}

const char *lic_str_casefind(struct lic_str s, struct lic_str part)
{
	for (size_t i = 0; part.len && i + part.len <= s.len; i++)
		if (lic_str_caseeq(lic_str(s.ptr + i, part.len), part))
			return s.ptr + i;
	return NULL;
}

bool lic_str_holds(struct lic_str s, struct lic_str part)
{
	return part.len && s.len >= part.len && memmem(s.ptr, s.len, part.ptr, part.len);
}

bool lic_str_is_among(struct lic_str s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lic_str_eq(s, lic_str_from(words[i])))
			return true;
	return false;
}

bool lic_str_is_caseamong(struct lic_str s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lic_str_caseeq(s, lic_str_from(words[i])))
			return true;
	return false;
}

bool lic_str_split(struct lic_str *rest, char sep, struct lic_str *part)
{
	if (!rest->ptr)
		return false;
	size_t at = lic_str_find(*rest, sep);
	*part = lic_str(rest->ptr, at);
	if (at == rest->len)
		*rest = lic_str(NULL, 0);
	else
		*rest = lic_str(rest->ptr + at + 1, rest->len - at - 1);
	return true;
}

/* Length of the UTF-8 sequence at p (n bytes left), or 0 if malformed. */
static size_t utf8_sequence(const unsigned char *p, size_t n)
{
	unsigned char lo = 0x80, hi = 0xBF;
	size_t need;

	if (p[0] < 0xC2)
		return 0;
	if (p[0] < 0xE0) {
		need = 2;
	} else if (p[0] < 0xF0) {
		need = 3;
		if (p[0] == 0xE0)
			lo = 0xA0;
		else if (p[0] == 0xED)
			hi = 0x9F;
	} else if (p[0] < 0xF5) {
		need = 4;
		if (p[0] == 0xF0)
			lo = 0x90;
		else if (p[0] == 0xF4)
			hi = 0x8F;
	} else {
		return 0;
	}
	if (n < need || p[1] < lo || p[1] > hi)
		return 0;
	for (size_t i = 2; i < need; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	return need;
}

size_t lic_str_utf8_len(struct lic_str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;

	if (s.len == 0)
		return 0;
	return p[0] < 0x80 ? 1 : utf8_sequence(p, s.len);
}

/* How many bytes of p (n of them) are ASCII up to the first that is none. */
static size_t ascii_run(const unsigned char *p, size_t n)
{
	uint64_t eight;
	size_t i = 0;

	for (; n - i >= sizeof(eight); i += sizeof(eight)) {
		memcpy(&eight, p + i, sizeof(eight));
		if (eight & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < n && p[i] < 0x80)
		i++;
	return i;
}

bool lic_str_is_utf8(struct lic_str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t i = 0;

	while (i < s.len) {
		size_t plain = ascii_run(p + i, s.len - i);
		if (plain) {
			i += plain;
			continue;
		}
		size_t n = utf8_sequence(p + i, s.len - i);
		if (!n)
			return false;
		i += n;
	}
	return true;
}
