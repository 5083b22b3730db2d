#include "commands.h"
#include "licit_console.h"
#include "table.h"

enum {
	OPT_LIST,
	OPT_REVOKE,
	OPT_CONSOLE,
};

static int add_row(void *ctx, const struct lic_pairing *pairing)
{
	struct lic_table *table = ctx;
	char time[LIC_TIME_SIZE];

	lic_time_format(pairing->created, time);
	lic_table_add(table, pairing->id);
	lic_table_add(table, lic_str_from(time));
	return LIC_OK;
}

static int list(struct lic_cli *cli)
{
	static const char *const heading[] = {"ID", "PAIRED"};
	struct lic_table table;

	lic_table_init(&table, heading, LIC_ARRAY_SIZE(heading));
	int err = lic_pair_each(cli->engine, add_row, &table, &cli->diag);
	return lic_table_end(&table, cli, err,
			     "no browser is paired; `licit pair` gives a code for one");
}

static int revoke_pairing(struct lic_cli *cli, const char *id)
{
	int err = lic_pair_revoke(cli->engine, lic_str_from(id), &cli->diag);

	if (err == LIC_ENOENT)
		return lic_cli_fail(
			cli, "there is no pairing \"%s\"; `licit pair --list` shows all", id);
	if (err < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_term_printf(&cli->out, "Revoked. That browser must be paired again to ask licitd.\n");
	return LIC_EXIT_OK;
}

static int new_code(struct lic_cli *cli, const char *user)
{
	char code[LIC_PAIR_CODE_SIZE];
	int err = user ? lic_user_code(cli->engine, lic_str_from(user), code, &cli->diag)
		       : lic_pair_new(cli->engine, code, &cli->diag);

	if (err < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_term_bold(&cli->out, lic_str_from(code));
	lic_term_printf(&cli->out, "\n");
	lic_term_flush(&cli->out);
	if (user)
		lic_cli_note(cli,
			     "type this code at the console's door instead of a password; it signs "
			     "%s in once, within %d minutes",
			     user, LIC_PAIR_SECONDS / 60);
	else
		lic_cli_note(cli,
			     "press the Licit button in the browser and type this code there; it "
			     "is good for one browser and %d minutes",
			     LIC_PAIR_SECONDS / 60);
	return LIC_EXIT_OK;
}

static int run(struct lic_cli *cli)
{
	const char *user = cli->values[OPT_CONSOLE];

	if (!!cli->values[OPT_LIST] + !!cli->values[OPT_REVOKE] + !!user > 1)
		return lic_cli_usage(cli, "give one of --list, --revoke and --console");
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	if (cli->values[OPT_LIST])
		return list(cli);
	if (cli->values[OPT_REVOKE])
		return revoke_pairing(cli, cli->values[OPT_REVOKE]);
	return new_code(cli, user);
}

const struct lic_command lic_command_pair = {
	.name = "pair",
	.operands = "",
	.needs_settings = true,
	.summary = "let a browser ask licitd",
	.text = "Prints a one-time code. Type it into the Licit extension of a browser on this "
		"machine: it trades the code for a token, and licitd answers it from then on. A "
		"code is good for one browser and ten minutes.",
	.options =
		{
			[OPT_LIST] = {"list", 0, LIC_VALUE_NONE, NULL, NULL,
				      "Show the browsers that are paired."},
			[OPT_REVOKE] = {"revoke", 0, LIC_VALUE_TEXT, "ID", NULL,
					"Answer this one no more."},
			[OPT_CONSOLE] = {"console", 0, LIC_VALUE_TEXT, "NAME", NULL,
					 "A code that signs this user of the console in, "
					 "instead of a password."},
		},
	.examples =
		{
			{"licit pair", "A code for a browser."},
			{"licit pair --list", "Who may ask?"},
			{"licit pair --console jana", "Jana signs in to the console."},
			{"licit pair --revoke 0123456789abcdef", "Not this one any more."},
		},
	.run = run,
};
