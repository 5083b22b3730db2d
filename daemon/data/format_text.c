#include "format_text.h"

#define SHOWN_MAX 60

/* Bytes of the control character that s begins with (C0, DEL, C1), or 0. */
static size_t control_len(struct lic_str s)
{
	unsigned char c = (unsigned char)s.ptr[0];

	if (c < 0x20 || c == 0x7F)
		return 1;
	return c == 0xC2 && s.len > 1 && (unsigned char)s.ptr[1] < 0xA0 ? 2 : 0;
}

static struct lic_str behind(struct lic_str s, size_t n)
{
	return lic_str(s.ptr + n, s.len - n);
}

bool lic_text_has_control(struct lic_str text)
{
	for (; text.len; text = behind(text, 1))
		if (control_len(text))
			return true;
	return false;
}

const char *lic_text_shown(struct lic_str text, char store[LIC_TEXT_SHOWN_SIZE])
{
	size_t len = 0;

	while (text.len) {
		size_t control = control_len(text);
		size_t n = control ? 1 : lic_str_utf8_len(text);
		if (n == 0 || len + n > SHOWN_MAX)
			break;
		if (control)
			store[len] = '?';
		else
			memcpy(store + len, text.ptr, n);
		len += n;
		text = behind(text, control ? control : n);
	}
	memcpy(store + len, text.len ? "..." : "", text.len ? 4 : 1);
	return store;
}

void lic_text_flat(struct lic_buf *out, struct lic_str text)
{
	while (text.len) {
		size_t control = control_len(text);
		if (control)
			lic_buf_addc(out, ' ');
		else
			lic_buf_addc(out, text.ptr[0]);
		text = behind(text, control ? control : 1);
	}
}
