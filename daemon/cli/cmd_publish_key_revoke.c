#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_ROLE,
};

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;
	int err;

	if (!lic_publish_option_open(cli, OPT_REPO, false, &publisher))
		return LIC_EXIT_FAILED;
	err = lic_publisher_key_revoke(publisher, lic_str_from(cli->values[OPT_ROLE]),
				       lic_str_from(cli->operands[0]), &cli->diag);
	lic_publisher_free(publisher);
	if (err < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_cli_note(cli, "struck off; now `licit publish stage`, sign and release the new root");
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_publish_key_revoke = {
	.name = "publish key revoke",
	.operands = "KEYID",
	.least = 1,
	.most = 1,
	.operand_kind = LIC_VALUE_TEXT,
	.needs_settings = true,
	.summary = "strike off a lost or stolen key",
	.text = "From the next release on the key signs nothing any more; what it signed is made "
		"and signed anew. A role must have as many keys left as it needs signatures: put "
		"another in its place first, with `licit publish key add` or `key rotate`.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_ROLE] = {"role", 0, LIC_VALUE_TEXT, "ROLE", NULL,
				      "Of this role alone; else of all of them."},
		},
	.examples = {{"licit publish key revoke 1f3a99", "The stick was stolen."}},
	.run = run,
};
