#include "buf.h"

#include "rows.h"

static void expect(const struct lic_buf *buf, const char *text, int err)
{
	assert_int_equal(lic_buf_error(buf), err);
	assert_true(lic_str_eq(lic_buf_str(buf), lic_str_from(text)));
	assert_true(buf->len <= buf->max);
}

static void test_add(void **state)
{
	struct lic_buf buf;

	(void)state;
	lic_buf_init(&buf, 100);
	expect(&buf, "", 0);
	lic_buf_add(&buf, NULL, 0);
	LIC_BUF_LIT(&buf, "ab");
	lic_buf_addc(&buf, 'c');
	lic_buf_adds(&buf, LIC_STR("de"));
	lic_buf_adds(&buf, lic_str(NULL, 0));
	lic_buf_printf(&buf, "%d%s", 12, "x");
	expect(&buf, "abcde12x", 0);
	lic_buf_reset(&buf);
	expect(&buf, "", 0);
	lic_buf_release(&buf);
	lic_buf_release(&buf);
}

/* No maximum can be got past, in whatever steps: not even one that is smaller than
 * what memory is first taken. */
static void test_maximum(void **state)
{
	static const char text[300];

	(void)state;
	for (size_t max = 0; max < 260; max++) {
		for (size_t step = 1; step < 70; step += step < 4 ? 1 : 13) {
			struct lic_buf buf;
			lic_buf_init(&buf, max);
			for (size_t len = 0; len + step <= max; len += step)
				lic_buf_add(&buf, text, step);
			assert_int_equal(lic_buf_error(&buf), 0);
			lic_buf_add(&buf, text, max - buf.len);
			assert_int_equal(lic_buf_error(&buf), 0);
			assert_int_equal(buf.len, max);
			lic_buf_addc(&buf, 'x');
			assert_int_equal(lic_buf_error(&buf), LIC_ELIMIT);
			assert_int_equal(buf.len, max);
			lic_buf_release(&buf);
		}
	}
}

static void test_single_bytes(void **state)
{
	struct lic_buf buf;

	(void)state;
	lic_buf_init(&buf, 10);
	for (int i = 0; i < 12; i++)
		lic_buf_addc(&buf, (char)('a' + i));
	expect(&buf, "abcdefghij", LIC_ELIMIT);
	lic_buf_release(&buf);
}

/* After the first failure nothing is added, though there were room. */
static void test_errors_stick(void **state)
{
	struct lic_buf buf;
	volatile size_t endless = SIZE_MAX; /* the compiler would refuse the constant */

	(void)state;
	lic_buf_init(&buf, 100);
	LIC_BUF_LIT(&buf, "ab");
	lic_buf_printf(&buf, "%200s", "");
	expect(&buf, "ab", LIC_ELIMIT);
	lic_buf_addc(&buf, 'c');
	LIC_BUF_LIT(&buf, "d");
	lic_buf_printf(&buf, "e");
	expect(&buf, "ab", LIC_ELIMIT);
	assert_int_equal(lic_buf_grow(&buf, 1), LIC_ELIMIT);
	assert_null(lic_buf_take(&buf));
	/* A buffer that was emptied is as good as new. */
	expect(&buf, "", 0);
	LIC_BUF_LIT(&buf, "ab");
	lic_buf_add(&buf, "", endless);
	expect(&buf, "ab", LIC_ELIMIT);
	lic_buf_reset(&buf);
	LIC_BUF_LIT(&buf, "cd");
	expect(&buf, "cd", 0);
	lic_buf_release(&buf);
}

static void test_printf_at_the_border(void **state)
{
	struct lic_buf buf;

	(void)state;
	lic_buf_init(&buf, 5);
	lic_buf_printf(&buf, "%s", "abcde");
	expect(&buf, "", LIC_ELIMIT);
	lic_buf_reset(&buf);
	lic_buf_printf(&buf, "%s", "abcd");
	expect(&buf, "abcd", 0);
	lic_buf_addc(&buf, 'e');
	expect(&buf, "abcde", 0);
	lic_buf_release(&buf);
}

static void test_take(void **state)
{
	struct lic_buf buf;

	(void)state;
	lic_buf_init(&buf, 4);
	char *text = lic_buf_take(&buf);
	assert_string_equal(text, "");
	free(text);
	LIC_BUF_LIT(&buf, "abc");
	text = lic_buf_take(&buf);
	assert_string_equal(text, "abc");
	free(text);
	expect(&buf, "", 0);
	LIC_BUF_LIT(&buf, "abcd");
	/* No room for the end. */
	assert_null(lic_buf_take(&buf));
	expect(&buf, "", 0);
}

/* More than this cannot be had at all: an error, not a wrapped number. */
static void test_no_memory(void **state)
{
	struct lic_buf buf;

	(void)state;
	lic_buf_init(&buf, SIZE_MAX);
	lic_buf_addc(&buf, 'a');
	assert_int_equal(lic_buf_grow(&buf, SIZE_MAX), LIC_ELIMIT);
	expect(&buf, "a", LIC_ELIMIT);
	lic_buf_release(&buf);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_maximum),
		cmocka_unit_test(test_single_bytes),
		cmocka_unit_test(test_errors_stick),
		cmocka_unit_test(test_printf_at_the_border),
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
