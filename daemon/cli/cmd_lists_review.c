#include "changes.h"
#include "commands.h"
#include "json.h"
#include "num.h"
#include "option.h"
#include "table.h"
#include "who.h"

enum {
	OPT_LIST,
	OPT_SHOW,
	OPT_APPROVE,
	OPT_REFUSE,
	OPT_REASON,
	OPT_WHO,
	OPT_ALL,
	OPT_JSON,
};

static int add_row(void *ctx, const struct lic_keep_draft *d)
{
	struct lic_table *table = ctx;
	char text[64], time[LIC_TIME_SIZE];

	snprintf(text, sizeof(text), "%lld", (long long)d->no);
	lic_time_format(d->time, time);
	lic_table_add(table, lic_str_from(text));
	lic_table_add(table, lic_str_from(time));
	lic_table_add(table, d->list);
	lic_table_add(table, d->who);
	snprintf(text, sizeof(text), "%u of %u", d->approvals, d->needed);
	lic_table_add(table, d->state == LIC_DRAFT_OPEN
				     ? lic_str_from(text)
				     : lic_str_from(lic_draft_state_name(d->state)));
	lic_table_add(table, d->summary);
	return LIC_OK;
}

static int add_json(void *ctx, const struct lic_keep_draft *d)
{
	struct lic_cli *cli = ctx;
	struct lic_buf out;
	char time[LIC_TIME_SIZE];

	lic_buf_init(&out, LIC_HTTP_REPLY_MAX);
	lic_time_format(d->time, time);
	lic_buf_printf(&out, "{\"proposal\":%lld,", (long long)d->no);
	lic_json_field(&out, "list", d->list);
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "state", lic_str_from(lic_draft_state_name(d->state)));
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "who", d->who);
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "time", lic_str_from(time));
	lic_buf_printf(&out, ",\"approvals\":%u,\"needed\":%u,", d->approvals, d->needed);
	lic_json_field(&out, "summary", d->summary);
	LIC_BUF_LIT(&out, ",\"edit\":");
	lic_buf_adds(&out, d->body);
	LIC_BUF_LIT(&out, "}\n");
	lic_term_bytes(&cli->out, lic_buf_str(&out));
	lic_buf_release(&out);
	return LIC_OK;
}

static int list(struct lic_cli *cli)
{
	static const char *const heads[] = {"ID", "PROPOSED", "LIST", "BY", "APPROVED", "WHAT"};
	const struct lic_draft_filter filter = {
		.list = lic_str_from(cli->values[OPT_LIST]),
		.all = cli->values[OPT_ALL] != NULL,
	};
	struct lic_table table;

	if (cli->values[OPT_JSON])
		return lic_cli_exit(
			cli, lic_keep_drafts_each(cli->engine, &filter, add_json, cli, &cli->diag));
	lic_table_init(&table, heads, LIC_ARRAY_SIZE(heads));
	int err = lic_keep_drafts_each(cli->engine, &filter, add_row, &table, &cli->diag);
	return lic_table_end(&table, cli, err, "nothing waits for review");
}

static int print_value(void *ctx, const char *key, const struct lic_json *value)
{
	char label[32];

	snprintf(label, sizeof(label), "  %s", key);
	lic_term_field(ctx, label, 16, lic_json_string(value));
	return LIC_OK;
}

/* What the entry would say, and the evidence: nobody can review an edit without them. */
static int print_edit(struct lic_term *out, struct lic_str body)
{
	struct lic_json *root;
	int err = lic_json_parse(&root, body, NULL);

	if (err < 0)
		return err;
	const struct lic_json *values = lic_json_get(root, "values");
	const struct lic_json *evidence = lic_json_get(root, "evidence");
	if (values)
		err = lic_json_each(values, print_value, out);
	for (size_t i = 0; i < lic_json_size(evidence); i++)
		lic_term_field(out, "  evidence", 16, lic_json_string(lic_json_at(evidence, i)));
	lic_json_free(root);
	return err;
}

static int print_draft(void *ctx, const struct lic_keep_draft *d)
{
	struct lic_cli *cli = ctx;
	struct lic_term *out = &cli->out;

	lic_term_printf(out, "proposal %lld, %s: ", (long long)d->no,
			lic_draft_state_name(d->state));
	lic_term_text(out, d->list);
	lic_term_printf(out, "\n");
	lic_term_para(out, "  what", 16, d->summary);
	lic_term_para(out, "  by", 16, d->who);
	lic_term_field(out, "  of", 16, d->name);
	lic_term_field(out, "  code", 16, d->code);
	lic_term_field(out, "  override", 16, d->override);
	int err = d->body.len ? print_edit(out, d->body) : LIC_OK;
	lic_term_printf(out, "  %-14s%u of %u\n", "approved by", d->approvals, d->needed);
	return err;
}

static int print_vote(void *ctx, const struct lic_keep_vote *v)
{
	struct lic_cli *cli = ctx;
	char time[LIC_TIME_SIZE];

	lic_time_format(v->time, time);
	lic_term_printf(&cli->out, "    %s  %s by ", time, v->approves ? "approved" : "refused");
	lic_term_text(&cli->out, v->who);
	if (v->text.len) {
		lic_term_printf(&cli->out, ": ");
		lic_term_text(&cli->out, v->text);
	}
	lic_term_printf(&cli->out, "\n");
	return LIC_OK;
}

static int show(struct lic_cli *cli, int64_t no)
{
	const struct lic_draft_filter filter = {.no = no};
	struct lic_changes changes;
	int err;

	if (cli->values[OPT_JSON])
		return lic_keep_drafts_each(cli->engine, &filter, add_json, cli, &cli->diag);
	err = lic_keep_drafts_each(cli->engine, &filter, print_draft, cli, &cli->diag);
	if (!err)
		err = lic_keep_votes_each(cli->engine, no, print_vote, cli, &cli->diag);
	if (err < 0)
		return err;
	lic_changes_init(&changes, &cli->out, lic_cli_verbose(cli));
	err = lic_keep_draft_show(cli->engine, no, lic_changes_take, &changes, &cli->diag);
	if (!err)
		lic_changes_write(&changes, &cli->out);
	lic_changes_release(&changes);
	return err;
}

static int approve(struct lic_cli *cli, int64_t no, const struct lic_why *why)
{
	struct lic_keep_result r;
	int err = lic_keep_draft_approve(cli->engine, no, &why->why, &r, &cli->diag);

	if (!err)
		lic_term_printf(&cli->out, "proposal %lld: %s\n", (long long)no,
				r.outcome == LIC_KEEP_APPLIED ? "approved and applied"
				: r.outcome == LIC_KEEP_PROPOSED
					? "approved; another reviewer is needed"
					: "approved, and moot: the list has changed since");
	return err;
}

static int refuse(struct lic_cli *cli, int64_t no, const struct lic_why *why)
{
	int err = lic_keep_draft_refuse(cli->engine, no, &why->why, &cli->diag);

	if (!err)
		lic_term_printf(&cli->out, "proposal %lld: refused\n", (long long)no);
	return err;
}

static int run(struct lic_cli *cli)
{
	const char *const *v = cli->values;
	const char *number = v[OPT_SHOW]      ? v[OPT_SHOW]
			     : v[OPT_APPROVE] ? v[OPT_APPROVE]
					      : v[OPT_REFUSE];
	struct lic_why why;
	uint64_t no = 0;
	int err;

	if ((v[OPT_SHOW] != NULL) + (v[OPT_APPROVE] != NULL) + (v[OPT_REFUSE] != NULL) > 1)
		return lic_cli_usage(cli, "give one of --show, --approve and --refuse");
	if (number && lic_num_parse(lic_str_from(number), INT64_MAX, &no) < 0)
		return lic_cli_usage(cli, "\"%s\" is not the number of a proposal", number);
	if (v[OPT_REFUSE] && !v[OPT_REASON])
		return lic_cli_usage(cli, "say why it is refused: --reason TEXT");
	lic_why_init(&why, v[OPT_WHO], v[OPT_REASON]);
	if (!lic_cli_open_list(cli, v[OPT_LIST]))
		return LIC_EXIT_FAILED;
	if (!number)
		return list(cli);
	if (v[OPT_SHOW])
		err = show(cli, (int64_t)no);
	else if (v[OPT_APPROVE])
		err = approve(cli, (int64_t)no, &why);
	else
		err = refuse(cli, (int64_t)no, &why);
	return lic_cli_exit(cli, err);
}

const struct lic_command lic_command_lists_review = {
	.name = "lists review",
	.operands = "",
	.needs_settings = true,
	.summary = "edits that wait for a second pair of eyes",
	.text = "Shows what was proposed and is not decided, or one proposal with what it would "
		"change now; approves or refuses one. Each reviewer counts once, and who proposed "
		"it never. The yes that makes the number full applies it.",
	.options =
		{
			[OPT_LIST] = LIC_OPTION_LIST("Only of this list."),
			[OPT_SHOW] = {"show", 0, LIC_VALUE_TEXT, "N", NULL,
				      "One proposal, its reviews and what it would change."},
			[OPT_APPROVE] = {"approve", 0, LIC_VALUE_TEXT, "N", NULL, "Say yes."},
			[OPT_REFUSE] = {"refuse", 0, LIC_VALUE_TEXT, "N", NULL,
					"Say no, with --reason; or take your own back."},
			[OPT_REASON] = LIC_OPTION_REASON,
			[OPT_WHO] = LIC_OPTION_WHO("Who reviews"),
			[OPT_ALL] = LIC_OPTION_DECIDED,
			[OPT_JSON] = LIC_OPTION_JSON("As JSON, one proposal a line."),
		},
	.examples =
		{
			{"licit lists review", "What waits?"},
			{"licit lists review --show 12", "What would it change?"},
			{"licit lists review --approve 12", "Yes."},
		},
	.run = run,
};
