/* More new names than are looked at: they are counted, and neither kept nor looked at. */
#include "newcomers.h"

#include "rows.h"

static void add_many(struct lic_newcomers *newcomers, uint64_t count)
{
	struct lic_row row = {.name = {LIC_STR("a.example"), 9, LIC_SCOPE_SITE}};

	for (uint64_t i = 0; i < count; i++)
		assert_int_equal(lic_newcomers_add(newcomers, &row), 0);
}

static void test_too_many(void **state)
{
	struct lic_newcomers newcomers;
	uint64_t found = 7;

	(void)state;
	lic_newcomers_init(&newcomers);
	add_many(&newcomers, LIC_IMPORT_LOOKS_MAX);
	assert_false(lic_newcomers_too_many(&newcomers));
	add_many(&newcomers, 2);
	assert_true(lic_newcomers_too_many(&newcomers));
	assert_int_equal(newcomers.count, LIC_IMPORT_LOOKS_MAX + 2);
	/* There is no door to ask, and nobody to be told. */
	assert_int_equal(lic_newcomers_look(&newcomers, NULL, NULL, NULL, &found), 0);
	assert_int_equal(found, 0);
	lic_newcomers_release(&newcomers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_too_many)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
