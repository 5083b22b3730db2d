#include "commands.h"
#include "licit_subscribe.h"

static int run(struct lic_cli *cli)
{
	struct lic_str id = lic_str_from(cli->operands[0]);

	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	if (lic_unsubscribe(cli->engine, id, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_cli_note(cli, "the feed %.*s and its lists are forgotten", LIC_STR_ARG(id));
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_unsubscribe = {
	.name = "unsubscribe",
	.operands = "ID",
	.least = 1,
	.most = 1,
	.operand_kind = LIC_VALUE_TEXT,
	.needs_settings = true,
	.summary = "forget a feed and its lists",
	.text = "Takes the lists of a feed away, and forgets what was trusted of it. Where one of "
		"them stood in for a list that came with Licit, that one comes back as it was.",
	.examples = {{"licit unsubscribe example", "No longer."}},
	.run = run,
};
