#include "commands.h"
#include "help.h"
#include "suggest.h"

static int run(struct lic_cli *cli)
{
	char name[64] = "";
	struct lic_suggest suggest = {.word = name};
	size_t len = 0;

	for (size_t i = 0; i < cli->operands_count && len < sizeof(name); i++)
		len += (size_t)snprintf(name + len, sizeof(name) - len, "%s%s", i ? " " : "",
					cli->operands[i]);
	if (strcmp(name, "settings") == 0) {
		lic_help_settings(&cli->out);
		return LIC_EXIT_OK;
	}
	const struct lic_command *command = lic_command_find(lic_str_from(name));
	if (command || !name[0]) {
		lic_help_write(&cli->out, command);
		return LIC_EXIT_OK;
	}
	lic_suggest_try(&suggest, "settings");
	for (size_t i = 0; lic_commands[i]; i++) {
		if (!lic_commands[i]->hidden)
			lic_suggest_try(&suggest, lic_commands[i]->name);
	}
	if (suggest.best)
		return lic_cli_usage(cli,
				     "there is no command \"%s\"; did you mean `licit help %s`?",
				     name, suggest.best);
	return lic_cli_usage(cli, "there is no command \"%s\"; `licit help` lists them", name);
}

const struct lic_command lic_command_help = {
	.name = "help",
	.operands = "[COMMAND]",
	.most = 3,
	.operand_kind = LIC_VALUE_COMMAND,
	.summary = "explain a command, or the settings",
	.text = "Explains a command, with examples; `licit help settings` explains the settings. "
		"Without COMMAND it lists the commands.",
	.examples =
		{
			{"licit help lists import", "How to load a list."},
			{"licit help settings", "All settings, and where they can be set."},
		},
	.run = run,
};
