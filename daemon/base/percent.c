#include "percent.h"

static bool is_plain(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void lic_percent_write(struct lic_buf *out, struct lic_str text, bool with_slashes)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < text.len; i++) {
		const char c = text.ptr[i];
		if (is_plain(c) || (with_slashes && c == '/')) {
			lic_buf_addc(out, c);
			continue;
		}
		lic_buf_addc(out, '%');
		lic_buf_addc(out, digits[(unsigned char)c >> 4]);
		lic_buf_addc(out, digits[(unsigned char)c & 15]);
	}
}
