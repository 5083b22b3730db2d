#include "importing.h"

#include <signal.h>

#include "changes.h"
#include "progress.h"
#include "who.h"

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

static int show_state(void *ctx, const struct lic_list_info *info)
{
	struct import *import = ctx;
	struct lic_term *out = &import->cli->out;
	long age = (long)(lic_date_of(lic_clock_now()) - info->as_of);

	if (!lic_str_eq(info->id, import->options.list) || import->options.dry_run)
		return LIC_OK;
	if (!info->max_age_days || !info->as_of)
		lic_term_printf(out, "  %-12s %s\n", "state", info->state);
	else if (strcmp(info->state, "out-of-date") == 0)
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

	lic_term_bold(out, import->options.list);
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
			   "(for the reasons told above, with !)");
	if (counts[LIC_CHANGE_LOOKALIKE])
		count_line(out, "look-alike", counts[LIC_CHANGE_LOOKALIKE],
			   "(look like verified names; see ? above)");
	if (r->not_looked)
		lic_term_printf(out, "  %-12s not looked for: too many names are new\n",
				"look-alike");
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

int lic_cli_import(struct lic_cli *cli, const struct lic_import_options *options,
		   struct lic_str text)
{
	struct import import = {.cli = cli, .options = *options};

	import.options.change = on_change;
	import.options.progress = on_progress;
	import.options.ctx = &import;
	if (!import.options.who)
		import.options.who = lic_who(NULL, import.who).ptr;
	/* `… | head` must not cut an import off in its middle. */
	signal(SIGPIPE, SIG_IGN);
	lic_changes_init(&import.changes, &cli->out, lic_cli_verbose(cli));
	int status = import_text(&import, text);
	lic_changes_release(&import.changes);
	return status;
}
