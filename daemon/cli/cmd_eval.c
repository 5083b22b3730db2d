#include "commands.h"
#include "input.h"
#include "option.h"

enum {
	OPT_POSITIVES,
	OPT_NEGATIVES,
	OPT_LICENSED,
	OPT_COUNTRY,
	OPT_NO_LISTS,
	OPT_FORMAT,
	OPT_PLOT,
	OPT_FIT,
};

/* Lines that cannot be checked are told one by one, up to so many of a file. */
#define TOLD_MAX 5

static bool add_file(struct lic_cli *cli, struct lic_eval *eval, size_t option,
		     enum lic_label label)
{
	const char *path = cli->values[option];
	struct lic_buf text;
	struct lic_str rest, line;
	size_t number = 0, told = 0;

	if (!path)
		return true;
	lic_buf_init(&text, LIC_FACTS_FILE_MAX);
	int err = lic_input_read(path, &text, &cli->diag);
	rest = lic_buf_str(&text);
	while (!err && lic_str_split(&rest, '\n', &line)) {
		number++;
		line = lic_str_trim(line);
		if (!line.len || line.ptr[0] == '#')
			continue;
		if (lic_eval_add(eval, label, line, &cli->diag) < 0 && told++ < TOLD_MAX)
			lic_cli_note(cli, "%s, line %zu: %s", path, number, cli->diag.text);
	}
	if (err < 0)
		lic_cli_fail(cli, "%s", cli->diag.text);
	lic_buf_release(&text);
	return err == LIC_OK;
}

static bool write_plot(struct lic_cli *cli, const struct lic_eval *eval)
{
	const char *path = cli->values[OPT_PLOT];
	struct lic_buf svg;

	if (!path)
		return true;
	lic_buf_init(&svg, LIC_VERDICT_MAX);
	lic_eval_plot(eval, &svg);
	bool ok = lic_buf_error(&svg) == 0;
	FILE *file = ok ? fopen(path, "we") : NULL;
	ok = file && fwrite(svg.ptr, 1, svg.len, file) == svg.len;
	if (file && fclose(file) != 0)
		ok = false;
	if (!ok)
		lic_cli_fail(cli, "%s: cannot write to it: %s", path, strerror(errno));
	lic_buf_release(&svg);
	return ok;
}

static bool print(struct lic_cli *cli, const struct lic_eval *eval)
{
	const char *format = cli->values[OPT_FORMAT];
	struct lic_buf text;
	int err = LIC_OK;

	lic_buf_init(&text, LIC_VERDICT_MAX);
	if (cli->values[OPT_FIT])
		err = lic_eval_fit(eval, &text, &cli->diag);
	else
		lic_eval_report(eval, format && strcmp(format, "json") == 0, &text);
	if (!err && lic_buf_error(&text) < 0)
		err = lic_diag_set(&cli->diag, lic_buf_error(&text), "the report is too long");
	if (err < 0)
		lic_cli_fail(cli, "%s", cli->diag.text);
	else
		lic_term_bytes(&cli->out, lic_buf_str(&text));
	lic_buf_release(&text);
	return err == LIC_OK;
}

static int run(struct lic_cli *cli)
{
	struct lic_eval *eval;

	if (!cli->values[OPT_POSITIVES] || !cli->values[OPT_NEGATIVES])
		return lic_cli_usage(cli, "--positives FILE and --negatives FILE are needed");
	if (!lic_cli_override(cli, LIC_SETTING_COUNTRY, OPT_COUNTRY))
		return LIC_EXIT_USAGE;
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	const struct lic_eval_options options = {
		.country = lic_cli_country(cli),
		.no_lists = cli->values[OPT_NO_LISTS] != NULL,
	};
	if (lic_eval_new(&eval, cli->engine, &options, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	const bool ok = add_file(cli, eval, OPT_POSITIVES, LIC_POSITIVE) &&
			add_file(cli, eval, OPT_NEGATIVES, LIC_NEGATIVE) &&
			add_file(cli, eval, OPT_LICENSED, LIC_LICENSED) && write_plot(cli, eval) &&
			print(cli, eval);
	lic_eval_free(eval);
	return ok ? LIC_EXIT_OK : LIC_EXIT_FAILED;
}

const struct lic_command lic_command_eval = {
	.name = "eval",
	.operands = "",
	.needs_settings = true,
	.summary = "measure the verdicts on addresses that are known",
	.text = "Checks addresses of which somebody knows what they are, and says how often the "
		"verdicts are right: the verdicts of each file, rates with intervals of 95 % "
		"(Wilson), precision and recall by risk, how well the risk is calibrated (Brier "
		"score, and what share of each bin is illicit), and the worst mistakes."
		"\n\n"
		"A file has one address on a line; a line that begins with { is what licit check "
		"--save-facts wrote, or an object with the members url and page, which has html or "
		"text, and title and links if there are any. Lines that begin with # "
		"are skipped, and so are those that cannot be checked; they are counted."
		"\n\n"
		"Addresses that stand on the lists that are held are known from there, which says "
		"nothing about those that do not. --no-lists judges each as if no list named it. "
		"docs/ACCURACY.md holds what was measured, and what was not.",
	.options =
		{
			[OPT_POSITIVES] = {"positives", 0, LIC_VALUE_FILE, "FILE", NULL,
					   "Illegal sellers."},
			[OPT_NEGATIVES] = {"negatives", 0, LIC_VALUE_FILE, "FILE", NULL,
					   "Sites that sell no medicine."},
			[OPT_LICENSED] = {"licensed", 0, LIC_VALUE_FILE, "FILE", NULL,
					  "Lawful pharmacies."},
			[OPT_COUNTRY] = LIC_OPTION_COUNTRY,
			[OPT_NO_LISTS] = {"no-lists", 0, LIC_VALUE_NONE, NULL, NULL,
					  "Judge each as if no list named it."},
			[OPT_FORMAT] = {"format", 0, LIC_VALUE_WORDS, "FORMAT", "text json",
					"text or json; else text."},
			[OPT_PLOT] = {"plot", 0, LIC_VALUE_FILE, "FILE", NULL,
				      "Write a picture there too, as SVG."},
			[OPT_FIT] = {"fit", 0, LIC_VALUE_NONE, NULL, NULL,
				     "Fit the weights of the score model to these files, and print "
				     "them beside those of now and what they gain on data held "
				     "back, instead of the report."},
		},
	.examples =
		{
			{"licit eval --positives bad.txt --negatives ordinary.txt --licensed "
			 "good.txt",
			 "How often are the verdicts right?"},
			{"licit eval --no-lists --plot plot.svg --positives bad.txt --negatives "
			 "ordinary.txt",
			 "And on names that no list holds?"},
			{"licit eval --fit --positives bad.json --negatives ordinary.json",
			 "Which weights would fit these facts best?"},
		},
	.run = run,
};
