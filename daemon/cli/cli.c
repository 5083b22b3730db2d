#include "cli.h"

#include <signal.h>

#include "args.h"
#include "command.h"
#include "help.h"
#include "licit_keep.h"
#include "log.h"
#include "num.h"

#define SENTENCE_MAX 1024

/* "licit: " or "licit check: ", the sentence made harmless, and a line end. */
static void say(const struct lic_cli *cli, const char *sentence)
{
	struct lic_term err;

	lic_term_init(&err, STDERR_FILENO);
	lic_term_printf(&err, "licit%s%s: ", cli->command ? " " : "",
			cli->command ? cli->command->name : "");
	lic_term_text(&err, lic_str_from(sentence));
	lic_term_printf(&err, "\n");
	lic_term_close(&err);
}

int lic_cli_fail(struct lic_cli *cli, const char *fmt, ...)
{
	char sentence[SENTENCE_MAX];
	va_list args;

	va_start(args, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	say(cli, sentence);
	return LIC_EXIT_FAILED;
}

int lic_cli_exit(struct lic_cli *cli, int err)
{
	return err < 0 ? lic_cli_fail(cli, "%s", cli->diag.text) : LIC_EXIT_OK;
}

int lic_cli_usage(struct lic_cli *cli, const char *fmt, ...)
{
	char sentence[SENTENCE_MAX];
	va_list args;

	va_start(args, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	say(cli, sentence);
	return LIC_EXIT_USAGE;
}

void lic_cli_note(struct lic_cli *cli, const char *fmt, ...)
{
	char sentence[SENTENCE_MAX];
	va_list args;

	if (lic_cli_quiet(cli))
		return;
	va_start(args, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	say(cli, sentence);
}

bool lic_cli_open_index(struct lic_cli *cli, const char *index_file)
{
	const struct lic_engine_options options = {
		.data_dir = lic_conf_text(&cli->conf, LIC_SETTING_DATA_DIR),
		.lists_dir = lic_conf_text(&cli->conf, LIC_SETTING_LISTS_DIR),
		.psl_file = lic_conf_text(&cli->conf, LIC_SETTING_PSL_FILE),
		.index_file = index_file,
		.name_servers = lic_conf_text(&cli->conf, LIC_SETTING_NAME_SERVERS),
		.test_addresses = lic_conf_text(&cli->conf, LIC_SETTING_TEST_ADDRESSES),
		.test_roots = lic_conf_text(&cli->conf, LIC_SETTING_TEST_ROOTS),
		.look_ms = 1000 * (unsigned)lic_conf_number(&cli->conf, LIC_SETTING_LOOK_SECONDS),
	};

	if (lic_engine_open(&cli->engine, &options, &cli->diag) == LIC_OK)
		return true;
	lic_cli_fail(cli, "%s", cli->diag.text);
	return false;
}

bool lic_cli_open(struct lic_cli *cli)
{
	return lic_cli_open_index(cli, NULL);
}

static int pass_over(void *ctx, const struct lic_keep_list *list)
{
	(void)ctx;
	(void)list;
	return LIC_OK;
}

bool lic_cli_open_list(struct lic_cli *cli, const char *list)
{
	if (!lic_cli_open(cli))
		return false;
	if (!list ||
	    lic_keep_lists_each(cli->engine, lic_str_from(list), pass_over, NULL, &cli->diag) >= 0)
		return true;
	lic_cli_fail(cli, "%s", cli->diag.text);
	return false;
}

/* The sentence begins with the setting's name; here the option's belongs there. */
static int refuse_value(struct lic_cli *cli, enum lic_setting_id id, const char *option)
{
	const char *text = cli->diag.text;
	size_t len = strlen(lic_settings[id].name);

	if (strncmp(text, lic_settings[id].name, len) == 0)
		text += len;
	return lic_cli_usage(cli, "--%s%s", option, text);
}

bool lic_cli_override(struct lic_cli *cli, enum lic_setting_id id, size_t option)
{
	const char *value = cli->values[option];

	if (!value || lic_conf_set(&cli->conf, id, value, &cli->diag) == LIC_OK)
		return true;
	refuse_value(cli, id, cli->command->options[option].name);
	return false;
}

bool lic_cli_number(struct lic_cli *cli, size_t option, uint64_t least, uint64_t most,
		    uint64_t *out)
{
	const char *value = cli->values[option];
	uint64_t n = 0;

	if (!value)
		return true;
	if (lic_num_parse(lic_str_from(value), most, &n) == LIC_OK && n >= least) {
		*out = n;
		return true;
	}
	lic_cli_usage(cli, "--%s takes a number from %llu to %llu, not \"%s\"",
		      cli->command->options[option].name, (unsigned long long)least,
		      (unsigned long long)most, value);
	return false;
}

struct lic_endpoint lic_cli_daemon(const struct lic_cli *cli)
{
	struct lic_endpoint listen = lic_conf_endpoint(&cli->conf, LIC_SETTING_LISTEN);

	return lic_endpoint_from_here(&listen);
}

struct lic_str lic_cli_country(const struct lic_cli *cli)
{
	return lic_str_from(lic_conf_text(&cli->conf, LIC_SETTING_COUNTRY));
}

static int load_settings(struct lic_cli *cli)
{
	const char *data_dir = cli->globals[LIC_GLOBAL_DATA_DIR];

	if (data_dir && lic_conf_set(&cli->conf, LIC_SETTING_DATA_DIR, data_dir, &cli->diag) < 0)
		return refuse_value(cli, LIC_SETTING_DATA_DIR, "data-dir");
	if (lic_conf_load(&cli->conf, cli->globals[LIC_GLOBAL_CONFIG], &cli->diag) < 0)
		return lic_cli_usage(cli, "%s", cli->diag.text);
	return LIC_EXIT_OK;
}

static int run(struct lic_cli *cli, int argc, char **argv)
{
	int status = lic_args_parse(cli, argc, argv);

	if (status != LIC_EXIT_OK)
		return status;
	lic_log_setup("licit", lic_cli_quiet(cli)     ? LIC_LOG_ERROR
			       : lic_cli_verbose(cli) ? LIC_LOG_DEBUG
						      : LIC_LOG_INFO);
	if (cli->globals[LIC_GLOBAL_VERSION]) {
		lic_help_version(&cli->out);
		return LIC_EXIT_OK;
	}
	if (cli->globals[LIC_GLOBAL_HELP]) {
		lic_help_write(&cli->out, cli->command);
		return LIC_EXIT_OK;
	}
	if (!cli->command) {
		lic_help_brief();
		return LIC_EXIT_USAGE;
	}
	if (cli->command->needs_settings) {
		status = load_settings(cli);
		if (status != LIC_EXIT_OK)
			return status;
	}
	return cli->command->run(cli);
}

/* What was printed must have arrived: `licit … > /full/disk` is an error. */
static int close_output(struct lic_cli *cli, int status)
{
	int errnum = lic_term_close(&cli->out);

	if (errnum == 0)
		return status;
	if (errnum == EPIPE) {
		/* As a filter ends whose reader went away. */
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	return lic_cli_fail(cli, "cannot write the output: %s", strerror(errnum));
}

int lic_cli_main(int argc, char **argv, const struct lic_cli_hooks *hooks)
{
	struct lic_cli cli = {.hooks = hooks};

	/* A file that may not grow is a full disk: an error, not an end. */
	signal(SIGXFSZ, SIG_IGN);
	lic_conf_init(&cli.conf);
	lic_term_init(&cli.out, STDOUT_FILENO);
	int status = close_output(&cli, run(&cli, argc, argv));
	lic_engine_free(cli.engine);
	lic_conf_release(&cli.conf);
	free(cli.repeated);
	return status;
}
