/*
 * A view of bytes: pointer and length, not terminated, owned by someone else.
 */
#ifndef LIC_STR_H
#define LIC_STR_H

#include "base.h"

struct lic_str {
	const char *ptr;
	size_t len;
};

/* A view of a string literal. */
#define LIC_STR(lit) ((struct lic_str){"" lit, sizeof(lit) - 1})

/* Arguments for "%.*s". */
#define LIC_STR_ARG(s) ((int)(s).len), ((s).ptr ? (s).ptr : "")

static inline struct lic_str lic_str(const char *ptr, size_t len)
{
	return (struct lic_str){ptr, len};
}

/* A view of a terminated string; NULL gives the empty view. */
static inline struct lic_str lic_str_from(const char *z)
{
	return (struct lic_str){z, z ? strlen(z) : 0};
}

static inline bool lic_str_eq(struct lic_str a, struct lic_str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Compare as bytes, a shorter prefix first: <0, 0 or >0. */
int lic_str_cmp(struct lic_str a, struct lic_str b);

/* Equal but for the case of letters: ASCII, and Latin, Greek and Cyrillic ones of two bytes,
 * whose two cases are of one length. */
bool lic_str_caseeq(struct lic_str a, struct lic_str b);

/* The same letters in lower case: as many bytes as s has, into out. */
void lic_str_lower(char *out, struct lic_str s);

bool lic_str_starts(struct lic_str s, struct lic_str prefix);
bool lic_str_ends(struct lic_str s, struct lic_str suffix);

/* Does the address begin with https:// or http://? */
bool lic_str_is_web(struct lic_str address);

/* Without ASCII white space at both ends. */
struct lic_str lic_str_trim(struct lic_str s);

/* The part of *rest before the first sep; *rest moves behind it. False when
 * *rest was used up (its ptr is then NULL). */
bool lic_str_split(struct lic_str *rest, char sep, struct lic_str *part);

/* First position of c, or len. */
size_t lic_str_find(struct lic_str s, char c);

/* Where part stands in s for the first time, case of letters aside; NULL: nowhere, as an
 * empty part. */
const char *lic_str_casefind(struct lic_str s, struct lic_str part);

/* Does part stand in s, to the byte? An empty part does not. */
bool lic_str_holds(struct lic_str s, struct lic_str part);

/* Is it one of the words; case of letters aside? */
bool lic_str_is_among(struct lic_str s, const char *const *words, size_t count);
bool lic_str_is_caseamong(struct lic_str s, const char *const *words, size_t count);

/* Length of the well-formed UTF-8 sequence that s begins with, 0 if there is
 * none. */
size_t lic_str_utf8_len(struct lic_str s);

/* Well-formed UTF-8 (RFC 3629: shortest form, no surrogates). */
bool lic_str_is_utf8(struct lic_str s);

/* ASCII white space of the Infra Standard, as HTML counts it: without the vertical tab. */
static inline bool lic_is_html_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static inline bool lic_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool lic_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char lic_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

#endif
