/* The writer of verdicts: write.rows, byte for byte. */
#include "script.h"

#include "json.h"

static struct script script;

/* "address country" */
static void run(struct lic_str input, struct lic_buf *out)
{
	const struct lic_verdict *v;
	struct lic_diag diag;
	struct lic_str country = {NULL, 0}, address = lic_str_trim(input);
	const char *space = memrchr(address.ptr, ' ', address.len);
	struct lic_json *json;

	/* An address may have a space in it; a country has two letters. */
	if (space && address.ptr + address.len - space == 3) {
		country = lic_str(space + 1, 2);
		address.len = (size_t)(space - address.ptr);
	}
	if (lic_check_run(script.check, address, country, &v, &diag) < 0)
		fail_msg("%s", diag.text);
	lic_verdict_write(out, v, true);
	if (lic_json_parse(&json, lic_buf_str(out), &diag) < 0)
		fail_msg("%s", diag.text);
	lic_json_free(json);
	lic_buf_addc(out, '\n');
	lic_verdict_write(out, v, false);
	lic_buf_addc(out, '\n');
	script_hide_listset(&script, out);
}

static void test_error(void **state)
{
	struct lic_buf out;

	(void)state;
	lic_buf_init(&out, 1000);
	lic_verdict_write_error(&out, LIC_STR("a\"\\\x01\xFF\0é"), "it is \"odd\"");
	assert_true(lic_str_eq(
		lic_buf_str(&out),
		LIC_STR("{\"schema\":\"licit/verdict/1\",\"input\":\"a\\\"\\\\\\u0001\xEF\xBF\xBD"
			"\\u0000é\",\"error\":\"it is \\\"odd\\\"\"}")));
	lic_buf_release(&out);
}

/* The longest address, all of it to be escaped, fits into a document. */
static void test_longest(void **state)
{
	static char address[LIC_URL_MAX];
	const struct lic_verdict *v;
	struct lic_diag diag;
	struct lic_buf out;

	(void)state;
	lic_buf_init(&out, LIC_VERDICT_MAX);
	memset(address, '"', sizeof(address));
	memcpy(address, "https://bad.cz/", 15);
	size_t len = 15 + (LIC_URL_MAX - 15) / 3;
	assert_int_equal(
		lic_check_run(script.check, lic_str(address, len), LIC_STR("CZ"), &v, &diag), 0);
	lic_verdict_write(&out, v, true);
	assert_int_equal(lic_buf_error(&out), 0);
	lic_buf_release(&out);
}

/* What the last verdict was plays no part in the next one. */
static void test_no_trace(void **state)
{
	static const char *const addresses[] = {"bad.cz",   "good.cz", "example.com", "office.cz",
						"both.com", "old.cz",  "rumour.cz"};
	const struct lic_verdict *v;
	struct lic_buf first, second;

	(void)state;
	lic_buf_init(&first, LIC_VERDICT_MAX);
	lic_buf_init(&second, LIC_VERDICT_MAX);
	for (size_t a = 0; a < LIC_ARRAY_SIZE(addresses); a++)
		for (size_t b = 0; b < LIC_ARRAY_SIZE(addresses); b++) {
			struct lic_check *fresh;
			struct lic_str last = lic_str_from(addresses[a]),
				       next = lic_str_from(addresses[b]);
			lic_buf_reset(&first);
			lic_buf_reset(&second);
			assert_int_equal(lic_check_new(&fresh, script.engine), 0);
			assert_int_equal(lic_check_run(fresh, next, LIC_STR(""), &v, NULL), 0);
			lic_verdict_write(&first, v, true);
			assert_int_equal(lic_check_run(script.check, last, LIC_STR("US"), &v, NULL),
					 0);
			assert_int_equal(lic_check_run(script.check, next, LIC_STR(""), &v, NULL),
					 0);
			lic_verdict_write(&second, v, true);
			assert_true(lic_str_eq(lic_buf_str(&first), lic_buf_str(&second)));
			lic_check_free(fresh);
		}
	lic_buf_release(&first);
	lic_buf_release(&second);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_error),
		cmocka_unit_test(test_longest),
		cmocka_unit_test(test_no_trace),
	};
	struct lic_diag diag;

	script_begin_lists(&script);
	if (script_open(&script, &diag) < 0) {
		print_error("%s\n", diag.text);
		return 1;
	}
	int failed = sections_run("engine/write.rows", run);
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	script_end(&script);
	return failed;
}
