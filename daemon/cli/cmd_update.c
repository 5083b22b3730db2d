#include "commands.h"
#include "option.h"
#include "update_report.h"

enum {
	OPT_FEED,
	OPT_CHECK,
	OPT_JSON,
};

static int run(struct lic_cli *cli)
{
	struct lic_update_options options = {
		.feed = lic_str_from(cli->values[OPT_FEED]),
		.check = cli->values[OPT_CHECK] != NULL,
	};
	struct lic_update_result result;

	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	int status = lic_update_report_run(cli, &options, cli->values[OPT_JSON] != NULL, &result);
	return result.refused ? LIC_EXIT_FAILED : status;
}

const struct lic_command lic_command_update = {
	.name = "update",
	.operands = "",
	.needs_settings = true,
	.summary = "bring the lists of feeds up to date",
	.text = "Asks each feed that this machine is subscribed to whether its lists changed, and "
		"takes the changes: each feed whole or not at all. What is not signed as it has to "
		"be, has expired, is older than what was seen before, or rewrites the history of a "
		"list, is refused, and what was known stays. licitd does the same by itself (see "
		"update_minutes)."
		"\n\n"
		"The exit status is 1 if a feed could not be brought up to date, or if a list of "
		"one was refused, which does not keep the others back.",
	.options =
		{
			[OPT_FEED] = {"feed", 0, LIC_VALUE_TEXT, "ID", NULL, "Only this one."},
			[OPT_CHECK] = {"check", 0, LIC_VALUE_NONE, NULL, NULL,
				       "Only look whether there is something new."},
			[OPT_JSON] = LIC_OPTION_JSON("One document, licit/update/1."),
		},
	.examples =
		{
			{"licit update", "All feeds."},
			{"licit update --feed example --check", "Is there something new?"},
		},
	.run = run,
};
