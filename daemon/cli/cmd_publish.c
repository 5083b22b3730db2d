#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_STAGED,
	OPT_JSON,
};

/* The staged folder: a copy, or that of the repository. */
static bool find_staged(struct lic_cli *cli, struct lic_buf *out)
{
	struct lic_buf repo;

	lic_buf_init(out, LIC_URL_MAX);
	if (cli->values[OPT_STAGED]) {
		lic_buf_printf(out, "%s%c", cli->values[OPT_STAGED], '\0');
	} else {
		if (!lic_publish_option_repo(cli, OPT_REPO, &repo))
			return false;
		lic_buf_printf(out, "%s/staged%c", repo.ptr, '\0');
		lic_buf_release(&repo);
	}
	return lic_buf_error(out) == LIC_OK;
}

static int run(struct lic_cli *cli)
{
	struct lic_buf staged, text;
	int status = LIC_EXIT_OK;

	if (!find_staged(cli, &staged))
		return LIC_EXIT_FAILED;
	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	if (lic_publisher_summary(staged.ptr, cli->values[OPT_JSON] != NULL, &text, &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	else if (cli->values[OPT_JSON])
		lic_term_bytes(&cli->out, lic_buf_str(&text));
	else
		lic_term_lines(&cli->out, "", lic_buf_str(&text));
	lic_buf_release(&text);
	lic_buf_release(&staged);
	return status;
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
			[OPT_STAGED] = {"staged", 0, LIC_VALUE_DIR, "DIR", NULL,
					"A staged folder that was copied here."},
			[OPT_JSON] = LIC_PUBLISH_OPTION_JSON,
		},
	.examples =
		{
			{"licit publish init --out /srv/www/feed", "Begin to publish."},
			{"licit publish stage", "Prepare the next release."},
			{"licit publish --staged /media/stick/staged", "What am I to sign?"},
		},
	.run = run,
};
