#include "site.h"

#include "rows.h"

#include <pthread.h>

static struct lic_psl *psl;

/* The site, or "-"; '*' behind it if the host itself is a public suffix. */
static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_str site = lic_psl_site(psl, input);

	lic_buf_adds(out, site.len ? site : LIC_STR("-"));
	if (lic_psl_is_suffix(psl, input))
		LIC_BUF_LIT(out, " *");
	if (site.len)
		assert_ptr_equal(site.ptr + site.len, input.ptr + input.len);
}

static void test_tld(void **state)
{
	(void)state;
	assert_true(lic_psl_has_tld(psl, LIC_STR("pharmacy")));
	assert_true(lic_psl_has_tld(psl, LIC_STR("xn--fiqs8s")));
	assert_false(lic_psl_has_tld(psl, LIC_STR("farmacy")));
	assert_false(lic_psl_has_tld(psl, LIC_STR("co.uk")));
	assert_false(lic_psl_has_tld(psl, LIC_STR("")));
}

static void test_source(void **state)
{
	(void)state;
	assert_string_equal(lic_psl_version(psl), "2026-01-02_03-04-05_UTC");
	assert_non_null(strstr(lic_psl_source(psl), "model/suffixes.dat"));
}

/* Neither a file that is missing nor one that is no list is passed over. */
static void test_refused(void **state)
{
	struct lic_psl *none = NULL;
	struct lic_diag diag;
	char path[4096];

	(void)state;
	rows_path(path, sizeof(path), "model/no-such-file.dat");
	assert_int_equal(lic_psl_open(&none, path, &diag), LIC_ENOENT);
	assert_non_null(strstr(diag.text, "No such file"));
	rows_path(path, sizeof(path), "model/test_site.c");
	assert_int_equal(lic_psl_open(&none, path, &diag), LIC_ESYNTAX);
	assert_non_null(strstr(diag.text, "is no public suffix list"));
	rows_path(path, sizeof(path), "model");
	assert_int_equal(lic_psl_open(&none, path, &diag), LIC_ELIMIT);
	assert_null(none);
	lic_psl_free(none);
}

/* Whatever this system has, a list is found. */
static void test_system(void **state)
{
	struct lic_psl *system;

	(void)state;
	assert_int_equal(lic_psl_open(&system, NULL, NULL), 0);
	assert_true(lic_str_eq(lic_psl_site(system, LIC_STR("www.example.co.uk")),
			       LIC_STR("example.co.uk")));
	assert_true(strlen(lic_psl_source(system)) > 0);
	assert_true(strlen(lic_psl_version(system)) > 0);
	lic_psl_free(system);
}

static void *ask(void *list)
{
	struct lic_str site = lic_psl_site(list, LIC_STR("a.b.x.co.uk"));

	return lic_str_eq(site, LIC_STR("x.co.uk")) ? list : NULL;
}

/* Threads that are all the first to need libpsl. */
static void test_threads(void **state)
{
	pthread_t threads[8];
	struct lic_psl *list;
	char path[4096];

	(void)state;
	rows_path(path, sizeof(path), "model/suffixes.dat");
	assert_int_equal(lic_psl_open(&list, path, NULL), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask, list), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(threads); i++) {
		void *right;
		assert_int_equal(pthread_join(threads[i], &right), 0);
		assert_ptr_equal(right, list);
	}
	lic_psl_free(list);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tld),     cmocka_unit_test(test_source),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_system),
		cmocka_unit_test(test_threads),
	};
	char path[4096];

	rows_path(path, sizeof(path), "model/suffixes.dat");
	if (lic_psl_open(&psl, path, NULL) < 0)
		return 1;
	int failed = rows_run("model/site.rows", describe);
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	lic_psl_free(psl);
	return failed != 0;
}
