#include "digest.h"

#include "rows.h"

/* In one go, and in two parts cut at each place: the same. */
static void describe(struct lic_str input, struct lic_buf *out)
{
	unsigned char whole[LIC_SHA256_SIZE], parts[LIC_SHA256_SIZE];
	char hex[2 * LIC_SHA256_SIZE + 1];

	lic_sha256(input, whole);
	for (size_t cut = 0; cut <= input.len; cut++) {
		struct lic_digest *digest;
		assert_int_equal(lic_digest_new(&digest), 0);
		lic_digest_add(digest, input.ptr, cut);
		if (cut < input.len)
			lic_digest_add(digest, input.ptr + cut, input.len - cut);
		lic_digest_final(digest, parts);
		lic_digest_free(digest);
		assert_memory_equal(whole, parts, sizeof(whole));
	}
	lic_hex(whole, sizeof(whole), hex);
	lic_buf_adds(out, lic_str_from(hex));
}

static void test_random(void **state)
{
	unsigned char a[32] = {0}, b[32] = {0};

	(void)state;
	assert_int_equal(lic_random(a, sizeof(a)), 0);
	assert_int_equal(lic_random(b, sizeof(b)), 0);
	assert_memory_not_equal(a, b, sizeof(a));
	assert_int_equal(lic_random(a, 0), 0);
}

static void test_equal(void **state)
{
	(void)state;
	assert_true(lic_equal_constant_time("abc", "abc", 3));
	assert_false(lic_equal_constant_time("abc", "abd", 3));
	assert_false(lic_equal_constant_time("abc", "bbc", 3));
	assert_true(lic_equal_constant_time("abc", "abd", 2));
	assert_true(lic_equal_constant_time("a", "b", 0));
}

/* FIPS 180-4's own example, in one go and in two parts. */
static void test_sha512(void **state)
{
	static const char expected[] =
		"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
		"2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
	static const char text[] = "abc";
	unsigned char hash[LIC_SHA512_SIZE];
	char hex[2 * LIC_SHA512_SIZE + 1];
	struct lic_digest *digest;

	(void)state;
	for (size_t cut = 0; cut < 2; cut++) {
		assert_int_equal(lic_digest_new512(&digest), 0);
		lic_digest_add(digest, text, cut);
		lic_digest_add(digest, text + cut, 3 - cut);
		lic_digest_final(digest, hash);
		lic_digest_free(digest);
		lic_hex(hash, sizeof(hash), hex);
		assert_string_equal(hex, expected);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_sha512),
	};

	return rows_run("io/digest.rows", describe) + cmocka_run_group_tests(tests, NULL, NULL);
}
