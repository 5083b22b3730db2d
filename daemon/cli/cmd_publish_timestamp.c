#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_KEY,
	OPT_PASSPHRASE_FILE,
	OPT_PASSPHRASE_FD,
};

static int refresh(struct lic_cli *cli, struct lic_publisher *publisher,
		   const struct lic_publisher_secret *secrets, size_t count)
{
	struct lic_buf text;

	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	int err = lic_publisher_timestamp(publisher, secrets, count, &text, &cli->diag);
	if (lic_cli_quiet(cli))
		lic_buf_reset(&text);
	return lic_publish_option_end(cli, err, "released ", &text);
}

static int with_keys(struct lic_cli *cli, struct lic_publisher *publisher)
{
	size_t count = cli->repeated_count, read = 0;
	struct lic_publish_key *keys = calloc(count, sizeof(*keys));
	struct lic_publisher_secret *secrets = calloc(count, sizeof(*secrets));
	int status = LIC_EXIT_FAILED;

	if (!keys || !secrets) {
		lic_cli_fail(cli, "out of memory");
		goto out;
	}
	while (read < count && lic_publish_option_key(cli, cli->repeated[read], OPT_PASSPHRASE_FILE,
						      OPT_PASSPHRASE_FD, &keys[read])) {
		secrets[read].pem = lic_buf_str(&keys[read].pem);
		secrets[read].passphrase = lic_buf_str(&keys[read].passphrase);
		read++;
	}
	if (read == count)
		status = refresh(cli, publisher, secrets, count);
	while (read > 0)
		lic_publish_key_release(&keys[--read]);
out:
	free(keys);
	free(secrets);
	return status;
}

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;

	if (!cli->repeated_count)
		return lic_cli_usage(cli, "--key FILE says with which key");
	if (!lic_publish_option_open(cli, OPT_REPO, false, &publisher))
		return LIC_EXIT_FAILED;
	int status = with_keys(cli, publisher);
	lic_publisher_free(publisher);
	return status;
}

const struct lic_command lic_command_publish_timestamp = {
	.name = "publish timestamp",
	.operands = "",
	.needs_settings = true,
	.summary = "say anew that the last release is the last",
	.text = "Makes and publishes a new timestamp of the last release, and a new snapshot when "
		"it would soon expire. Lists are not touched, and neither is what is staged. Have "
		"a machine do it every day: a timestamp that expires makes the whole feed stale.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_KEY] = LIC_PUBLISH_OPTION_KEY,
			[OPT_PASSPHRASE_FILE] = LIC_PUBLISH_OPTION_PASSPHRASE_FILE,
			[OPT_PASSPHRASE_FD] = LIC_PUBLISH_OPTION_PASSPHRASE_FD,
		},
	.repeatable = "key",
	.examples = {{"licit publish timestamp -q --key timestamp.pem --key snapshot.pem",
		      "A line for cron."}},
	.run = run,
};
