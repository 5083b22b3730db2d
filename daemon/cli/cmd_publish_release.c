#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_KEY,
	OPT_PASSPHRASE_FILE,
	OPT_PASSPHRASE_FD,
};

/* Snapshot and timestamp made anew if they must be, and signed here. */
static int sign(struct lic_cli *cli, const char *repo, const char *file)
{
	struct lic_publish_key key;
	struct lic_buf staged, parts;
	int status = LIC_EXIT_OK, err = LIC_OK;

	if (!lic_publish_option_key(cli, file, OPT_PASSPHRASE_FILE, OPT_PASSPHRASE_FD, &key))
		return LIC_EXIT_FAILED;
	lic_buf_init(&staged, LIC_URL_MAX);
	lic_buf_init(&parts, LIC_PUBLISH_TEXT_MAX);
	lic_buf_printf(&staged, "%s/staged%c", repo, '\0');
	if (lic_buf_error(&staged) == LIC_OK)
		err = lic_publisher_sign(staged.ptr, lic_buf_str(&key.pem),
					 lic_buf_str(&key.passphrase), &parts, &cli->diag);
	/* A key with nothing to sign is no harm: whether all signatures are there is asked next. */
	if (lic_buf_error(&staged) < 0 || (err < 0 && err != LIC_EREFUSED))
		status = lic_cli_fail(cli, "%s: %s", file, cli->diag.text);
	lic_buf_release(&staged);
	lic_buf_release(&parts);
	lic_publish_key_release(&key);
	return status;
}

static int release(struct lic_cli *cli, struct lic_publisher *publisher, const char *repo)
{
	struct lic_buf text;
	int status = LIC_EXIT_OK;

	if (cli->repeated_count && lic_publisher_restage(publisher, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s (nothing was released)", cli->diag.text);
	for (size_t i = 0; i < cli->repeated_count && status == LIC_EXIT_OK; i++)
		status = sign(cli, repo, cli->repeated[i]);
	if (status != LIC_EXIT_OK)
		return status;
	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	if (lic_publisher_release(publisher, &text, &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	else
		lic_term_lines(&cli->out, "released ", lic_buf_str(&text));
	lic_buf_release(&text);
	return status;
}

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;
	struct lic_buf repo;
	int status = LIC_EXIT_FAILED;

	if (!lic_publish_option_repo(cli, OPT_REPO, &repo))
		return LIC_EXIT_FAILED;
	if (lic_publish_option_open(cli, OPT_REPO, true, &publisher)) {
		status = release(cli, publisher, repo.ptr);
		lic_publisher_free(publisher);
	}
	lic_buf_release(&repo);
	return status;
}

const struct lic_command lic_command_publish_release = {
	.name = "publish release",
	.operands = "",
	.needs_settings = true,
	.summary = "publish what is staged and signed",
	.text = "Publishes the staged release, if every part has its signatures and a client would "
		"take it: the whole client workflow is run over it first, from the first root and "
		"from the last release. Files that no client asks for yet are put in their places, "
		"and one rename makes them the release: cut off anywhere, the last release is "
		"whole, and the same command finishes it."
		"\n\n"
		"With --key, snapshot and timestamp are made anew where that is needed (the daily "
		"timestamp went ahead while people signed) and signed with these keys.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_KEY] = LIC_PUBLISH_OPTION_KEY,
			[OPT_PASSPHRASE_FILE] = LIC_PUBLISH_OPTION_PASSPHRASE_FILE,
			[OPT_PASSPHRASE_FD] = LIC_PUBLISH_OPTION_PASSPHRASE_FD,
		},
	.repeatable = "key",
	.examples =
		{
			{"licit publish release", "All signatures are there."},
			{"licit publish release --key snapshot.pem --key timestamp.pem",
			 "People have signed; the machine adds its own."},
		},
	.run = run,
};
