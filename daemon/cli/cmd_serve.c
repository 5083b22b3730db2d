#include "commands.h"

enum {
	OPT_LISTEN,
};

static int run(struct lic_cli *cli)
{
	if (!lic_cli_override(cli, LIC_SETTING_LISTEN, OPT_LISTEN))
		return LIC_EXIT_USAGE;
	return cli->hooks->serve(&cli->conf);
}

const struct lic_command lic_command_serve = {
	.name = "serve",
	.operands = "",
	.needs_settings = true,
	.summary = "answer browsers over HTTP, as licitd does",
	.text = "Does what licitd does: answers over HTTP on the loopback address, for the browser "
		"extension and other programs that hold a token. It runs until it is told to stop "
		"(SIGTERM, or Ctrl-C), and takes up lists as they are imported. See licitd(8).",
	.options = {[OPT_LISTEN] = {"listen", 0, LIC_VALUE_TEXT, "ADDRESS:PORT", NULL,
				    "Listen there; else the setting listen."}},
	.examples = {{"licit serve", "On 127.0.0.1:7965."}},
	.run = run,
};
