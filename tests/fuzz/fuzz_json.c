/*
 * Any bytes as JSON: what is read is written, and read the same again; any bytes as
 * a string are written as one that a reader takes.
 */
#include "json.h"

#define TEXT_MAX (64u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void expect(bool holds)
{
	if (!holds)
		abort();
}

static void write_value(struct lic_buf *out, const struct lic_json *value);

static int write_member(void *ctx, const char *key, const struct lic_json *value)
{
	struct lic_buf *out = ctx;

	if (out->ptr[out->len - 1] != '{')
		lic_buf_addc(out, ',');
	lic_json_str(out, lic_str_from(key));
	lic_buf_addc(out, ':');
	write_value(out, value);
	return 0;
}

/* Numbers are written by their first digits alone: they need not come back. */
static void write_value(struct lic_buf *out, const struct lic_json *value)
{
	double n = lic_json_number(value, 0);

	switch (lic_json_type(value)) {
	case LIC_JSON_NULL:
		LIC_BUF_LIT(out, "null");
		break;
	case LIC_JSON_BOOL:
		lic_json_bool(out, true);
		break;
	case LIC_JSON_NUMBER:
		lic_json_hundredths(out, n > -1e15 && n < 1e15 ? n : 0);
		break;
	case LIC_JSON_STRING:
		lic_json_str(out, lic_json_string(value));
		break;
	case LIC_JSON_ARRAY:
		lic_buf_addc(out, '[');
		for (size_t i = 0; i < lic_json_size(value); i++) {
			if (i)
				lic_buf_addc(out, ',');
			write_value(out, lic_json_at(value, i));
		}
		lic_buf_addc(out, ']');
		break;
	case LIC_JSON_OBJECT:
		lic_buf_addc(out, '{');
		expect(lic_json_each(value, write_member, out) == 0);
		lic_buf_addc(out, '}');
		break;
	}
}

static void round_trip(struct lic_str text)
{
	struct lic_json *root, *again;
	struct lic_diag diag = {""};
	struct lic_buf first, second;

	if (lic_json_parse(&root, text, &diag) < 0) {
		expect(strncmp(diag.text, "line ", 5) == 0);
		return;
	}
	lic_buf_init(&first, TEXT_MAX);
	lic_buf_init(&second, TEXT_MAX);
	write_value(&first, root);
	expect(lic_json_parse(&again, lic_buf_str(&first), &diag) == 0);
	write_value(&second, again);
	expect(lic_str_eq(lic_buf_str(&first), lic_buf_str(&second)));
	lic_json_free(again);
	lic_json_free(root);
	lic_buf_release(&first);
	lic_buf_release(&second);
}

/* Of a NUL byte jansson wants to know nothing; valid text comes back. */
static void one_string(struct lic_str text)
{
	struct lic_json *root;
	struct lic_buf out;

	lic_buf_init(&out, TEXT_MAX);
	lic_json_str(&out, text);
	expect(lic_buf_error(&out) == 0 && lic_str_is_utf8(lic_buf_str(&out)));
	if (lic_str_find(text, '\0') == text.len) {
		expect(lic_json_parse(&root, lic_buf_str(&out), NULL) == 0);
		if (lic_str_is_utf8(text))
			expect(lic_str_eq(lic_json_string(root), text));
		lic_json_free(root);
	}
	lic_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str text = {(const char *)data, len};

	round_trip(text);
	one_string(text);
	return 0;
}
