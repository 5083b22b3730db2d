#include "commands.h"
#include "feed_option.h"

enum {
	OPT_METADATA_DIR,
	OPT_METADATA_URL,
};

static int run(struct lic_cli *cli)
{
	struct lic_feed_options options = {.metadata_dir = NULL};
	struct lic_feed *feed;

	options.metadata_dir = lic_feed_option_needed(cli, OPT_METADATA_DIR);
	options.metadata_url =
		options.metadata_dir ? lic_feed_option_needed(cli, OPT_METADATA_URL) : NULL;
	if (!options.metadata_url)
		return LIC_EXIT_USAGE;
	int status = lic_feed_option_open(cli, &feed, &options);
	if (status != LIC_EXIT_OK)
		return status;
	if (lic_feed_refresh(feed, &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	else
		lic_feed_option_show(cli, feed);
	lic_feed_free(feed);
	return status;
}

const struct lic_command lic_command_feed_refresh = {
	.name = "feed refresh",
	.operands = "",
	.needs_settings = true,
	.summary = "get the newest metadata of a feed",
	.text = "Follows the client workflow of the TUF specification: new roots one after the "
		"other, then timestamp, snapshot and targets. What passes every check is trusted "
		"and kept; at the first that does not, it stops, says why, and what was trusted "
		"before stays. Prints the trusted versions, and until when they are good."
		"\n\n"
		"The exit status is 0 if all of it succeeded, and 1 if not.",
	.options =
		{
			[OPT_METADATA_DIR] = LIC_FEED_OPTION_METADATA_DIR,
			[OPT_METADATA_URL] = LIC_FEED_OPTION_METADATA_URL,
		},
	.examples = {{"licit feed refresh --metadata-dir feed --metadata-url "
		      "https://example.org/feed/metadata",
		      "Is there anything new?"}},
	.run = run,
};
