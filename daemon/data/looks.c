#include "looks.h"

struct lic_looks lic_looks_of(struct lic_str label, char plain[LIC_SHAPE_MAX],
			      char fine[LIC_SHAPE_MAX])
{
	size_t n = 0, m = 0;
	bool differ = false;

	for (; n < label.len && n < LIC_SHAPE_MAX; n++) {
		char c = label.ptr[n];
		plain[n] = c == '0' ? 'o' : c == '1' ? 'l' : c;
		differ |= n && c == 'n' && plain[n - 1] == 'r';
	}
	if (!differ)
		return (struct lic_looks){lic_str(plain, n), lic_str(plain, n)};
	for (size_t i = 0; i < n; i++) {
		if (plain[i] == 'n' && m && fine[m - 1] == 'r')
			fine[m - 1] = 'm';
		else
			fine[m++] = plain[i];
	}
	return (struct lic_looks){lic_str(plain, n), lic_str(fine, m)};
}

/* Letters of nearly one shape. */
static char shape(char c)
{
	static const char letters[] = "abcbcfghljklnnopgnstuuwxyz";
	static const char digits[] = "0123456736";

	if (c >= 'a' && c <= 'z')
		return letters[c - 'a'];
	return lic_is_digit(c) ? digits[c - '0'] : c;
}

/* The shape that two make side by side, or 0. */
static char pair_shape(char a, char b)
{
	switch (a) {
	case 'l':
		return b == 'h' || b == 'b' ? b : b == 'c' ? 'k' : 0;
	case 'c':
		return b == 'l' ? 'b' : 0;
	case 'n':
		return b == 'n' ? 'n' : 0;
	case 'u':
		return b == 'u' ? 'w' : 0;
	default:
		return 0;
	}
}

struct lic_str lic_looks_coarse(struct lic_str fine, char out[LIC_SHAPE_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < fine.len && n < LIC_SHAPE_MAX; i++) {
		char c = shape(fine.ptr[i]);
		char both = n ? pair_shape(out[n - 1], c) : 0;
		if (both)
			out[n - 1] = both;
		else
			out[n++] = c;
	}
	return lic_str(out, n);
}

static bool equal_from(struct lic_str a, size_t i, struct lic_str b, size_t k)
{
	return lic_str_eq(lic_str(a.ptr + i, a.len - i), lic_str(b.ptr + k, b.len - k));
}

bool lic_looks_near(struct lic_str a, struct lic_str b)
{
	size_t i = 0;

	if (a.len > b.len) {
		struct lic_str swap = a;
		a = b;
		b = swap;
	}
	if (b.len - a.len > 1)
		return false;
	while (i < a.len && a.ptr[i] == b.ptr[i])
		i++;
	if (b.len > a.len)
		return equal_from(a, i, b, i + 1);
	if (i == a.len)
		return true;
	return equal_from(a, i + 1, b, i + 1) ||
	       (i + 1 < a.len && a.ptr[i] == b.ptr[i + 1] && a.ptr[i + 1] == b.ptr[i] &&
		equal_from(a, i + 2, b, i + 2));
}
