#include "commands.h"
#include "format_option.h"

enum {
	OPT_LIST,
	OPT_FORMAT,
};

static int run(struct lic_cli *cli)
{
	struct lic_buf text;
	int status = LIC_EXIT_OK;

	if (!cli->values[OPT_LIST])
		return lic_cli_usage(
			cli, "say which list: --list ID; `licit lists` shows those there are");
	if (!lic_cli_format_ok(cli, cli->values[OPT_FORMAT], true))
		return LIC_EXIT_USAGE;
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	lic_buf_init(&text, LIC_IMPORT_FILE_MAX);
	if (lic_lists_export(cli->engine, lic_str_from(cli->values[OPT_LIST]),
			     lic_str_from(cli->values[OPT_FORMAT]), &text, &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	else
		lic_term_bytes(&cli->out, lic_buf_str(&text));
	lic_buf_release(&text);
	return status;
}

const struct lic_command lic_command_lists_export = {
	.name = "lists export",
	.operands = "",
	.needs_settings = true,
	.summary = "write a list in one of several formats",
	.text = "Writes the entries of a list to standard output. licit-csv holds all that is "
		"known "
		"of each, the withdrawn ones too, and can be imported again. The other formats "
		"hold "
		"what they can: names in force.",
	.options =
		{
			[OPT_LIST] = {"list", 0, LIC_VALUE_TEXT, "ID", NULL, "The list."},
			[OPT_FORMAT] = {"format", 0, LIC_VALUE_TEXT, "FORMAT", NULL,
					"The format; else licit-csv."},
		},
	.examples =
		{
			{"licit lists export --list cz-sukl-illegal > sukl.csv",
			 "Everything, to look at or to carry to another machine."},
			{"licit lists export --list cz-sukl-illegal --format domains",
			 "The names in force, for another program."},
		},
	.run = run,
};
