#include "psl_compare.h"
#include "suffix_file.h"
#include "suffix_set.h"

static struct lic_suffix_file file;

/* The whole list of this system, through the set and through libpsl alone. */
static void test_rules(void **state)
{
	(void)state;
	psl_compare_lines(file.text, psl_compare_rule);
}

static bool may_match(const struct lic_suffix_set *set, const char *labels)
{
	struct lic_str s = lic_str_from(labels);

	return lic_suffix_set_may_match(set, s, s.len - lic_str_find(s, '.') - 1);
}

static void test_set(void **state)
{
	struct lic_suffix_set set;

	(void)state;
	assert_int_equal(lic_suffix_set_init(&set, LIC_STR("// x.y\ncom\nco.uk\n*.ck\n"
							   "!city.kobe.jp\na.b.c.cz # e\n"
							   "公司.cn\n")),
			 0);
	assert_false(may_match(&set, "x.y"));
	assert_false(may_match(&set, "x.com"));
	assert_true(may_match(&set, "co.uk"));
	assert_false(may_match(&set, "x.uk"));
	assert_true(may_match(&set, "x.ck"));
	assert_true(may_match(&set, "kobe.jp"));
	assert_true(may_match(&set, "c.cz"));
	assert_false(may_match(&set, "b.cz"));
	assert_true(may_match(&set, "xn--55qx5d.cn"));
	lic_suffix_set_release(&set);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_rules),
	};
	struct lic_psl *psl;

	if (lic_psl_open(&psl, NULL, NULL) < 0)
		return 1;
	if (lic_suffix_file_read(&file, lic_psl_source(psl), NULL) < 0) {
		printf("skipped, this system has no public_suffix_list.dat\n");
		lic_psl_free(psl);
		return 77;
	}
	psl_compare_open(psl, lic_psl_source(psl));
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	psl_compare_close();
	lic_suffix_file_release(&file);
	lic_psl_free(psl);
	return failed;
}
