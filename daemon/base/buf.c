#include "buf.h"

void lic_buf_init(struct lic_buf *buf, size_t max)
{
	*buf = (struct lic_buf){.max = max};
}

void lic_buf_release(struct lic_buf *buf)
{
	free(buf->ptr);
	*buf = (struct lic_buf){.max = buf->max};
}

void lic_buf_reset(struct lic_buf *buf)
{
	buf->len = 0;
	buf->err = LIC_OK;
}

static int fail(struct lic_buf *buf, int err)
{
	if (!buf->err)
		buf->err = err;
	/* No room left: every further addition comes by here. */
	buf->cap = buf->len;
	return buf->err;
}

int lic_buf_grow(struct lic_buf *buf, size_t n)
{
	if (buf->err)
		return buf->err;
	if (n > buf->max - buf->len)
		return fail(buf, LIC_ELIMIT);
	size_t need = buf->len + n;
	if (need <= buf->cap)
		return LIC_OK;
	size_t cap = buf->cap < 64 ? 64 : buf->cap;
	while (cap < need)
		cap = cap > buf->max / 2 ? buf->max : cap * 2;
	if (cap > buf->max)
		cap = buf->max;
	char *ptr = realloc(buf->ptr, cap);
	if (!ptr)
		return fail(buf, LIC_ENOMEM);
	buf->ptr = ptr;
	buf->cap = cap;
	return LIC_OK;
}

void lic_buf_printf(struct lic_buf *buf, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	int n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0) {
		fail(buf, LIC_EINVAL);
		return;
	}
	if (lic_buf_grow(buf, (size_t)n + 1) < 0)
		return;
	va_start(args, fmt);
	vsnprintf(buf->ptr + buf->len, (size_t)n + 1, fmt, args);
	va_end(args);
	buf->len += (size_t)n;
}

char *lic_buf_take(struct lic_buf *buf)
{
	char *ptr = NULL;

	lic_buf_addc(buf, '\0');
	if (!buf->err) {
		ptr = buf->ptr;
		buf->ptr = NULL;
	}
	lic_buf_release(buf);
	return ptr;
}
