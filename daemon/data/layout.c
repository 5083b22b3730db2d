#include "layout.h"

#include "clock.h"
#include "hex.h"

#include <math.h>

/* Of the years 1 to 9999, which is what a date is written for. */
#define DATE_LEAST (-719162)
#define DATE_MOST 2932896

/* ---- writing ---------------------------------------------------------- */

static const void *at(const void *record, size_t offset)
{
	return (const char *)record + offset;
}

static size_t count_of(const struct lic_field *f, const void *record)
{
	if (f->kind == LIC_FIELD_ARRAY)
		return (size_t)f->most;
	return *(const size_t *)at(record, f->count_offset);
}

static bool is_plain(struct lic_str s)
{
	return lic_str_is_utf8(s) && (!s.len || !memchr(s.ptr, '\0', s.len));
}

static void write_str(struct lic_buf *out, struct lic_str s)
{
	if (is_plain(s)) {
		lic_json_str(out, s);
		return;
	}
	LIC_BUF_LIT(out, "{\"hex\":\"");
	lic_hex_write(out, s);
	LIC_BUF_LIT(out, "\"}");
}

static void write_date(struct lic_buf *out, lic_date date)
{
	char text[LIC_DATE_SIZE];

	if (!date || date < DATE_LEAST || date > DATE_MOST) {
		LIC_BUF_LIT(out, "null");
		return;
	}
	lic_date_format(date, text);
	lic_json_plain(out, lic_str(text, LIC_DATE_SIZE - 1));
}

/* The shortest decimal that is read back as the same number. */
static void write_double(struct lic_buf *out, double number)
{
	char text[32];
	int digits = 15;

	if (!isfinite(number))
		number = 0;
	do
		snprintf(text, sizeof(text), "%.*g", digits, number);
	while (digits++ < 17 && strtod(text, NULL) != number);
	lic_buf_adds(out, lic_str_from(text));
}

static void write_bits(struct lic_buf *out, const struct lic_field *f, unsigned bits)
{
	bool first = true;

	lic_buf_addc(out, '[');
	for (unsigned i = 0; i < (unsigned)f->most; i++) {
		if (!(bits & 1u << i))
			continue;
		if (!first)
			lic_buf_addc(out, ',');
		lic_json_plain(out, lic_str_from(f->word(i)));
		first = false;
	}
	lic_buf_addc(out, ']');
}

static void write_members(struct lic_buf *out, const struct lic_field *f, const void *record)
{
	const size_t n = count_of(f, record);
	const char *items = f->kind == LIC_FIELD_ARRAY
				    ? at(record, f->offset)
				    : *(const char *const *)at(record, f->offset);

	lic_buf_addc(out, '[');
	for (size_t i = 0; i < n; i++) {
		if (i)
			lic_buf_addc(out, ',');
		if (f->kind == LIC_FIELD_STRS)
			write_str(out, ((const struct lic_str *)(const void *)items)[i]);
		else
			lic_layout_write(out, f->of, items + i * f->of->size);
	}
	lic_buf_addc(out, ']');
}

static void write_text(struct lic_buf *out, const char *text)
{
	if (text)
		lic_json_str(out, lic_str_from(text));
	else
		LIC_BUF_LIT(out, "null");
}

static void write_size(struct lic_buf *out, size_t n)
{
	if (n == SIZE_MAX)
		LIC_BUF_LIT(out, "null");
	else
		lic_json_int(out, (int64_t)n);
}

static void write_value(struct lic_buf *out, const struct lic_field *f, const void *record)
{
	const void *p = at(record, f->offset);

	switch (f->kind) {
	case LIC_FIELD_STR:
		write_str(out, *(const struct lic_str *)p);
		break;
	case LIC_FIELD_TEXT:
		write_text(out, *(const char *const *)p);
		break;
	case LIC_FIELD_BOOL:
		lic_json_bool(out, *(const bool *)p);
		break;
	case LIC_FIELD_INT:
		lic_json_int(out, *(const int *)p);
		break;
	case LIC_FIELD_SIZE:
		write_size(out, *(const size_t *)p);
		break;
	case LIC_FIELD_DATE:
	case LIC_FIELD_RARE:
		write_date(out, *(const lic_date *)p);
		break;
	case LIC_FIELD_DOUBLE:
		write_double(out, *(const double *)p);
		break;
	case LIC_FIELD_ENUM:
		lic_json_plain(out, lic_str_from(f->word(*(const unsigned *)p)));
		break;
	case LIC_FIELD_BITS:
		write_bits(out, f, *(const unsigned *)p);
		break;
	case LIC_FIELD_STRS:
	case LIC_FIELD_LIST:
	case LIC_FIELD_ARRAY:
		write_members(out, f, record);
		break;
	}
}

/* A rare member that is not there. */
static bool is_left_out(const struct lic_field *f, const void *record)
{
	return f->kind == LIC_FIELD_RARE && *(const lic_date *)at(record, f->offset) == 0;
}

void lic_layout_write(struct lic_buf *out, const struct lic_layout *layout, const void *record)
{
	const char *separator = "{";

	for (size_t i = 0; i < layout->count; i++) {
		if (is_left_out(&layout->fields[i], record))
			continue;
		lic_buf_adds(out, lic_str_from(separator));
		separator = ",";
		lic_json_plain(out, lic_str_from(layout->fields[i].name));
		lic_buf_addc(out, ':');
		write_value(out, &layout->fields[i], record);
	}
	lic_buf_addc(out, '}');
}

/* ---- reading ---------------------------------------------------------- */

/* Where in the document the reader is, for its messages. */
struct place {
	const struct place *up;
	const char *name;
	size_t index; /* of a list's member, or SIZE_MAX */
};

struct reader {
	struct lic_arena *arena;
	struct lic_diag *diag;
};

static void spell(struct lic_buf *out, const struct place *place)
{
	if (place->up)
		spell(out, place->up);
	if (place->index != SIZE_MAX) {
		lic_buf_printf(out, "[%zu]", place->index);
		return;
	}
	if (place->up)
		lic_buf_addc(out, '.');
	lic_buf_adds(out, lic_str_from(place->name));
}

static int refuse(const struct reader *r, const struct place *place, int err, const char *what)
{
	struct lic_buf out;

	lic_buf_init(&out, 4096);
	spell(&out, place);
	err = lic_diag_set(r->diag, err, "%.*s: %s", LIC_STR_ARG(lic_buf_str(&out)), what);
	lic_buf_release(&out);
	return err;
}

static int read_hex(const struct reader *r, const struct lic_json *json, struct lic_str *out,
		    const struct place *place)
{
	struct lic_str digits = lic_json_string(lic_json_get(json, "hex"));
	char *bytes = lic_arena_alloc(r->arena, digits.len / 2 + 1);

	if (!bytes)
		return refuse(r, place, LIC_ENOMEM, "out of memory");
	if (lic_json_members(json) != 1 || lic_hex_read(digits, bytes) < 0)
		return refuse(r, place, LIC_ESYNTAX, "a text is expected, or {\"hex\":\"…\"}");
	*out = lic_str(bytes, digits.len / 2);
	if (is_plain(*out))
		return refuse(r, place, LIC_ESYNTAX,
			      "a text that needs no hex is written as it is");
	return LIC_OK;
}

static int read_str(const struct reader *r, const struct lic_json *json, struct lic_str *out,
		    const struct place *place)
{
	if (lic_json_type(json) == LIC_JSON_OBJECT)
		return read_hex(r, json, out, place);
	if (lic_json_type(json) != LIC_JSON_STRING)
		return refuse(r, place, LIC_ESYNTAX, "a text is expected");
	*out = lic_arena_copy(r->arena, lic_json_string(json));
	return out->ptr ? LIC_OK : refuse(r, place, LIC_ENOMEM, "out of memory");
}

static int read_text(const struct reader *r, const struct lic_json *json, const char **out,
		     const struct place *place)
{
	struct lic_str s = {NULL, 0};

	if (json && lic_json_type(json) == LIC_JSON_NULL) {
		*out = NULL;
		return LIC_OK;
	}
	if (lic_json_type(json) != LIC_JSON_STRING)
		return refuse(r, place, LIC_ESYNTAX, "a text or null is expected");
	int err = read_str(r, json, &s, place);
	*out = s.ptr;
	return err;
}

/* A whole number from least to most. */
static int read_whole(const struct reader *r, const struct lic_json *json, double least,
		      double most, double *out, const struct place *place)
{
	const double n = lic_json_number(json, NAN);

	if (!(n >= least && n <= most) || n != (double)(int64_t)n)
		return refuse(r, place, LIC_ESYNTAX,
			      "a whole number within its bounds is expected");
	*out = n;
	return LIC_OK;
}

static int read_date(const struct reader *r, const struct lic_json *json, lic_date *out,
		     const struct place *place)
{
	*out = 0;
	if (lic_json_type(json) == LIC_JSON_NULL)
		return LIC_OK;
	if (lic_date_parse(lic_json_string(json), out) < 0 || *out == 0)
		return refuse(r, place, LIC_ESYNTAX,
			      "a date as \"2026-11-23\", or null is expected");
	return LIC_OK;
}

static int read_word(const struct reader *r, const struct lic_field *f, const struct lic_json *json,
		     unsigned *out, const struct place *place)
{
	struct lic_str word = lic_json_string(json);

	for (unsigned i = 0; i < (unsigned)f->most; i++)
		if (word.ptr && lic_str_eq(word, lic_str_from(f->word(i)))) {
			*out = i;
			return LIC_OK;
		}
	return refuse(r, place, LIC_ESYNTAX, "a word of those that it may be is expected");
}

static int read_bits(const struct reader *r, const struct lic_field *f, const struct lic_json *json,
		     unsigned *out, const struct place *place)
{
	unsigned bit;

	*out = 0;
	if (lic_json_type(json) != LIC_JSON_ARRAY)
		return refuse(r, place, LIC_ESYNTAX, "a list of words is expected");
	for (size_t i = 0; i < lic_json_size(json); i++) {
		int err = read_word(r, f, lic_json_at(json, i), &bit, place);
		if (err)
			return err;
		*out |= 1u << bit;
	}
	return LIC_OK;
}

static int read_record(const struct reader *r, const struct lic_layout *layout,
		       const struct lic_json *json, void *record, const struct place *place);

static int read_members(const struct reader *r, const struct lic_field *f,
			const struct lic_json *json, char *items, size_t count,
			const struct place *place)
{
	for (size_t i = 0; i < count; i++) {
		const struct place here = {place, NULL, i};
		const struct lic_json *item = lic_json_at(json, i);
		int err = f->kind == LIC_FIELD_STRS
				  ? read_str(r, item, &((struct lic_str *)(void *)items)[i], &here)
				  : read_record(r, f->of, item, items + i * f->of->size, &here);
		if (err)
			return err;
	}
	return LIC_OK;
}

static int read_list(const struct reader *r, const struct lic_field *f, const struct lic_json *json,
		     char *record, const struct place *place)
{
	const size_t n = lic_json_size(json);
	const size_t size = f->kind == LIC_FIELD_STRS ? sizeof(struct lic_str) : f->of->size;

	if (lic_json_type(json) != LIC_JSON_ARRAY)
		return refuse(r, place, LIC_ESYNTAX, "a list is expected");
	if (f->kind == LIC_FIELD_ARRAY) {
		if (n != (size_t)f->most)
			return refuse(r, place, LIC_ESYNTAX,
				      "a list of another length is expected");
		return read_members(r, f, json, record + f->offset, n, place);
	}
	if (n > (size_t)f->most)
		return refuse(r, place, LIC_ELIMIT, "this list has too many members");
	char *items = n ? lic_arena_alloc(r->arena, n * size) : NULL;
	if (n && !items)
		return refuse(r, place, LIC_ENOMEM, "out of memory");
	*(char **)(void *)(record + f->offset) = items;
	*(size_t *)(void *)(record + f->count_offset) = n;
	return items ? read_members(r, f, json, items, n, place) : LIC_OK;
}

static int read_number(const struct reader *r, const struct lic_field *f,
		       const struct lic_json *json, void *p, const struct place *place)
{
	double n = 0;

	if (f->kind == LIC_FIELD_DOUBLE) {
		*(double *)p = lic_json_number(json, NAN);
		return isfinite(*(double *)p)
			       ? LIC_OK
			       : refuse(r, place, LIC_ESYNTAX, "a number is expected");
	}
	if (f->kind == LIC_FIELD_INT) {
		int err = read_whole(r, json, f->least, f->most, &n, place);
		if (!err)
			*(int *)p = (int)n;
		return err;
	}
	*(size_t *)p = SIZE_MAX;
	if (json && lic_json_type(json) == LIC_JSON_NULL)
		return LIC_OK;
	int err = read_whole(r, json, 0, 1e15, &n, place);
	if (!err)
		*(size_t *)p = (size_t)n;
	return err;
}

static int read_value(const struct reader *r, const struct lic_field *f,
		      const struct lic_json *json, char *record, const struct place *place)
{
	void *p = record + f->offset;

	switch (f->kind) {
	case LIC_FIELD_STR:
		return read_str(r, json, p, place);
	case LIC_FIELD_TEXT:
		return read_text(r, json, p, place);
	case LIC_FIELD_BOOL:
		if (lic_json_type(json) != LIC_JSON_BOOL)
			return refuse(r, place, LIC_ESYNTAX, "true or false is expected");
		*(bool *)p = lic_json_is_true(json);
		return LIC_OK;
	case LIC_FIELD_INT:
	case LIC_FIELD_SIZE:
	case LIC_FIELD_DOUBLE:
		return read_number(r, f, json, p, place);
	case LIC_FIELD_DATE:
	case LIC_FIELD_RARE:
		return read_date(r, json, p, place);
	case LIC_FIELD_ENUM:
		return read_word(r, f, json, p, place);
	case LIC_FIELD_BITS:
		return read_bits(r, f, json, p, place);
	case LIC_FIELD_STRS:
	case LIC_FIELD_LIST:
	case LIC_FIELD_ARRAY:
		return read_list(r, f, json, record, place);
	}
	return LIC_EINVAL;
}

static int read_record(const struct reader *r, const struct lic_layout *layout,
		       const struct lic_json *json, void *record, const struct place *place)
{
	size_t members = layout->count;

	memset(record, 0, layout->size);
	if (lic_json_type(json) != LIC_JSON_OBJECT)
		return refuse(r, place, LIC_ESYNTAX, "an object is expected");
	for (size_t i = 0; i < layout->count; i++) {
		const struct lic_field *f = &layout->fields[i];
		const struct place here = {place, f->name, SIZE_MAX};
		const struct lic_json *value = lic_json_get(json, f->name);
		if (!value && f->kind == LIC_FIELD_RARE) {
			members--;
			continue;
		}
		if (!value)
			return refuse(r, &here, LIC_ESYNTAX, "is missing");
		int err = read_value(r, f, value, record, &here);
		if (err)
			return err;
	}
	if (lic_json_members(json) != members)
		return refuse(r, place, LIC_ESYNTAX, "has a member that is not known here");
	const char *fault = layout->fault ? layout->fault(record) : NULL;
	return fault ? refuse(r, place, LIC_ESYNTAX, fault) : LIC_OK;
}

int lic_layout_read(const struct lic_layout *layout, const struct lic_json *json,
		    struct lic_arena *arena, void *record, const char *where, struct lic_diag *diag)
{
	const struct reader reader = {arena, diag};
	const struct place top = {NULL, where, SIZE_MAX};

	return read_record(&reader, layout, json, record, &top);
}
