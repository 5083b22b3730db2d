/* Answers of registries are kept until their time is over, and no longer. */
#include "store_answers.h"

#include "limits.h"
#include "rows.h"
#include "scratch.h"

#define NAME LIC_STR("pills.example")

static struct lic_kept_answer answer_at(int64_t at, struct lic_str text)
{
	return (struct lic_kept_answer){.whois = true,
					.status = 200,
					.source = LIC_STR("whois.example"),
					.text = text,
					.at = at};
}

static struct scratch scratch;

static int set_up(void **state)
{
	(void)state;
	scratch_make(&scratch);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	scratch_remove(&scratch);
	return 0;
}

static void test_kept(void **state)
{
	struct lic_answers *answers;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_kept_answer got, put = answer_at(100, LIC_STR("one"));
	struct lic_diag diag;

	(void)state;
	assert_int_equal(lic_answers_open(&answers, scratch.dir, &diag), 0);
	assert_int_equal(lic_answers_get(answers, NAME, 100, &got, &arena), 0);
	assert_int_equal(lic_answers_put(answers, NAME, &put, 200), 0);
	assert_int_equal(lic_answers_get(answers, NAME, 199, &got, &arena), 1);
	assert_true(lic_str_eq(got.text, LIC_STR("one")));
	assert_true(lic_str_eq(got.source, LIC_STR("whois.example")));
	assert_true(got.whois && got.status == 200 && got.at == 100);
	assert_int_equal(lic_answers_get(answers, NAME, 200, &got, &arena), 0);
	/* A newer answer takes the place of the older. */
	put = answer_at(150, LIC_STR("two"));
	assert_int_equal(lic_answers_put(answers, NAME, &put, 300), 0);
	lic_answers_close(answers);
	assert_int_equal(lic_answers_open(&answers, scratch.dir, &diag), 0);
	assert_int_equal(lic_answers_get(answers, NAME, 250, &got, &arena), 1);
	assert_true(lic_str_eq(got.text, LIC_STR("two")));
	lic_answers_close(answers);
	lic_answers_close(NULL);
	lic_arena_release(&arena);
}

/* What is over is deleted with the next that is kept. */
static void test_over(void **state)
{
	struct lic_answers *answers;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_kept_answer got, put = answer_at(1000, LIC_STR("one"));
	struct lic_diag diag;

	(void)state;
	assert_int_equal(lic_answers_open(&answers, scratch.dir, &diag), 0);
	assert_int_equal(lic_answers_put(answers, LIC_STR("old.example"), &put, 2000), 0);
	put = answer_at(2000, LIC_STR("two"));
	assert_int_equal(lic_answers_put(answers, LIC_STR("new.example"), &put, 3000), 0);
	assert_int_equal(lic_answers_get(answers, LIC_STR("old.example"), 0, &got, &arena), 0);
	assert_int_equal(lic_answers_get(answers, LIC_STR("new.example"), 0, &got, &arena), 1);
	lic_answers_close(answers);
	lic_arena_release(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_over, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
