/* The table of commands: each option and example of it is seen, for a place without a name ends
 * the row of them. */
#include "commands.h"

#include <setjmp.h>

#include <cmocka.h>

static void check_options(const struct lic_command *command)
{
	bool ended = false, repeats = false;

	for (size_t i = 0; i < LIC_COMMAND_OPTIONS_MAX; i++) {
		const struct lic_option *option = &command->options[i];
		ended = ended || !option->name;
		if (ended != !option->name)
			fail_msg("licit %s: --%s stands behind the end", command->name,
				 option->name);
		if (option->name && command->repeatable &&
		    strcmp(option->name, command->repeatable) == 0)
			repeats = true;
	}
	if (command->repeatable && !repeats)
		fail_msg("licit %s has no --%s", command->name, command->repeatable);
}

static void test_options_are_without_gaps(void **state)
{
	(void)state;
	for (size_t i = 0; lic_commands[i]; i++)
		check_options(lic_commands[i]);
}

static void test_names_are_apart(void **state)
{
	(void)state;
	for (size_t i = 0; lic_commands[i]; i++)
		assert_ptr_equal(lic_command_find(lic_str_from(lic_commands[i]->name)),
				 lic_commands[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_options_are_without_gaps),
		cmocka_unit_test(test_names_are_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
