#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
};

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;
	struct lic_buf text;

	if (!lic_publish_option_open(cli, OPT_REPO, false, &publisher))
		return LIC_EXIT_FAILED;
	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	int err = lic_publisher_verify(publisher, &text, &cli->diag);
	lic_publisher_free(publisher);
	return lic_publish_option_end(cli, err, "", &text);
}

const struct lic_command lic_command_publish_verify = {
	.name = "publish verify",
	.operands = "",
	.needs_settings = true,
	.summary = "read the published folder as a client does",
	.text = "Goes the client's whole way over the published folder, from its first root; then "
		"reads every target and checks its length, its hash, and what it holds: lists and "
		"changes are unpacked, and each list's log must have the root that is signed.",
	.options = {[OPT_REPO] = LIC_PUBLISH_OPTION_REPO},
	.examples = {{"licit publish verify", "Is everything there?"}},
	.run = run,
};
