/* `licit lists appeal`, and what is done about one. */
#include "commands.h"
#include "json.h"
#include "num.h"
#include "option.h"
#include "table.h"
#include "who.h"

static bool read_appeal(struct lic_cli *cli, int64_t *no)
{
	uint64_t n;

	if (lic_num_parse(lic_str_from(cli->operands[0]), INT64_MAX, &n) < 0) {
		lic_cli_usage(cli, "\"%s\" is not the number of an appeal", cli->operands[0]);
		return false;
	}
	*no = (int64_t)n;
	return true;
}

/* ---- list ------------------------------------------------------------ */

enum {
	OPT_LIST,
	OPT_ALL,
	OPT_JSON,
};

static int add_row(void *ctx, const struct lic_appeal *a)
{
	struct lic_table *table = ctx;
	char number[24], due[LIC_TIME_SIZE];

	snprintf(number, sizeof(number), "%lld", (long long)a->no);
	lic_time_format(a->due, due);
	lic_table_add(table, lic_str_from(number));
	lic_table_add(table, a->list);
	lic_table_add(table, a->name);
	lic_table_add(table, lic_str_from(due));
	lic_table_add(table, a->overdue ? LIC_STR("OVERDUE")
					: lic_str_from(lic_appeal_state_name(a->state)));
	lic_table_add(table, a->who);
	lic_table_add(table, a->claim);
	return LIC_OK;
}

static int add_json(void *ctx, const struct lic_appeal *a)
{
	struct lic_cli *cli = ctx;
	struct lic_buf out;
	char time[LIC_TIME_SIZE], due[LIC_TIME_SIZE];

	lic_time_format(a->time, time);
	lic_time_format(a->due, due);
	const struct {
		const char *key;
		struct lic_str value;
	} texts[] = {
		{"list", a->list},
		{"name", a->name},
		{"state", lic_str_from(lic_appeal_state_name(a->state))},
		{"who", a->who},
		{"contact", a->contact},
		{"claim", a->claim},
		{"time", lic_str_from(time)},
		{"due", lic_str_from(due)},
	};
	lic_buf_init(&out, LIC_HTTP_REPLY_MAX);
	lic_buf_printf(&out, "{\"appeal\":%lld", (long long)a->no);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		lic_buf_addc(&out, ',');
		lic_json_field(&out, texts[i].key, texts[i].value);
	}
	lic_buf_printf(&out, ",\"overdue\":%s", a->overdue ? "true" : "false");
	if (a->report)
		lic_buf_printf(&out, ",\"report\":%lld", (long long)a->report);
	LIC_BUF_LIT(&out, "}\n");
	lic_term_bytes(&cli->out, lic_buf_str(&out));
	lic_buf_release(&out);
	return LIC_OK;
}

static int run_list(struct lic_cli *cli)
{
	static const char *const heads[] = {"ID", "LIST", "NAME", "DUE", "STATE", "WHO", "CLAIM"};
	const struct lic_appeal_filter filter = {
		.list = lic_str_from(cli->values[OPT_LIST]),
		.all = cli->values[OPT_ALL] != NULL,
	};
	struct lic_table table;

	if (!lic_cli_open_list(cli, cli->values[OPT_LIST]))
		return LIC_EXIT_FAILED;
	if (cli->values[OPT_JSON])
		return lic_cli_exit(
			cli, lic_appeals_each(cli->engine, &filter, add_json, cli, &cli->diag));
	lic_table_init(&table, heads, LIC_ARRAY_SIZE(heads));
	int err = lic_appeals_each(cli->engine, &filter, add_row, &table, &cli->diag);
	return lic_table_end(&table, cli, err, "no appeal is open");
}

const struct lic_command lic_command_lists_appeal = {
	.name = "lists appeal",
	.operands = "",
	.needs_settings = true,
	.summary = "appeals against entries, overdue ones first",
	.text = "Shows the appeals that are not decided, those first that should have been by now. "
		"The clock runs from the appeal for as many hours as the list's policy says; an "
		"answer does not stop it.",
	.options =
		{
			[OPT_LIST] = LIC_OPTION_LIST("Only of this list."),
			[OPT_ALL] = LIC_OPTION_DECIDED,
			[OPT_JSON] = LIC_OPTION_JSON("As JSON, one appeal a line."),
		},
	.examples = {{"licit lists appeal", "What must be decided?"}},
	.run = run_list,
};

/* ---- open ------------------------------------------------------------ */

enum {
	OPEN_LIST,
	OPEN_CLAIM,
	OPEN_BY,
	OPEN_CONTACT,
	OPEN_EVIDENCE,
	OPEN_REPORT,
	OPEN_WHO,
};

static int open_reported(struct lic_cli *cli, const struct lic_why *why, uint64_t report)
{
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	int n = lic_appeal_from_report(cli->engine, (int64_t)report, &why->why, &cli->diag);
	if (n < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_term_printf(&cli->out, "report %llu: %d appeal%s opened\n", (unsigned long long)report,
			n, n == 1 ? "" : "s");
	return LIC_EXIT_OK;
}

static int run_open(struct lic_cli *cli)
{
	const char *const *v = cli->values;
	struct lic_why why;
	uint64_t report = 0;
	int64_t no;

	lic_why_init(&why, v[OPEN_WHO], NULL);
	if (!lic_cli_number(cli, OPEN_REPORT, 0, INT64_MAX, &report) ||
	    !lic_why_evidence(cli, &why, v[OPEN_EVIDENCE]))
		return LIC_EXIT_USAGE;
	if (v[OPEN_REPORT] && !cli->operands_count)
		return open_reported(cli, &why, report);
	if (!v[OPEN_LIST] || !cli->operands_count || !v[OPEN_CLAIM])
		return lic_cli_usage(cli, "say which entry and what is claimed: --list ID --claim "
					  "TEXT NAME; or --report N");
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	const struct lic_appeal_claim claim = {
		.list = lic_str_from(v[OPEN_LIST]),
		.name = lic_str_from(cli->operands[0]),
		.who = lic_str_from(v[OPEN_BY]),
		.contact = lic_str_from(v[OPEN_CONTACT]),
		.claim = lic_str_from(v[OPEN_CLAIM]),
		.report = (int64_t)report,
	};
	if (lic_appeal_open(cli->engine, &claim, &why.why, &no, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_term_printf(&cli->out, "appeal %lld opened\n", (long long)no);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_lists_appeal_open = {
	.name = "lists appeal open",
	.operands = "[NAME]",
	.most = 1,
	.needs_settings = true,
	.summary = "take in an appeal against an entry",
	.text = "Puts a claim against an entry of a list that is kept here into the queue, from a "
		"letter or from a shopper's report of kind \"mine\" or \"false-alarm\". The claim "
		"becomes a leaf of the log; who claims, and how to reach them, stays in the store.",
	.options =
		{
			[OPEN_LIST] = LIC_OPTION_LIST("The list."),
			[OPEN_CLAIM] = {"claim", 0, LIC_VALUE_TEXT, "TEXT", NULL,
					"What is claimed."},
			[OPEN_BY] = {"by", 0, LIC_VALUE_TEXT, "NAME", NULL, "Who claims it."},
			[OPEN_CONTACT] = {"contact", 0, LIC_VALUE_TEXT, "TEXT", NULL,
					  "How to reach them."},
			[OPEN_EVIDENCE] = LIC_OPTION_EVIDENCE,
			[OPEN_REPORT] =
				{"report", 0, LIC_VALUE_TEXT, "N", NULL,
				 "From that report (see `licit reports`), against each list "
				 "that is kept here and has its site."},
			[OPEN_WHO] = LIC_OPTION_WHO("Who takes it in"),
		},
	.examples =
		{
			{"licit lists appeal open --list my-illegal --by \"Apteka Nova\" --claim "
			 "\"We hold licence PL-12\" apteka.example",
			 "From a letter."},
			{"licit lists appeal open --report 3", "From a shopper's report."},
		},
	.run = run_open,
};

/* ---- answer ---------------------------------------------------------- */

enum {
	ANSWER_REASON,
	ANSWER_WHO,
};

static int run_answer(struct lic_cli *cli)
{
	struct lic_why why;
	int64_t no;

	if (!cli->values[ANSWER_REASON])
		return lic_cli_usage(cli, "say what is answered: --text TEXT");
	if (!read_appeal(cli, &no))
		return LIC_EXIT_USAGE;
	lic_why_init(&why, cli->values[ANSWER_WHO], cli->values[ANSWER_REASON]);
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	if (lic_appeal_answer(cli->engine, no, &why.why, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_term_printf(&cli->out, "appeal %lld: answered\n", (long long)no);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_lists_appeal_answer = {
	.name = "lists appeal answer",
	.operands = "N",
	.least = 1,
	.most = 1,
	.needs_settings = true,
	.summary = "note what was answered to an appeal",
	.text = "Notes in the log what was asked of or told to whoever appealed. It decides "
		"nothing, and sends nothing.",
	.options =
		{
			[ANSWER_REASON] = {"text", 0, LIC_VALUE_TEXT, "TEXT", NULL, "What."},
			[ANSWER_WHO] = LIC_OPTION_WHO("Who answers"),
		},
	.examples = {{"licit lists appeal answer --text \"Please send the licence\" 4",
		      "A question back."}},
	.run = run_answer,
};

/* ---- decide ---------------------------------------------------------- */

enum {
	DECIDE_GRANT,
	DECIDE_REFUSE,
	DECIDE_RESTORE,
	DECIDE_CODE,
	DECIDE_REASON,
	DECIDE_EVIDENCE,
	DECIDE_OVERRIDE,
	DECIDE_WHO,
	DECIDE_JSON,
};

static int run_decide(struct lic_cli *cli)
{
	const char *const *v = cli->values;
	struct lic_keep_result result;
	struct lic_why why;
	int64_t no;
	bool grant = v[DECIDE_GRANT] != NULL;

	if (grant == (v[DECIDE_REFUSE] != NULL))
		return lic_cli_usage(cli, "say --grant or --refuse");
	if (!v[DECIDE_REASON])
		return lic_cli_usage(cli, "say why: --reason TEXT");
	lic_why_init(&why, v[DECIDE_WHO], v[DECIDE_REASON]);
	why.why.code = lic_str_from(v[DECIDE_CODE]);
	why.why.override = lic_str_from(v[DECIDE_OVERRIDE]);
	if (!read_appeal(cli, &no) || !lic_why_evidence(cli, &why, v[DECIDE_EVIDENCE]))
		return LIC_EXIT_USAGE;
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	if (lic_appeal_decide(cli->engine, no, grant,
			      v[DECIDE_RESTORE] ? LIC_KEEP_RESTORE : LIC_KEEP_WITHDRAW, &why.why,
			      &result, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	if (v[DECIDE_JSON])
		lic_result_show(cli, &result, lic_str(NULL, 0), "", true);
	else if (!grant)
		lic_term_printf(&cli->out, "appeal %lld: refused\n", (long long)no);
	else if (result.outcome == LIC_KEEP_PROPOSED)
		lic_term_printf(&cli->out,
				"appeal %lld: granted; the correction is proposal %lld and waits "
				"for review\n",
				(long long)no, (long long)result.draft);
	else
		lic_term_printf(&cli->out, "appeal %lld: granted; %s\n", (long long)no,
				result.outcome == LIC_KEEP_UNCHANGED
					? "the entry was corrected before"
				: v[DECIDE_RESTORE] ? "the entry is restored"
						    : "the entry is withdrawn");
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_lists_appeal_decide = {
	.name = "lists appeal decide",
	.operands = "N",
	.least = 1,
	.most = 1,
	.needs_settings = true,
	.summary = "grant or refuse an appeal",
	.text = "Decides an appeal, with a reason, which becomes a leaf of the log. A grant "
		"corrects the entry: it is withdrawn, or with --restore brought back (of a "
		"register). Where the list asks for reviewers, the correction waits for them.",
	.options =
		{
			[DECIDE_GRANT] = {"grant", 0, LIC_VALUE_NONE, NULL, NULL,
					  "It is right: withdraw the entry."},
			[DECIDE_REFUSE] = {"refuse", 0, LIC_VALUE_NONE, NULL, NULL,
					   "The entry stands."},
			[DECIDE_RESTORE] = {"restore", 0, LIC_VALUE_NONE, NULL, NULL,
					    "With --grant: bring the entry back instead."},
			[DECIDE_CODE] = {"code", 0, LIC_VALUE_TEXT, "CODE", NULL,
					 "The correction's reason code; else appeal."},
			[DECIDE_REASON] = LIC_OPTION_REASON,
			[DECIDE_EVIDENCE] = LIC_OPTION_EVIDENCE,
			[DECIDE_OVERRIDE] = {"override", 0, LIC_VALUE_TEXT, "TEXT", NULL,
					     "As of `licit lists restore`."},
			[DECIDE_WHO] = LIC_OPTION_WHO("Who decides"),
			[DECIDE_JSON] = LIC_OPTION_JSON("What came of it, as JSON."),
		},
	.examples = {{"licit lists appeal decide --grant --reason \"The licence was shown\" 4",
		      "They were right."}},
	.run = run_decide,
};
