#include "arena.h"

#include "rows.h"

static void test_alloc(void **state)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	char *blocks[400];

	(void)state;
	/* Sizes around a chunk's: none touches another, all are aligned. */
	for (size_t i = 0; i < LIC_ARRAY_SIZE(blocks); i++) {
		size_t size = i % 100 == 99 ? 40000 : i;
		blocks[i] = lic_arena_alloc(&arena, size);
		assert_non_null(blocks[i]);
		assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
		memset(blocks[i], (int)i, size);
	}
	for (size_t i = 0; i < LIC_ARRAY_SIZE(blocks); i++)
		for (size_t at = 0; at < (i % 100 == 99 ? 40000 : i); at++)
			assert_int_equal((unsigned char)blocks[i][at], i & 255);
	lic_arena_release(&arena);
	lic_arena_release(&arena);
}

static void test_too_much(void **state)
{
	struct lic_arena arena = LIC_ARENA_INIT;

	(void)state;
	assert_null(lic_arena_alloc(&arena, SIZE_MAX));
	assert_null(lic_arena_alloc(&arena, SIZE_MAX - 16));
	assert_non_null(lic_arena_alloc(&arena, 1));
	lic_arena_release(&arena);
}

static void test_texts(void **state)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	const struct lic_str parts[] = {LIC_STR("a"), {NULL, 0}, LIC_STR("b\0c"), LIC_STR("")};
	struct lic_str empty = lic_arena_copy(&arena, lic_str(NULL, 0));
	struct lic_str copy = lic_arena_copy(&arena, LIC_STR("text"));
	struct lic_str joined = lic_arena_join(&arena, parts, LIC_ARRAY_SIZE(parts));
	struct lic_str nothing = lic_arena_join(&arena, NULL, 0);

	(void)state;
	assert_string_equal(empty.ptr, "");
	assert_string_equal(copy.ptr, "text");
	assert_int_equal(copy.len, 4);
	assert_int_equal(joined.len, 4);
	assert_memory_equal(joined.ptr, "ab\0c", 5);
	assert_string_equal(nothing.ptr, "");
	lic_arena_release(&arena);
}

/* Ten thousand checks in one arena: the memory of one. */
static void test_reset(void **state)
{
	struct lic_arena arena = LIC_ARENA_INIT;

	(void)state;
	lic_arena_reset(&arena);
	assert_null(arena.head);
	const char *first = lic_arena_alloc(&arena, 100);
	for (int i = 0; i < 10000; i++) {
		lic_arena_reset(&arena);
		assert_ptr_equal(lic_arena_alloc(&arena, 100), first);
		memset(lic_arena_alloc(&arena, 20000), i, 20000);
	}
	lic_arena_release(&arena);
	assert_null(arena.head);
}

static void test_held(void **state)
{
	struct lic_arena arena = {.step = 1024};

	(void)state;
	assert_int_equal(lic_arena_held(&arena), 0);
	assert_non_null(lic_arena_alloc(&arena, 1000));
	size_t one = lic_arena_held(&arena);
	assert_true(one >= 1024 && one < 1200);
	assert_non_null(lic_arena_alloc(&arena, 5000));
	assert_true(lic_arena_held(&arena) >= one + 5000);
	lic_arena_reset(&arena);
	assert_true(lic_arena_held(&arena) > 0);
	lic_arena_release(&arena);
	assert_int_equal(lic_arena_held(&arena), 0);
	assert_int_equal(arena.step, 1024);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alloc), cmocka_unit_test(test_too_much),
		cmocka_unit_test(test_texts), cmocka_unit_test(test_reset),
		cmocka_unit_test(test_held),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
