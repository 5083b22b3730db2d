/*
 * A growing buffer, born with its maximum. Errors stick: after the first
 * failure all additions are ignored and lic_buf_error() tells, so that a
 * writer checks once at the end.
 */
#ifndef LIC_BUF_H
#define LIC_BUF_H

#include "err.h"
#include "str.h"

struct lic_buf {
	char *ptr;
	size_t len;
	size_t cap;
	size_t max;
	int err;
};

/* max: the most bytes it may ever hold. */
void lic_buf_init(struct lic_buf *buf, size_t max);
void lic_buf_release(struct lic_buf *buf);

/* Empty, error forgotten, memory kept. */
void lic_buf_reset(struct lic_buf *buf);

/* Make room for n more bytes: 0, LIC_ENOMEM or LIC_ELIMIT. */
int lic_buf_grow(struct lic_buf *buf, size_t n);

/* Needs room for one byte more than it adds. */
void lic_buf_printf(struct lic_buf *buf, const char *fmt, ...) LIC_PRINTF(2, 3);

static inline void lic_buf_add(struct lic_buf *buf, const char *ptr, size_t n)
{
	if (n > buf->cap - buf->len && lic_buf_grow(buf, n) < 0)
		return;
	if (n)
		memcpy(buf->ptr + buf->len, ptr, n);
	buf->len += n;
}

static inline void lic_buf_addc(struct lic_buf *buf, char c)
{
	if (buf->len == buf->cap && lic_buf_grow(buf, 1) < 0)
		return;
	buf->ptr[buf->len++] = c;
}

static inline void lic_buf_adds(struct lic_buf *buf, struct lic_str s)
{
	lic_buf_add(buf, s.ptr, s.len);
}

/* A string literal. */
#define LIC_BUF_LIT(buf, lit) lic_buf_add(buf, "" lit, sizeof(lit) - 1)

static inline struct lic_str lic_buf_str(const struct lic_buf *buf)
{
	return lic_str(buf->ptr, buf->len);
}

static inline int lic_buf_error(const struct lic_buf *buf)
{
	return buf->err;
}

/* The terminated contents, which the caller frees; NULL if anything failed, or
 * max leaves no room for the NUL. The buffer is empty afterwards. */
char *lic_buf_take(struct lic_buf *buf);

#endif
