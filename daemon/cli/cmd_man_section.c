/* For the man page, whose sections a test compares with this. */
#include "commands.h"
#include "help.h"

static int run(struct lic_cli *cli)
{
	if (strcmp(cli->operands[0], "commands") == 0)
		lic_help_mdoc_commands(&cli->out);
	else if (strcmp(cli->operands[0], "settings") == 0)
		lic_help_mdoc_settings(&cli->out);
	else
		return lic_cli_usage(cli, "there is no section \"%s\": commands or settings",
				     cli->operands[0]);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_man_section = {
	.name = "man-section",
	.operands = "SECTION",
	.least = 1,
	.most = 1,
	.hidden = true,
	.summary = "a section of the man page",
	.text = "Prints the section commands or settings of licit(1), in mdoc.",
	.run = run,
};
