#include "commands.h"
#include "input.h"
#include "json.h"
#include "option.h"
#include "table.h"
#include "update_report.h"

enum {
	OPT_ROOT,
	OPT_FINGERPRINT,
	OPT_ID,
	OPT_JSON,
};

/* ---- the feeds there are --------------------------------------------- */

struct listing {
	struct lic_cli *cli;
	struct lic_table table;
	struct lic_buf problems;
	struct lic_buf lists; /* those of one feed: ids, or members of an array */
};

static int add_list(void *ctx, const struct lic_subscribed_list *list)
{
	struct listing *l = ctx;

	lic_buf_printf(&l->lists, "%s%.*s", l->lists.len ? " " : "", LIC_STR_ARG(list->id));
	if (list->problem.len)
		lic_buf_printf(&l->problems, "%.*s: %.*s\n", LIC_STR_ARG(list->id),
			       LIC_STR_ARG(list->problem));
	return LIC_OK;
}

static const char *time_of(int64_t time, char out[LIC_TIME_SIZE])
{
	if (!time)
		return "-";
	lic_time_format(time, out);
	return out;
}

static int add_feed(void *ctx, const struct lic_subscription *f)
{
	struct listing *l = ctx;
	char time[LIC_TIME_SIZE];

	lic_buf_reset(&l->lists);
	if (f->problem.len)
		lic_buf_printf(&l->problems, "%.*s: %.*s\n", LIC_STR_ARG(f->id),
			       LIC_STR_ARG(f->problem));
	int err = lic_subscribed_lists_each(l->cli->engine, f->id, add_list, l, &l->cli->diag);
	if (err < 0)
		return err;
	lic_table_add(&l->table, f->id);
	lic_table_add(&l->table, lic_str_from(f->state));
	lic_table_add(&l->table, lic_str_from(time_of(f->updated, time)));
	lic_table_add(&l->table, lic_str_from(time_of(f->expires, time)));
	lic_table_add(&l->table, l->lists.len ? lic_buf_str(&l->lists) : LIC_STR("-"));
	lic_table_add(&l->table, f->url);
	return LIC_OK;
}

static int show(struct listing *l)
{
	static const char *const heading[] = {"ID",      "STATE", "UPDATED",
					      "EXPIRES", "LISTS", "ADDRESS"};
	struct lic_cli *cli = l->cli;
	struct lic_str rest, line;

	lic_table_init(&l->table, heading, LIC_ARRAY_SIZE(heading));
	int err = lic_subscriptions_each(cli->engine, add_feed, l, &cli->diag);
	int status =
		lic_table_end(&l->table, cli, err,
			      "there is no feed yet; `licit help subscribe` says how to get one");
	rest = lic_buf_str(&l->problems);
	while (status == LIC_EXIT_OK && lic_str_split(&rest, '\n', &line) && line.len)
		lic_term_para(&cli->out, "", 0, line);
	return status;
}

static int add_list_json(void *ctx, const struct lic_subscribed_list *list)
{
	struct lic_buf *out = &((struct listing *)ctx)->lists;

	lic_buf_printf(out, "%s{", out->len ? "," : "");
	lic_json_field(out, "id", list->id);
	lic_buf_printf(out, ",\"present\":%s,\"log\":{\"size\":%llu,\"root\":\"%s\"}",
		       list->present ? "true" : "false", (unsigned long long)list->log_size,
		       list->root);
	if (list->problem.len) {
		lic_buf_addc(out, ',');
		lic_json_field(out, "problem", list->problem);
	}
	lic_buf_addc(out, '}');
	return LIC_OK;
}

static int print_json(void *ctx, const struct lic_subscription *f)
{
	struct listing *l = ctx;
	struct lic_buf out;
	char time[LIC_TIME_SIZE];
	const struct {
		const char *key;
		int64_t time;
	} times[] = {{"subscribed", f->subscribed},
		     {"checked", f->checked},
		     {"updated", f->updated},
		     {"expires", f->expires}};

	lic_buf_reset(&l->lists);
	int err = lic_subscribed_lists_each(l->cli->engine, f->id, add_list_json, l, &l->cli->diag);
	if (err < 0)
		return err;
	lic_buf_init(&out, LIC_JSON_FILE_MAX);
	LIC_BUF_LIT(&out, "{");
	lic_json_field(&out, "id", f->id);
	LIC_BUF_LIT(&out, ",");
	lic_json_field(&out, "url", f->url);
	LIC_BUF_LIT(&out, ",");
	lic_json_field(&out, "fingerprint", f->fingerprint);
	LIC_BUF_LIT(&out, ",");
	lic_json_field(&out, "state", lic_str_from(f->state));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(times); i++)
		if (times[i].time)
			lic_buf_printf(&out, ",\"%s\":\"%s\"", times[i].key,
				       time_of(times[i].time, time));
	lic_buf_printf(&out, ",\"failures\":%llu,", (unsigned long long)f->failures);
	lic_json_field(&out, "problem", f->problem);
	lic_buf_printf(&out, ",\"lists\":[%.*s]}\n", LIC_STR_ARG(lic_buf_str(&l->lists)));
	lic_term_bytes(&l->cli->out, lic_buf_str(&out));
	lic_buf_release(&out);
	return LIC_OK;
}

static int show_feeds(struct lic_cli *cli)
{
	struct listing l = {.cli = cli};
	int status;

	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	lic_buf_init(&l.problems, LIC_JSON_FILE_MAX);
	lic_buf_init(&l.lists, LIC_JSON_FILE_MAX);
	if (cli->values[OPT_JSON])
		status = lic_cli_exit(
			cli, lic_subscriptions_each(cli->engine, print_json, &l, &cli->diag));
	else
		status = show(&l);
	lic_buf_release(&l.problems);
	lic_buf_release(&l.lists);
	return status;
}

/* ---- a new one ------------------------------------------------------- */

static int update_first(struct lic_cli *cli, const struct lic_subscribed *made)
{
	struct lic_update_options options = {.feed = lic_str_from(made->id)};
	struct lic_update_result result;
	int status = lic_update_report_run(cli, &options, false, &result);

	if (status == LIC_EXIT_OK)
		return status;
	/* Nothing of it was seen: as if it had not been asked for. */
	if (lic_unsubscribe(cli->engine, lic_str_from(made->id), &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	return lic_cli_fail(cli, "nothing was subscribed to");
}

static int subscribe(struct lic_cli *cli, const struct lic_subscribe_options *options)
{
	struct lic_subscribed made;

	if (lic_subscribe(cli->engine, options, &made, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	if (!options->fingerprint.len)
		lic_cli_note(cli,
			     "the root that is trusted has the fingerprint %s: compare it with the "
			     "publisher's",
			     made.fingerprint);
	int status = update_first(cli, &made);
	if (status == LIC_EXIT_OK)
		lic_cli_note(cli, "subscribed to %s; `licit update` and licitd bring it up to date",
			     made.id);
	return status;
}

static int run(struct lic_cli *cli)
{
	struct lic_buf root;
	int status;

	if (!cli->operands_count) {
		if (cli->values[OPT_ROOT] || cli->values[OPT_FINGERPRINT] || cli->values[OPT_ID])
			return lic_cli_usage(cli, "the address of the feed is missing");
		return show_feeds(cli);
	}
	if (!cli->values[OPT_ROOT] && !cli->values[OPT_FINGERPRINT])
		return lic_cli_usage(cli, "whom to trust? Give --root or --fingerprint, from the "
					  "publisher; `licit help subscribe` has examples");
	lic_buf_init(&root, LIC_FEED_ROOT_MAX);
	if (cli->values[OPT_ROOT] && lic_input_read(cli->values[OPT_ROOT], &root, &cli->diag) < 0) {
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	} else if (!lic_cli_open(cli)) {
		status = LIC_EXIT_FAILED;
	} else {
		const struct lic_subscribe_options options = {
			.url = lic_str_from(cli->operands[0]),
			.id = lic_str_from(cli->values[OPT_ID]),
			.root = lic_buf_str(&root),
			.fingerprint = lic_str_from(cli->values[OPT_FINGERPRINT]),
			.roots = lic_conf_text(&cli->conf, LIC_SETTING_TEST_ROOTS),
		};
		status = subscribe(cli, &options);
	}
	lic_buf_release(&root);
	return status;
}

const struct lic_command lic_command_subscribe = {
	.name = "subscribe",
	.operands = "[URL]",
	.most = 1,
	.operand_kind = LIC_VALUE_TEXT,
	.needs_settings = true,
	.summary = "get lists from those who keep them, signed",
	.text = "A feed is one or more lists that their publisher signs (The Update Framework), "
		"below an address of any web server. All that is believed of it rests on its root "
		"metadata: get that file, or its fingerprint, from the publisher by a way that "
		"nobody else can change. With --root that file is trusted; with --fingerprint "
		"alone the feed's first root is fetched, and must have it."
		"\n\n"
		"The lists are fetched at once, and from then on brought up to date by `licit "
		"update` and by licitd. A list of a feed belongs to it: it cannot be edited here. "
		"Where one of the same id came with Licit, it stands in for that one. What is "
		"known of a feed counts until it expires: after that its lists verify nothing."
		"\n\n"
		"Without an address it shows the feeds there are.",
	.options =
		{
			[OPT_ROOT] = {"root", 0, LIC_VALUE_FILE, "ROOT.json", NULL,
				      "The root metadata to trust."},
			[OPT_FINGERPRINT] = {"fingerprint", 0, LIC_VALUE_TEXT, "SHA256", NULL,
					     "The SHA-256 that the root must have."},
			[OPT_ID] = {"id", 0, LIC_VALUE_TEXT, "ID", NULL,
				    "What the feed is called here, rather than a name made of its "
				    "address."},
			[OPT_JSON] = LIC_OPTION_JSON("Show the feeds as JSON, one a line."),
		},
	.examples =
		{
			{"licit subscribe https://feeds.example.org --root root.json",
			 "Trust this root."},
			{"licit subscribe https://feeds.example.org --fingerprint 9f86d081…",
			 "Trust the root that has this fingerprint."},
			{"licit subscribe", "Which feeds are there?"},
		},
	.run = run,
};
