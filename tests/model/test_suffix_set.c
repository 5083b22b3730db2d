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

/* The site, "-" for none, "?" where libpsl must be asked. */
static void site_is(const struct lic_suffix_set *set, const char *host, const char *expected)
{
	struct lic_str site;

	if (!lic_suffix_set_site(set, lic_str_from(host), &site))
		site = LIC_STR("?");
	else if (!site.len)
		site = LIC_STR("-");
	if (!lic_str_eq(site, lic_str_from(expected)))
		fail_msg("%s: %.*s, not %s", host, LIC_STR_ARG(site), expected);
}

static void test_set(void **state)
{
	struct lic_suffix_set set;

	(void)state;
	assert_int_equal(lic_suffix_set_init(&set, LIC_STR("// x.y\ncom\nco.uk\n*.ck\n!www.ck\n"
							   "*.kobe.jp\n!city.kobe.jp\n"
							   "a.b.c.cz # e\nshop.co.uk\n公司.cn\n")),
			 0);
	site_is(&set, "com", "-");
	site_is(&set, "x.y", "x.y");
	site_is(&set, "w.x.com", "x.com");
	site_is(&set, "..com", "-");
	site_is(&set, "a..com", "-");
	site_is(&set, "x.uk", "x.uk");
	site_is(&set, "co.uk", "-");
	site_is(&set, "x.co.uk", "x.co.uk");
	site_is(&set, "w.x.co.uk", "x.co.uk");
	site_is(&set, "w..co.uk", "-");
	site_is(&set, "shop.co.uk", "?");
	site_is(&set, "x.shop.co.uk", "?");
	site_is(&set, "ck", "-");
	site_is(&set, "x.ck", "?");
	site_is(&set, "x.kobe.jp", "?");
	site_is(&set, "x.tokyo.jp", "tokyo.jp");
	site_is(&set, "c.cz", "c.cz");
	site_is(&set, "x.c.cz", "c.cz");
	site_is(&set, "x.a.b.c.cz", "?");
	site_is(&set, "x.b.cz", "b.cz");
	site_is(&set, "x.xn--55qx5d.cn", "x.xn--55qx5d.cn");
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
