#include "str.h"

#include "rows.h"

static void describe_utf8(struct lic_str input, struct lic_buf *out)
{
	lic_buf_printf(out, "%zu %s", lic_str_utf8_len(input),
		       lic_str_is_utf8(input) ? "yes" : "no");
}

static void test_compare(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
		bool equal_but_case;
	} cases[] = {
		{"", "", 0, true},     {"a", "", 1, false},      {"a", "a", 0, true},
		{"a", "b", -1, false}, {"a", "ab", -1, false},   {"b", "ab", 1, false},
		{"a", "A", 1, true},   {"\xC3", "a", 1, false},  {"x.CZ", "X.cz", 1, true},
		{"[", "{", -1, false}, {"@", "`", -1, false},    {"-", "M", -1, false},
		{"é", "É", 1, true},   {"×", "÷", -1, false},    {"ТЕЛ", "тел", -1, true},
		{"Ѐ", "ѐ", -1, true},  {"ΣΤΌ", "στό", -1, true}, {"ŠÍŽ", "šíž", -1, true},
		{"Ĺ", "ĺ", -1, true},  {"ĸ", "Ĺ", -1, false},    {"İ", "i", 1, false},
		{"Ґ", "ґ", -1, true},  {"Ț", "ț", -1, true},
	};

	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(cases); i++) {
		struct lic_str a = lic_str_from(cases[i].a), b = lic_str_from(cases[i].b);
		int ab = lic_str_cmp(a, b), ba = lic_str_cmp(b, a);
		assert_int_equal((ab > 0) - (ab < 0), cases[i].order);
		assert_int_equal((ba > 0) - (ba < 0), -cases[i].order);
		assert_int_equal(lic_str_eq(a, b), cases[i].order == 0);
		assert_int_equal(lic_str_caseeq(a, b), cases[i].equal_but_case);
	}
	assert_true(lic_str_eq(lic_str(NULL, 0), LIC_STR("")));
	assert_int_equal(lic_str_cmp(lic_str(NULL, 0), LIC_STR("")), 0);
	assert_true(lic_str_eq(lic_str_from(NULL), LIC_STR("")));
	assert_false(lic_str_eq(LIC_STR("a\0b"), LIC_STR("a\0c")));
}

static void test_lower(void **state)
{
	static const char mixed[] = "\xFF В КОРЗИНУ ΣΤΟ ΚΑΛΆΘΙ Přidat DO KOŠÍKU \xD0",
			  lower[] = "\xFF в корзину στο καλάθι přidat do košíku \xD0";
	char out[sizeof(mixed)] = "";

	(void)state;
	lic_str_lower(out, lic_str_from(mixed));
	assert_string_equal(out, lower);
}

static void test_ends(void **state)
{
	(void)state;
	assert_true(lic_str_starts(LIC_STR("www.x.cz"), LIC_STR("www.")));
	assert_false(lic_str_starts(LIC_STR("www"), LIC_STR("www.")));
	assert_true(lic_str_starts(lic_str(NULL, 0), LIC_STR("")));
	assert_true(lic_str_ends(LIC_STR("www.x.cz"), LIC_STR(".cz")));
	assert_false(lic_str_ends(LIC_STR("cz"), LIC_STR(".cz")));
	assert_true(lic_str_ends(LIC_STR("cz"), lic_str(NULL, 0)));
	assert_int_equal(lic_str_find(LIC_STR("a.b"), '.'), 1);
	assert_int_equal(lic_str_find(LIC_STR("a.b"), 'z'), 3);
	assert_int_equal(lic_str_find(lic_str(NULL, 0), '.'), 0);
}

static void test_holds(void **state)
{
	static const char *const words[] = {"one", "Two"};
	const struct lic_str s = LIC_STR("The EU logo, the EU");

	(void)state;
	assert_ptr_equal(lic_str_casefind(s, LIC_STR("eu")), s.ptr + 4);
	assert_ptr_equal(lic_str_casefind(s, s), s.ptr);
	assert_null(lic_str_casefind(s, LIC_STR("EUR")));
	assert_null(lic_str_casefind(s, LIC_STR("")));
	assert_null(lic_str_casefind(lic_str(NULL, 0), LIC_STR("a")));
	assert_true(lic_str_holds(s, LIC_STR("EU")));
	assert_false(lic_str_holds(s, LIC_STR("eu")));
	assert_false(lic_str_holds(s, LIC_STR("")));
	assert_false(lic_str_holds(lic_str(NULL, 0), LIC_STR("a")));
	assert_true(lic_str_is_among(LIC_STR("one"), words, 2));
	assert_false(lic_str_is_among(LIC_STR("two"), words, 2));
	assert_true(lic_str_is_caseamong(LIC_STR("two"), words, 2));
	assert_false(lic_str_is_caseamong(LIC_STR("tw"), words, 2));
	assert_false(lic_str_is_caseamong(LIC_STR(""), words, 0));
}

static void test_trim(void **state)
{
	static const struct {
		const char *text, *trimmed;
	} cases[] = {
		{"", ""},    {" ", ""},         {" \t\r\n\v\f", ""},        {"a", "a"},
		{" a", "a"}, {"a b \n", "a b"}, {"\xC2\xA0x", "\xC2\xA0x"},
	};

	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(cases); i++)
		assert_true(lic_str_eq(lic_str_trim(lic_str_from(cases[i].text)),
				       lic_str_from(cases[i].trimmed)));
}

/* The parts in brackets. */
static void expect_split(struct lic_str text, const char *parts)
{
	struct lic_buf got;
	struct lic_str part;

	lic_buf_init(&got, 256);
	while (lic_str_split(&text, ';', &part))
		lic_buf_printf(&got, "[%.*s]", LIC_STR_ARG(part));
	assert_null(text.ptr);
	assert_true(lic_str_eq(lic_buf_str(&got), lic_str_from(parts)));
	lic_buf_release(&got);
}

static void test_split(void **state)
{
	(void)state;
	expect_split(LIC_STR("a;b"), "[a][b]");
	expect_split(LIC_STR("a;"), "[a][]");
	expect_split(LIC_STR(";"), "[][]");
	expect_split(LIC_STR(""), "[]");
	expect_split(LIC_STR("a"), "[a]");
	expect_split(lic_str(NULL, 0), "");
}

static void test_letters(void **state)
{
	(void)state;
	for (int c = 0; c < 256; c++) {
		bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
		assert_int_equal(lic_is_alpha((char)c), upper || lower);
		assert_int_equal(lic_is_digit((char)c), c >= '0' && c <= '9');
		assert_int_equal(lic_lower((char)c), (char)(upper ? c + 32 : c));
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare), cmocka_unit_test(test_lower),
		cmocka_unit_test(test_ends),    cmocka_unit_test(test_trim),
		cmocka_unit_test(test_holds),   cmocka_unit_test(test_split),
		cmocka_unit_test(test_letters),
	};

	return rows_run("base/utf8.rows", describe_utf8) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
