#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "commands.h"
#include "option.h"
#include "progress.h"

enum {
	OPT_COUNTRY,
	OPT_FORMAT,
	OPT_ONLY,
	OPT_JOBS,
	OPT_OUTPUT,
	OPT_RESUME,
	OPT_INDEX,
	OPT_LISTS_ONLY,
	OPT_OFFLINE,
	OPT_ONLINE,
};

/* The signal that ended a batch that looks at sites. */
static volatile sig_atomic_t stopped_by;

static void on_signal(int number)
{
	stopped_by = number;
}

static bool is_stopped(void *ctx)
{
	(void)ctx;
	return stopped_by != 0;
}

/* Such a run may take hours: what was seen is written before it ends. A second signal
 * ends it at once. */
static void catch_signals(void)
{
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

static enum lic_batch_format format_of(const char *value)
{
	if (value && strcmp(value, "csv") == 0)
		return LIC_BATCH_CSV;
	return value && strcmp(value, "tsv") == 0 ? LIC_BATCH_TSV : LIC_BATCH_NDJSON;
}

/* "illicit,suspicious" as bits: false after saying what is wrong. */
static bool parse_only(struct lic_cli *cli, uint32_t *only)
{
	struct lic_str rest = lic_str_from(cli->values[OPT_ONLY]), word;
	struct lic_buf names;

	while (rest.ptr && lic_str_split(&rest, ',', &word)) {
		uint32_t bit = 0;
		for (unsigned i = 0; i < LIC_VERDICT_CLASSES; i++) {
			const char *name = lic_verdict_class_name((enum lic_verdict_class)i);
			if (lic_str_eq(word, lic_str_from(name)))
				bit = 1u << i;
		}
		if (!bit)
			break;
		*only |= bit;
		word.ptr = NULL;
	}
	if (!cli->values[OPT_ONLY] || !word.ptr)
		return true;
	lic_buf_init(&names, 512);
	for (unsigned i = 0; i < LIC_VERDICT_CLASSES; i++)
		lic_buf_printf(&names, "%s%s", i ? ", " : "",
			       lic_verdict_class_name((enum lic_verdict_class)i));
	lic_cli_usage(cli, "--only: there is no verdict \"%.*s\"; they are %.*s", LIC_STR_ARG(word),
		      LIC_STR_ARG(lic_buf_str(&names)));
	lic_buf_release(&names);
	return false;
}

static bool open_files(struct lic_cli *cli, int *in, int *out)
{
	const char *input = cli->operands_count ? cli->operands[0] : "-";
	const char *output = cli->values[OPT_OUTPUT];
	/* A run that goes on cuts its output back to the checkpoint itself. */
	int truncate = cli->values[OPT_RESUME] ? 0 : O_TRUNC;

	*in = STDIN_FILENO;
	*out = STDOUT_FILENO;
	if (strcmp(input, "-") != 0)
		*in = open(input, O_RDONLY | O_CLOEXEC);
	if (*in < 0) {
		lic_cli_fail(cli, "%s: cannot open it: %s", input, strerror(errno));
		return false;
	}
	if (output && strcmp(output, "-") != 0)
		*out = open(output, O_RDWR | O_CREAT | truncate | O_CLOEXEC, 0666);
	if (*out < 0) {
		lic_cli_fail(cli, "%s: cannot write to it: %s", output, strerror(errno));
		return false;
	}
	return true;
}

static uint64_t size_of(int fd)
{
	struct stat st;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size <= 0)
		return 0;
	return (uint64_t)st.st_size;
}

static void on_progress(void *ctx, uint64_t lines, uint64_t bytes)
{
	lic_progress_update(ctx, lines, bytes);
}

static void summary(struct lic_cli *cli, const struct lic_batch_totals *totals, double seconds)
{
	/* The worst first. */
	static const enum lic_verdict_class order[] = {
		LIC_ILLICIT,  LIC_SUSPICIOUS,  LIC_DISPUTED, LIC_UNVERIFIED, LIC_VERIFIED_ELSEWHERE,
		LIC_VERIFIED, LIC_NO_MEDICINE, LIC_UNKNOWN,
	};
	char count[LIC_COUNT_SIZE], rate[LIC_COUNT_SIZE];
	struct lic_buf text;

	lic_buf_init(&text, 1024);
	lic_buf_printf(&text, "%s %s in %.1f s", lic_count(totals->lines, count),
		       totals->lines == 1 ? "line" : "lines", seconds);
	if (seconds >= 0.05)
		lic_buf_printf(&text, " (%s/s)",
			       lic_count((uint64_t)((double)totals->lines / seconds), rate));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(order); i++) {
		uint64_t n = totals->by_class[order[i]];
		if (n)
			lic_buf_printf(&text, ", %s %s", lic_count(n, count),
				       lic_verdict_class_name(order[i]));
	}
	if (totals->errors)
		lic_buf_printf(&text, ", %s not checked (see \"error\")",
			       lic_count(totals->errors, count));
	lic_cli_note(cli, "%.*s", LIC_STR_ARG(lic_buf_str(&text)));
	lic_buf_release(&text);
}

static int run_between(struct lic_cli *cli, uint32_t only, int in, int out)
{
	struct lic_progress progress;
	struct lic_batch_totals totals = {0};
	const struct lic_batch_options options = {
		.country = lic_cli_country(cli),
		.format = format_of(cli->values[OPT_FORMAT]),
		.only = only,
		.lists_only = cli->values[OPT_LISTS_ONLY] != NULL,
		.online = cli->values[OPT_ONLINE] != NULL,
		.jobs = (unsigned)lic_conf_number(&cli->conf, LIC_SETTING_THREADS),
		.resume = cli->values[OPT_RESUME],
		.progress = on_progress,
		.stopped = is_stopped,
		.ctx = &progress,
	};

	if (options.online)
		catch_signals();

	/* Both on one terminal would write over each other. */
	lic_progress_init(&progress, "lines", size_of(in), lic_cli_quiet(cli) || isatty(out) == 1);
	int err = lic_batch_run(cli->engine, &options, in, out, &totals, &cli->diag);
	double seconds = lic_progress_end(&progress);
	if (err == LIC_EPIPE) {
		cli->out.errnum = EPIPE;
		return LIC_EXIT_FAILED;
	}
	if (err < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	summary(cli, &totals, seconds);
	if (stopped_by)
		lic_cli_note(cli, "stopped%s",
			     options.resume ? "; the same command goes on from there" : "");
	return LIC_EXIT_OK;
}

static bool exclude_each_other(struct lic_cli *cli)
{
	const char *const *values = cli->values;

	if (!!values[OPT_LISTS_ONLY] + !!values[OPT_OFFLINE] + !!values[OPT_ONLINE] < 2)
		return true;
	lic_cli_usage(cli, "--lists-only, --offline and --online exclude each other");
	return false;
}

static int run(struct lic_cli *cli)
{
	uint32_t only = 0;
	int in, out;

	if (!lic_cli_override(cli, LIC_SETTING_COUNTRY, OPT_COUNTRY) ||
	    !lic_cli_override(cli, LIC_SETTING_THREADS, OPT_JOBS) || !parse_only(cli, &only) ||
	    !exclude_each_other(cli))
		return LIC_EXIT_USAGE;
	if (!lic_cli_open_index(cli, cli->values[OPT_INDEX]) || !open_files(cli, &in, &out))
		return LIC_EXIT_FAILED;
	int status = run_between(cli, only, in, out);
	if (in != STDIN_FILENO)
		close(in);
	if (out != STDOUT_FILENO && close(out) < 0)
		status = lic_cli_fail(cli, "%s: cannot write to it: %s", cli->values[OPT_OUTPUT],
				      strerror(errno));
	/* Whoever called us sees by it that it was meant to end. */
	if (stopped_by)
		raise(stopped_by);
	return status;
}

const struct lic_command lic_command_batch = {
	.name = "batch",
	.operands = "[INPUT]",
	.most = 1,
	.operand_kind = LIC_VALUE_FILE,
	.needs_settings = true,
	.summary = "check a file of addresses, one a line",
	.text = "Reads addresses, one a line, from a file or standard input, and writes one line "
		"for each in the same order. A line that cannot be checked gives a line with the "
		"member error, and never stops the run. When it ends, a summary is written to "
		"standard error."
		"\n\n"
		"The output is NDJSON: the document licit/verdict/1 without its advice. CSV and "
		"TSV have a header and the columns input, host, site, verdict, risk, coverage, "
		"sells_medicine, signals, error."
		"\n\n"
		"A run is stateless and keeps its order, so it can be one of many: under GNU "
		"parallel, Slurm or Spark's pipe, each with its share of the lines and all with "
		"the same index file. If the reader of the output goes away, the run ends quietly, "
		"as other filters do (SIGPIPE)."
		"\n\n"
		"With --online it also looks at the sites, 64 addresses at a time and two of one "
		"site. The name servers, the certificate and the registry of a site are asked "
		"once for all its addresses, and a registry twice in a second at most, so that "
		"many sites of one top-level domain take their time. Ended with ^C, it writes "
		"what was seen and stops.",
	.options =
		{
			[OPT_COUNTRY] = LIC_OPTION_COUNTRY,
			[OPT_FORMAT] = {"format", 0, LIC_VALUE_WORDS, "FORMAT", "ndjson csv tsv",
					"ndjson, csv or tsv; else ndjson."},
			[OPT_ONLY] =
				{"only", 0, LIC_VALUE_TEXT, "V,V", NULL,
				 "Write only lines with these verdicts, as illicit,suspicious. "
				 "Lines with an error are then left out too."},
			[OPT_JOBS] =
				{"jobs", 'j', LIC_VALUE_TEXT, "N", NULL,
				 "Threads; 0, or without this option, the setting threads: one "
				 "for each core. With --online it is always one."},
			[OPT_OUTPUT] = {"output", 'o', LIC_VALUE_FILE, "FILE", NULL,
					"Write there and not to standard output."},
			[OPT_RESUME] = {"resume", 0, LIC_VALUE_FILE, "FILE", NULL,
					"Note in this file how far the run came, and go on from "
					"there if it was cut off. The input must be a file."},
			[OPT_INDEX] = {"index", 0, LIC_VALUE_FILE, "FILE", NULL,
				       "Check against this index file alone, without the data "
				       "folder: for machines that hold nothing else."},
			[OPT_LISTS_ONLY] = {"lists-only", 0, LIC_VALUE_NONE, NULL, NULL,
					    "Ask the lists alone, and do not look at the name."},
			[OPT_OFFLINE] = {"offline", 0, LIC_VALUE_NONE, NULL, NULL,
					 "Use no network, as without --online."},
			[OPT_ONLINE] = {"online", 0, LIC_VALUE_NONE, NULL, NULL,
					"Look at the sites too. They see a visit from your "
					"address. The setting online does not count here."},
		},
	.examples =
		{
			{"licit batch urls.txt > verdicts.ndjson", "One verdict for each line."},
			{"licit batch --only illicit,suspicious --format csv -o bad.csv urls.txt",
			 "A table of the bad ones."},
			{"zcat urls.gz | licit batch | jq -r 'select(.verdict==\"illicit\").host'",
			 "As part of a pipe."},
			{"licit batch --resume run.mark -o verdicts.ndjson urls.txt",
			 "A long run that can be cut off: the same command goes on with it."},
			{"licit batch --online --resume run.mark -o verdicts.ndjson urls.txt",
			 "The same, with a look at each site."},
		},
	.run = run,
};
