#include "commands.h"
#include "feed_option.h"
#include "input.h"

enum {
	OPT_METADATA_DIR,
};

static int run(struct lic_cli *cli)
{
	const char *dir = lic_feed_option_needed(cli, OPT_METADATA_DIR);
	struct lic_buf root;
	int status = LIC_EXIT_OK;

	if (!dir)
		return LIC_EXIT_USAGE;
	lic_buf_init(&root, LIC_TUF_ROOT_MAX);
	if (lic_input_read(cli->operands[0], &root, &cli->diag) < 0 ||
	    lic_feed_init(dir, lic_buf_str(&root), &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	else
		lic_cli_note(cli, "%s is trusted in %s; `licit feed refresh` goes on from it",
			     cli->operands[0], dir);
	lic_buf_release(&root);
	return status;
}

const struct lic_command lic_command_feed_init = {
	.name = "feed init",
	.operands = "ROOT.json",
	.least = 1,
	.most = 1,
	.operand_kind = LIC_VALUE_FILE,
	.needs_settings = true,
	.summary = "begin to trust the root of a feed",
	.text = "Puts a feed's root metadata into a metadata folder, which is made if it is not "
		"there. Everything that comes later is believed because of this file: get it from "
		"the publisher by a way that nobody else can change, or compare its fingerprint "
		"with them. Its own signatures are checked; nothing is asked of a server, and its "
		"date does not matter yet.",
	.options = {[OPT_METADATA_DIR] = LIC_FEED_OPTION_METADATA_DIR},
	.examples = {{"licit feed init --metadata-dir feed root.json", "Trust this root."}},
	.run = run,
};
