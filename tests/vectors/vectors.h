/*
 * Public test vectors of others, which are not part of this tree: found in
 * $LICIT_VECTORS. Where they are not, the test is skipped (exit status 77).
 */
#ifndef LIC_VECTORS_H
#define LIC_VECTORS_H

#include "buf.h"

#include <jansson.h>

#define VECTORS_FILE_MAX (16u << 20)
#define VECTORS_SKIP 77

static inline _Noreturn void vectors_stop(int status, const char *path, const char *reason)
{
	printf("%s: %s\n", path, reason);
	exit(status);
}

static inline void vectors_path(char *out, size_t size, const char *name)
{
	const char *root = getenv("LICIT_VECTORS");

	snprintf(out, size, "%s/%s", root ? root : "../shared/vectors", name);
	if (access(out, R_OK) < 0)
		vectors_stop(VECTORS_SKIP, out, "skipped, the vectors are not here");
}

static inline void vectors_read_file(const char *path, struct lic_buf *out)
{
	char chunk[65536];
	size_t n;
	FILE *file = fopen(path, "rb");

	if (!file)
		vectors_stop(1, path, strerror(errno));
	lic_buf_init(out, VECTORS_FILE_MAX);
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		lic_buf_add(out, chunk, n);
	fclose(file);
	if (lic_buf_error(out))
		vectors_stop(1, path, lic_strerror(lic_buf_error(out)));
}

static inline void vectors_read(const char *name, struct lic_buf *out)
{
	char path[4096];

	vectors_path(path, sizeof(path), name);
	vectors_read_file(path, out);
}

/* The value of "\uXXXX" at p, or 0. */
static inline unsigned vectors_unit(const char *p, size_t len)
{
	unsigned unit = 0;

	if (len < 6 || p[0] != '\\' || p[1] != 'u')
		return 0;
	for (size_t i = 2; i < 6; i++) {
		char c = lic_lower(p[i]);
		unit = unit << 4 | (unsigned)(lic_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return unit;
}

/* A string in a browser has no lone surrogates: they become U+FFFD. */
static inline void vectors_fix_surrogates(struct lic_buf *text)
{
	for (size_t i = 0; i + 1 < text->len; i++) {
		if (text->ptr[i] != '\\')
			continue;
		unsigned unit = vectors_unit(text->ptr + i, text->len - i);
		unsigned next =
			i + 6 < text->len ? vectors_unit(text->ptr + i + 6, text->len - i - 6) : 0;
		if ((unit & 0xfc00) == 0xd800 && (next & 0xfc00) == 0xdc00)
			i += 11;
		else if ((unit & 0xf800) == 0xd800)
			memcpy(text->ptr + i + 2, "FFFD", 4);
		else
			i++;
	}
}

static inline json_t *vectors_json(const char *name)
{
	struct lic_buf text;
	json_error_t error;

	vectors_read(name, &text);
	vectors_fix_surrogates(&text);
	json_t *root = json_loadb(text.ptr, text.len, JSON_ALLOW_NUL, &error);
	lic_buf_release(&text);
	if (!root)
		vectors_stop(1, name, error.text);
	return root;
}

static inline struct lic_str vectors_string(const json_t *value)
{
	return lic_str(json_string_value(value), json_string_length(value));
}

static inline struct lic_str vectors_field(const json_t *object, const char *key)
{
	return vectors_string(json_object_get(object, key));
}

#endif
