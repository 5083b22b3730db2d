/* Pairing and reports, as the command line and the HTTP interface see them. */
#include "script.h"

static struct script script;
static struct lic_diag diag;

static int set_up(void **state)
{
	(void)state;
	script_begin(&script);
	return script_open(&script, &diag);
}

static int tear_down(void **state)
{
	(void)state;
	script_end(&script);
	return 0;
}

static int redeem(const char *code, char token[LIC_TOKEN_SIZE])
{
	char id[LIC_TOKEN_ID_SIZE];

	return lic_pair_redeem(script.engine, lic_str_from(code), token, id, &diag);
}

static void new_code(char code[LIC_PAIR_CODE_SIZE])
{
	assert_int_equal(lic_pair_new(script.engine, code, &diag), 0);
}

static bool token_ok(const char *token)
{
	return lic_token_ok(script.engine, lic_str_from(token));
}

static void test_code(void **state)
{
	char code[LIC_PAIR_CODE_SIZE], other[LIC_PAIR_CODE_SIZE];

	(void)state;
	for (int i = 0; i < 20; i++) {
		new_code(code);
		assert_int_equal(strlen(code), 9);
		for (int at = 0; at < 9; at++)
			assert_non_null(strchr(at == 4 ? "-" : "ABCDEFGHJKLMNPQRSTUVWXYZ23456789",
					       code[at]));
	}
	new_code(other);
	assert_string_not_equal(code, other);
}

/* As people type it: small letters, spaces, without the hyphen. */
static void test_typing(void **state)
{
	/* Before, between and behind the halves. */
	static const char *const forms[][3] = {
		{"", "", ""}, {"", "-", ""}, {" ", " ", " "}, {"--", "", ""}};
	char code[LIC_PAIR_CODE_SIZE], typed[32], token[LIC_TOKEN_SIZE];

	(void)state;
	for (size_t i = 0; i < 2 * LIC_ARRAY_SIZE(forms); i++) {
		const char *const *form = forms[i / 2];
		new_code(code);
		snprintf(typed, sizeof(typed), "%s%.4s%s%.4s%s", form[0], code, form[1], code + 5,
			 form[2]);
		for (char *c = typed; *c && i % 2; c++)
			*c = lic_lower(*c);
		if (redeem(typed, token) < 0)
			fail_msg("%s: %s", typed, diag.text);
		assert_int_equal(strlen(token), LIC_TOKEN_SIZE - 1);
		assert_true(token_ok(token));
	}
}

static void test_one_use(void **state)
{
	char code[LIC_PAIR_CODE_SIZE], token[LIC_TOKEN_SIZE], again[LIC_TOKEN_SIZE];

	(void)state;
	new_code(code);
	assert_int_equal(redeem(code, token), 0);
	assert_int_equal(redeem(code, again), LIC_EDENIED);
	assert_non_null(strstr(diag.text, "licit pair"));
	assert_true(token_ok(token));
}

static void test_expiry(void **state)
{
	char code[LIC_PAIR_CODE_SIZE], token[LIC_TOKEN_SIZE];

	(void)state;
	new_code(code);
	setenv("LICIT_TIME", "2026-11-23T12:10:00Z", 1);
	assert_int_equal(redeem(code, token), LIC_EDENIED);
	setenv("LICIT_TIME", "2026-11-23T12:09:59Z", 1);
	assert_int_equal(redeem(code, token), 0);
	/* A token does not expire. */
	setenv("LICIT_TIME", "2030-11-23T12:09:59Z", 1);
	assert_true(token_ok(token));
}

static void test_guessing(void **state)
{
	static const char *const wrong[LIC_PAIR_TRIES] = {"AAAA-AAAA", "", "AAAA-AAA", "0O1I-0O1I",
							  "AAAA-AAAAA"};
	char first[LIC_PAIR_CODE_SIZE], second[LIC_PAIR_CODE_SIZE], token[LIC_TOKEN_SIZE];

	(void)state;
	new_code(first);
	new_code(second);
	/* What cannot be a code counts as a wrong try too. */
	for (int i = 0; i < LIC_PAIR_TRIES; i++)
		assert_int_equal(redeem(wrong[i], token), LIC_EDENIED);
	assert_int_equal(redeem(first, token), LIC_EDENIED);
	assert_int_equal(redeem(second, token), LIC_EDENIED);
	new_code(first);
	assert_int_equal(redeem(first, token), 0);
}

static void test_odd_codes(void **state)
{
	char token[LIC_TOKEN_SIZE], id[LIC_TOKEN_ID_SIZE];
	static char longer[100000];

	(void)state;
	memset(longer, 'A', sizeof(longer));
	assert_int_equal(lic_pair_redeem(script.engine, LIC_STR("AAAA\0AAA"), token, id, &diag),
			 LIC_EDENIED);
	assert_int_equal(
		lic_pair_redeem(script.engine, lic_str(longer, sizeof(longer)), token, id, &diag),
		LIC_EDENIED);
	assert_int_equal(lic_pair_redeem(script.engine, lic_str(NULL, 0), token, id, &diag),
			 LIC_EDENIED);
}

static void test_tokens(void **state)
{
	char code[LIC_PAIR_CODE_SIZE], token[LIC_TOKEN_SIZE];

	(void)state;
	new_code(code);
	assert_int_equal(redeem(code, token), 0);
	assert_true(token_ok(token));
	for (size_t i = 0; i < LIC_TOKEN_SIZE - 1; i++) {
		char saved = token[i];
		token[i] = saved == 'x' ? 'y' : 'x';
		assert_false(token_ok(token));
		token[i] = saved;
	}
	assert_false(token_ok(""));
	assert_false(lic_token_ok(script.engine, lic_str(NULL, 0)));
	assert_false(lic_token_ok(script.engine, lic_str(token, LIC_TOKEN_SIZE - 2)));
	assert_false(lic_token_ok(script.engine, lic_str(token, LIC_TOKEN_SIZE)));
}

static int remember(void *ctx, const struct lic_pairing *pairing)
{
	assert_int_equal(pairing->created, 1795435200);
	assert_int_equal(pairing->id.len, LIC_TOKEN_ID_SIZE - 1);
	memcpy(ctx, pairing->id.ptr, pairing->id.len);
	return 0;
}

static void test_revoke(void **state)
{
	char code[LIC_PAIR_CODE_SIZE], token[LIC_TOKEN_SIZE];
	char id[LIC_TOKEN_ID_SIZE], kept[LIC_TOKEN_SIZE], listed[LIC_TOKEN_ID_SIZE] = "";
	struct lic_status status;

	(void)state;
	new_code(code);
	assert_int_equal(redeem(code, kept), 0);
	new_code(code);
	assert_int_equal(lic_pair_redeem(script.engine, lic_str_from(code), token, id, &diag), 0);
	assert_int_equal(lic_pair_revoke(script.engine, lic_str_from(id), &diag), 0);
	assert_false(token_ok(token));
	assert_true(token_ok(kept));
	assert_int_equal(lic_pair_revoke(script.engine, lic_str_from(id), &diag), LIC_ENOENT);
	assert_int_equal(lic_pair_revoke(script.engine, LIC_STR("x"), &diag), LIC_ENOENT);
	lic_engine_status(script.engine, &status);
	assert_int_equal(status.pairings, 1);
	assert_int_equal(lic_pair_each(script.engine, remember, listed, &diag), 0);
	assert_string_not_equal(listed, id);
	/* It lasts. */
	script_close(&script);
	assert_int_equal(script_open(&script, &diag), 0);
	assert_true(token_ok(kept));
	assert_false(token_ok(token));
}

/* A pairing made by another process is in force after a refresh. */
static void test_other_process(void **state)
{
	char code[LIC_PAIR_CODE_SIZE], token[LIC_TOKEN_SIZE];
	struct script other = script;

	(void)state;
	other.engine = NULL;
	assert_int_equal(script_open(&other, &diag), 0);
	assert_int_equal(lic_pair_new(other.engine, code, &diag), 0);
	assert_int_equal(redeem(code, token), 0);
	assert_false(lic_token_ok(other.engine, lic_str_from(token)));
	assert_int_equal(lic_engine_refresh(other.engine, &diag), 0);
	assert_true(lic_token_ok(other.engine, lic_str_from(token)));
	script_close(&other);
}

static void test_reports(void **state)
{
	int64_t first, second;

	(void)state;
	assert_int_equal(lic_report_add(script.engine, LIC_STR("{\"url\":\"x\"}"), &first, &diag),
			 0);
	assert_int_equal(lic_report_add(script.engine, LIC_STR("{}"), &second, &diag), 0);
	assert_true(second > first);
}

#define PEOPLE_TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		PEOPLE_TEST(test_code),          PEOPLE_TEST(test_typing),
		PEOPLE_TEST(test_one_use),       PEOPLE_TEST(test_expiry),
		PEOPLE_TEST(test_guessing),      PEOPLE_TEST(test_odd_codes),
		PEOPLE_TEST(test_tokens),        PEOPLE_TEST(test_revoke),
		PEOPLE_TEST(test_other_process), PEOPLE_TEST(test_reports),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
