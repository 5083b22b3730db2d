/* The small tables of words: errors, countries, verdicts, and diag. */
#include "country.h"
#include "diag.h"
#include "verdict.h"

#include "rows.h"

static void test_errors(void **state)
{
	static const int numbers[][2] = {
		{0, LIC_OK},           {ENOMEM, LIC_ENOMEM},
		{ENOENT, LIC_ENOENT},  {EROFS, LIC_EREADONLY},
		{EACCES, LIC_EDENIED}, {EPERM, LIC_EDENIED},
		{ENOSPC, LIC_ENOSPC},  {EDQUOT, LIC_ENOSPC},
		{EPIPE, LIC_EPIPE},    {EADDRINUSE, LIC_EBUSY},
		{EIO, LIC_EIO},        {EBADF, LIC_EIO},
	};

	(void)state;
	for (int err = LIC_OK; err >= LIC_EMISMATCH; err--) {
		assert_string_not_equal(lic_strerror(err), "unknown error");
		for (int other = LIC_OK; other > err; other--)
			assert_string_not_equal(lic_strerror(err), lic_strerror(other));
	}
	assert_string_equal(lic_strerror(LIC_EMISMATCH - 1), "unknown error");
	assert_string_equal(lic_strerror(1), "unknown error");
	assert_string_equal(lic_strerror(INT32_MIN), "unknown error");
	for (size_t i = 0; i < LIC_ARRAY_SIZE(numbers); i++)
		assert_int_equal(lic_err_from_errno(numbers[i][0]), numbers[i][1]);
}

static void test_diag(void **state)
{
	struct lic_diag diag;

	(void)state;
	assert_int_equal(lic_diag_set(NULL, LIC_EIO, "%d", 1), LIC_EIO);
	assert_int_equal(lic_diag_set(&diag, LIC_EPIPE, "line %d", 3), LIC_EPIPE);
	assert_string_equal(diag.text, "line 3");
	lic_diag_set(&diag, LIC_EIO, "%600s", "x");
	assert_int_equal(strlen(diag.text), sizeof(diag.text) - 1);
}

/* Every pair of letters is asked for: what is found is in order, by its own code. */
static void test_countries(void **state)
{
	unsigned found = 0;

	(void)state;
	for (char a = 'A'; a <= 'Z'; a++)
		for (char b = 'A'; b <= 'Z'; b++) {
			const char code[] = {a, b};
			const char *name = lic_country_name(lic_str(code, 2));
			if (!name)
				continue;
			found++;
			assert_true(strlen(name) > 2);
			assert_true(lic_str_is_utf8(lic_str_from(name)));
		}
	/* 249 of ISO 3166-1, and XK, which the European Union uses for Kosovo. */
	assert_int_equal(found, 250);
	assert_string_equal(lic_country_name(LIC_STR("AD")), "Andorra");
	assert_string_equal(lic_country_name(LIC_STR("CZ")), "Czechia");
	assert_string_equal(lic_country_name(LIC_STR("ZW")), "Zimbabwe");
	assert_null(lic_country_name(LIC_STR("cz")));
	assert_null(lic_country_name(LIC_STR("UK")));
	assert_null(lic_country_name(LIC_STR("CZE")));
	assert_null(lic_country_name(LIC_STR("C")));
	assert_null(lic_country_name(LIC_STR("")));
	assert_null(lic_country_name(lic_str(NULL, 0)));
	assert_null(lic_country_name(LIC_STR("\xC3\xA9")));
	assert_null(lic_country_name(LIC_STR("\0\0")));
}

static void test_classes(void **state)
{
	static const struct {
		const char *name;
		int exit;
	} classes[LIC_VERDICT_CLASSES] = {
		[LIC_UNKNOWN] = {"unknown", 0},
		[LIC_NO_MEDICINE] = {"no-medicine", 0},
		[LIC_VERIFIED] = {"verified", 0},
		[LIC_UNVERIFIED] = {"unverified", 3},
		[LIC_VERIFIED_ELSEWHERE] = {"verified-elsewhere", 3},
		[LIC_DISPUTED] = {"disputed", 4},
		[LIC_SUSPICIOUS] = {"suspicious", 4},
		[LIC_ILLICIT] = {"illicit", 5},
	};

	(void)state;
	for (int c = 0; c < LIC_VERDICT_CLASSES; c++) {
		assert_string_equal(lic_verdict_class_name((enum lic_verdict_class)c),
				    classes[c].name);
		assert_int_equal(lic_verdict_class_exit((enum lic_verdict_class)c),
				 classes[c].exit);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_diag),
		cmocka_unit_test(test_countries),
		cmocka_unit_test(test_classes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
