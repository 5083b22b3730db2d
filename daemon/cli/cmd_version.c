#include "commands.h"
#include "help.h"

static int run(struct lic_cli *cli)
{
	lic_help_version(&cli->out);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_version = {
	.name = "version",
	.operands = "",
	.summary = "print the version",
	.text = "Prints the version.",
	.run = run,
};
