/*
 * Percent-encoded bytes, as in "%2F". Pure.
 */
#ifndef LIC_PERCENT_H
#define LIC_PERCENT_H

#include "buf.h"

static inline int lic_hex_value(char c)
{
	if (lic_is_digit(c))
		return c - '0';
	c = lic_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that s begins with as "%XX", or -1. */
static inline int lic_percent_byte(struct lic_str s)
{
	if (s.len < 3 || s.ptr[0] != '%')
		return -1;
	int high = lic_hex_value(s.ptr[1]);
	int low = lic_hex_value(s.ptr[2]);
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* Append the text, all but letters, digits and "-._~" (RFC 3986, section 2.3) encoded, and "/"
 * if not with_slashes. */
void lic_percent_write(struct lic_buf *out, struct lic_str text, bool with_slashes);

#endif
