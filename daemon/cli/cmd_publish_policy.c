#include "commands.h"
#include "option.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_THRESHOLDS,
	OPT_EXPIRY,
	OPT_JSON,
};

static int run(struct lic_cli *cli)
{
	const struct lic_str thresholds = lic_str_from(cli->values[OPT_THRESHOLDS]);
	const struct lic_str expiry = lic_str_from(cli->values[OPT_EXPIRY]);
	const bool json = cli->values[OPT_JSON] != NULL;
	struct lic_publisher *publisher;
	struct lic_buf text;
	int err = LIC_OK;

	if (!lic_publish_option_open(cli, OPT_REPO, false, &publisher))
		return LIC_EXIT_FAILED;
	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	if (thresholds.len || expiry.len)
		err = lic_publisher_set_policy(publisher, thresholds, expiry, &cli->diag);
	if (!err)
		err = lic_publisher_policy(publisher, json, &text);
	lic_publisher_free(publisher);
	if (!err && (thresholds.len || expiry.len))
		lic_cli_note(cli, "each role's next version says so; `licit publish stage --renew` "
				  "makes them all");
	return lic_publish_option_end(cli, err, json ? NULL : "", &text);
}

const struct lic_command lic_command_publish_policy = {
	.name = "publish policy",
	.operands = "",
	.needs_settings = true,
	.summary = "show or change how many must sign, and how long it counts",
	.text = "Without an option it shows, for each role, how many of its keys must sign and "
		"for how many days its word counts. With --thresholds or --expiry it changes that "
		"for the roles that are named; the others stay as they are."
		"\n\n"
		"What is released stays as it was signed. A new threshold makes a new root, which "
		"the next `licit publish stage` prepares; a new number of days stands in each "
		"role's next version. `licit publish status` tells what is left of it, and warns "
		"when that is less than 30 percent.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_THRESHOLDS] = LIC_PUBLISH_OPTION_THRESHOLDS,
			[OPT_EXPIRY] = LIC_PUBLISH_OPTION_EXPIRY,
			[OPT_JSON] = LIC_OPTION_JSON("As JSON, for programs."),
		},
	.examples =
		{
			{"licit publish policy", "Who must sign, and for how long?"},
			{"licit publish policy --expiry targets=30,timestamp=1",
			 "Lists are looked after every month."},
		},
	.run = run,
};
