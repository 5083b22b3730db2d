#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_KEY,
	OPT_PASSPHRASE_FILE,
	OPT_PASSPHRASE_FD,
};

static int sign(struct lic_cli *cli, const char *staged, const char *file)
{
	struct lic_publish_key key;
	struct lic_buf parts;
	int status = LIC_EXIT_OK;

	if (!lic_publish_option_key(cli, file, OPT_PASSPHRASE_FILE, OPT_PASSPHRASE_FD, &key))
		return LIC_EXIT_FAILED;
	lic_buf_init(&parts, LIC_PUBLISH_TEXT_MAX);
	int err = lic_publisher_sign(staged, lic_buf_str(&key.pem), lic_buf_str(&key.passphrase),
				     &parts, &cli->diag);
	/* A key with nothing to sign is no harm: whether all signatures are there is asked next. */
	if (err < 0 && err != LIC_EREFUSED)
		status = lic_cli_fail(cli, "%s: %s", file, cli->diag.text);
	lic_buf_release(&parts);
	lic_publish_key_release(&key);
	return status;
}

/* Snapshot and timestamp made anew if they must be, and signed here. */
static int restage(struct lic_cli *cli, struct lic_publisher *publisher)
{
	struct lic_buf staged;
	int status = LIC_EXIT_OK;

	if (lic_publisher_restage(publisher, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s (nothing was released)", cli->diag.text);
	if (!lic_publish_option_staged(cli, OPT_REPO, NULL, &staged))
		return LIC_EXIT_FAILED;
	for (size_t i = 0; i < cli->repeated_count && status == LIC_EXIT_OK; i++)
		status = sign(cli, staged.ptr, cli->repeated[i]);
	lic_buf_release(&staged);
	return status;
}

static int release(struct lic_cli *cli, struct lic_publisher *publisher)
{
	struct lic_buf text;
	int status = cli->repeated_count ? restage(cli, publisher) : LIC_EXIT_OK;

	if (status != LIC_EXIT_OK)
		return status;
	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	int err = lic_publisher_release(publisher, &text, &cli->diag);
	return lic_publish_option_end(cli, err, "released ", &text);
}

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;

	if (!lic_publish_option_open(cli, OPT_REPO, true, &publisher))
		return LIC_EXIT_FAILED;
	int status = release(cli, publisher);
	lic_publisher_free(publisher);
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
