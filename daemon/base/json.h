/*
 * JSON (RFC 8259): a writer on lic_buf that keeps the order of its calls, and
 * a reader for small documents that are held whole in memory.
 */
#ifndef LIC_JSON_H
#define LIC_JSON_H

#include "buf.h"
#include "diag.h"

/* Write a string in quotes. Bytes that are not valid UTF-8 become U+FFFD, so
 * that the output is always valid. */
void lic_json_str(struct lic_buf *buf, struct lic_str s);
/* A string that is known to need no escaping: a host name, a constant. */
void lic_json_plain(struct lic_buf *buf, struct lic_str s);
void lic_json_int(struct lic_buf *buf, int64_t n);
/* With at most two digits behind the point: 0.2, 1, 0.35. */
void lic_json_hundredths(struct lic_buf *buf, double number);
void lic_json_bool(struct lic_buf *buf, bool b);

/* "key":"value" */
void lic_json_field(struct lic_buf *buf, const char *key, struct lic_str value);

/* A parsed value. Children are borrowed from the root. */
struct lic_json;

enum lic_json_type {
	LIC_JSON_NULL,
	LIC_JSON_BOOL,
	LIC_JSON_NUMBER,
	LIC_JSON_STRING,
	LIC_JSON_ARRAY,
	LIC_JSON_OBJECT,
};

/* Parse one value: 0, LIC_ESYNTAX (diag says line and column) or LIC_ENOMEM.
 * Duplicate keys are refused. Free the root with lic_json_free. */
LIC_CHECKED int lic_json_parse(struct lic_json **out, struct lic_str text, struct lic_diag *diag);
void lic_json_free(struct lic_json *root);

enum lic_json_type lic_json_type(const struct lic_json *value);

/* Accessors are NULL-safe and type-safe: what is not there, or of another type, is
 * NULL, {NULL, 0} or the fallback. */
const struct lic_json *lic_json_get(const struct lic_json *object, const char *key);
size_t lic_json_size(const struct lic_json *array);
const struct lic_json *lic_json_at(const struct lic_json *array, size_t i);
struct lic_str lic_json_string(const struct lic_json *value);
double lic_json_number(const struct lic_json *value, double fallback);
/* A number that was written without a point or an exponent; false: it is none. */
bool lic_json_integer(const struct lic_json *value, int64_t *out);
bool lic_json_is_true(const struct lic_json *value);

/* Members of an object. */
size_t lic_json_members(const struct lic_json *object);

/* Call fn for each member of an object, in file order; stops at a negative
 * return and hands it back. */
int lic_json_each(const struct lic_json *object,
		  int (*fn)(void *ctx, const char *key, const struct lic_json *value), void *ctx);

#endif
