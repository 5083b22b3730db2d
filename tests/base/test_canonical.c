#include "canonical.h"

#include "rows.h"

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_buf text;
	struct lic_diag diag;

	lic_buf_init(&text, 1u << 20);
	int err = lic_canonical_convert(&text, input, &diag);
	if (err < 0) {
		assert_int_equal(err, LIC_ESYNTAX);
		lic_buf_printf(out, "!%s", diag.text);
	} else {
		lic_buf_adds(out, lic_buf_str(&text));
	}
	lic_buf_release(&text);
}

/* The control characters that a row cannot expect, and the least of room. */
static void test_raw(void **state)
{
	struct lic_buf out;

	(void)state;
	lic_buf_init(&out, 1u << 10);
	assert_int_equal(lic_canonical_convert(&out, LIC_STR("\"\\n\\t\\u0001\""), NULL), 0);
	assert_true(lic_str_eq(lic_buf_str(&out), LIC_STR("\"\n\t\x01\"")));
	lic_buf_release(&out);
	lic_buf_init(&out, 4);
	assert_int_equal(lic_canonical_convert(&out, LIC_STR("[1,2,3]"), NULL), LIC_ELIMIT);
	lic_buf_release(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_raw)};

	return rows_run("base/canonical.rows", describe) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
