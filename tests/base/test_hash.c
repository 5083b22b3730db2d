#include "hash.h"

#include "rows.h"

/* The seed, and the text => the hash. It stands in index files: another value
 * means another version of them. */
static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_str seed;

	assert_true(lic_str_split(&input, ' ', &seed));
	uint64_t n = 0;
	for (size_t i = 0; i < seed.len; i++)
		n = n << 4 | (uint64_t)rows_hex(seed.ptr[i]);
	lic_buf_printf(out, "%016llx", (unsigned long long)lic_hash(input, n));
}

/* Names that differ in one letter, and seeds in one bit, fall apart. */
static void test_spread(void **state)
{
	unsigned slots[1024] = {0};

	(void)state;
	for (unsigned i = 0; i < 102400; i++) {
		char name[32];
		int len = snprintf(name, sizeof(name), "shop-%u.example", i);
		slots[lic_hash(lic_str(name, (size_t)len), 1) & 1023]++;
	}
	/* A hundred in each, give or take: five standard deviations. */
	for (size_t i = 0; i < LIC_ARRAY_SIZE(slots); i++)
		assert_in_range(slots[i], 50, 150);
	for (unsigned bit = 0; bit < 64; bit++) {
		uint64_t other = lic_hash(LIC_STR("x.example"), 1ull << bit);
		assert_true(other != lic_hash(LIC_STR("x.example"), 0));
	}
}

/* Bytes behind the end play no part. */
static void test_length(void **state)
{
	static const char text[] = "0123456789abcdef0123456789abcdef";

	(void)state;
	for (size_t len = 0; len < sizeof(text) - 1; len++) {
		char *exact = malloc(len + 1);
		memcpy(exact, text, len);
		assert_true(lic_hash(lic_str(exact, len), 5) == lic_hash(lic_str(text, len), 5));
		assert_true(lic_hash(lic_str(text, len), 5) != lic_hash(lic_str(text, len + 1), 5));
		free(exact);
	}
	assert_true(lic_hash(LIC_STR("a\0"), 0) != lic_hash(LIC_STR("a"), 0));
	assert_true(lic_hash(lic_str(NULL, 0), 3) == lic_hash(LIC_STR(""), 3));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spread),
		cmocka_unit_test(test_length),
	};

	return rows_run("base/hash.rows", describe) + cmocka_run_group_tests(tests, NULL, NULL);
}
