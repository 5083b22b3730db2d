#include "changes.h"
#include "commands.h"
#include "licit_keep.h"
#include "option.h"

enum {
	OPT_LIST,
	OPT_FROM,
	OPT_TO,
};

/* The size of the last one, into a uint64_t. */
static int keep_last(void *ctx, const struct lic_tree_head *head)
{
	uint64_t *size = ctx;

	*size = head->size;
	return LIC_OK;
}

static bool is_empty(const struct lic_changes *changes)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(changes->counts); i++)
		if (changes->counts[i])
			return false;
	return true;
}

static int run(struct lic_cli *cli)
{
	const char *const *v = cli->values;
	struct lic_changes changes;
	uint64_t from = 0, to = 0;
	int err = LIC_OK;

	if (!v[OPT_LIST])
		return lic_cli_usage(
			cli, "say which list: --list ID; `licit lists` shows those there are");
	if (!lic_cli_number(cli, OPT_FROM, 0, INT64_MAX, &from) ||
	    !lic_cli_number(cli, OPT_TO, 0, INT64_MAX, &to))
		return LIC_EXIT_USAGE;
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	const struct lic_str list = lic_str_from(v[OPT_LIST]);
	if (!v[OPT_FROM])
		err = lic_keep_heads_each(cli->engine, list, keep_last, &from, &cli->diag);
	lic_changes_init(&changes, &cli->out, lic_cli_verbose(cli));
	if (!err)
		err = lic_keep_diff(cli->engine, list, from, to, lic_changes_take, &changes,
				    &cli->diag);
	if (!err)
		lic_changes_write(&changes, &cli->out);
	if (!err && is_empty(&changes))
		lic_cli_note(cli, "no entry changed");
	lic_changes_release(&changes);
	return lic_cli_exit(cli, err);
}

const struct lic_command lic_command_lists_diff = {
	.name = "lists diff",
	.operands = "",
	.needs_settings = true,
	.summary = "what changed on a list between two sizes of its log",
	.text = "Shows every edit of a list since its last release, or from one size of its log to "
		"another: who, when and why.",
	.options =
		{
			[OPT_LIST] = LIC_OPTION_LIST("The list."),
			[OPT_FROM] = {"from", 0, LIC_VALUE_TEXT, "SIZE", NULL,
				      "From the log of that many leaves; else the last release's."},
			[OPT_TO] = {"to", 0, LIC_VALUE_TEXT, "SIZE", NULL, "To that; else now."},
		},
	.examples = {{"licit lists diff --list my-illegal", "What will the next release change?"}},
	.run = run,
};
