/*
 * Checks in some threads, while others import, refresh and pair, on the same engine
 * and by another one on the same data. The counts are bounded; what may be wrong
 * shows under a thread sanitizer, or as an answer that no listset ever gave.
 */
#include "script.h"

#include <pthread.h>
#include <stdatomic.h>

enum { CHECKERS = 3, IMPORTS = 8, CHECKS = 100000 };

static struct script script, other;
static atomic_int working; /* writers that are not done */
static atomic_int failures;

/* Not assert: cmocka knows but its own thread. */
static void expect(bool holds, const char *what)
{
	if (holds)
		return;
	atomic_fetch_add(&failures, 1);
	fprintf(stderr, "%s\n", what);
}

static bool import(struct lic_engine *engine, const char *list, const char *text)
{
	const struct lic_import_options options = {
		.list = lic_str_from(list),
		.kind = LIC_STR("illegal"),
		.format = LIC_STR("domains"),
		.file = "f",
		.who = "t",
	};
	struct lic_import_result result;
	struct lic_diag diag = {""};
	int err = lic_import(engine, &options, lic_str_from(text), &result, &diag);

	if (err < 0)
		fprintf(stderr, "import: %s\n", diag.text);
	return err == 0;
}

/* always.cz stays; a.cz and b.cz come and go together. */
static void *importer(void *arg)
{
	struct script *s = arg;
	const char *list = s == &other ? "theirs" : "ours";

	for (int i = 0; i < IMPORTS; i++)
		expect(import(s->engine, list, i % 2 ? "always.cz\n" : "always.cz\na.cz\nb.cz\n"),
		       "an import failed");
	atomic_fetch_sub(&working, 1);
	return NULL;
}

static void *refresher(void *arg)
{
	(void)arg;
	for (int i = 0; i < CHECKS && atomic_load(&working); i++) {
		struct lic_diag diag;
		expect(lic_engine_refresh(script.engine, &diag) >= 0, "a refresh failed");
	}
	return NULL;
}

static void *pairer(void *arg)
{
	char code[LIC_PAIR_CODE_SIZE], token[LIC_TOKEN_SIZE], id[LIC_TOKEN_ID_SIZE];

	(void)arg;
	for (int i = 0; i < IMPORTS; i++) {
		expect(lic_pair_new(script.engine, code, NULL) == 0, "no code");
		expect(lic_pair_redeem(script.engine, lic_str_from(code), token, id, NULL) == 0,
		       "no token");
		expect(lic_token_ok(script.engine, lic_str_from(token)), "the token is no good");
		if (i % 2)
			expect(lic_pair_revoke(script.engine, lic_str_from(id), NULL) == 0,
			       "not revoked");
	}
	atomic_fetch_sub(&working, 1);
	return NULL;
}

static void *checker(void *arg)
{
	static const char *const addresses[] = {"https://always.cz/", "https://a.cz/",
						"https://b.cz/x", "https://example.com/"};
	struct lic_check *check;
	const struct lic_verdict *v;
	struct lic_buf out;

	(void)arg;
	if (lic_check_new(&check, script.engine) < 0)
		return NULL;
	lic_buf_init(&out, LIC_VERDICT_MAX);
	for (int i = 0; i < CHECKS && atomic_load(&working); i++) {
		struct lic_str address = lic_str_from(addresses[i % 4]);
		expect(lic_check_run(check, address, LIC_STR("CZ"), &v, NULL) == 0,
		       "a check failed");
		lic_buf_reset(&out);
		lic_verdict_write(&out, v, true);
		expect(i % 4 != 0 || v->class == LIC_ILLICIT, "always.cz was not listed");
		expect(i % 4 != 3 || v->findings_count == 0, "example.com was listed");
		expect(lic_buf_error(&out) == 0, "a verdict could not be written");
		struct lic_status status;
		lic_engine_status(script.engine, &status);
		expect(status.generation > 0, "no generation");
	}
	lic_buf_release(&out);
	lic_check_free(check);
	return NULL;
}

static void test_together(void **state)
{
	pthread_t threads[CHECKERS + 5];
	size_t n = 0;

	(void)state;
	assert_true(import(script.engine, "ours", "always.cz\n"));
	atomic_store(&working, 3);
	pthread_create(&threads[n++], NULL, importer, &script);
	pthread_create(&threads[n++], NULL, importer, &other);
	pthread_create(&threads[n++], NULL, pairer, NULL);
	pthread_create(&threads[n++], NULL, refresher, NULL);
	pthread_create(&threads[n++], NULL, refresher, NULL);
	for (int i = 0; i < CHECKERS; i++)
		pthread_create(&threads[n++], NULL, checker, NULL);
	for (size_t i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(atomic_load(&failures), 0);
	assert_int_equal(scratch_count(script.data_dir, "listset-"), 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_together)};
	struct lic_diag diag;

	script_begin(&script);
	int err = script_open(&script, &diag);
	other = script;
	other.engine = NULL;
	if (!err)
		err = script_open(&other, &diag);
	if (err < 0) {
		print_error("%s\n", diag.text);
		return 1;
	}
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	script_close(&other);
	script_end(&script);
	return failed;
}
