#include "commands.h"
#include "format_option.h"
#include "importing.h"
#include "input.h"
#include "licit_mapping.h"
#include "option.h"

enum {
	OPT_LIST,
	OPT_FORMAT,
	OPT_KIND,
	OPT_AS_OF,
	OPT_DRY_RUN,
	OPT_ACCEPT_REMOVALS,
	OPT_ACCEPT_CHANGES,
	OPT_MAP,
	OPT_SAVE_MAP,
	OPT_SHOW_MAP,
	OPT_GUESS_MAP,
	OPT_OVERRIDE,
	OPT_WHO,
};

struct import {
	struct lic_cli *cli;
	struct lic_import_options options;
	struct lic_buf mapping; /* what --map says, line by line */
};

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
	if (cli->operands_count)
		options->file =
			strcmp(cli->operands[0], "-") == 0 ? "standard input" : cli->operands[0];
	options->dry_run = cli->values[OPT_DRY_RUN] != NULL;
	options->mapping = lic_buf_str(&import->mapping);
	options->save_mapping = cli->values[OPT_SAVE_MAP] != NULL;
	options->accept_changes = cli->values[OPT_ACCEPT_CHANGES] != NULL;
	options->accept_removals = cli->values[OPT_ACCEPT_REMOVALS] != NULL;
	options->override = lic_str_from(cli->values[OPT_OVERRIDE]);
	options->who = cli->values[OPT_WHO];
	return true;
}

static int load(struct import *import)
{
	struct lic_cli *cli = import->cli;
	struct lic_buf text;
	int status;

	lic_buf_init(&text, LIC_IMPORT_FILE_MAX);
	if (lic_input_read(cli->operands[0], &text, &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s (nothing was changed)", cli->diag.text);
	else if (!lic_cli_open(cli))
		status = LIC_EXIT_FAILED;
	else
		status = lic_cli_import(cli, &import->options, lic_buf_str(&text));
	lic_buf_release(&text);
	return status;
}

/* The mapping saved for the list, a line each. */
static int show_map(struct import *import)
{
	struct lic_cli *cli = import->cli;
	struct lic_buf text;
	int status = LIC_EXIT_OK;

	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	lic_buf_init(&text, LIC_LIST_LINE_MAX);
	if (lic_list_mapping(cli->engine, import->options.list, &text, &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	else
		lic_term_lines(&cli->out, "", lic_buf_str(&text));
	lic_buf_release(&text);
	return status;
}

/* In single quotes, for a shell. */
static void write_quoted(struct lic_term *out, struct lic_str text)
{
	struct lic_str part;

	lic_term_printf(out, "'");
	for (bool first = true; lic_str_split(&text, '\'', &part); first = false) {
		lic_term_printf(out, "%s", first ? "" : "'\\''");
		lic_term_text(out, part);
	}
	lic_term_printf(out, "'");
}

/* A guess, and how to say yes to it. */
static void write_guess(struct import *import, struct lic_str guess)
{
	struct lic_cli *cli = import->cli;
	struct lic_str line, rest = guess, map;

	while (lic_str_split(&rest, '\n', &line)) {
		if (!line.len || !lic_str_split(&line, '\t', &map))
			continue;
		lic_term_printf(&cli->out, "  ");
		lic_term_text(&cli->out, map);
		lic_term_printf(&cli->out, line.len ? "   (" : "");
		lic_term_text(&cli->out, line);
		lic_term_printf(&cli->out, line.len ? ")\n" : "\n");
	}
	lic_term_printf(&cli->out, "A guess, and nothing was imported. If it is right:\n"
				   "  licit lists import --list ");
	lic_term_text(&cli->out, import->options.list);
	for (rest = guess; lic_str_split(&rest, '\n', &line);) {
		if (!line.len || !lic_str_split(&line, '\t', &map))
			continue;
		lic_term_printf(&cli->out, " --map ");
		write_quoted(&cli->out, map);
	}
	for (rest = lic_buf_str(&import->mapping); lic_str_split(&rest, '\n', &line);) {
		if (!line.len)
			continue;
		lic_term_printf(&cli->out, " --map ");
		write_quoted(&cli->out, line);
	}
	lic_term_printf(&cli->out, " --save-map --dry-run ");
	write_quoted(&cli->out, lic_str_from(cli->operands[0]));
	lic_term_printf(&cli->out, "\n");
}

static int guess_map(struct import *import)
{
	struct lic_cli *cli = import->cli;
	struct lic_buf text, guess;
	int status = LIC_EXIT_OK;

	lic_buf_init(&text, LIC_IMPORT_FILE_MAX);
	lic_buf_init(&guess, LIC_LIST_LINE_MAX);
	if (lic_input_read(cli->operands[0], &text, &cli->diag) < 0 ||
	    lic_table_guess(lic_buf_str(&text), lic_buf_str(&import->mapping), false, &guess,
			    &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	else
		write_guess(import, lic_buf_str(&guess));
	lic_buf_release(&guess);
	lic_buf_release(&text);
	return status;
}

static int dispatch(struct import *import)
{
	struct lic_cli *cli = import->cli;

	if (!set_options(import) || !lic_cli_format_ok(cli, cli->values[OPT_FORMAT], false))
		return LIC_EXIT_USAGE;
	if (cli->values[OPT_SHOW_MAP])
		return show_map(import);
	if (cli->operands_count == 0)
		return lic_cli_usage(
			cli, "FILE is missing: which file to import, or - for standard input");
	if (cli->values[OPT_FORMAT] && import->mapping.len)
		return lic_cli_usage(cli, "--format and --map: a file is read by one of them");
	if (import->options.save_mapping && !import->mapping.len)
		return lic_cli_usage(cli, "--save-map saves what --map says: say it");
	return cli->values[OPT_GUESS_MAP] ? guess_map(import) : load(import);
}

static int run(struct lic_cli *cli)
{
	struct import import = {.cli = cli};

	lic_buf_init(&import.mapping, LIC_LIST_LINE_MAX);
	for (size_t i = 0; i < cli->repeated_count; i++) {
		if (i)
			lic_buf_addc(&import.mapping, '\n');
		lic_buf_adds(&import.mapping, lic_str_from(cli->repeated[i]));
	}
	int status = dispatch(&import);
	lic_buf_release(&import.mapping);
	return status;
}

const struct lic_command lic_command_lists_import = {
	.name = "lists import",
	.operands = "[FILE]",
	.most = 1,
	.operand_kind = LIC_VALUE_FILE,
	.needs_settings = true,
	.summary = "load an authority's or a community's list",
	.text = "Reads a file into a list, whole or not at all, and shows what changes: + added, "
		"~ changed, - withdrawn, ^ restored, = duplicate, ! refused, ? added and alike to "
		"a "
		"verified name, each with its line (twenty of a kind; -v shows all). FILE may be - "
		"for standard input. Importing the "
		"same file again changes nothing."
		"\n\n"
		"Entries that the file no longer names are withdrawn, never deleted. If that would "
		"withdraw a large part of the list, as half a download would, the file is refused "
		"until --accept-removals says that it is meant."
		"\n\n"
		"Formats: licit-csv (columns by name, see docs/LISTS.md), sukl-csv (the Czech "
		"authority's), plain domains, hosts, AdBlock, dnsmasq, RPZ, Unbound, STIX, JSON. "
		"The format is detected. What cannot be a name is refused by its line, never "
		"guessed."
		"\n\n"
		"A table of your own is read by a mapping: --map COLUMN=FIELD for each column, "
		"where COLUMN is its title, #3, or a path of JSON members, and FIELD one of name, "
		"holder, number, entry_url, class, countries, since, until, withdrawn, reason, "
		"evidence, source, seen, confidence, registered. --map FIELD:=VALUE gives every "
		"row that value. The same way says how the file is written: dates:=dd/mm/yyyy (or "
		"mm/dd/yyyy, excel), separator:=tab, encoding:=windows-1250, header:=4 (line of "
		"the titles; 0: none), names:=hosts (of an address only its host), "
		"rows:=data.items and format:=json. What is not said is found where it can be "
		"seen, and the row refused where it cannot."
		"\n\n"
		"A register that is a web page is read with --map format:=html and --map "
		"rows:=SELECTOR, which says what elements its rows are. COLUMN is then a "
		"selector within the row (td.web a, or td.web a@href for an attribute), #3 "
		"for the third cell, or \"Website\" in quotes for the cell below or beside that "
		"title. Links are relative to page:=URL. See docs/LISTS.md. A page that is cut "
		"off, or has no such row, is refused."
		"\n\n"
		"A file that changes a large part of what is there is refused until "
		"--accept-changes.",
	.options =
		{
			[OPT_LIST] = LIC_OPTION_LIST(
				"The list that the file is for; a new id makes a new list."),
			[OPT_FORMAT] = {"format", 0, LIC_VALUE_TEXT, "FORMAT", NULL,
					"Read it as this format, and do not guess."},
			[OPT_KIND] = LIC_OPTION_KIND("Kind of a new list: register, illegal, "
						     "community or benign; else community."),
			[OPT_AS_OF] = {"as-of", 0, LIC_VALUE_TEXT, "DATE", NULL,
				       "Date of this copy, as 2026-06-18; else the newest date in "
				       "it."},
			[OPT_DRY_RUN] =
				LIC_OPTION_DRY_RUN("Show what would change, and change nothing."),
			[OPT_ACCEPT_REMOVALS] = LIC_OPTION_ACCEPT_REMOVALS,
			[OPT_ACCEPT_CHANGES] =
				{"accept-changes", 0, LIC_VALUE_NONE, NULL, NULL,
				 "The second yes to a change of much that is there, or larger "
				 "than the list's policy allows."},
			[OPT_MAP] = {"map", 0, LIC_VALUE_TEXT, "COLUMN=FIELD", NULL,
				     "What a column holds, or KEY:=VALUE; once for each."},
			[OPT_SAVE_MAP] =
				{"save-map", 0, LIC_VALUE_NONE, NULL, NULL,
				 "Keep the mapping: later files of the list are read by it."},
			[OPT_SHOW_MAP] = {"show-map", 0, LIC_VALUE_NONE, NULL, NULL,
					  "Print the mapping that was kept for the list."},
			[OPT_GUESS_MAP] =
				{"guess-map", 0, LIC_VALUE_NONE, NULL, NULL,
				 "Print what the columns of the file may hold, and import "
				 "nothing."},
			[OPT_OVERRIDE] = {"override", 0, LIC_VALUE_TEXT, "TEXT", NULL,
					  "Why names that are never to be flagged come in."},
			[OPT_WHO] = LIC_OPTION_WHO("Who imports"),
		},
	.repeatable = "map",
	.examples =
		{
			{"licit lists import --list ours --guess-map register.csv",
			 "What do its columns hold?"},
			{"licit lists import --list ours --map Website=name --map From=since "
			 "--save-map register.csv",
			 "Load a spreadsheet saved as CSV; the next one needs no --map."},
			{"licit lists import --list ours --map format:=html --map "
			 "'rows:=table.register tr' --map 'td.web a@href=name' --save-map "
			 "page.html",
			 "Load a register that is a web page."},
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
