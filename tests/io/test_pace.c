/* Servers are asked at most so often, and left alone after they refused. */
#include "pace.h"

#include "limits.h"

#include <pthread.h>
#include <setjmp.h>

#include <cmocka.h>

#define A LIC_STR("a.example")
#define B LIC_STR("b.example")

static void test_gap(void **state)
{
	struct lic_pace *pace;

	(void)state;
	assert_int_equal(lic_pace_new(&pace), 0);
	assert_int_equal(lic_pace_ask(pace, A, 1000, 0), 0);
	assert_int_equal(lic_pace_ask(pace, A, 1000, 0), LIC_PACE_GAP_MS);
	assert_int_equal(lic_pace_ask(pace, LIC_STR("A.Example"), 1001, 0), LIC_PACE_GAP_MS - 1);
	assert_int_equal(lic_pace_ask(pace, B, 1001, 0), 0);
	assert_int_equal(lic_pace_ask(pace, A, 1000 + LIC_PACE_GAP_MS, 0), 0);
	lic_pace_free(pace);
}

/* Turns are booked in the order in which they are asked for, up to as long as one waits. */
static void test_turns(void **state)
{
	const uint64_t gap = LIC_PACE_GAP_MS;
	struct lic_pace *pace;

	(void)state;
	assert_int_equal(lic_pace_new(&pace), 0);
	for (uint64_t i = 0; i <= 6; i++)
		assert_int_equal(lic_pace_ask(pace, A, 1000, 6 * gap), i * gap);
	assert_int_equal(lic_pace_ask(pace, A, 1000, 6 * gap), 7 * gap);
	assert_int_equal(lic_pace_ask(pace, A, 1000, 6 * gap), 7 * gap);
	assert_int_equal(lic_pace_ask(pace, A, 1000 + gap, 6 * gap), 6 * gap);
	assert_false(lic_pace_is_shut(pace, A, 1000 + gap));
	assert_false(lic_pace_is_shut(pace, B, 1000));
	/* Who has a turn does not come while the server is left alone. */
	lic_pace_refused(pace, A, 1000 + gap, 0);
	assert_true(lic_pace_is_shut(pace, A, 1000 + 2 * gap));
	assert_false(lic_pace_is_shut(pace, A, 1000 + gap + LIC_PACE_PAUSE_MS));
	assert_int_equal(lic_pace_ask(pace, A, 1000 + gap, 0), LIC_PACE_PAUSE_MS);
	lic_pace_free(pace);
}

static void test_refused(void **state)
{
	struct lic_pace *pace;
	uint64_t last = 0;

	(void)state;
	assert_int_equal(lic_pace_new(&pace), 0);
	for (int i = 0; i < 20; i++) {
		lic_pace_refused(pace, A, 1000, 0);
		uint64_t wait = lic_pace_ask(pace, A, 1000, 0);
		assert_true(wait >= last && wait >= LIC_PACE_PAUSE_MS &&
			    wait <= LIC_PACE_PAUSE_MAX_MS);
		assert_true(i == 0 || i > 7 || wait == 2 * last);
		last = wait;
	}
	lic_pace_answered(pace, A);
	lic_pace_refused(pace, A, 1000, 0);
	assert_int_equal(lic_pace_ask(pace, A, 1000, 0), LIC_PACE_PAUSE_MS);
	/* As the server says, a day at most. */
	lic_pace_refused(pace, A, 1000, 90);
	assert_int_equal(lic_pace_ask(pace, A, 1000, 0), 90000);
	lic_pace_refused(pace, A, 1000, UINT32_MAX);
	assert_int_equal(lic_pace_ask(pace, A, 1000, 0), LIC_PACE_PAUSE_MAX_MS);
	assert_int_equal(lic_pace_ask(pace, B, 1000, 0), 0);
	lic_pace_free(pace);
	lic_pace_free(NULL);
}

/* Servers that refused are not forgotten; of the others there may be any number. */
static void test_many(void **state)
{
	struct lic_pace *pace;
	char name[32];

	(void)state;
	assert_int_equal(lic_pace_new(&pace), 0);
	lic_pace_refused(pace, A, 1000, 86400);
	for (int i = 0; i < 3 * LIC_PACE_SERVERS_MAX; i++) {
		snprintf(name, sizeof(name), "s%d.example", i);
		assert_int_equal(lic_pace_ask(pace, lic_str_from(name),
					      1000 + (uint64_t)i * LIC_PACE_GAP_MS, 0),
				 0);
	}
	assert_true(lic_pace_ask(pace, A, 1000, 0) > 0);
	lic_pace_free(pace);
}

static void *ask_often(void *arg)
{
	size_t asked = 0;

	for (uint64_t now = 0; now < 100; now++)
		asked += lic_pace_ask(arg, A, now * LIC_PACE_GAP_MS, 0) == 0;
	return (void *)(uintptr_t)asked;
}

static void test_threads(void **state)
{
	struct lic_pace *pace;
	pthread_t threads[4];
	size_t asked = 0;

	(void)state;
	assert_int_equal(lic_pace_new(&pace), 0);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask_often, pace), 0);
	for (size_t i = 0; i < 4; i++) {
		void *count;
		pthread_join(threads[i], &count);
		asked += (size_t)(uintptr_t)count;
	}
	/* All together no more often than one alone. */
	assert_true(asked > 0 && asked <= 100);
	lic_pace_free(pace);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gap),     cmocka_unit_test(test_turns),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_many),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
