/* The verdict on facts that were saved is the verdict on the facts, byte for byte. */
#include "facts_filler.h"
#include "json.h"
#include "score.h"
#include "script.h"
#include "write.h"

#define ROUNDS 300

static struct lic_model model;
static struct script script;

static void judge(const struct lic_facts *facts, const struct lic_facts_about *about,
		  struct lic_buf *out)
{
	static struct lic_verdict v;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_buf as_of;

	memset(&v, 0xAA, sizeof(v));
	lic_buf_init(&as_of, 4096);
	lic_judge(facts, &model, &arena, &v);
	lic_as_of_write(&as_of, about->listset, lic_str_from(model.id), about->time);
	v.as_of_json = lic_buf_str(&as_of);
	v.silent_json = lic_str(NULL, 0);
	lic_buf_reset(out);
	lic_verdict_write(out, &v, true);
	assert_int_equal(lic_buf_error(out), 0);
	lic_buf_release(&as_of);
	lic_arena_release(&arena);
}

static void test_any_facts(void **state)
{
	static struct facts_filler filler;
	static struct lic_facts_file file;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_buf text, then, now;
	struct lic_diag diag;
	struct lic_json *json;

	(void)state;
	lic_buf_init(&text, LIC_FACTS_MAX);
	lic_buf_init(&then, LIC_VERDICT_MAX);
	lic_buf_init(&now, LIC_VERDICT_MAX);
	for (uint64_t seed = 0; seed < ROUNDS; seed++) {
		facts_filler_make(&filler, seed);
		judge(&filler.facts, &filler.about, &then);
		lic_buf_reset(&text);
		lic_facts_write(&text, &filler.facts, &filler.about);
		if (lic_facts_read(&file, lic_buf_str(&text), &arena, &diag) < 0)
			fail_msg("seed %llu: %s", (unsigned long long)seed, diag.text);
		judge(&file.facts, &file.about, &now);
		if (!lic_str_eq(lic_buf_str(&then), lic_buf_str(&now)))
			fail_msg("seed %llu: %.*s\n%.*s", (unsigned long long)seed,
				 LIC_STR_ARG(lic_buf_str(&then)), LIC_STR_ARG(lic_buf_str(&now)));
		/* Of a NUL jansson wants to know nothing. */
		if (!memmem(now.ptr, now.len, "\\u0000", 6)) {
			if (lic_json_parse(&json, lic_buf_str(&now), &diag) < 0)
				fail_msg("seed %llu: %s\n%.*s", (unsigned long long)seed, diag.text,
					 LIC_STR_ARG(lic_buf_str(&now)));
			lic_json_free(json);
		}
		lic_arena_reset(&arena);
		facts_filler_release(&filler);
	}
	lic_buf_release(&text);
	lic_buf_release(&then);
	lic_buf_release(&now);
	lic_arena_release(&arena);
}

/* A check, saved and judged again by another object, long after. */
static void test_check(void **state)
{
	static const char *const inputs[] = {"bad.cz",        "HTTPS://Good.cz:443/a b?c#d",
					     "both.com",      "old.cz",
					     "rumour.cz",     "office.cz",
					     "xn--lk-8ja.cz", "[::1]",
					     "lék.cz"};
	struct lic_buf text, then, now;
	struct lic_replay *replay;
	const struct lic_verdict *v;
	struct lic_diag diag;

	(void)state;
	lic_buf_init(&text, LIC_FACTS_MAX);
	lic_buf_init(&then, LIC_VERDICT_MAX);
	lic_buf_init(&now, LIC_VERDICT_MAX);
	assert_int_equal(lic_replay_new(&replay, script.lists_dir, &diag), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(inputs); i++) {
		setenv("LICIT_TIME", "2026-11-23T12:00:00Z", 1);
		if (lic_check_run(script.check, lic_str_from(inputs[i]), LIC_STR("CZ"), &v, &diag) <
		    0)
			fail_msg("%s: %s", inputs[i], diag.text);
		lic_buf_reset(&then);
		lic_verdict_write(&then, v, true);
		lic_buf_reset(&text);
		lic_check_write_facts(script.check, &text);
		setenv("LICIT_TIME", "2031-01-01T00:00:00Z", 1);
		if (lic_replay_run(replay, lic_buf_str(&text), &v, &diag) < 0)
			fail_msg("%s: %s", inputs[i], diag.text);
		lic_buf_reset(&now);
		lic_verdict_write(&now, v, true);
		assert_true(lic_str_eq(lic_buf_str(&then), lic_buf_str(&now)));
		assert_true(lic_str_eq(lic_replay_model(replay), v->model));
	}
	assert_int_equal(lic_replay_run(replay, LIC_STR("{}"), &v, &diag), LIC_ESYNTAX);
	assert_int_equal(lic_replay_run(replay, LIC_STR(""), &v, &diag), LIC_ESYNTAX);
	lic_replay_free(replay);
	lic_replay_free(NULL);
	assert_int_equal(lic_replay_new(&replay, script.data_dir, &diag), LIC_ENOENT);
	assert_non_null(strstr(diag.text, "model.json"));
	lic_buf_release(&text);
	lic_buf_release(&then);
	lic_buf_release(&now);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_facts),
		cmocka_unit_test(test_check),
	};
	struct lic_buf text;
	struct lic_diag diag;
	char path[4096];

	rows_path(path, sizeof(path), "engine/lists/model.json");
	rows_read(path, &text, ROWS_FILE_MAX);
	if (lic_model_parse(&model, lic_buf_str(&text), &diag) < 0) {
		print_error("%s\n", diag.text);
		return 1;
	}
	lic_buf_release(&text);
	script_begin_lists(&script);
	if (script_open(&script, &diag) < 0) {
		print_error("%s\n", diag.text);
		return 1;
	}
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	script_end(&script);
	return failed;
}
