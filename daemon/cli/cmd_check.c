#include "commands.h"
#include "input.h"
#include "option.h"
#include "progress.h"
#include "show.h"

enum {
	OPT_COUNTRY,
	OPT_JSON,
	OPT_PAGE,
	OPT_ONLINE,
	OPT_OFFLINE,
	OPT_LISTS_ONLY,
	OPT_SAVE_FACTS,
};

struct checks {
	struct lic_cli *cli;
	struct lic_check *check;
	struct lic_check_options options;
	struct lic_page_input page; /* what --page names */
	struct lic_buf page_text;
	struct lic_buf document;
	FILE *facts; /* NULL: they are not to be saved */
	size_t shown;
	bool online;
	int status; /* the worst so far */
};

static void worse(struct checks *checks, int status)
{
	if (status > checks->status)
		checks->status = status;
}

static void print_document(struct checks *checks)
{
	struct lic_cli *cli = checks->cli;

	lic_buf_addc(&checks->document, '\n');
	if (lic_buf_error(&checks->document) < 0)
		worse(checks,
		      lic_cli_fail(cli, "%s", lic_strerror(lic_buf_error(&checks->document))));
	else
		lic_term_bytes(&cli->out, lic_buf_str(&checks->document));
}

static void refuse(struct checks *checks, struct lic_str target)
{
	struct lic_cli *cli = checks->cli;

	worse(checks, lic_cli_fail(cli, "%.*s%s: %s", target.len > 200 ? 200 : (int)target.len,
				   target.ptr, target.len > 200 ? "…" : "", cli->diag.text));
	if (cli->values[OPT_JSON]) {
		lic_verdict_write_error(&checks->document, target, cli->diag.text);
		print_document(checks);
	}
}

/* One line for each target that could be checked. */
static void save_facts(struct checks *checks)
{
	struct lic_cli *cli = checks->cli;
	struct lic_buf line;

	if (!checks->facts)
		return;
	lic_buf_init(&line, LIC_FACTS_MAX);
	lic_check_write_facts(checks->check, &line);
	lic_buf_addc(&line, '\n');
	int err = lic_buf_error(&line);
	if (!err && fwrite(line.ptr, 1, line.len, checks->facts) < line.len)
		err = lic_err_from_errno(errno);
	if (err < 0)
		worse(checks, lic_cli_fail(cli, "%s: cannot write the facts to it: %s",
					   cli->values[OPT_SAVE_FACTS], lic_strerror(err)));
	lic_buf_release(&line);
}

/* Look at the site, and show on a terminal that there is something to wait for: NULL
 * where it need not be, or cannot be, looked at. */
static struct lic_look *look_at(struct checks *checks, struct lic_str target)
{
	struct lic_cli *cli = checks->cli;
	struct lic_progress progress;
	const struct lic_look_options options = {.wait_ms = UINT32_MAX};
	struct lic_look *look;
	struct lic_diag diag;

	if (!checks->online)
		return NULL;
	/* An address that cannot be is refused by the check itself. */
	int err = lic_look_begin(&look, cli->engine, target, &options, &diag);
	if (err < 0) {
		if (err != LIC_EHOST && err != LIC_ESCHEME)
			lic_cli_note(cli, "the site was not looked at: %s", diag.text);
		return NULL;
	}
	lic_progress_init(&progress, "", 0, lic_cli_quiet(cli));
	while (!lic_look_wait(look, 100))
		lic_progress_wait(&progress, "Looking at the site");
	lic_progress_end(&progress);
	return look;
}

static void check_one(struct checks *checks, struct lic_str target)
{
	struct lic_cli *cli = checks->cli;
	const struct lic_verdict *verdict;

	lic_buf_reset(&checks->document);
	struct lic_look *look = look_at(checks, target);
	checks->options.look = look;
	int err = lic_check_run_with(checks->check, target, &checks->options, &verdict, &cli->diag);
	if (err < 0) {
		refuse(checks, target);
	} else if (cli->values[OPT_JSON]) {
		lic_verdict_write(&checks->document, verdict, true);
		print_document(checks);
	} else {
		if (checks->shown++)
			lic_term_printf(&cli->out, "\n");
		lic_show_verdict(&cli->out, verdict, lic_cli_verbose(cli));
	}
	if (err == LIC_OK) {
		save_facts(checks);
		worse(checks, lic_verdict_class_exit(verdict->class));
	}
	lic_term_flush(&cli->out);
	checks->options.look = NULL;
	lic_look_free(look);
}

static void check_lines(struct checks *checks)
{
	struct lic_cli *cli = checks->cli;
	struct lic_stdin lines;
	struct lic_str line;
	int more;

	lic_stdin_init(&lines);
	while ((more = lic_stdin_next(&lines, &line, &cli->diag)) > 0 && !cli->out.errnum) {
		line = lic_str_trim(line);
		if (line.len)
			check_one(checks, line);
	}
	if (more < 0)
		worse(checks, lic_cli_fail(cli, "%s", cli->diag.text));
	lic_stdin_release(&lines);
}

static bool open_facts(struct checks *checks)
{
	const char *path = checks->cli->values[OPT_SAVE_FACTS];

	if (!path)
		return true;
	checks->facts = fopen(path, "we");
	if (!checks->facts)
		lic_cli_fail(checks->cli, "%s: cannot write to it: %s", path, strerror(errno));
	return checks->facts != NULL;
}

static void close_facts(struct checks *checks)
{
	if (checks->facts && fclose(checks->facts) != 0)
		worse(checks, lic_cli_fail(checks->cli, "%s: cannot write to it: %s",
					   checks->cli->values[OPT_SAVE_FACTS], strerror(errno)));
}

/* A page is of one address, and standard input can be read for one thing. */
static int read_page(struct checks *checks)
{
	struct lic_cli *cli = checks->cli;
	const char *path = cli->values[OPT_PAGE];

	lic_buf_init(&checks->page_text, LIC_PAGE_BYTES_MAX);
	if (!path)
		return LIC_EXIT_OK;
	if (cli->operands_count != 1 || strcmp(cli->operands[0], "-") == 0)
		return lic_cli_usage(cli, "--page is the page of one target: licit check --page "
					  "FILE TARGET");
	if (lic_input_read(path, &checks->page_text, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	checks->page.html = lic_buf_str(&checks->page_text);
	checks->options.page = &checks->page;
	return LIC_EXIT_OK;
}

static void check_all(struct checks *checks)
{
	struct lic_cli *cli = checks->cli;

	for (size_t i = 0; i < cli->operands_count; i++) {
		if (strcmp(cli->operands[i], "-") == 0)
			check_lines(checks);
		else
			check_one(checks, lic_str_from(cli->operands[i]));
	}
}

static int run(struct lic_cli *cli)
{
	struct checks checks = {.cli = cli, .status = LIC_EXIT_OK};

	if (!lic_cli_override(cli, LIC_SETTING_COUNTRY, OPT_COUNTRY))
		return LIC_EXIT_USAGE;
	if (cli->values[OPT_ONLINE] && cli->values[OPT_OFFLINE])
		return lic_cli_usage(cli, "--online and --offline exclude each other");
	if (cli->values[OPT_ONLINE] && cli->values[OPT_LISTS_ONLY])
		return lic_cli_usage(cli, "--online and --lists-only exclude each other");
	checks.online = cli->values[OPT_ONLINE] ||
			(lic_conf_number(&cli->conf, LIC_SETTING_ONLINE) &&
			 !cli->values[OPT_OFFLINE] && !cli->values[OPT_LISTS_ONLY]);
	int status = read_page(&checks);
	if (status != LIC_EXIT_OK || !lic_cli_open(cli)) {
		lic_buf_release(&checks.page_text);
		return status != LIC_EXIT_OK ? status : LIC_EXIT_FAILED;
	}
	checks.options.country = lic_cli_country(cli);
	if (lic_check_new(&checks.check, cli->engine) < 0)
		return lic_cli_fail(cli, "out of memory");
	if (!open_facts(&checks)) {
		lic_check_free(checks.check);
		return LIC_EXIT_FAILED;
	}
	lic_check_lists_only(checks.check, cli->values[OPT_LISTS_ONLY] != NULL);
	lic_buf_init(&checks.document, LIC_VERDICT_MAX);
	check_all(&checks);
	close_facts(&checks);
	lic_buf_release(&checks.page_text);
	lic_buf_release(&checks.document);
	lic_check_free(checks.check);
	return checks.status;
}

const struct lic_command lic_command_check = {
	.name = "check",
	.operands = "TARGET...",
	.least = 1,
	.most = SIZE_MAX,
	.operand_kind = LIC_VALUE_TEXT,
	.needs_settings = true,
	.summary = "say what is known about a site",
	.text = "Says whether medicine may be bought from a site, who says so and since when, and "
		"what could not be found out. TARGET is a web address, a host name or a bare "
		"domain; - reads them from standard input, one a line. Without --online nothing "
		"leaves this machine."
		"\n\n"
		"With --online it also looks at the site: at its name servers, its registry, its "
		"certificate and its page, all at once, for look_seconds at most. Private and "
		"local addresses are never connected to."
		"\n\n"
		"The verdicts: illicit (an authority lists it as an illegal seller), suspicious, "
		"disputed (authorities disagree), unverified (it sells medicines, and is on no "
		"register), verified-elsewhere (on a register that does not cover your country), "
		"verified, no-medicine, and unknown, which is never a sign that a site is safe."
		"\n\n"
		"The exit status is the worst over all targets: 0 verified, no-medicine or "
		"unknown; 1 something could not be checked; 3 unverified or verified-elsewhere; 4 "
		"suspicious or disputed; 5 illicit. It is 2 for a wrong command line.",
	.options =
		{
			[OPT_COUNTRY] = LIC_OPTION_COUNTRY,
			[OPT_JSON] = LIC_OPTION_JSON(
				"Print the document licit/verdict/1, one line for each target."),
			[OPT_PAGE] =
				{"page", 0, LIC_VALUE_FILE, "FILE", NULL,
				 "The page that stands at TARGET, as HTML, up to 2 MiB; - reads it "
				 "from standard input. It is read here, and nothing is fetched."},
			[OPT_ONLINE] = {"online", 0, LIC_VALUE_NONE, NULL, NULL,
					"Look at the site too. It sees a visit from your "
					"address. The setting online does the same."},
			[OPT_OFFLINE] = {"offline", 0, LIC_VALUE_NONE, NULL, NULL,
					 "Use no network, whatever the setting says."},
			[OPT_LISTS_ONLY] = {"lists-only", 0, LIC_VALUE_NONE, NULL, NULL,
					    "Ask the lists alone, and do not look at the name."},
			[OPT_SAVE_FACTS] = {"save-facts", 0, LIC_VALUE_FILE, "FILE", NULL,
					    "Write there what each verdict rests on, one line of "
					    "JSON for each target, for licit replay."},
		},
	.examples =
		{
			{"licit check https://www.pharmacy.example/",
			 "What is known about this site?"},
			{"licit check --country CZ pharmacy.example another.example",
			 "May either of them sell to a buyer in Czechia?"},
			{"licit check --json pharmacy.example | jq -r .verdict",
			 "The verdict alone, for a script."},
			{"licit check --save-facts facts.json pharmacy.example",
			 "Keep what the verdict rests on: licit replay facts.json."},
			{"licit check --page saved.html https://www.pharmacy.example/",
			 "With what its page shows; saved with a browser."},
			{"licit check - < addresses.txt",
			 "One address a line; for many, licit batch is faster."},
		},
	.run = run,
};
