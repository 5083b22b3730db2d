#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_RENEW,
	OPT_FORGET,
	OPT_JSON,
};

static int show(struct lic_cli *cli, const char *repo)
{
	struct lic_buf staged, text;
	int status = LIC_EXIT_OK;

	lic_buf_init(&staged, LIC_URL_MAX);
	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	lic_buf_printf(&staged, "%s/staged%c", repo, '\0');
	if (lic_buf_error(&staged) < 0 ||
	    lic_publisher_summary(staged.ptr, cli->values[OPT_JSON] != NULL, &text, &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	else if (cli->values[OPT_JSON])
		lic_term_bytes(&cli->out, lic_buf_str(&text));
	else
		lic_term_lines(&cli->out, "", lic_buf_str(&text));
	lic_buf_release(&staged);
	lic_buf_release(&text);
	return status;
}

static int stage(struct lic_cli *cli, struct lic_publisher *publisher, const char *repo)
{
	int got;

	if (cli->values[OPT_FORGET])
		return lic_publisher_unstage(publisher, &cli->diag) < 0
			       ? lic_cli_fail(cli, "%s", cli->diag.text)
			       : LIC_EXIT_OK;
	got = lic_publisher_stage(publisher, cli->values[OPT_RENEW] != NULL, &cli->diag);
	if (got < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	if (got > 0)
		return show(cli, repo);
	lic_cli_note(cli, "nothing to release: all is as it is published");
	return LIC_EXIT_OK;
}

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;
	struct lic_buf repo;
	int status = LIC_EXIT_FAILED;

	if (!lic_publish_option_repo(cli, OPT_REPO, &repo))
		return LIC_EXIT_FAILED;
	if (lic_publish_option_open(cli, OPT_REPO, !cli->values[OPT_FORGET], &publisher)) {
		status = stage(cli, publisher, repo.ptr);
		lic_publisher_free(publisher);
	}
	lic_buf_release(&repo);
	return status;
}

const struct lic_command lic_command_publish_stage = {
	.name = "publish stage",
	.operands = "",
	.needs_settings = true,
	.summary = "prepare the next release",
	.text = "Compares what is kept here with what is published, and writes what differs, "
		"without "
		"signatures, into the folder staged of the repository; then shows what it changes. "
		"A list that did not change is not written again. A role that would soon expire is "
		"renewed; the root, whose keys are far away, only with --renew."
		"\n\n"
		"Staging again keeps the signatures of what stays the same, and drops those of "
		"what "
		"does not. The folder may be copied to the machines of the signers and back.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_RENEW] = {"renew", 0, LIC_VALUE_NONE, NULL, NULL,
				       "A new version of every role, the root too."},
			[OPT_FORGET] = {"forget", 0, LIC_VALUE_NONE, NULL, NULL,
					"Remove what is staged, and stage nothing."},
			[OPT_JSON] = LIC_PUBLISH_OPTION_JSON,
		},
	.examples = {{"licit publish stage", "What would be released?"}},
	.run = run,
};
