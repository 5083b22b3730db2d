#include "commands.h"
#include "option.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_JSON,
};

static int run(struct lic_cli *cli)
{
	const bool json = cli->values[OPT_JSON] != NULL;
	struct lic_publisher *publisher;
	struct lic_buf text;

	if (!lic_publish_option_open(cli, OPT_REPO, false, &publisher))
		return LIC_EXIT_FAILED;
	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	int err = lic_publisher_status(publisher, json, &text, &cli->diag);
	lic_publisher_free(publisher);
	return lic_publish_option_end(cli, err, json ? NULL : "", &text);
}

const struct lic_command lic_command_publish_status = {
	.name = "publish status",
	.operands = "",
	.needs_settings = true,
	.summary = "show versions, expiries, and who must sign yet",
	.text = "For each role: what is released and until when it counts, what is staged, its "
		"keys and which of them have signed; delegated roles too. At the end, what is "
		"wanted and not yet staged.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_JSON] = LIC_OPTION_JSON("As JSON, for programs."),
		},
	.examples = {{"licit publish status", "Whose signature is missing?"}},
	.run = run,
};
