#include "loop.h"

#include <pthread.h>
#include <setjmp.h>

#include <cmocka.h>

#include "clock.h"

static char order[64];

struct named_timer {
	struct lic_timer timer;
	char name;
};

static void note(struct lic_timer *timer)
{
	struct named_timer *named = (struct named_timer *)timer;
	size_t len = strlen(order);

	assert_true(len + 1 < sizeof(order));
	order[len] = named->name;
}

/* Timers that are due fire by their time, whatever the order they were set in,
 * and one that was stopped does not. */
static void test_timers(void **state)
{
	static const unsigned due[] = {5, 3, 9, 1, 7, 2, 8, 4, 6, 10};
	struct named_timer timers[LIC_ARRAY_SIZE(due)];
	struct lic_loop *loop;

	(void)state;
	memset(order, 0, sizeof(order));
	assert_int_equal(lic_loop_new(&loop), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(due); i++) {
		timers[i] = (struct named_timer){{.fire = note}, (char)('a' + due[i])};
		assert_int_equal(lic_loop_at(loop, &timers[i].timer, due[i]), 0);
	}
	lic_loop_stop(loop, &timers[0].timer);                        /* f */
	assert_int_equal(lic_loop_at(loop, &timers[3].timer, 20), 0); /* b comes last */
	lic_loop_step(loop, 0);
	assert_string_equal(order, "cdeghijkb");
	lic_loop_stop(loop, &timers[0].timer);
	lic_loop_free(loop);
}

struct again {
	struct lic_timer timer;
	struct lic_loop *loop;
	unsigned fired;
};

static void set_again(struct lic_timer *timer)
{
	struct again *again = (struct again *)timer;

	again->fired++;
	assert_int_equal(lic_loop_at(again->loop, timer, 1), 0);
}

/* One that sets itself anew, long due, fires once in a step. */
static void test_timer_again(void **state)
{
	struct again again = {.timer = {.fire = set_again}};

	(void)state;
	assert_int_equal(lic_loop_new(&again.loop), 0);
	assert_int_equal(lic_loop_at(again.loop, &again.timer, 1), 0);
	lic_loop_step(again.loop, 0);
	lic_loop_step(again.loop, 0);
	assert_int_equal(again.fired, 2);
	lic_loop_stop(again.loop, &again.timer);
	lic_loop_free(again.loop);
}

struct pair {
	struct lic_loop_fd watch;
	struct lic_loop *loop;
	struct pair *other;
	unsigned called;
};

static void stop_other(struct lic_loop_fd *watch, unsigned events)
{
	struct pair *pair = (struct pair *)watch;

	assert_true(events & LIC_LOOP_READ);
	pair->called++;
	lic_loop_unwatch(pair->loop, &pair->other->watch);
}

/* Of two descriptors that are ready at once, the first callback stops the second,
 * which then must not be called. */
static void test_stopped_in_batch(void **state)
{
	struct pair a = {.watch = {.ready = stop_other}}, b = a;
	int one[2], two[2];

	(void)state;
	assert_int_equal(lic_loop_new(&a.loop), 0);
	b.loop = a.loop;
	a.other = &b;
	b.other = &a;
	assert_int_equal(pipe(one), 0);
	assert_int_equal(pipe(two), 0);
	assert_int_equal(write(one[1], "x", 1), 1);
	assert_int_equal(write(two[1], "x", 1), 1);
	assert_int_equal(lic_loop_watch(a.loop, &a.watch, one[0], LIC_LOOP_READ), 0);
	assert_int_equal(lic_loop_watch(a.loop, &b.watch, two[0], LIC_LOOP_READ), 0);
	lic_loop_step(a.loop, 0);
	assert_int_equal(a.called + b.called, 1);
	lic_loop_unwatch(a.loop, &a.watch);
	lic_loop_unwatch(a.loop, &b.watch);
	for (int i = 0; i < 2; i++) {
		close(one[i]);
		close(two[i]);
	}
	lic_loop_free(a.loop);
}

static void *wake(void *loop)
{
	lic_loop_wake(loop);
	return NULL;
}

/* A step that would wait for ever ends when another thread wakes it. */
static void test_wake(void **state)
{
	struct lic_loop *loop;
	pthread_t thread;

	(void)state;
	assert_int_equal(lic_loop_new(&loop), 0);
	assert_int_equal(pthread_create(&thread, NULL, wake, loop), 0);
	lic_loop_step(loop, UINT64_MAX);
	pthread_join(thread, NULL);
	lic_loop_free(loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_timers),
		cmocka_unit_test(test_timer_again),
		cmocka_unit_test(test_stopped_in_batch),
		cmocka_unit_test(test_wake),
	};

	return cmocka_run_group_tests_name("io/loop", tests, NULL, NULL);
}
