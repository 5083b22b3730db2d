#include "canonical.h"

struct member {
	const char *key;
	const struct lic_json *value;
};

struct members {
	struct member *items;
	size_t count;
};

static int collect(void *ctx, const char *key, const struct lic_json *value)
{
	struct members *members = ctx;

	members->items[members->count++] = (struct member){key, value};
	return LIC_OK;
}

/* Bytes of UTF-8 sort as the characters do. */
static int compare(const void *a, const void *b)
{
	const struct member *left = a, *right = b;

	return strcmp(left->key, right->key);
}

void lic_canonical_str(struct lic_buf *out, struct lic_str s)
{
	lic_buf_addc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"' || s.ptr[i] == '\\')
			lic_buf_addc(out, '\\');
		lic_buf_addc(out, s.ptr[i]);
	}
	lic_buf_addc(out, '"');
}

static int write_object(struct lic_buf *out, const struct lic_json *value, struct lic_diag *diag)
{
	const size_t count = lic_json_members(value);
	struct members members = {calloc(count + 1, sizeof(*members.items)), 0};

	if (!members.items)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	int err = lic_json_each(value, collect, &members);
	qsort(members.items, members.count, sizeof(*members.items), compare);
	lic_buf_addc(out, '{');
	for (size_t i = 0; i < members.count && !err; i++) {
		if (i)
			lic_buf_addc(out, ',');
		lic_canonical_str(out, lic_str_from(members.items[i].key));
		lic_buf_addc(out, ':');
		err = lic_canonical_write(out, members.items[i].value, diag);
	}
	lic_buf_addc(out, '}');
	free(members.items);
	return err;
}

static int write_array(struct lic_buf *out, const struct lic_json *value, struct lic_diag *diag)
{
	int err = LIC_OK;

	lic_buf_addc(out, '[');
	for (size_t i = 0; i < lic_json_size(value) && !err; i++) {
		if (i)
			lic_buf_addc(out, ',');
		err = lic_canonical_write(out, lic_json_at(value, i), diag);
	}
	lic_buf_addc(out, ']');
	return err;
}

int lic_canonical_write(struct lic_buf *out, const struct lic_json *value, struct lic_diag *diag)
{
	int64_t n;
	int err = LIC_OK;

	switch (lic_json_type(value)) {
	case LIC_JSON_NULL:
		LIC_BUF_LIT(out, "null");
		break;
	case LIC_JSON_BOOL:
		lic_json_bool(out, lic_json_is_true(value));
		break;
	case LIC_JSON_NUMBER:
		if (!lic_json_integer(value, &n))
			return lic_diag_set(diag, LIC_ESYNTAX,
					    "a number that is no integer cannot be signed");
		lic_json_int(out, n);
		break;
	case LIC_JSON_STRING:
		lic_canonical_str(out, lic_json_string(value));
		break;
	case LIC_JSON_ARRAY:
		err = write_array(out, value, diag);
		break;
	case LIC_JSON_OBJECT:
		err = write_object(out, value, diag);
		break;
	}
	return err ? err : lic_buf_error(out);
}

int lic_canonical_convert(struct lic_buf *out, struct lic_str text, struct lic_diag *diag)
{
	struct lic_json *value;
	int err = lic_json_parse(&value, text, diag);

	if (err < 0)
		return err;
	err = lic_canonical_write(out, value, diag);
	lic_json_free(value);
	return err;
}
