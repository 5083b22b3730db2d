#include "hex.h"

static const char all[16] = {'0', '1', '2', '3', '4', '5', '6', '7',
			     '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

void lic_hex_write(struct lic_buf *out, struct lic_str bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		const unsigned char c = (unsigned char)bytes.ptr[i];
		lic_buf_addc(out, all[c >> 4]);
		lic_buf_addc(out, all[c & 15]);
	}
}

int lic_hex_digit(char c)
{
	if (lic_is_digit(c))
		return c - '0';
	c = lic_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int lic_hex_read(struct lic_str digits, char *out)
{
	if (digits.len % 2)
		return LIC_ESYNTAX;
	for (size_t i = 0; i < digits.len; i += 2) {
		const char *high = memchr(all, digits.ptr[i], sizeof(all));
		const char *low = memchr(all, digits.ptr[i + 1], sizeof(all));
		if (!high || !low)
			return LIC_ESYNTAX;
		out[i / 2] = (char)((high - all) << 4 | (low - all));
	}
	return LIC_OK;
}
