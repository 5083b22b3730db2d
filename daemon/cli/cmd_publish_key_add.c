#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_ROLE,
	OPT_THRESHOLD,
};

static int add(struct lic_cli *cli, struct lic_publisher *publisher, const struct lic_buf *pem,
	       uint32_t threshold)
{
	char keyid[LIC_KEYID_SIZE];

	if (lic_publisher_key_add(publisher, lic_str_from(cli->values[OPT_ROLE]), lic_buf_str(pem),
				  threshold, keyid, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_term_printf(&cli->out, "key %s\n", keyid);
	return LIC_EXIT_OK;
}

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;
	struct lic_buf pem;
	uint64_t threshold = 0;
	int status = LIC_EXIT_FAILED;

	if (!cli->values[OPT_ROLE])
		return lic_cli_usage(cli, "--role says what the key may sign: root, targets, "
					  "snapshot or timestamp");
	if (!lic_cli_number(cli, OPT_THRESHOLD, 1, LIC_PUBLISHER_ROLE_KEYS_MAX, &threshold))
		return LIC_EXIT_USAGE;
	if (!lic_publish_option_text(cli, cli->operands[0], &pem))
		return LIC_EXIT_FAILED;
	if (lic_publish_option_open(cli, OPT_REPO, false, &publisher)) {
		status = add(cli, publisher, &pem, (uint32_t)threshold);
		lic_publisher_free(publisher);
	}
	lic_buf_release(&pem);
	return status;
}

const struct lic_command lic_command_publish_key_add = {
	.name = "publish key add",
	.operands = "FILE.pub",
	.least = 1,
	.most = 1,
	.operand_kind = LIC_VALUE_FILE,
	.needs_settings = true,
	.summary = "let somebody's key sign for a role",
	.text = "Takes in a public key: the JSON that `licit publish key new` writes, or PEM "
		"(BEGIN PUBLIC KEY) from OpenSSL or a hardware token's tools. Compare the id that "
		"is printed with its owner before the root that names it is signed.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_ROLE] = {"role", 0, LIC_VALUE_TEXT, "ROLE", NULL,
				      "What it may sign: root, targets, snapshot or timestamp."},
			[OPT_THRESHOLD] = {"threshold", 0, LIC_VALUE_TEXT, "N", NULL,
					   "Signatures that the role needs from now on."},
		},
	.examples = {{"licit publish key add --role targets anna.pub", "Anna signs, too."}},
	.run = run,
};
