#include "commands.h"
#include "option.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_STAGED,
	OPT_JSON,
};

static int run(struct lic_cli *cli)
{
	return lic_publish_option_summary(cli, OPT_REPO, cli->values[OPT_STAGED],
					  cli->values[OPT_JSON] != NULL);
}

const struct lic_command lic_command_publish = {
	.name = "publish",
	.operands = "",
	.needs_settings = true,
	.summary = "show what the staged release changes",
	.text = "The lists that are kept here become a feed: a repository of The Update Framework, "
		"plain files for any web server, which everybody can check. A release is staged, "
		"signed by as many keys as its roles ask for, on machines without a network if "
		"need be, and released; docs/FEEDS.md tells the whole way."
		"\n\n"
		"Alone, `licit publish` shows what a release that is staged will change: entries "
		"by list, and what becomes of sites for shoppers, as far as this feed alone says "
		"it. It reads the staged files themselves, wherever they were copied to.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_STAGED] = LIC_PUBLISH_OPTION_STAGED,
			[OPT_JSON] = LIC_OPTION_JSON("As JSON, for programs."),
		},
	.examples =
		{
			{"licit publish init --out /srv/www/feed", "Begin to publish."},
			{"licit publish stage", "Prepare the next release."},
			{"licit publish --staged /media/stick/staged", "What am I to sign?"},
		},
	.run = run,
};
