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
	int err = lic_publisher_keys(publisher, &text, &cli->diag);
	lic_publisher_free(publisher);
	return lic_publish_option_end(cli, err, "", &text);
}

const struct lic_command lic_command_publish_key = {
	.name = "publish key",
	.operands = "",
	.needs_settings = true,
	.summary = "show the keys that are to sign a feed",
	.text = "A line for each key: its role, its id, its type. What is shown is what is wanted; "
		"the next root that is staged, signed and released says it to the world.",
	.options = {[OPT_REPO] = LIC_PUBLISH_OPTION_REPO},
	.examples = {{"licit publish key", "Whose keys are these?"}},
	.run = run,
};
