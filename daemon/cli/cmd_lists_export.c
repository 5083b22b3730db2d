#include "commands.h"
#include "format_option.h"
#include "option.h"

enum {
	OPT_LIST,
	OPT_FORMAT,
};

/* What is not in it, for whoever relies on it. */
static void say_left_out(struct lic_cli *cli, const struct lic_export_result *result)
{
	static const char *const scopes[LIC_EXPORT_SCOPES] = {"whole sites", "single hosts",
							      "names with all hosts below them",
							      "single paths", "top-level domains"};

	if (result->blocks_lawful)
		lic_cli_note(cli, "this is a list of lawful sites: a program that blocks what "
				  "it names would block those");
	for (size_t i = 0; i < LIC_EXPORT_SCOPES; i++)
		if (result->not_carried[i])
			lic_cli_note(cli,
				     "left out: %llu entries for %s, which this format cannot "
				     "express",
				     (unsigned long long)result->not_carried[i], scopes[i]);
	if (result->covered)
		lic_cli_note(cli, "left out: %llu entries that a broader one covers",
			     (unsigned long long)result->covered);
	if (result->not_in_force)
		lic_cli_note(cli, "left out: %llu entries that are not in force",
			     (unsigned long long)result->not_in_force);
	if (result->leaves_out && result->written)
		lic_cli_note(cli, "left out: %s", result->leaves_out);
}

static int run(struct lic_cli *cli)
{
	struct lic_export_result result;
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
			     lic_str_from(cli->values[OPT_FORMAT]), &text, &result,
			     &cli->diag) < 0) {
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	} else {
		lic_term_bytes(&cli->out, lic_buf_str(&text));
		say_left_out(cli, &result);
	}
	lic_buf_release(&text);
	return status;
}

const struct lic_command lic_command_lists_export = {
	.name = "lists export",
	.operands = "",
	.needs_settings = true,
	.summary = "write a list in one of several formats",
	.text = "Writes the entries of a list to standard output. licit-csv holds all that is "
		"known of each, the withdrawn ones too, and can be imported again; so does "
		"licit-json. The formats of blockers (domains, hosts, adblock, dnsmasq, rpz, "
		"unbound) hold the names in force that they can express, and no path is ever "
		"widened to its host. What is left out is said on standard error.",
	.options =
		{
			[OPT_LIST] = LIC_OPTION_LIST("The list."),
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
