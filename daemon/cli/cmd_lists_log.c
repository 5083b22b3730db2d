#include "commands.h"

enum {
	OPT_LIST,
};

static int print(void *ctx, const struct lic_log_entry *entry)
{
	static const char *const words[LIC_CHANGE_KINDS] = {
		[LIC_CHANGE_ADDED] = "added",         [LIC_CHANGE_CHANGED] = "changed",
		[LIC_CHANGE_WITHDRAWN] = "withdrawn", [LIC_CHANGE_RESTORED] = "restored",
		[LIC_CHANGE_DUPLICATE] = "duplicate", [LIC_CHANGE_REFUSED] = "refused",
	};
	struct lic_term *out = &((struct lic_cli *)ctx)->out;
	char time[LIC_TIME_SIZE];
	const char *separator = "  ";

	lic_time_format(entry->time, time);
	lic_term_printf(out, "%s  ", time);
	lic_term_style(out, LIC_STYLE_BOLD);
	lic_term_text(out, entry->list);
	lic_term_style(out, LIC_STYLE_PLAIN);
	lic_term_printf(out, "  by ");
	lic_term_text(out, entry->who);
	lic_term_printf(out, ", from ");
	lic_term_text(out, entry->file);
	if (entry->format.len) {
		lic_term_printf(out, " (");
		lic_term_text(out, entry->format);
		lic_term_printf(out, ")");
	}
	lic_term_printf(out, "\n");
	for (size_t i = 0; i < LIC_CHANGE_KINDS; i++) {
		if (!entry->counts[i])
			continue;
		lic_term_printf(out, "%s%llu %s", separator, (unsigned long long)entry->counts[i],
				words[i]);
		separator = ", ";
	}
	lic_term_printf(out, *separator == ',' ? "\n" : "  no change\n");
	return LIC_OK;
}

static int run(struct lic_cli *cli)
{
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	if (lic_lists_log(cli->engine, lic_str_from(cli->values[OPT_LIST]), print, cli,
			  &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_lists_log = {
	.name = "lists log",
	.operands = "",
	.needs_settings = true,
	.summary = "show who imported what, and when",
	.text = "Shows every import that changed something, the newest first: when, which list, "
		"who, "
		"from which file, and how many entries.",
	.options = {[OPT_LIST] = {"list", 0, LIC_VALUE_TEXT, "ID", NULL, "Only of this list."}},
	.examples = {{"licit lists log --list cz-sukl-illegal", "The record of one list."}},
	.run = run,
};
