#include "commands.h"
#include "completion.h"

static int run(struct lic_cli *cli)
{
	const char *shell = cli->operands[0];

	if (strcmp(shell, "bash") == 0)
		lic_completion_bash(&cli->out);
	else if (strcmp(shell, "zsh") == 0)
		lic_completion_zsh(&cli->out);
	else if (strcmp(shell, "fish") == 0)
		lic_completion_fish(&cli->out);
	else
		return lic_cli_usage(cli,
				     "there are completions for bash, zsh and fish, not for "
				     "\"%s\"",
				     shell);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_completion = {
	.name = "completion",
	.operands = "SHELL",
	.least = 1,
	.most = 1,
	.hidden = true,
	.summary = "print completions for a shell",
	.text = "Prints what a shell needs to complete the words of a command line: for bash, zsh "
		"or fish.",
	.examples = {{"source <(licit completion bash)", "For this shell."}},
	.run = run,
};
