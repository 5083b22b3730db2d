#include "commands.h"
#include "host_files.h"
#include "place.h"
#include "table.h"

enum {
	OPT_INSTALL,
	OPT_UNINSTALL,
	OPT_BROWSER,
};

/* What --install and --uninstall go through: one browser if it is named, else all that
 * are here. */
struct round {
	struct lic_cli *cli;
	struct lic_buf script; /* its path */
	struct lic_table table;
	size_t done;
};

static bool is_meant(const struct round *round, const struct lic_browser *browser)
{
	const char *named = round->cli->values[OPT_BROWSER];

	return named ? strcmp(named, browser->id) == 0 : lic_browser_is_here(browser);
}

static int add_row(struct round *round, const struct lic_browser *browser)
{
	struct lic_buf path;

	lic_buf_init(&path, LIC_PATH_MAX);
	int err = lic_browser_manifest(browser, &path, &round->cli->diag);
	if (!err) {
		lic_table_add(&round->table, lic_str_from(browser->name));
		lic_table_add(&round->table, lic_str_from(path.ptr));
		round->done++;
	}
	lic_buf_release(&path);
	return err;
}

static void explain_box(struct lic_cli *cli, const struct lic_browser *browser)
{
	const char *box = lic_browser_box(browser);

	if (box && lic_browser_has_portal(browser))
		lic_cli_note(
			cli,
			"%s is here as a %s: it can start Licit only where the desktop has the "
			"WebExtensions portal (Ubuntu's has), and asks you first. Where that "
			"does not work, start licitd and pair with a code (licit pair)",
			browser->name, box);
	else if (box)
		lic_cli_note(cli,
			     "%s is here as a %s: it can start no program of this machine. Start "
			     "licitd and pair with a code (licit pair)",
			     browser->name, box);
}

static int install_all(struct round *round)
{
	struct lic_cli *cli = round->cli;

	for (const struct lic_browser *b = lic_browsers; b->id; b++) {
		if (!is_meant(round, b))
			continue;
		int err = lic_host_manifest_write(b, round->script.ptr, &cli->diag);
		if (!err)
			err = add_row(round, b);
		if (err < 0)
			return err;
		explain_box(cli, b);
	}
	return LIC_OK;
}

/* The configuration file that was named: by another way than the usual ones, the program
 * that a browser starts would not find it. */
static const char *named_config(const struct lic_cli *cli, char out[LIC_PATH_MAX])
{
	const char *named = cli->globals[LIC_GLOBAL_CONFIG];

	if (!named)
		named = getenv("LICIT_CONFIG");
	return named && *named ? realpath(named, out) : NULL;
}

static int install(struct round *round)
{
	struct lic_cli *cli = round->cli;
	const char *data_dir = lic_conf_text(&cli->conf, LIC_SETTING_DATA_DIR);
	char config[LIC_PATH_MAX];

	/* Now, so that the first page does not wait for it, and what is wrong shows. */
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	int err = lic_host_script_write(data_dir, named_config(cli, config), &cli->diag);
	if (!err)
		err = install_all(round);
	if (err < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	if (!round->done)
		return lic_cli_fail(cli, "no browser that Licit knows has been used here; name one "
					 "with --browser");
	lic_table_add(&round->table, LIC_STR("Script"));
	lic_table_add(&round->table, lic_str_from(round->script.ptr));
	lic_table_write(&round->table, &cli->out);
	lic_cli_note(cli, "a browser that runs finds it at once; the extension needs no code now");
	return LIC_EXIT_OK;
}

static int remove_one(struct round *round, const struct lic_browser *browser)
{
	struct lic_diag *diag = &round->cli->diag;
	struct lic_buf path;

	lic_buf_init(&path, LIC_PATH_MAX);
	int got = lic_browser_manifest(browser, &path, diag);
	if (!got)
		got = lic_host_file_remove(path.ptr, diag);
	lic_buf_release(&path);
	return got > 0 ? add_row(round, browser) : got;
}

static int uninstall(struct round *round)
{
	struct lic_cli *cli = round->cli;
	const char *named = cli->values[OPT_BROWSER];
	int err = LIC_OK;

	for (const struct lic_browser *b = lic_browsers; !err && b->id; b++) {
		if (!named || strcmp(named, b->id) == 0)
			err = remove_one(round, b);
	}
	if (!err && !named) {
		err = lic_host_file_remove(round->script.ptr, &cli->diag);
		if (err > 0) {
			lic_table_add(&round->table, LIC_STR("Script"));
			lic_table_add(&round->table, lic_str_from(round->script.ptr));
			round->done++;
		}
	}
	if (err < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	if (!round->done)
		lic_cli_note(cli, "there was nothing to remove");
	else
		lic_table_write(&round->table, &cli->out);
	return LIC_EXIT_OK;
}

static int change_files(struct lic_cli *cli)
{
	static const char *const heading[] = {"FOR", "FILE"};
	struct round round = {.cli = cli};
	int status;

	lic_buf_init(&round.script, LIC_PATH_MAX);
	lic_table_init(&round.table, heading, LIC_ARRAY_SIZE(heading));
	if (lic_host_script(lic_conf_text(&cli->conf, LIC_SETTING_DATA_DIR), &round.script,
			    &cli->diag) < 0)
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	else
		status = cli->values[OPT_INSTALL] ? install(&round) : uninstall(&round);
	lic_table_release(&round.table);
	lic_buf_release(&round.script);
	return status;
}

static int run(struct lic_cli *cli)
{
	bool change = cli->values[OPT_INSTALL] || cli->values[OPT_UNINSTALL];

	if (cli->values[OPT_INSTALL] && cli->values[OPT_UNINSTALL])
		return lic_cli_usage(cli, "give --install or --uninstall, not both");
	if (change && cli->operands_count)
		return lic_cli_usage(cli, "\"%s\" is one word too many", cli->operands[0]);
	if (cli->values[OPT_BROWSER] && !change)
		return lic_cli_usage(cli, "--browser goes with --install or --uninstall");
	if (change)
		return change_files(cli);
	if (!cli->operands_count)
		return lic_cli_usage(cli,
				     "browsers start this; `licit native-host --install` tells "
				     "them to");
	if (!cli->hooks->knows_caller(cli->operands, cli->operands_count))
		return lic_cli_usage(cli,
				     "\"%s\" is not the Licit extension; only for that one is an "
				     "answer given",
				     cli->operands[cli->operands_count - 1]);
	return cli->hooks->serve_browser(&cli->conf);
}

const struct lic_command lic_command_native_host = {
	.name = "native-host",
	.operands = "[CALLER...]",
	.most = 2,
	.operand_kind = LIC_VALUE_TEXT,
	.needs_settings = true,
	.summary = "let browsers start Licit themselves, with no daemon and no code",
	.text = "Browsers can start a program for an extension and talk to it over pipes (native "
		"messaging). With --install they are told to start this one for the Licit "
		"extension: it then needs no licitd, no pairing code and no network, and answers "
		"the same as licitd does. Where licitd runs as well, the extension asks that, "
		"which is faster.\n\n"
		"--install writes a manifest for each browser that this user has, and a script "
		"into the data folder that the manifests name; --uninstall removes them. Without "
		"either this is what browsers call, with the words that say who the CALLER is.",
	.options =
		{
			[OPT_INSTALL] = {"install", 0, LIC_VALUE_NONE, NULL, NULL,
					 "Tell the browsers of this user."},
			[OPT_UNINSTALL] = {"uninstall", 0, LIC_VALUE_NONE, NULL, NULL,
					   "Take it back."},
			[OPT_BROWSER] = {"browser", 0, LIC_VALUE_WORDS, "NAME",
					 "chromium chrome brave edge vivaldi firefox librewolf",
					 "Only this one, whether it has been used or not."},
		},
	.examples =
		{
			{"licit native-host --install", "For every browser that is here."},
			{"licit native-host --install --browser firefox", "For Firefox alone."},
			{"licit native-host --uninstall", "Nothing is left of it."},
		},
	.run = run,
};
