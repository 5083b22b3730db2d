#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
};

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;
	struct lic_buf taken;
	int status = LIC_EXIT_OK;

	if (!lic_publish_option_open(cli, OPT_REPO, false, &publisher))
		return LIC_EXIT_FAILED;
	lic_buf_init(&taken, LIC_PUBLISH_TEXT_MAX);
	if (lic_publisher_take(publisher, cli->operands[0], &taken, &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s (nothing was taken in)", cli->diag.text);
	else
		lic_term_lines(&cli->out, "took in ", lic_buf_str(&taken));
	lic_buf_release(&taken);
	lic_publisher_free(publisher);
	return status;
}

const struct lic_command lic_command_publish_take = {
	.name = "publish take",
	.operands = "N.ROLE.json",
	.least = 1,
	.most = 1,
	.operand_kind = LIC_VALUE_FILE,
	.needs_settings = true,
	.summary = "take in what a delegated role's owner signed",
	.text = "Give the file as it lies in the folder that its owner released: "
		"metadata/N.ROLE.json, "
		"with targets/ beside its folder. It is checked as a client would: as many "
		"signatures as were asked for, not expired, no version below the published one, no "
		"name that was not given to it, and each target with its length and hash; and so "
		"are the roles below it. The next `licit publish stage` takes it along.",
	.options = {[OPT_REPO] = LIC_PUBLISH_OPTION_REPO},
	.examples = {{"licit publish take /media/stick/out/metadata/7.cz-sukl.json",
		      "What an agency brought."}},
	.run = run,
};
