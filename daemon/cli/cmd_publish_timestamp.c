#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_KEY,
	OPT_PASSPHRASE_FILE,
	OPT_PASSPHRASE_FD,
};

static int refresh(struct lic_cli *cli, struct lic_publisher *publisher,
		   struct lic_publish_key *keys)
{
	struct lic_publisher_secret *secrets = calloc(cli->repeated_count, sizeof(*secrets));
	size_t read = 0;
	struct lic_buf text;
	int status = LIC_EXIT_FAILED;

	if (!secrets)
		return lic_cli_fail(cli, "out of memory");
	while (read < cli->repeated_count &&
	       lic_publish_option_key(cli, cli->repeated[read], OPT_PASSPHRASE_FILE,
				      OPT_PASSPHRASE_FD, &keys[read])) {
		secrets[read].pem = lic_buf_str(&keys[read].pem);
		secrets[read].passphrase = lic_buf_str(&keys[read].passphrase);
		read++;
	}
	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	if (read == cli->repeated_count) {
		status = LIC_EXIT_OK;
		if (lic_publisher_timestamp(publisher, secrets, read, &text, &cli->diag) < 0)
			status = lic_cli_fail(cli, "%s", cli->diag.text);
		else if (!lic_cli_quiet(cli))
			lic_term_lines(&cli->out, "released ", lic_buf_str(&text));
	}
	lic_buf_release(&text);
	while (read > 0)
		lic_publish_key_release(&keys[--read]);
	free(secrets);
	return status;
}

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;
	struct lic_publish_key *keys;
	int status;

	if (!cli->repeated_count)
		return lic_cli_usage(cli, "--key FILE says with which key");
	keys = calloc(cli->repeated_count, sizeof(*keys));
	if (!keys)
		return lic_cli_fail(cli, "out of memory");
	status = LIC_EXIT_FAILED;
	if (lic_publish_option_open(cli, OPT_REPO, false, &publisher)) {
		status = refresh(cli, publisher, keys);
		lic_publisher_free(publisher);
	}
	free(keys);
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
