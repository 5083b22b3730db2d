/* What goes into a spool in any pieces comes out in lines, from memory or disk. */
#include "spool.h"

#include "limits.h"

#include <setjmp.h>

#include <cmocka.h>

static atomic_uint_fast64_t total;

static struct lic_spool *new_spool(void)
{
	struct lic_spool *spool;

	assert_int_equal(lic_spool_new(&spool, &total), 0);
	return spool;
}

static void add(struct lic_spool *spool, struct lic_str bytes, size_t piece)
{
	while (bytes.len) {
		size_t n = bytes.len < piece ? bytes.len : piece;

		assert_int_equal(lic_spool_add(spool, lic_str(bytes.ptr, n), NULL), 0);
		bytes = lic_str(bytes.ptr + n, bytes.len - n);
	}
}

static void expect_line(struct lic_spool *spool, struct lic_str expected)
{
	struct lic_str line;

	assert_int_equal(lic_spool_next(spool, &line), 1);
	assert_int_equal(line.len, expected.len);
	if (line.len)
		assert_memory_equal(line.ptr, expected.ptr, line.len);
}

static void expect_end(struct lic_spool *spool)
{
	struct lic_str line;

	assert_int_equal(lic_spool_next(spool, &line), 0);
	assert_int_equal(lic_spool_next(spool, &line), 0);
	lic_spool_free(spool);
	assert_int_equal(atomic_load(&total), 0);
}

static void test_pieces(void **state)
{
	static const char text[] = "one\n\ntwo\r\n\x00three\nfour";

	(void)state;
	for (size_t piece = 1; piece < sizeof(text); piece++) {
		struct lic_spool *spool = new_spool();

		add(spool, lic_str(text, sizeof(text) - 1), piece);
		expect_line(spool, LIC_STR("one"));
		expect_line(spool, LIC_STR(""));
		expect_line(spool, LIC_STR("two\r"));
		expect_line(spool, LIC_STR("\0three"));
		expect_line(spool, LIC_STR("four"));
		expect_end(spool);
	}
}

static void test_nothing(void **state)
{
	(void)state;
	expect_end(new_spool());
}

static void test_newline_alone(void **state)
{
	struct lic_spool *spool = new_spool();

	(void)state;
	add(spool, LIC_STR("\n"), 1);
	expect_line(spool, LIC_STR(""));
	expect_end(spool);
}

/* A line one byte longer than allowed is kept as long as it takes to see that. */
static void test_long_lines(void **state)
{
	static const size_t lengths[] = {LIC_BATCH_LINE_MAX - 1, LIC_BATCH_LINE_MAX,
					 LIC_BATCH_LINE_MAX + 1, LIC_BATCH_LINE_MAX + 2,
					 3 * LIC_BATCH_CHUNK};
	static char text[3 * LIC_BATCH_CHUNK + 1];

	(void)state;
	memset(text, 'x', sizeof(text));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(lengths); i++) {
		struct lic_spool *spool = new_spool();
		size_t kept =
			lengths[i] <= LIC_BATCH_LINE_MAX ? lengths[i] : LIC_BATCH_LINE_MAX + 1;

		text[lengths[i]] = '\n';
		add(spool, lic_str(text, lengths[i] + 1), 7777);
		add(spool, LIC_STR("after\n"), 6);
		text[lengths[i]] = 'x';
		expect_line(spool, lic_str(text, kept));
		expect_line(spool, LIC_STR("after"));
		expect_end(spool);
	}
}

/* Well past what memory holds, with lines of every length over every seam. */
static void test_disk(void **state)
{
	struct lic_spool *spool = new_spool();
	char line[64];

	(void)state;
	for (int i = 0; i < 200000; i++) {
		int n = snprintf(line, sizeof(line), "%d%.*s\n", i, i % 23,
				 "abcdefghijklmnopqrstuvw");
		assert_int_equal(lic_spool_add(spool, lic_str(line, (size_t)n), NULL), 0);
	}
	assert_true(atomic_load(&total) > LIC_BATCH_CHUNK);
	for (int i = 0; i < 200000; i++) {
		int n = snprintf(line, sizeof(line), "%d%.*s", i, i % 23,
				 "abcdefghijklmnopqrstuvw");
		expect_line(spool, lic_str(line, (size_t)n));
	}
	expect_end(spool);
}

/* Other batches fill the disk that all may use. */
static void test_budget(void **state)
{
	static char text[2 * LIC_BATCH_CHUNK];
	struct lic_spool *spool = new_spool();
	struct lic_diag diag = {""};
	struct lic_str line;

	(void)state;
	memset(text, '\n', sizeof(text));
	atomic_store(&total, LIC_HTTP_SPOOL_MAX);
	assert_int_equal(lic_spool_add(spool, lic_str(text, sizeof(text)), &diag), LIC_ELIMIT);
	assert_non_null(strstr(diag.text, "licit batch"));
	assert_int_equal(lic_spool_add(spool, LIC_STR("x"), &diag), LIC_ELIMIT);
	assert_int_equal(lic_spool_next(spool, &line), LIC_ELIMIT);
	lic_spool_free(spool);
	assert_int_equal(atomic_load(&total), LIC_HTTP_SPOOL_MAX);
	atomic_store(&total, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),        cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_newline_alone), cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_disk),          cmocka_unit_test(test_budget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
