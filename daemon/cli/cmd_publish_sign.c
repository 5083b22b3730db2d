#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_STAGED,
	OPT_KEY,
	OPT_PASSPHRASE_FILE,
	OPT_PASSPHRASE_FD,
};

/* Counts the keys that had something to sign, now or before. */
static int sign(struct lic_cli *cli, const char *staged, const char *file, size_t *signers)
{
	struct lic_publish_key key;
	struct lic_buf parts;
	int status = LIC_EXIT_OK;
	int err;

	if (!lic_publish_option_key(cli, file, OPT_PASSPHRASE_FILE, OPT_PASSPHRASE_FD, &key))
		return LIC_EXIT_FAILED;
	lic_buf_init(&parts, LIC_PUBLISH_TEXT_MAX);
	err = lic_publisher_sign(staged, lic_buf_str(&key.pem), lic_buf_str(&key.passphrase),
				 &parts, &cli->diag);
	*signers += err == LIC_OK;
	if (err == LIC_EREFUSED && cli->repeated_count > 1)
		lic_cli_note(cli, "%s: %s", file, cli->diag.text);
	else if (err < 0)
		status = lic_cli_fail(cli, "%s: %s", file, cli->diag.text);
	else if (parts.len)
		lic_term_lines(&cli->out, "signed ", lic_buf_str(&parts));
	else
		lic_cli_note(cli, "%s has signed all of it before", file);
	lic_buf_release(&parts);
	lic_publish_key_release(&key);
	return status;
}

/* A signer sees what he signs. */
static int show(struct lic_cli *cli, const char *staged)
{
	struct lic_buf text;

	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	int err = lic_publisher_summary(staged, false, &text, &cli->diag);
	if (lic_cli_quiet(cli))
		lic_buf_reset(&text);
	int status = lic_publish_option_end(cli, err, "", &text);
	lic_term_flush(&cli->out);
	return status;
}

static int run(struct lic_cli *cli)
{
	struct lic_buf staged;
	size_t signers = 0;
	int status;

	if (!cli->repeated_count)
		return lic_cli_usage(cli, "--key FILE says with which key");
	if (!lic_publish_option_staged(cli, OPT_REPO, cli->values[OPT_STAGED], &staged))
		return LIC_EXIT_FAILED;
	status = show(cli, staged.ptr);
	for (size_t i = 0; i < cli->repeated_count && status == LIC_EXIT_OK; i++)
		status = sign(cli, staged.ptr, cli->repeated[i], &signers);
	if (status == LIC_EXIT_OK && !signers)
		status = lic_cli_fail(cli, "none of these keys may sign anything of it");
	lic_buf_release(&staged);
	return status;
}

const struct lic_command lic_command_publish_sign = {
	.name = "publish sign",
	.operands = "",
	.needs_settings = true,
	.summary = "sign a staged release",
	.text = "Shows what the staged release changes, as the staged files say it, and adds this "
		"key's signature to each part that it may sign. Signing twice is no second "
		"signature. All that is needed lies in the staged folder: copy it to the machine "
		"that has the key, sign with --staged, and copy it back, or on to the next signer.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_STAGED] = LIC_PUBLISH_OPTION_STAGED,
			[OPT_KEY] = LIC_PUBLISH_OPTION_KEY,
			[OPT_PASSPHRASE_FILE] = LIC_PUBLISH_OPTION_PASSPHRASE_FILE,
			[OPT_PASSPHRASE_FD] = LIC_PUBLISH_OPTION_PASSPHRASE_FD,
		},
	.repeatable = "key",
	.examples =
		{
			{"licit publish sign --key anna.pem", "Sign what is staged here."},
			{"licit publish sign --staged /media/stick/staged --key root.pem",
			 "On the machine without a network."},
		},
	.run = run,
};
