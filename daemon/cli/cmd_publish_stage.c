#include "commands.h"
#include "option.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_RENEW,
	OPT_FORGET,
	OPT_JSON,
};

static int stage(struct lic_cli *cli, struct lic_publisher *publisher)
{
	int got;

	if (cli->values[OPT_FORGET])
		return lic_cli_exit(cli, lic_publisher_unstage(publisher, &cli->diag));
	got = lic_publisher_stage(publisher, cli->values[OPT_RENEW] != NULL, &cli->diag);
	if (got > 0)
		return lic_publish_option_summary(cli, OPT_REPO, NULL,
						  cli->values[OPT_JSON] != NULL);
	if (!got)
		lic_cli_note(cli, "nothing to release: all is as it is published");
	return lic_cli_exit(cli, got);
}

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;

	if (!lic_publish_option_open(cli, OPT_REPO, !cli->values[OPT_FORGET], &publisher))
		return LIC_EXIT_FAILED;
	int status = stage(cli, publisher);
	lic_publisher_free(publisher);
	return status;
}

const struct lic_command lic_command_publish_stage = {
	.name = "publish stage",
	.operands = "",
	.needs_settings = true,
	.summary = "prepare the next release",
	.text = "Compares what is kept here with what is published, and writes what differs, "
		"without signatures, into the folder staged of the repository; then shows what it "
		"changes. A list that did not change is not written again. A role that would soon "
		"expire is renewed; the root, whose keys are far away, only with --renew."
		"\n\n"
		"Staging again keeps the signatures of what stays the same, and drops those of "
		"what does not. The folder may be copied to the machines of the signers and back.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_RENEW] = {"renew", 0, LIC_VALUE_NONE, NULL, NULL,
				       "A new version of every role, the root too."},
			[OPT_FORGET] = {"forget", 0, LIC_VALUE_NONE, NULL, NULL,
					"Remove what is staged, and stage nothing."},
			[OPT_JSON] = LIC_OPTION_JSON("As JSON, for programs."),
		},
	.examples = {{"licit publish stage", "What would be released?"}},
	.run = run,
};
