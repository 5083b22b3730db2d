#include "changes.h"
#include "commands.h"
#include "licit_keep.h"
#include "option.h"

#define SHOWN 100

enum {
	OPT_LIST,
	OPT_NAME,
	OPT_LIMIT,
	OPT_JSON,
};

static void text_part(struct lic_term *out, const char *before, struct lic_str text,
		      const char *after)
{
	if (!text.len)
		return;
	lic_term_printf(out, "%s", before);
	lic_term_text(out, text);
	lic_term_printf(out, "%s", after);
}

static void beginning(struct lic_term *out, int64_t time, struct lic_str list, struct lic_str who)
{
	char shown[LIC_TIME_SIZE];

	lic_time_format(time, shown);
	lic_term_printf(out, "%s  ", shown);
	lic_term_bold(out, list);
	lic_term_printf(out, "  by ");
	lic_term_text(out, who);
}

/* ---- edits: leaves of the log ----------------------------------------- */

struct printing {
	struct lic_cli *cli;
	uint64_t shown, most;
};

static int print_leaf(void *ctx, const struct lic_keep_leaf *leaf)
{
	struct printing *p = ctx;
	struct lic_term *out = &p->cli->out;

	if (p->shown++ >= p->most)
		return 1;
	if (p->cli->values[OPT_JSON]) {
		lic_term_printf(out, "{\"list\":\"%.*s\",\"index\":%llu,\"leaf\":",
				LIC_STR_ARG(leaf->list), (unsigned long long)leaf->seq);
		lic_term_bytes(out, leaf->body);
		lic_term_printf(out, "}\n");
		return LIC_OK;
	}
	beginning(out, leaf->time, leaf->list, leaf->who);
	text_part(out, ": ", leaf->action, "");
	text_part(out, " ", leaf->other, "");
	text_part(out, " ", leaf->name, "");
	if (leaf->draft)
		lic_term_printf(out, ", proposal %lld", (long long)leaf->draft);
	if (leaf->appeal)
		lic_term_printf(out, ", appeal %lld", (long long)leaf->appeal);
	lic_term_printf(out, "  (leaf %llu)\n", (unsigned long long)leaf->seq);
	text_part(out, "  ", leaf->code, leaf->text.len ? ": " : "\n");
	text_part(out, leaf->code.len ? "" : "  ", leaf->text, "\n");
	text_part(out, "  override: ", leaf->override, "\n");
	for (size_t i = 0; i < leaf->evidence_count; i++)
		text_part(out, "  evidence: ", leaf->evidence[i], "\n");
	return LIC_OK;
}

static int print_leaves(struct lic_cli *cli, uint64_t most, bool rows, uint64_t *shown)
{
	struct printing p = {.cli = cli, .most = most};
	const struct lic_leaf_filter filter = {
		.list = lic_str_from(cli->values[OPT_LIST]),
		.name = lic_str_from(cli->values[OPT_NAME]),
		.newest_first = true,
		.edits_only = !rows,
	};

	int err = lic_keep_history_each(cli->engine, &filter, print_leaf, &p, &cli->diag);
	*shown = p.shown;
	return err;
}

/* ---- imports ---------------------------------------------------------- */

static int print_import(void *ctx, const struct lic_log_entry *entry)
{
	struct lic_term *out = &((struct lic_cli *)ctx)->out;
	const char *separator = "  ";

	beginning(out, entry->time, entry->list, entry->who);
	lic_term_printf(out, ", from ");
	lic_term_text(out, entry->file);
	text_part(out, " (", entry->format, ")");
	lic_term_printf(out, "\n");
	for (size_t i = 0; i < LIC_CHANGE_COUNTED; i++) {
		if (!entry->counts[i])
			continue;
		lic_term_printf(out, "%s%llu %s", separator, (unsigned long long)entry->counts[i],
				lic_changes_word((enum lic_change_kind)i));
		separator = ", ";
	}
	lic_term_printf(out, *separator == ',' ? "\n" : "  no change\n");
	return LIC_OK;
}

static int run(struct lic_cli *cli)
{
	const char *const *v = cli->values;
	uint64_t most = SHOWN, shown;
	int err;

	if (!lic_cli_number(cli, OPT_LIMIT, 0, INT64_MAX, &most))
		return LIC_EXIT_USAGE;
	if (!lic_cli_open_list(cli, v[OPT_LIST]))
		return LIC_EXIT_FAILED;
	err = print_leaves(cli, most, v[OPT_JSON] || v[OPT_NAME] || lic_cli_verbose(cli), &shown);
	if (!err && v[OPT_NAME] && !shown)
		lic_cli_note(cli, "no log that is kept here has an edit of %s", v[OPT_NAME]);
	if (!err && !v[OPT_JSON] && !v[OPT_NAME])
		err = lic_lists_log(cli->engine, lic_str_from(v[OPT_LIST]), print_import, cli,
				    &cli->diag);
	return lic_cli_exit(cli, err);
}

const struct lic_command lic_command_lists_log = {
	.name = "lists log",
	.operands = "",
	.needs_settings = true,
	.summary = "show every edit: who, when and why",
	.text = "Shows what was done to lists, the newest first: each edit of a list that is kept "
		"here, and then every import that changed something, from which file and how many "
		"entries. The rows of an import are shown with -v, and of one name with --name.",
	.options =
		{
			[OPT_LIST] = LIC_OPTION_LIST("Only of this list."),
			[OPT_NAME] = {"name", 0, LIC_VALUE_TEXT, "NAME", NULL,
				      "Only of this entry, rows of imports and all."},
			[OPT_LIMIT] = {"limit", 0, LIC_VALUE_TEXT, "N", NULL,
				       "At most N edits; else 100."},
			[OPT_JSON] = LIC_OPTION_JSON("The leaves as they were hashed, one a line."),
		},
	.examples =
		{
			{"licit lists log --list cz-sukl-illegal", "The record of one list."},
			{"licit lists log --list my-illegal --name pills.example",
			 "The history of one entry."},
		},
	.run = run,
};
