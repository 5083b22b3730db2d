#include "commands.h"
#include "feed_option.h"

enum {
	OPT_METADATA_DIR,
};

static int run(struct lic_cli *cli)
{
	struct lic_feed_options options = {.metadata_url = ""};
	struct lic_feed *feed;

	options.metadata_dir = lic_feed_option_needed(cli, OPT_METADATA_DIR);
	if (!options.metadata_dir)
		return LIC_EXIT_USAGE;
	int status = lic_feed_option_open(cli, &feed, &options);
	if (status != LIC_EXIT_OK)
		return status;
	lic_feed_load(feed);
	lic_feed_option_show(cli, feed);
	lic_feed_free(feed);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_feed = {
	.name = "feed",
	.operands = "",
	.needs_settings = true,
	.summary = "show what is trusted of a feed",
	.text = "A feed is a repository of The Update Framework (TUF): signed lists on any web "
		"server. Whoever gets a feed trusts its root, once, with `licit feed init`; from "
		"then on `licit feed refresh` follows the publisher's keys and versions, and "
		"refuses what is not signed by as many keys as it has to be, what has expired, and "
		"what is older than what was seen before. `licit feed download` gets a file of the "
		"feed."
		"\n\n"
		"Alone, `licit feed` shows the versions that a metadata folder trusts, and until "
		"when; version 0 is none. Nothing is asked of a server.",
	.options = {[OPT_METADATA_DIR] = LIC_FEED_OPTION_METADATA_DIR},
	.examples =
		{
			{"licit feed init --metadata-dir feed root.json", "Trust this root."},
			{"licit feed refresh --metadata-dir feed --metadata-url "
			 "https://example.org/feed/metadata",
			 "Get the newest metadata."},
			{"licit feed --metadata-dir feed", "What is trusted?"},
		},
	.run = run,
};
