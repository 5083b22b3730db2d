#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_ROLE,
	OPT_OLD,
};

static int rotate(struct lic_cli *cli, struct lic_publisher *publisher, const struct lic_buf *pem)
{
	char keyid[LIC_KEYID_SIZE];

	if (lic_publisher_key_rotate(publisher, lic_str_from(cli->values[OPT_ROLE]),
				     lic_str_from(cli->values[OPT_OLD]), lic_buf_str(pem), keyid,
				     &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_term_printf(&cli->out, "key %s\n", keyid);
	return LIC_EXIT_OK;
}

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;
	struct lic_buf pem;
	int status = LIC_EXIT_FAILED;

	if (!cli->values[OPT_ROLE] || !cli->values[OPT_OLD])
		return lic_cli_usage(cli,
				     "say which key goes: --role ROLE --old KEYID; `licit publish "
				     "key` lists them");
	if (!lic_publish_option_text(cli, cli->operands[0], &pem))
		return LIC_EXIT_FAILED;
	if (lic_publish_option_open(cli, OPT_REPO, false, &publisher)) {
		status = rotate(cli, publisher, &pem);
		lic_publisher_free(publisher);
	}
	lic_buf_release(&pem);
	return status;
}

const struct lic_command lic_command_publish_key_rotate = {
	.name = "publish key rotate",
	.operands = "FILE.pub",
	.least = 1,
	.most = 1,
	.operand_kind = LIC_VALUE_FILE,
	.needs_settings = true,
	.summary = "put a key in another one's place",
	.text = "Puts a public key in the place of another. The next `licit publish stage` makes a "
		"new root of it, which must be signed by as many keys of the root before as of its "
		"own; clients follow it. What the old key signed is made and signed anew.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_ROLE] = {"role", 0, LIC_VALUE_TEXT, "ROLE", NULL,
				      "Its role: root, targets, snapshot or timestamp."},
			[OPT_OLD] = {"old", 0, LIC_VALUE_TEXT, "KEYID", NULL,
				     "The key that goes: the beginning of its id."},
		},
	.examples = {{"licit publish key rotate --role root --old 1f3a new.pub",
		      "Somebody else holds a key of the root."}},
	.run = run,
};
