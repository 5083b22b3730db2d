#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_OUT,
	OPT_LISTS,
	OPT_ROLE,
	OPT_THRESHOLDS,
	OPT_EXPIRY,
};

static int run(struct lic_cli *cli)
{
	const struct lic_publisher_plan plan = {
		.out = cli->values[OPT_OUT],
		.role = lic_str_from(cli->values[OPT_ROLE]),
		.lists = lic_str_from(cli->values[OPT_LISTS]),
		.thresholds = lic_str_from(cli->values[OPT_THRESHOLDS]),
		.expiry = lic_str_from(cli->values[OPT_EXPIRY]),
	};
	struct lic_buf repo;

	if (!lic_publish_option_repo(cli, OPT_REPO, &repo))
		return LIC_EXIT_FAILED;
	int err = lic_publisher_init(repo.ptr, &plan, &cli->diag);
	if (!err) {
		lic_term_printf(&cli->out, "made ");
		lic_term_text(&cli->out, lic_str_from(repo.ptr));
		lic_term_printf(&cli->out, "; next: `licit publish key new --role ROLE`, for %s\n",
				plan.role.len ? "your role"
					      : "root, targets, snapshot and timestamp");
	}
	lic_buf_release(&repo);
	return lic_cli_exit(cli, err);
}

const struct lic_command lic_command_publish_init = {
	.name = "publish init",
	.operands = "",
	.needs_settings = true,
	.summary = "begin to publish lists",
	.text = "Makes a publisher's repository: publisher.json, and folders for keys and for what "
		"is staged. Nobody but its owner should see it. What is published goes to --out, "
		"which a web server may show to the world."
		"\n\n"
		"Signatures that a role needs (--thresholds): root 2, so that one stolen key is "
		"not the end; targets 2, for four eyes on what shoppers see; snapshot and "
		"timestamp 1, for machines. Days that its word counts (--expiry): root 365, "
		"targets 90, snapshot 14, timestamp 3, which is the longest that somebody on the "
		"way can hold back a release."
		"\n\n"
		"With --role it is the repository of somebody to whom one role was delegated: he "
		"stages, signs and releases his targets alone, and hands the folder to who "
		"delegated it.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_OUT] = {"out", 0, LIC_VALUE_DIR, "DIR", NULL,
				     "Where to publish; else the folder out of the repository."},
			[OPT_LISTS] = {"lists", 0, LIC_VALUE_TEXT, "ID,...", NULL,
				       "These lists; else all that are kept here."},
			[OPT_ROLE] = {"role", 0, LIC_VALUE_TEXT, "ROLE", NULL,
				      "Keep the targets of this delegated role alone."},
			[OPT_THRESHOLDS] = LIC_PUBLISH_OPTION_THRESHOLDS,
			[OPT_EXPIRY] = LIC_PUBLISH_OPTION_EXPIRY,
		},
	.examples =
		{
			{"licit publish init --out /srv/www/feed", "An authority's feed."},
			{"licit publish init --role cz-sukl --lists cz-sukl-illegal --thresholds "
			 "targets=2",
			 "An agency's part of a ministry's feed."},
		},
	.run = run,
};
