#include "commands.h"
#include "json.h"
#include "num.h"
#include "option.h"
#include "table.h"

enum {
	OPT_JSON,
	OPT_REMOVE,
};

static int print(void *ctx, int64_t id, struct lic_str json)
{
	struct lic_cli *cli = ctx;

	lic_term_printf(&cli->out, "{\"id\":%lld,\"report\":", (long long)id);
	lic_term_bytes(&cli->out, json);
	lic_term_printf(&cli->out, "}\n");
	return LIC_OK;
}

static int add_row(void *ctx, int64_t id, struct lic_str json)
{
	static const char *const members[] = {"time", "kind", "url", "verdict", "comment"};
	struct lic_table *table = ctx;
	struct lic_json *report;
	char number[24];
	int err = lic_json_parse(&report, json, NULL);

	if (err < 0)
		return err;
	snprintf(number, sizeof(number), "%lld", (long long)id);
	lic_table_add(table, lic_str_from(number));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(members); i++)
		lic_table_add(table, lic_json_string(lic_json_get(report, members[i])));
	lic_json_free(report);
	return LIC_OK;
}

static int list(struct lic_cli *cli)
{
	static const char *const heading[] = {"ID",      "TIME",    "KIND",
					      "ADDRESS", "VERDICT", "COMMENT"};
	struct lic_table table;

	lic_table_init(&table, heading, LIC_ARRAY_SIZE(heading));
	int err = lic_report_each(cli->engine, add_row, &table, &cli->diag);
	return lic_table_end(&table, cli, err,
			     "no report is kept; the extension's popup writes one");
}

static int remove_report(struct lic_cli *cli, const char *text)
{
	uint64_t id;

	if (lic_num_parse(lic_str_from(text), INT64_MAX, &id) < 0)
		return lic_cli_usage(cli, "--remove takes the number of a report");
	return lic_cli_exit(cli, lic_report_remove(cli->engine, (int64_t)id, &cli->diag));
}

static int run(struct lic_cli *cli)
{
	if (cli->values[OPT_JSON] && cli->values[OPT_REMOVE])
		return lic_cli_usage(cli, "give --json or --remove, not both");
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	if (cli->values[OPT_REMOVE])
		return remove_report(cli, cli->values[OPT_REMOVE]);
	if (!cli->values[OPT_JSON])
		return list(cli);
	return lic_cli_exit(cli, lic_report_each(cli->engine, print, cli, &cli->diag));
}

const struct lic_command lic_command_reports = {
	.name = "reports",
	.operands = "",
	.needs_settings = true,
	.summary = "what shoppers reported of sites",
	.text = "Shows the reports that were written in the browser (or by POST /v1/reports). "
		"They stay on this machine: nothing is sent by itself. To hand them to an "
		"authority, export them; the facts that the writer attached are those of "
		"`licit check --save-facts`, and `licit replay` judges them again.",
	.options =
		{
			[OPT_JSON] = LIC_OPTION_JSON(
				"Whole, one document a line: id and report, licit/report/1."),
			[OPT_REMOVE] = {"remove", 0, LIC_VALUE_TEXT, "ID", NULL,
					"Forget this one."},
		},
	.examples =
		{
			{"licit reports", "What is kept?"},
			{"licit reports --json > reports.ndjson", "For the authority."},
			{"licit reports --remove 3", "Not that one."},
		},
	.run = run,
};
