#include "commands.h"
#include "input.h"
#include "option.h"
#include "show.h"

enum {
	OPT_JSON,
};

struct replays {
	struct lic_cli *cli;
	struct lic_replay *replay;
	struct lic_buf document;
	bool said; /* that the model is another */
	size_t line, shown;
	int status; /* the worst so far */
};

static void worse(struct replays *r, int status)
{
	if (status > r->status)
		r->status = status;
}

static void print_document(struct replays *r, const struct lic_verdict *verdict)
{
	lic_buf_reset(&r->document);
	lic_verdict_write(&r->document, verdict, true);
	lic_buf_addc(&r->document, '\n');
	if (lic_buf_error(&r->document) < 0)
		worse(r, lic_cli_fail(r->cli, "%s", lic_strerror(lic_buf_error(&r->document))));
	else
		lic_term_bytes(&r->cli->out, lic_buf_str(&r->document));
}

/* The one thing that saved facts do not hold. */
static void tell_model(struct replays *r, const struct lic_verdict *verdict)
{
	const struct lic_str then = lic_replay_model(r->replay);

	if (r->said || lic_str_eq(then, verdict->model))
		return;
	r->said = true;
	lic_cli_note(
		r->cli,
		"these facts were judged by model %.*s; this is model %.*s, so the verdict may "
		"differ",
		LIC_STR_ARG(then), LIC_STR_ARG(verdict->model));
}

static void replay_line(struct replays *r, const char *path, struct lic_str line)
{
	struct lic_cli *cli = r->cli;
	const struct lic_verdict *verdict;

	if (lic_replay_run(r->replay, line, &verdict, &cli->diag) < 0) {
		worse(r, lic_cli_fail(cli, "%s, line %zu: %s", path, r->line, cli->diag.text));
		return;
	}
	tell_model(r, verdict);
	if (cli->values[OPT_JSON]) {
		print_document(r, verdict);
	} else {
		if (r->shown++)
			lic_term_printf(&cli->out, "\n");
		lic_show_verdict(&cli->out, verdict, lic_cli_verbose(cli));
	}
	worse(r, lic_verdict_class_exit(verdict->class));
	lic_term_flush(&cli->out);
}

static void replay_file(struct replays *r, const char *path)
{
	struct lic_buf text;
	struct lic_str rest, line;

	lic_buf_init(&text, LIC_FACTS_FILE_MAX);
	if (lic_input_read(path, &text, &r->cli->diag) < 0)
		worse(r, lic_cli_fail(r->cli, "%s", r->cli->diag.text));
	rest = lic_buf_str(&text);
	r->line = 0;
	while (lic_str_split(&rest, '\n', &line) && !r->cli->out.errnum) {
		r->line++;
		if (lic_str_trim(line).len)
			replay_line(r, path, line);
	}
	lic_buf_release(&text);
}

static int run(struct lic_cli *cli)
{
	struct replays r = {.cli = cli, .status = LIC_EXIT_OK};

	if (lic_replay_new(&r.replay, lic_conf_text(&cli->conf, LIC_SETTING_LISTS_DIR),
			   &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_buf_init(&r.document, LIC_VERDICT_MAX);
	for (size_t i = 0; i < cli->operands_count; i++)
		replay_file(&r, cli->operands[i]);
	lic_buf_release(&r.document);
	lic_replay_free(r.replay);
	return r.status;
}

const struct lic_command lic_command_replay = {
	.name = "replay",
	.operands = "FACTS...",
	.least = 1,
	.most = SIZE_MAX,
	.operand_kind = LIC_VALUE_FILE,
	.needs_settings = true,
	.summary = "judge saved facts again, without a network",
	.text = "Reads what licit check --save-facts wrote, one line of JSON for each target, and "
		"gives the verdicts again: the same bytes with --json as at the time, for the time "
		"is one of the facts. It asks neither the network nor the lists that are held now; "
		"only the weights come from the lists that are installed, and it says so when they "
		"are not those of the time. - reads standard input."
		"\n\n"
		"The exit status is that of licit check.",
	.options =
		{
			[OPT_JSON] = LIC_OPTION_JSON(
				"Print the document licit/verdict/1, one line for each target."),
		},
	.examples =
		{
			{"licit replay facts.json", "Why was that the verdict?"},
			{"licit replay -v facts.json", "With the weights, and how they add up."},
			{"licit replay --json facts.json | cmp - verdict.json",
			 "Is it still the same?"},
		},
	.run = run,
};
