#include "form.h"

#include "hex.h"
#include "limits.h"

static const char urlencoded[] = "application/x-www-form-urlencoded";
static const char multipart[] = "multipart/form-data";

static struct lic_str media_type(struct lic_str content_type)
{
	return lic_str_trim(lic_str(content_type.ptr, lic_str_find(content_type, ';')));
}

bool lic_form_is_type(struct lic_str content_type)
{
	static const char *const types[] = {urlencoded, multipart};

	return lic_str_is_caseamong(media_type(content_type), types, LIC_ARRAY_SIZE(types));
}

static int malformed(struct lic_diag *diag, const char *what)
{
	return lic_diag_set(diag, LIC_ESYNTAX, "the form is malformed: %s", what);
}

/* Text of a field: nothing that a page or a record could not show. */
static int accept_field(struct lic_form *form, const struct lic_form_field *field,
			struct lic_diag *diag)
{
	if (form->count == LIC_FORM_FIELDS_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "the form has more than %d fields",
				    LIC_FORM_FIELDS_MAX);
	if (!lic_str_is_utf8(field->name) || !lic_str_is_utf8(field->file) ||
	    lic_str_find(field->name, '\0') < field->name.len ||
	    lic_str_find(field->file, '\0') < field->file.len)
		return lic_diag_set(diag, LIC_EUTF8, "a name in the form is not text in UTF-8");
	if (!field->file.ptr &&
	    (!lic_str_is_utf8(field->value) || lic_str_find(field->value, '\0') < field->value.len))
		return lic_diag_set(diag, LIC_EUTF8, "the field “%.*s” is not text in UTF-8",
				    LIC_STR_ARG(field->name));
	form->fields[form->count++] = *field;
	return LIC_OK;
}

/* ---- urlencoded ------------------------------------------------------ */

/* A '%' without two digits behind it stands for itself. */
static struct lic_str decode(struct lic_str in, struct lic_arena *arena)
{
	char *out = lic_arena_alloc(arena, in.len + 1);
	size_t len = 0;

	for (size_t i = 0; out && i < in.len; i++) {
		int high = in.ptr[i] == '%' && in.len - i > 2 ? lic_hex_digit(in.ptr[i + 1]) : -1;
		int low = high >= 0 ? lic_hex_digit(in.ptr[i + 2]) : -1;

		if (low >= 0) {
			out[len++] = (char)(high << 4 | low);
			i += 2;
		} else {
			out[len++] = in.ptr[i] == '+' ? ' ' : in.ptr[i];
		}
	}
	return lic_str(out, len);
}

static int read_urlencoded(struct lic_form *form, struct lic_str body, struct lic_arena *arena,
			   struct lic_diag *diag)
{
	struct lic_str part;
	int err = LIC_OK;

	while (!err && body.ptr && lic_str_split(&body, '&', &part)) {
		size_t equals = lic_str_find(part, '=');
		struct lic_form_field field = {.name = decode(lic_str(part.ptr, equals), arena)};

		if (part.len == 0)
			continue;
		if (equals < part.len)
			field.value = decode(lic_str(part.ptr + equals + 1, part.len - equals - 1),
					     arena);
		if (!field.name.ptr || (equals < part.len && !field.value.ptr))
			return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
		err = accept_field(form, &field, diag);
	}
	return err;
}

/* ---- multipart ------------------------------------------------------- */

/* The value of a parameter, `name="…"` or `name=…`, of a header field; {NULL, 0}: none. */
static struct lic_str parameter(struct lic_str field, struct lic_str name)
{
	struct lic_str rest = field, part;

	lic_str_split(&rest, ';', &part);
	while (rest.len) {
		while (rest.len &&
		       (rest.ptr[0] == ' ' || rest.ptr[0] == '\t' || rest.ptr[0] == ';'))
			rest = lic_str(rest.ptr + 1, rest.len - 1);
		size_t equals = lic_str_find(rest, '=');
		if (equals == rest.len)
			break;
		struct lic_str key = lic_str_trim(lic_str(rest.ptr, equals));
		struct lic_str value = lic_str(rest.ptr + equals + 1, rest.len - equals - 1);
		size_t end;
		if (value.len && value.ptr[0] == '"') {
			value = lic_str(value.ptr + 1, value.len - 1);
			end = lic_str_find(value, '"');
			rest = lic_str(value.ptr + end, value.len - end);
			if (rest.len)
				rest = lic_str(rest.ptr + 1, rest.len - 1);
		} else {
			end = lic_str_find(value, ';');
			rest = lic_str(value.ptr + end, value.len - end);
		}
		if (lic_str_caseeq(key, name))
			return lic_str(value.ptr, end);
	}
	return lic_str(NULL, 0);
}

/* Browsers write a quote and the ends of lines in names as %22, %0D and %0A: a name that
 * has none of them is as it was. */
static struct lic_str name_in(struct lic_str raw, struct lic_arena *arena)
{
	static const char *const escaped[] = {"%22", "%0D", "%0A"};
	static const char meant[] = "\"\r\n";
	char *out;
	size_t len = 0;

	if (lic_str_find(raw, '%') == raw.len)
		return raw;
	out = lic_arena_alloc(arena, raw.len);
	for (size_t i = 0; out && i < raw.len; i++) {
		char c = raw.ptr[i];
		for (size_t j = 0; c == '%' && j < LIC_ARRAY_SIZE(escaped); j++) {
			if (lic_str_starts(lic_str(raw.ptr + i, raw.len - i),
					   lic_str_from(escaped[j]))) {
				c = meant[j];
				i += 2;
			}
		}
		out[len++] = c;
	}
	return lic_str(out, len);
}

/* Where `part` stands in s, or s.len. */
static size_t find(struct lic_str s, struct lic_str part)
{
	const char *at = s.len ? memmem(s.ptr, s.len, part.ptr, part.len) : NULL;

	return at ? (size_t)(at - s.ptr) : s.len;
}

/* The head of a part, without the empty line behind it. */
static int read_head(struct lic_str head, struct lic_form_field *field, struct lic_arena *arena,
		     struct lic_diag *diag)
{
	static const char disposition[] = "Content-Disposition";
	struct lic_str line;

	while (head.ptr && lic_str_split(&head, '\n', &line)) {
		size_t colon = lic_str_find(line, ':');
		struct lic_str value;

		if (colon == line.len ||
		    !lic_str_caseeq(lic_str(line.ptr, colon), lic_str_from(disposition)))
			continue;
		value = lic_str_trim(lic_str(line.ptr + colon + 1, line.len - colon - 1));
		struct lic_str name = parameter(value, LIC_STR("name"));
		struct lic_str file = parameter(value, LIC_STR("filename"));
		if (!name.ptr)
			break;
		field->name = name_in(name, arena);
		if (file.ptr)
			field->file = name_in(file, arena);
		if (!field->name.ptr || (file.ptr && !field->file.ptr))
			return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
		return LIC_OK;
	}
	return malformed(diag, "a part of it has no name");
}

static int read_multipart(struct lic_form *form, struct lic_str boundary, struct lic_str body,
			  struct lic_arena *arena, struct lic_diag *diag)
{
	const struct lic_str parts[] = {LIC_STR("\r\n--"), boundary};
	struct lic_str delimiter = lic_arena_join(arena, parts, LIC_ARRAY_SIZE(parts));
	struct lic_str first;
	int err = LIC_OK;

	if (!delimiter.ptr)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	first = lic_str(delimiter.ptr + 2, delimiter.len - 2);
	if (!lic_str_starts(body, first))
		return malformed(diag, "it does not begin with its boundary");
	body = lic_str(body.ptr + first.len, body.len - first.len);
	while (!err && !lic_str_starts(body, LIC_STR("--"))) {
		struct lic_form_field field = {.name = {NULL, 0}};
		size_t head = find(body, LIC_STR("\r\n\r\n"));

		if (!lic_str_starts(body, LIC_STR("\r\n")) || head == body.len ||
		    head > LIC_FORM_HEAD_MAX)
			return malformed(diag, "a part of it has no head");
		struct lic_str value = lic_str(body.ptr + head + 4, body.len - head - 4);
		/* A part without anything in it ends where its head does. */
		size_t end = find(lic_str(value.ptr - 2, value.len + 2), delimiter);
		if (end == value.len + 2)
			return malformed(diag, "it ends before its last boundary");
		field.value = lic_str(value.ptr, end < 2 ? 0 : end - 2);
		err = read_head(lic_str(body.ptr + 2, head - 2 + (head < 2 ? 2 : 0)), &field, arena,
				diag);
		if (!err)
			err = accept_field(form, &field, diag);
		size_t used = (size_t)(value.ptr - 2 - body.ptr) + end + delimiter.len;
		body = lic_str(body.ptr + used, body.len - used);
	}
	return err;
}

int lic_form_read(struct lic_form *out, struct lic_str content_type, struct lic_str body,
		  struct lic_arena *arena, struct lic_diag *diag)
{
	struct lic_form form = {.count = 0};
	int err;

	form.fields = lic_arena_alloc(arena, LIC_FORM_FIELDS_MAX * sizeof(*form.fields));
	if (!form.fields)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	if (lic_str_caseeq(media_type(content_type), lic_str_from(multipart))) {
		struct lic_str boundary = parameter(content_type, LIC_STR("boundary"));
		/* RFC 2046 section 5.1.1: 1 to 70 characters. */
		if (boundary.len == 0 || boundary.len > 70)
			return malformed(diag, "its Content-Type names no boundary");
		err = read_multipart(&form, boundary, body, arena, diag);
	} else {
		err = read_urlencoded(&form, body, arena, diag);
	}
	if (!err)
		*out = form;
	return err;
}

const struct lic_form_field *lic_form_find(const struct lic_form *form, const char *name)
{
	for (size_t i = 0; i < form->count; i++) {
		if (lic_str_eq(form->fields[i].name, lic_str_from(name)))
			return &form->fields[i];
	}
	return NULL;
}

struct lic_str lic_form_text(const struct lic_form *form, const char *name)
{
	const struct lic_form_field *field = lic_form_find(form, name);

	return field && !field->file.ptr ? lic_str_trim(field->value) : lic_str(NULL, 0);
}

struct lic_str lic_form_typed(const struct lic_form *form, const char *name)
{
	const struct lic_form_field *field = lic_form_find(form, name);

	return field ? field->value : lic_str(NULL, 0);
}
