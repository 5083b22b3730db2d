#include "str.h"

int lic_str_cmp(struct lic_str a, struct lic_str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int d = n ? memcmp(a.ptr, b.ptr, n) : 0;

	if (d)
		return d;
	return a.len < b.len ? -1 : a.len > b.len;
}

static bool within(unsigned code, unsigned first, unsigned last)
{
	return code >= first && code <= last;
}

/* The lower case of a character below U+0800, whose two cases are of one length in UTF-8
 * (Unicode, UnicodeData.txt). Dotted and dotless i are not: they stay as they are. */
static unsigned lower_code(unsigned code)
{
	static const struct {
		unsigned short first, last, step, more; /* every step-th is a capital */
	} capitals[] = {
		{0x0C0, 0x0D6, 1, 0x20}, {0x0D8, 0x0DE, 1, 0x20}, {0x100, 0x12E, 2, 1},
		{0x132, 0x136, 2, 1},    {0x139, 0x147, 2, 1},    {0x14A, 0x176, 2, 1},
		{0x179, 0x17D, 2, 1},    {0x218, 0x21A, 2, 1},    {0x386, 0x386, 1, 0x26},
		{0x388, 0x38A, 1, 0x25}, {0x38C, 0x38C, 1, 0x40}, {0x38E, 0x38F, 1, 0x3F},
		{0x391, 0x3A9, 1, 0x20}, {0x400, 0x40F, 1, 0x50}, {0x410, 0x42F, 1, 0x20},
		{0x48A, 0x4BE, 2, 1},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(capitals); i++)
		if (within(code, capitals[i].first, capitals[i].last))
			return (code - capitals[i].first) % capitals[i].step
				       ? code
				       : code + capitals[i].more;
	return code;
}

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/* The code of the letter at s[at] in lower case, or of the byte; *len: how long it was. */
static unsigned lower_at(struct lic_str s, size_t at, size_t *len)
{
	const unsigned char c = (unsigned char)s.ptr[at];

	*len = 1;
	if (is_ascii(s.ptr[at]))
		return (unsigned char)lic_lower((char)c);
	const unsigned char next = at + 1 < s.len ? (unsigned char)s.ptr[at + 1] : 0;
	if (!within(c, 0xC3, 0xD2) || (next & 0xC0) != 0x80)
		return 0x1000u + c; /* no letter of two bytes: not to be taken for one */
	*len = 2;
	return lower_code((c & 0x1Fu) << 6 | (next & 0x3Fu));
}

bool lic_str_caseeq(struct lic_str a, struct lic_str b)
{
	size_t len, other;

	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i += len) {
		len = 1;
		if (is_ascii(a.ptr[i]) || is_ascii(b.ptr[i])) {
			if (lic_lower(a.ptr[i]) != lic_lower(b.ptr[i]))
				return false;
		} else if (lower_at(a, i, &len) != lower_at(b, i, &other) || len != other) {
			return false;
		}
	}
	return true;
}

void lic_str_lower(char *out, struct lic_str s)
{
	size_t len;

	for (size_t i = 0; i < s.len; i += len) {
		const unsigned code = lower_at(s, i, &len);
		out[i] = len == 1 ? lic_lower(s.ptr[i]) : (char)(0xC0u | code >> 6);
		if (len == 2)
			out[i + 1] = (char)(0x80u | (code & 0x3Fu));
	}
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

bool lic_str_is_web(struct lic_str address)
{
	return lic_str_starts(address, LIC_STR("https://")) ||
	       lic_str_starts(address, LIC_STR("http://"));
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
