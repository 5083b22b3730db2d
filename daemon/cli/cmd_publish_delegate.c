#include "commands.h"
#include "publish_option.h"

enum {
	OPT_REPO,
	OPT_PATHS,
	OPT_KEY,
	OPT_THRESHOLD,
	OPT_TERMINATING,
	OPT_REMOVE,
};

static int delegate(struct lic_cli *cli, struct lic_publisher *publisher,
		    const struct lic_str *keys, size_t count, uint32_t threshold)
{
	const struct lic_publisher_delegation delegation = {
		.role = lic_str_from(cli->operands[0]),
		.paths = lic_str_from(cli->values[OPT_PATHS]),
		.keys = keys,
		.keys_count = count,
		.threshold = threshold,
		.terminating = cli->values[OPT_TERMINATING] != NULL,
	};
	int err = cli->values[OPT_REMOVE]
			  ? lic_publisher_undelegate(publisher, delegation.role, &cli->diag)
			  : lic_publisher_delegate(publisher, &delegation, &cli->diag);

	return lic_cli_exit(cli, err);
}

static int with_keys(struct lic_cli *cli, struct lic_publisher *publisher, uint32_t threshold)
{
	size_t count = cli->repeated_count, read = 0;
	struct lic_buf *texts = calloc(count + 1, sizeof(*texts));
	struct lic_str *keys = calloc(count + 1, sizeof(*keys));
	int status = LIC_EXIT_FAILED;

	if (!texts || !keys) {
		lic_cli_fail(cli, "out of memory");
		goto out;
	}
	while (read < count && lic_publish_option_text(cli, cli->repeated[read], &texts[read])) {
		keys[read] = lic_buf_str(&texts[read]);
		read++;
	}
	if (read == count)
		status = delegate(cli, publisher, keys, count, threshold);
	while (read > 0)
		lic_buf_release(&texts[--read]);
out:
	free(texts);
	free(keys);
	return status;
}

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;
	uint64_t threshold = 0;

	if (!cli->values[OPT_REMOVE] && (!cli->values[OPT_PATHS] || !cli->repeated_count))
		return lic_cli_usage(cli, "say which names and whose key: --paths 'ID/*' --key "
					  "FILE.pub");
	if (!lic_cli_number(cli, OPT_THRESHOLD, 1, LIC_PUBLISHER_ROLE_KEYS_MAX, &threshold))
		return LIC_EXIT_USAGE;
	if (!lic_publish_option_open(cli, OPT_REPO, false, &publisher))
		return LIC_EXIT_FAILED;
	int status = with_keys(cli, publisher, (uint32_t)threshold);
	lic_publisher_free(publisher);
	if (status == LIC_EXIT_OK)
		lic_cli_note(
			cli,
			"%s is %s; now `licit publish stage`, sign and release the new targets",
			cli->operands[0],
			cli->values[OPT_REMOVE] ? "not delegated to any more" : "delegated to");
	return status;
}

const struct lic_command lic_command_publish_delegate = {
	.name = "publish delegate",
	.operands = "ROLE",
	.least = 1,
	.most = 1,
	.operand_kind = LIC_VALUE_TEXT,
	.needs_settings = true,
	.summary = "give lists to somebody else's keys",
	.text = "A ministry gives a list to each agency, a federation its countries: the owner of "
		"the role stages, signs and releases it on his own machine (`licit publish init "
		"--role ROLE`), and what he hands over is taken in with `licit publish take`. He "
		"may speak of the targets that --paths names, and of no other; a delegation of the "
		"same name is replaced."
		"\n\n"
		"The targets of a list are ID/list and ID/changes-A-B: 'cz-sukl/*' is one list, "
		"'cz-*/*' all that begin so. A \"*\" never stands for a \"/\".",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_PATHS] = {"paths", 0, LIC_VALUE_TEXT, "PATTERN,...", NULL,
				       "The names of targets that the role may speak of."},
			[OPT_KEY] = {"key", 'k', LIC_VALUE_FILE, "FILE.pub", NULL,
				     "A public key of its owner; may be given more than once."},
			[OPT_THRESHOLD] = {"threshold", 0, LIC_VALUE_TEXT, "N", NULL,
					   "Signatures that it needs; else 1."},
			[OPT_TERMINATING] = {"terminating", 0, LIC_VALUE_NONE, NULL, NULL,
					     "What it does not name, no later role may."},
			[OPT_REMOVE] = {"remove", 0, LIC_VALUE_NONE, NULL, NULL,
					"Take the names back."},
		},
	.repeatable = "key",
	.examples =
		{
			{"licit publish delegate cz-sukl --paths 'cz-sukl-*/*' --key sukl.pub",
			 "The lists of one agency."},
			{"licit publish delegate de --paths 'de-*/*' --key a.pub --key b.pub "
			 "--threshold 2 --terminating",
			 "A country, with four eyes."},
		},
	.run = run,
};
