#include "commands.h"
#include "option.h"
#include "progress.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_DAYS,
	OPT_DRY_RUN,
};

static int run(struct lic_cli *cli)
{
	const bool dry_run = cli->values[OPT_DRY_RUN] != NULL;
	struct lic_publisher *publisher;
	uint64_t removed = 0, days = LIC_PUBLISHER_PRUNE_DAYS;
	char count[LIC_COUNT_SIZE];

	if (!lic_cli_number(cli, OPT_DAYS, 1, LIC_PUBLISHER_EXPIRY_DAYS_MAX, &days))
		return LIC_EXIT_USAGE;
	if (!lic_publish_option_open(cli, OPT_REPO, false, &publisher))
		return LIC_EXIT_FAILED;
	int err = lic_publisher_prune(publisher, (uint32_t)days, dry_run, &removed, &cli->diag);
	lic_publisher_free(publisher);
	if (err < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_term_printf(&cli->out, "%s %s\n", lic_count(removed, count),
			dry_run ? "files would be removed" : "files removed");
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_publish_prune = {
	.name = "publish prune",
	.operands = "",
	.needs_settings = true,
	.summary = "remove files that no release names any more",
	.text = "Removes published files that neither the last snapshot nor the one before it "
		"names, and that are older than --days, for mirrors that lag behind. Roots stay: "
		"a client that was away for years follows them one by one.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_DAYS] = {"days", 0, LIC_VALUE_TEXT, "N", NULL,
				      "Keep what is younger; else 7."},
			[OPT_DRY_RUN] = LIC_OPTION_DRY_RUN("Only count."),
		},
	.examples = {{"licit publish prune --days 30", "Once a month."}},
	.run = run,
};
