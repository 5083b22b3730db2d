#include "json.h"

#include "rows.h"

static void describe_write(struct lic_str input, struct lic_buf *out)
{
	lic_json_str(out, input);
}

static void write_value(const struct lic_json *value, struct lic_buf *out);

static int write_member(void *ctx, const char *key, const struct lic_json *value)
{
	struct lic_buf *out = ctx;

	if (out->ptr[out->len - 1] != '{')
		lic_buf_addc(out, ',');
	lic_json_str(out, lic_str_from(key));
	lic_buf_addc(out, ':');
	write_value(value, out);
	return 0;
}

static void write_value(const struct lic_json *value, struct lic_buf *out)
{
	switch (lic_json_type(value)) {
	case LIC_JSON_NULL:
		LIC_BUF_LIT(out, "null");
		break;
	case LIC_JSON_BOOL:
		/* Nothing of Licit asks for more than its type. */
		LIC_BUF_LIT(out, "bool");
		break;
	case LIC_JSON_NUMBER:
		lic_json_hundredths(out, lic_json_number(value, 0));
		break;
	case LIC_JSON_STRING:
		lic_json_str(out, lic_json_string(value));
		break;
	case LIC_JSON_ARRAY:
		lic_buf_addc(out, '[');
		for (size_t i = 0; i < lic_json_size(value); i++) {
			if (i)
				lic_buf_addc(out, ',');
			write_value(lic_json_at(value, i), out);
		}
		lic_buf_addc(out, ']');
		break;
	case LIC_JSON_OBJECT:
		lic_buf_addc(out, '{');
		assert_int_equal(lic_json_each(value, write_member, out), 0);
		lic_buf_addc(out, '}');
		break;
	}
}

static void describe_read(struct lic_str input, struct lic_buf *out)
{
	struct lic_json *root;
	struct lic_diag diag;
	int err = lic_json_parse(&root, input, &diag);

	if (err < 0) {
		assert_int_equal(err, LIC_ESYNTAX);
		lic_buf_printf(out, "!%s", diag.text);
		return;
	}
	write_value(root, out);
	lic_json_free(root);
}

/* Write, read: the same bytes, but for what was no UTF-8. */
static void expect_round_trip(struct lic_str text)
{
	struct lic_buf out;
	struct lic_json *root;
	struct lic_diag diag;

	lic_buf_init(&out, 1u << 20);
	lic_json_str(&out, text);
	if (lic_json_parse(&root, lic_buf_str(&out), &diag) < 0)
		fail_msg("%s in %.*s", diag.text, LIC_STR_ARG(lic_buf_str(&out)));
	assert_true(lic_str_eq(lic_json_string(root), text));
	lic_json_free(root);
	lic_buf_release(&out);
}

/* Each character, at each place of a text of each length around the sixteen bytes
 * that are looked at in one go. */
static void test_round_trip(void **state)
{
	char text[80];

	(void)state;
	for (size_t len = 1; len < 50; len++)
		for (size_t at = 0; at < len; at++)
			for (char c = 1; c > 0; c = (char)(c == 127 ? 0 : c + 1)) {
				/* Of the plain characters a few. */
				if (c > '#' && c < 126 && c != '\\')
					continue;
				memset(text, 'x', len);
				text[at] = c;
				expect_round_trip(lic_str(text, len));
			}
	for (uint32_t c = 0x80; c < 0x110000; c += c < 0x3000 ? 1 : 97) {
		size_t n = 0;
		if (c >= 0xD800 && c < 0xE000)
			continue;
		if (c < 0x800) {
			text[n++] = (char)(0xC0 | c >> 6);
		} else if (c < 0x10000) {
			text[n++] = (char)(0xE0 | c >> 12);
			text[n++] = (char)(0x80 | (c >> 6 & 63));
		} else {
			text[n++] = (char)(0xF0 | c >> 18);
			text[n++] = (char)(0x80 | (c >> 12 & 63));
			text[n++] = (char)(0x80 | (c >> 6 & 63));
		}
		text[n++] = (char)(0x80 | (c & 63));
		expect_round_trip(lic_str(text, n));
	}
}

/* Any two bytes, between others, become a string that a reader takes. */
static void test_always_valid(void **state)
{
	struct lic_buf out;

	(void)state;
	lic_buf_init(&out, 4096);
	for (unsigned pair = 0; pair < 0x10000; pair++) {
		const char text[] = {'a', (char)(pair >> 8), (char)pair, 'z'};
		lic_buf_reset(&out);
		lic_json_str(&out, lic_str(text, sizeof(text)));
		assert_int_equal(lic_buf_error(&out), 0);
		assert_true(lic_str_is_utf8(lic_buf_str(&out)));
		assert_true(lic_str_starts(lic_buf_str(&out), LIC_STR("\"a")));
		assert_true(lic_str_ends(lic_buf_str(&out), LIC_STR("z\"")));
		for (size_t i = 0; i < out.len; i++)
			assert_true((unsigned char)out.ptr[i] >= ' ');
	}
	lic_buf_release(&out);
}

static void expect_number(void (*write)(struct lic_buf *out, double n), double n, const char *text)
{
	struct lic_buf out;

	lic_buf_init(&out, 64);
	write(&out, n);
	lic_buf_addc(&out, '\0');
	assert_string_equal(out.ptr, text);
	lic_buf_release(&out);
}

static void test_numbers(void **state)
{
	static const struct {
		double number;
		const char *text;
	} cases[] = {
		{0, "0"},          {1, "1"},       {0.2, "0.2"},        {0.35, "0.35"},
		{0.05, "0.05"},    {0.004, "0"},   {0.006, "0.01"},     {-0.004, "0"},
		{-0.25, "-0.25"},  {-60, "-60"},   {99.999, "100"},     {0.1 + 0.2, "0.3"},
		{-0.006, "-0.01"}, {12.5, "12.5"}, {1e9, "1000000000"},
	};
	static const struct {
		int64_t number;
		const char *text;
	} whole[] = {
		{0, "0"},
		{-1, "-1"},
		{10, "10"},
		{INT64_MAX, "9223372036854775807"},
		{INT64_MIN, "-9223372036854775808"},
	};

	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(cases); i++)
		expect_number(lic_json_hundredths, cases[i].number, cases[i].text);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(whole); i++) {
		struct lic_buf out;
		lic_buf_init(&out, 64);
		lic_json_int(&out, whole[i].number);
		assert_true(lic_str_eq(lic_buf_str(&out), lic_str_from(whole[i].text)));
		lic_buf_release(&out);
	}
}

static int stop_at_b(void *ctx, const char *key, const struct lic_json *value)
{
	(void)value;
	++*(int *)ctx;
	return strcmp(key, "b") == 0 ? LIC_EREFUSED : 0;
}

/* What is not there, or is something else, is nothing. */
static void test_accessors(void **state)
{
	struct lic_json *root;
	int count = 0;

	(void)state;
	assert_int_equal(lic_json_parse(&root, LIC_STR("{\"a\":[1,\"x\"],\"b\":2,\"c\":3}"), NULL),
			 0);
	const struct lic_json *a = lic_json_get(root, "a");
	assert_int_equal(lic_json_size(a), 2);
	assert_null(lic_json_at(a, 2));
	assert_null(lic_json_get(a, "a"));
	assert_null(lic_json_get(root, "d"));
	assert_null(lic_json_get(NULL, "a"));
	assert_null(lic_json_at(NULL, 0));
	assert_int_equal(lic_json_size(NULL), 0);
	assert_int_equal(lic_json_size(root), 0);
	assert_int_equal(lic_json_type(NULL), LIC_JSON_NULL);
	assert_null(lic_json_string(a).ptr);
	assert_int_equal(lic_json_string(NULL).len, 0);
	assert_true(lic_json_number(lic_json_at(a, 0), 7) == 1);
	assert_true(lic_json_number(lic_json_at(a, 1), 7) == 7);
	assert_true(lic_json_number(NULL, 7) == 7);
	assert_int_equal(lic_json_each(root, stop_at_b, &count), LIC_EREFUSED);
	assert_int_equal(count, 2);
	assert_int_equal(lic_json_each(a, stop_at_b, &count), 0);
	assert_int_equal(lic_json_each(NULL, stop_at_b, &count), 0);
	assert_int_equal(count, 2);
	lic_json_free(root);
	lic_json_free(NULL);
	assert_int_equal(lic_json_parse(&root, lic_str(NULL, 0), NULL), LIC_ESYNTAX);
}

/* A tower of brackets ends in a refusal, not in the end of the stack. */
static void test_deep(void **state)
{
	static char text[1u << 20];
	struct lic_json *root;
	struct lic_diag diag;

	(void)state;
	memset(text, '[', sizeof(text));
	assert_int_equal(lic_json_parse(&root, lic_str(text, sizeof(text)), &diag), LIC_ESYNTAX);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip), cmocka_unit_test(test_always_valid),
		cmocka_unit_test(test_numbers),    cmocka_unit_test(test_accessors),
		cmocka_unit_test(test_deep),
	};

	return rows_run("base/json_write.rows", describe_write) +
	       rows_run("base/json_read.rows", describe_read) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
