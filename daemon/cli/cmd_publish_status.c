#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_JSON,
};

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;
	struct lic_buf text;
	int status = LIC_EXIT_OK;

	if (!lic_publish_option_open(cli, OPT_REPO, false, &publisher))
		return LIC_EXIT_FAILED;
	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	if (lic_publisher_status(publisher, cli->values[OPT_JSON] != NULL, &text, &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	else if (cli->values[OPT_JSON])
		lic_term_bytes(&cli->out, lic_buf_str(&text));
	else
		lic_term_lines(&cli->out, "", lic_buf_str(&text));
	lic_buf_release(&text);
	lic_publisher_free(publisher);
	return status;
}

const struct lic_command lic_command_publish_status = {
	.name = "publish status",
	.operands = "",
	.needs_settings = true,
	.summary = "show versions, expiries, and who must sign yet",
	.text = "For each role: what is released and until when it counts, what is staged, its "
		"keys "
		"and which of them have signed; delegated roles too. At the end, what is wanted "
		"and "
		"not yet staged.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_JSON] = LIC_PUBLISH_OPTION_JSON,
		},
	.examples = {{"licit publish status", "Whose signature is missing?"}},
	.run = run,
};
