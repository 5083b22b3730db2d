#include <signal.h>

#include "changes.h"
#include "commands.h"
#include "format_option.h"
#include "input.h"
#include "progress.h"
#include "who.h"

enum {
	OPT_LIST,
	OPT_FORMAT,
	OPT_KIND,
	OPT_AS_OF,
	OPT_DRY_RUN,
	OPT_ACCEPT_REMOVALS,
	OPT_ACCEPT_CHANGES,
	OPT_OVERRIDE,
	OPT_WHO,
};

struct import {
	struct lic_cli *cli;
	struct lic_changes changes;
	struct lic_progress progress;
	struct lic_import_options options;
	struct lic_import_result result;
	char who[LIC_WHO_SIZE];
};

static void on_change(void *ctx, const struct lic_change *change)
{
	struct import *import = ctx;

	lic_changes_add(&import->changes, change);
}

static void on_progress(void *ctx, uint64_t rows)
{
	struct import *import = ctx;

	lic_progress_update(&import->progress, rows, 0);
}

static bool set_options(struct import *import)
{
	struct lic_cli *cli = import->cli;
	struct lic_import_options *options = &import->options;
	const char *as_of = cli->values[OPT_AS_OF];

	if (!cli->values[OPT_LIST]) {
		lic_cli_usage(cli, "say which list the file is for: --list ID; `licit lists` shows "
				   "those there are, a new id makes a new list");
		return false;
	}
	if (as_of && lic_date_parse(lic_str_from(as_of), &options->as_of) < 0) {
		lic_cli_usage(cli, "--as-of takes a date like 2026-06-18, not \"%s\"", as_of);
		return false;
	}
	options->list = lic_str_from(cli->values[OPT_LIST]);
	options->kind = lic_str_from(cli->values[OPT_KIND]);
	options->format = lic_str_from(cli->values[OPT_FORMAT]);
	options->file = strcmp(cli->operands[0], "-") == 0 ? "standard input" : cli->operands[0];
	options->dry_run = cli->values[OPT_DRY_RUN] != NULL;
	options->accept_removals =
		cli->values[OPT_ACCEPT_REMOVALS] != NULL || cli->values[OPT_ACCEPT_CHANGES] != NULL;
	options->override = lic_str_from(cli->values[OPT_OVERRIDE]);
	options->change = on_change;
	options->progress = on_progress;
	options->ctx = import;
	options->who = cli->values[OPT_WHO] ? cli->values[OPT_WHO] : lic_who(NULL, import->who).ptr;
	return true;
}

static int show_state(void *ctx, const struct lic_list_info *info)
{
	struct import *import = ctx;
	struct lic_term *out = &import->cli->out;
	long age = (long)(lic_date_of(lic_clock_now()) - info->as_of);

	if (!lic_str_eq(info->id, import->options.list) || import->options.dry_run)
		return LIC_OK;
	if (!info->max_age_days || !info->as_of)
		lic_term_printf(out, "  %-12s %s\n", "state", info->state);
	else if (lic_list_info_is_old(info))
		lic_term_printf(out,
				"  %-12s out of date: %ld days old, and counts for %d; get a newer "
				"copy\n",
				"state", age, (int)info->max_age_days);
	else
		lic_term_printf(out, "  %-12s %s: %ld days old, and counts for %d\n", "state",
				info->state, age, (int)info->max_age_days);
	return LIC_OK;
}

static void count_line(struct lic_term *out, const char *label, uint64_t n, const char *what)
{
	char count[LIC_COUNT_SIZE];

	lic_term_printf(out, "  %-12s %s%s%s\n", label, lic_count(n, count), *what ? " " : "",
			what);
}

static void show_summary(struct import *import)
{
	const struct lic_import_result *r = &import->result;
	const uint64_t *counts = r->counts;
	struct lic_term *out = &import->cli->out;
	char date[LIC_DATE_SIZE];

	lic_term_style(out, LIC_STYLE_BOLD);
	lic_term_text(out, import->options.list);
	lic_term_style(out, LIC_STYLE_PLAIN);
	lic_term_printf(out,
			r->draft                  ? ": proposed, and waits for review%s\n"
			: r->applied              ? ": imported%s\n"
			: import->options.dry_run ? ": dry run, nothing was changed%s\n"
						  : ": nothing to change%s\n",
			r->new_list ? " as a new list" : "");
	if (r->draft)
		lic_term_printf(out, "  %-12s %lld\n", "proposal", (long long)r->draft);
	lic_term_printf(out, "  %-12s %s, read as %s\n", "file", import->options.file, r->format);
	count_line(out, "rows", r->rows, "");
	count_line(out, "in force", r->in_force, "");
	count_line(out, "withdrawn", r->withdrawn, "");
	if (counts[LIC_CHANGE_DUPLICATE])
		count_line(out, "duplicate", counts[LIC_CHANGE_DUPLICATE],
			   "(repeat a name of another line; see = above)");
	if (counts[LIC_CHANGE_REFUSED])
		count_line(out, "refused", counts[LIC_CHANGE_REFUSED],
			   "(cannot be a name; see ! above)");
	count_line(out, "unchanged", r->unchanged, "");
	if (r->as_of) {
		lic_date_format(r->as_of, date);
		lic_term_printf(out, "  %-12s %s (%s)\n", "as of", date, r->as_of_from);
	}
	if (lic_lists_each(import->cli->engine, show_state, import) < 0)
		lic_term_printf(out, "  %-12s not known\n", "state");
}

static int import_text(struct import *import, struct lic_str text)
{
	struct lic_cli *cli = import->cli;

	lic_progress_init(&import->progress, "rows", 0, lic_cli_quiet(cli));
	int err = lic_import(cli->engine, &import->options, text, &import->result, &cli->diag);
	lic_progress_end(&import->progress);
	lic_changes_write(&import->changes, &cli->out);
	if (err < 0) {
		lic_term_flush(&cli->out);
		return lic_cli_fail(cli, "%s (nothing was changed)", cli->diag.text);
	}
	show_summary(import);
	return LIC_EXIT_OK;
}

static int run(struct lic_cli *cli)
{
	struct import import = {.cli = cli};
	struct lic_buf text;
	int status;

	if (!set_options(&import) || !lic_cli_format_ok(cli, cli->values[OPT_FORMAT], false))
		return LIC_EXIT_USAGE;
	lic_buf_init(&text, LIC_IMPORT_FILE_MAX);
	if (lic_input_read(cli->operands[0], &text, &cli->diag) < 0) {
		status = lic_cli_fail(cli, "%s (nothing was changed)", cli->diag.text);
	} else if (!lic_cli_open(cli)) {
		status = LIC_EXIT_FAILED;
	} else {
		/* `… | head` must not cut an import off in its middle. */
		signal(SIGPIPE, SIG_IGN);
		lic_changes_init(&import.changes, &cli->out, lic_cli_verbose(cli));
		status = import_text(&import, lic_buf_str(&text));
		lic_changes_release(&import.changes);
	}
	lic_buf_release(&text);
	return status;
}

const struct lic_command lic_command_lists_import = {
	.name = "lists import",
	.operands = "FILE",
	.least = 1,
	.most = 1,
	.operand_kind = LIC_VALUE_FILE,
	.needs_settings = true,
	.summary = "load an authority's or a community's list",
	.text = "Reads a file into a list, whole or not at all, and shows what changes: + added, "
		"~ changed, - withdrawn, ^ restored, = duplicate, ! refused, each with its line "
		"(twenty of a kind; -v shows all). FILE may be - for standard input. Importing the "
		"same file again changes nothing."
		"\n\n"
		"Entries that the file no longer names are withdrawn, never deleted. If that would "
		"withdraw a large part of the list, as half a download would, the file is refused "
		"until --accept-removals says that it is meant."
		"\n\n"
		"Formats: licit-csv (columns by name, see docs/LISTS.md), sukl-csv (the Czech "
		"authority's), plain domains, hosts, AdBlock, dnsmasq, RPZ, JSON. The format is "
		"detected. What cannot be a name is refused by its line, never guessed.",
	.options =
		{
			[OPT_LIST] = {"list", 0, LIC_VALUE_TEXT, "ID", NULL,
				      "The list that the file is for; a new id makes a new list."},
			[OPT_FORMAT] = {"format", 0, LIC_VALUE_TEXT, "FORMAT", NULL,
					"Read it as this format, and do not guess."},
			[OPT_KIND] = {"kind", 0, LIC_VALUE_WORDS, "KIND",
				      "register illegal community benign",
				      "Kind of a new list: register, illegal, community or benign; "
				      "else community."},
			[OPT_AS_OF] = {"as-of", 0, LIC_VALUE_TEXT, "DATE", NULL,
				       "Date of this copy, as 2026-06-18; else the newest date in "
				       "it."},
			[OPT_DRY_RUN] = {"dry-run", 'n', LIC_VALUE_NONE, NULL, NULL,
					 "Show what would change, and change nothing."},
			[OPT_ACCEPT_REMOVALS] = {"accept-removals", 0, LIC_VALUE_NONE, NULL, NULL,
						 "Withdraw what the file no longer names, however "
						 "much that is."},
			[OPT_ACCEPT_CHANGES] =
				{"accept-changes", 0, LIC_VALUE_NONE, NULL, NULL,
				 "The second yes to a change larger than the list's "
				 "policy allows; --accept-removals says it as well."},
			[OPT_OVERRIDE] = {"override", 0, LIC_VALUE_TEXT, "TEXT", NULL,
					  "Why names that are never to be flagged come in."},
			[OPT_WHO] = {"who", 0, LIC_VALUE_TEXT, "NAME", NULL,
				     "Who imports; else the name of this account."},
		},
	.examples =
		{
			{"licit lists import --list cz-sukl-illegal --dry-run "
			 "Nelegalni_stranky_LP.csv",
			 "What would change?"},
			{"licit lists import --list cz-sukl-illegal Nelegalni_stranky_LP.csv",
			 "Load it."},
			{"licit lists import --list my-blocks --kind community hosts.txt",
			 "A block list of your own."},
		},
	.run = run,
};
