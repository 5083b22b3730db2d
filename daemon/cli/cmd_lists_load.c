#include "commands.h"

static int run(struct lic_cli *cli)
{
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	int changed = lic_lists_load(cli->engine, &cli->diag);
	if (changed < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	if (changed == 0)
		lic_term_printf(&cli->out, "The bundled lists were loaded already.\n");
	else
		lic_term_printf(&cli->out, "Loaded the bundled lists; %d changed.\n", changed);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_lists_load = {
	.name = "lists load",
	.operands = "",
	.needs_settings = true,
	.summary = "load the bundled lists again, after an update",
	.text = "Loads the lists that came with Licit, and its model, into the data folder. An "
		"empty data folder is filled by itself; this is for a newer version of Licit. "
		"Lists that you imported are left as they are.",
	.examples = {{"licit lists load", "After an update of Licit."}},
	.run = run,
};
