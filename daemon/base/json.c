#include "json.h"

#include <jansson.h>

/* 0: as it is; 1: needs a look (control, quote, backslash, beyond ASCII). */
static const bool special[256] = {
	[0 ... 31] = true,
	['"'] = true,
	['\\'] = true,
	[127 ... 255] = true,
};

/* Sixteen bytes at a time, in the compiler's own vectors. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));
typedef uint64_t words2 __attribute__((vector_size(16)));

static bool any_special(const char *p)
{
	bytes16 v;

	memcpy(&v, p, sizeof(v));
	words2 found = (words2)((v < 0x20) | (v == '"') | (v == '\\') | (v >= 0x7F));
	return (found[0] | found[1]) != 0;
}

static size_t plain_run(const char *p, size_t n)
{
	size_t i = 0;

	while (i + sizeof(bytes16) <= n && !any_special(p + i))
		i += sizeof(bytes16);
	/* The rest of a long string: its last sixteen bytes, some for the second time. */
	if (i && i + sizeof(bytes16) > n && !any_special(p + n - sizeof(bytes16)))
		return n;
	while (i < n && !special[(unsigned char)p[i]])
		i++;
	return i;
}

static void escape(struct lic_buf *buf, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";

	switch (c) {
	case '"':
		LIC_BUF_LIT(buf, "\\\"");
		break;
	case '\\':
		LIC_BUF_LIT(buf, "\\\\");
		break;
	case '\n':
		LIC_BUF_LIT(buf, "\\n");
		break;
	case '\r':
		LIC_BUF_LIT(buf, "\\r");
		break;
	case '\t':
		LIC_BUF_LIT(buf, "\\t");
		break;
	default:
		LIC_BUF_LIT(buf, "\\u00");
		lic_buf_addc(buf, hex[c >> 4]);
		lic_buf_addc(buf, hex[c & 15]);
	}
}

void lic_json_str(struct lic_buf *buf, struct lic_str s)
{
	if (plain_run(s.ptr, s.len) == s.len) {
		lic_json_plain(buf, s);
		return;
	}
	lic_buf_addc(buf, '"');
	while (s.len) {
		size_t n = plain_run(s.ptr, s.len);

		lic_buf_add(buf, s.ptr, n);
		s.ptr += n;
		s.len -= n;
		if (!s.len)
			break;
		unsigned char c = (unsigned char)s.ptr[0];
		n = 1;
		if (c < 0x80) {
			escape(buf, c);
		} else {
			n = lic_str_utf8_len(s);
			if (n)
				lic_buf_add(buf, s.ptr, n);
			else
				LIC_BUF_LIT(buf, "\xEF\xBF\xBD");
			n = n ? n : 1;
		}
		s.ptr += n;
		s.len -= n;
	}
	lic_buf_addc(buf, '"');
}

void lic_json_plain(struct lic_buf *buf, struct lic_str s)
{
	if (s.len + 2 > buf->cap - buf->len && lic_buf_grow(buf, s.len + 2) < 0)
		return;
	char *out = buf->ptr + buf->len;
	*out++ = '"';
	if (s.len)
		memcpy(out, s.ptr, s.len);
	out[s.len] = '"';
	buf->len += s.len + 2;
}

void lic_json_int(struct lic_buf *buf, int64_t n)
{
	char digits[20];
	size_t at = sizeof(digits);
	uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do {
		digits[--at] = (char)('0' + u % 10);
		u /= 10;
	} while (u);
	if (n < 0)
		lic_buf_addc(buf, '-');
	lic_buf_add(buf, digits + at, sizeof(digits) - at);
}

void lic_json_hundredths(struct lic_buf *buf, double number)
{
	int64_t n = (int64_t)(number * 100 + (number < 0 ? -0.5 : 0.5));

	if (n < 0)
		lic_buf_addc(buf, '-');
	n = n < 0 ? -n : n;
	lic_json_int(buf, n / 100);
	if (n % 100) {
		lic_buf_addc(buf, '.');
		lic_buf_addc(buf, (char)('0' + n % 100 / 10));
		if (n % 10)
			lic_buf_addc(buf, (char)('0' + n % 10));
	}
}

void lic_json_bool(struct lic_buf *buf, bool b)
{
	if (b)
		LIC_BUF_LIT(buf, "true");
	else
		LIC_BUF_LIT(buf, "false");
}

void lic_json_field(struct lic_buf *buf, const char *key, struct lic_str value)
{
	lic_buf_addc(buf, '"');
	lic_buf_adds(buf, lic_str_from(key));
	LIC_BUF_LIT(buf, "\":");
	lic_json_str(buf, value);
}

static const json_t *as_jansson(const struct lic_json *value)
{
	return (const json_t *)(const void *)value;
}

static const struct lic_json *from_jansson(const json_t *value)
{
	return (const struct lic_json *)(const void *)value;
}

int lic_json_parse(struct lic_json **out, struct lic_str text, struct lic_diag *diag)
{
	json_error_t error;
	json_t *root = json_loadb(text.ptr ? text.ptr : "", text.len,
				  JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

	if (!root)
		return lic_diag_set(diag, LIC_ESYNTAX, "line %d, column %d: %s", error.line,
				    error.column, error.text);
	*out = (struct lic_json *)(void *)root;
	return LIC_OK;
}

void lic_json_free(struct lic_json *root)
{
	json_decref((json_t *)(void *)root);
}

enum lic_json_type lic_json_type(const struct lic_json *value)
{
	const json_t *j = as_jansson(value);

	if (json_is_object(j))
		return LIC_JSON_OBJECT;
	if (json_is_array(j))
		return LIC_JSON_ARRAY;
	if (json_is_string(j))
		return LIC_JSON_STRING;
	if (json_is_number(j))
		return LIC_JSON_NUMBER;
	return json_is_boolean(j) ? LIC_JSON_BOOL : LIC_JSON_NULL;
}

const struct lic_json *lic_json_get(const struct lic_json *object, const char *key)
{
	return from_jansson(json_object_get(as_jansson(object), key));
}

size_t lic_json_size(const struct lic_json *array)
{
	return json_array_size(as_jansson(array));
}

const struct lic_json *lic_json_at(const struct lic_json *array, size_t i)
{
	return from_jansson(json_array_get(as_jansson(array), i));
}

struct lic_str lic_json_string(const struct lic_json *value)
{
	const json_t *j = as_jansson(value);

	return lic_str(json_string_value(j), json_string_length(j));
}

double lic_json_number(const struct lic_json *value, double fallback)
{
	const json_t *j = as_jansson(value);

	return json_is_number(j) ? json_number_value(j) : fallback;
}

bool lic_json_integer(const struct lic_json *value, int64_t *out)
{
	const json_t *j = as_jansson(value);

	if (!json_is_integer(j))
		return false;
	*out = json_integer_value(j);
	return true;
}

bool lic_json_is_true(const struct lic_json *value)
{
	return json_is_true(as_jansson(value));
}

size_t lic_json_members(const struct lic_json *object)
{
	return json_object_size(as_jansson(object));
}

int lic_json_each(const struct lic_json *object,
		  int (*fn)(void *ctx, const char *key, const struct lic_json *value), void *ctx)
{
	/* jansson's iterators want a mutable object, but do not change it. */
	json_t *j = (json_t *)(uintptr_t)as_jansson(object);
	const char *key;
	json_t *value;

	json_object_foreach (j, key, value) {
		int err = fn(ctx, key, from_jansson(value));
		if (err < 0)
			return err;
	}
	return LIC_OK;
}
