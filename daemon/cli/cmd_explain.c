#include "commands.h"
#include "input.h"
#include "json.h"
#include "markdown.h"
#include "pages.h"
#include "suggest.h"

/* The model that came with the lists, for the weight. */
static int read_model(struct lic_cli *cli, struct lic_json **out)
{
	struct lic_buf path, text;

	lic_buf_init(&path, LIC_URL_MAX);
	lic_buf_init(&text, LIC_JSON_FILE_MAX);
	lic_buf_printf(&path, "%s/model.json", lic_conf_text(&cli->conf, LIC_SETTING_LISTS_DIR));
	lic_buf_addc(&path, '\0');
	int err = lic_buf_error(&path);
	if (err == LIC_OK)
		err = lic_input_read(path.ptr, &text, &cli->diag);
	if (err == LIC_OK)
		err = lic_json_parse(out, lic_buf_str(&text), &cli->diag);
	lic_buf_release(&text);
	lic_buf_release(&path);
	return err;
}

static void show_weight(struct lic_cli *cli, const struct lic_page *page)
{
	struct lic_json *model;

	if (read_model(cli, &model) < 0) {
		lic_cli_note(cli, "the weight is not known: %s", cli->diag.text);
		return;
	}
	const struct lic_json *signal = lic_json_get(lic_json_get(model, "signals"), page->id);
	struct lic_str group = lic_json_string(lic_json_get(signal, "group"));
	char name[64];
	snprintf(name, sizeof(name), "%.*s", LIC_STR_ARG(group));
	double cap = lic_json_number(
		lic_json_get(lic_json_get(lic_json_get(model, "groups"), name), "cap"), 0);
	struct lic_str id = lic_json_string(lic_json_get(model, "id"));

	if (signal)
		lic_term_printf(&cli->out,
				"\nWeight: %+g points (group %s, which counts for %g at most), in "
				"model %.*s.\n",
				lic_json_number(lic_json_get(signal, "points"), 0), name, cap,
				LIC_STR_ARG(id));
	else
		lic_term_printf(&cli->out, "\nWeight: none in model %.*s.\n", LIC_STR_ARG(id));
	lic_json_free(model);
}

static void list(struct lic_cli *cli)
{
	for (const struct lic_page *page = lic_pages; page->id; page++) {
		struct lic_buf name;

		lic_buf_init(&name, 128);
		lic_buf_printf(&name, "%-20s", page->id);
		lic_buf_addc(&name, '\0');
		lic_term_para(&cli->out, name.ptr ? name.ptr : page->id, 22,
			      lic_markdown_first(page->text));
		lic_buf_release(&name);
	}
}

static int run(struct lic_cli *cli)
{
	if (cli->operands_count == 0) {
		list(cli);
		return LIC_EXIT_OK;
	}
	const char *id = cli->operands[0];
	struct lic_suggest suggest = {.word = id};

	for (const struct lic_page *page = lic_pages; page->id; page++) {
		if (strcmp(page->id, id) == 0) {
			lic_markdown_write(&cli->out, page->text);
			show_weight(cli, page);
			return LIC_EXIT_OK;
		}
		lic_suggest_try(&suggest, page->id);
	}
	if (suggest.best)
		return lic_cli_usage(cli, "there is no signal \"%s\"; did you mean %s?", id,
				     suggest.best);
	return lic_cli_usage(cli, "there is no signal \"%s\"; `licit explain` lists them", id);
}

const struct lic_command lic_command_explain = {
	.name = "explain",
	.operands = "[SIGNAL]",
	.most = 1,
	.operand_kind = LIC_VALUE_SIGNAL,
	.needs_settings = true,
	.summary = "explain a reason for a verdict",
	.text = "Explains a signal: what it means, where it comes from, its weight, what it "
		"cannot tell, and its known false alarms. Without SIGNAL it lists them all. The "
		"findings of a verdict name their signals (licit check -v, or --json).",
	.examples = {{"licit explain", "All signals."},
		     {"licit explain list.illegal", "What does this one mean?"}},
	.run = run,
};
