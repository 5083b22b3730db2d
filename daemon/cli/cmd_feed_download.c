#include "commands.h"
#include "feed_option.h"

enum {
	OPT_METADATA_DIR,
	OPT_METADATA_URL,
	OPT_TARGET_BASE_URL,
	OPT_TARGET_DIR,
	OPT_TARGET,
};

static int download(struct lic_cli *cli, struct lic_feed *feed, const char *name)
{
	struct lic_feed_target target;
	int got = lic_feed_find(feed, name, &target, &cli->diag);

	if (!got)
		got = lic_feed_download(feed, &target, cli->values[OPT_TARGET_DIR], &cli->diag);
	if (got < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_term_text(&cli->out, lic_str_from(name));
	lic_term_printf(&cli->out, ": %llu bytes, %s\n", (unsigned long long)target.length,
			got ? "fetched" : "already there");
	return LIC_EXIT_OK;
}

static int run_with(struct lic_cli *cli, struct lic_feed *feed)
{
	int status = LIC_EXIT_OK;

	if (lic_feed_refresh(feed, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	for (size_t i = 0; i < cli->repeated_count && status == LIC_EXIT_OK; i++)
		status = download(cli, feed, cli->repeated[i]);
	return status;
}

static int run(struct lic_cli *cli)
{
	struct lic_feed *feed;

	for (size_t i = OPT_METADATA_DIR; i <= OPT_TARGET; i++) {
		if (!lic_feed_option_needed(cli, i))
			return LIC_EXIT_USAGE;
	}
	struct lic_feed_options options = {
		.metadata_dir = cli->values[OPT_METADATA_DIR],
		.metadata_url = cli->values[OPT_METADATA_URL],
		.target_base_url = cli->values[OPT_TARGET_BASE_URL],
	};
	int status = lic_feed_option_open(cli, &feed, &options);
	if (status != LIC_EXIT_OK)
		return status;
	status = run_with(cli, feed);
	lic_feed_free(feed);
	return status;
}

const struct lic_command lic_command_feed_download = {
	.name = "feed download",
	.operands = "",
	.needs_settings = true,
	.summary = "get files of a feed",
	.text = "Refreshes the metadata as `licit feed refresh` does, looks for each target from "
		"the top-level targets through the roles they delegate to, and fetches it. A file "
		"is kept only if its length and its hashes are the signed ones; one that is there "
		"already, the same to the last bit, is not fetched again."
		"\n\n"
		"A target lies in the folder under its percent-encoded name: a/b as a%2Fb. The "
		"targets are taken in the order given, and the first that fails ends it, with exit "
		"status 1.",
	.options =
		{
			[OPT_METADATA_DIR] = LIC_FEED_OPTION_METADATA_DIR,
			[OPT_METADATA_URL] = LIC_FEED_OPTION_METADATA_URL,
			[OPT_TARGET_BASE_URL] = {"target-base-url", 0, LIC_VALUE_TEXT, "URL", NULL,
						 "The feed's targets lie below this address."},
			[OPT_TARGET_DIR] = {"target-dir", 0, LIC_VALUE_DIR, "DIR", NULL,
					    "Where the files are put."},
			[OPT_TARGET] = {"target", 0, LIC_VALUE_TEXT, "NAME", NULL,
					"A target to get; may be given more than once."},
		},
	.repeatable = "target",
	.examples = {{"licit feed download --metadata-dir feed --metadata-url "
		      "https://example.org/feed/metadata --target-base-url "
		      "https://example.org/feed/targets --target-dir lists --target "
		      "example-register/list",
		      "The list of that id, checked."}},
	.run = run,
};
