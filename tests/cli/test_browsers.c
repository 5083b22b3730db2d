/* The table of browsers: --browser takes each of them by name, and each has a manifest
 * of its own. */
#include "browsers.h"
#include "commands.h"
#include "place.h"

#include <setjmp.h>

#include <cmocka.h>

static void test_words_are_the_table(void **state)
{
	const struct lic_option *option = lic_command_native_host.options;
	struct lic_buf words;

	(void)state;
	while (option->kind != LIC_VALUE_WORDS)
		option++;
	lic_buf_init(&words, 1024);
	for (const struct lic_browser *b = lic_browsers; b->id; b++) {
		lic_buf_printf(&words, "%s%s", words.len ? " " : "", b->id);
		assert_ptr_equal(lic_browser_find(b->id), b);
	}
	lic_buf_addc(&words, '\0');
	assert_string_equal(words.ptr, option->words);
	lic_buf_release(&words);
	assert_null(lic_browser_find("netscape"));
}

static void test_manifests_are_apart(void **state)
{
	struct lic_buf one, other;

	(void)state;
	assert_int_equal(setenv("HOME", "/home/u", 1), 0);
	assert_int_equal(unsetenv("XDG_CONFIG_HOME"), 0);
	lic_buf_init(&one, LIC_PATH_MAX);
	lic_buf_init(&other, LIC_PATH_MAX);
	for (const struct lic_browser *b = lic_browsers; b->id; b++) {
		lic_buf_reset(&one);
		assert_int_equal(lic_browser_manifest(b, &one, NULL), LIC_OK);
		assert_true(lic_str_starts(lic_buf_str(&one), LIC_STR("/home/u/.")));
		for (const struct lic_browser *c = lic_browsers; c->id; c++) {
			lic_buf_reset(&other);
			assert_int_equal(lic_browser_manifest(c, &other, NULL), LIC_OK);
			assert_int_equal(strcmp(one.ptr, other.ptr) == 0, b == c);
		}
	}
	lic_buf_release(&one);
	lic_buf_release(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_are_the_table),
		cmocka_unit_test(test_manifests_are_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
