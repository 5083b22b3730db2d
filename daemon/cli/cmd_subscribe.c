#include "commands.h"
#include "input.h"
#include "json.h"
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
	struct lic_buf lists; /* ids of those of one feed */
	size_t feeds;
	bool json;
};

static int add_list(void *ctx, const struct lic_subscribed_list *list)
{
	struct listing *l = ctx;

	if (l->json) {
		lic_buf_printf(&l->lists, "%s{", l->lists.len ? "," : "");
		lic_json_field(&l->lists, "id", list->id);
		lic_buf_printf(&l->lists, ",\"present\":%s,\"log\":{\"size\":%llu,\"root\":\"%s\"}",
			       list->present ? "true" : "false", (unsigned long long)list->log_size,
			       list->root);
		if (list->problem.len) {
			lic_buf_addc(&l->lists, ',');
			lic_json_field(&l->lists, "problem", list->problem);
		}
		lic_buf_addc(&l->lists, '}');
		return LIC_OK;
	}
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

static void print_json(struct listing *l, const struct lic_subscription *f)
{
	struct lic_buf out;
	char time[LIC_TIME_SIZE];
	const struct {
		const char *key;
		int64_t time;
	} times[] = {{"subscribed", f->subscribed},
		     {"checked", f->checked},
		     {"updated", f->updated},
		     {"expires", f->expires}};

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
}

static int add_feed(void *ctx, const struct lic_subscription *f)
{
	struct listing *l = ctx;
	char time[LIC_TIME_SIZE];

	l->feeds++;
	lic_buf_reset(&l->lists);
	if (!l->json && f->problem.len)
		lic_buf_printf(&l->problems, "%.*s: %.*s\n", LIC_STR_ARG(f->id),
			       LIC_STR_ARG(f->problem));
	int err = lic_subscribed_lists_each(l->cli->engine, f->id, add_list, l, &l->cli->diag);
	if (err < 0)
		return err;
	if (l->json) {
		print_json(l, f);
		return LIC_OK;
	}
	lic_table_add(&l->table, f->id);
	lic_table_add(&l->table, lic_str_from(f->state));
	lic_table_add(&l->table, lic_str_from(time_of(f->updated, time)));
	lic_table_add(&l->table, lic_str_from(time_of(f->expires, time)));
	lic_table_add(&l->table, l->lists.len ? lic_buf_str(&l->lists) : LIC_STR("-"));
	lic_table_add(&l->table, f->url);
	return LIC_OK;
}

static int show(struct lic_cli *cli)
{
	static const char *const heading[] = {"ID",      "STATE", "UPDATED",
					      "EXPIRES", "LISTS", "ADDRESS"};
	struct listing l = {.cli = cli, .json = cli->values[OPT_JSON] != NULL};

	lic_table_init(&l.table, LIC_ARRAY_SIZE(heading));
	lic_buf_init(&l.problems, LIC_JSON_FILE_MAX);
	lic_buf_init(&l.lists, LIC_JSON_FILE_MAX);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(heading); i++)
		lic_table_add(&l.table, lic_str_from(heading[i]));
	int err = lic_subscriptions_each(cli->engine, add_feed, &l, &cli->diag);
	if (!err && !l.feeds && !l.json)
		lic_cli_note(cli,
			     "there is no feed yet; `licit help subscribe` says how to get one");
	else if (!err && !l.json)
		lic_table_write(&l.table, &cli->out);
	if (!err && l.problems.len) {
		struct lic_str rest = lic_buf_str(&l.problems), line;
		while (lic_str_split(&rest, '\n', &line) && line.len)
			lic_term_para(&cli->out, "", 0, line);
	}
	lic_table_release(&l.table);
	lic_buf_release(&l.problems);
	lic_buf_release(&l.lists);
	return err < 0 ? lic_cli_fail(cli, "%s", cli->diag.text) : LIC_EXIT_OK;
}

/* ---- a new one ------------------------------------------------------- */

static int update_first(struct lic_cli *cli, const struct lic_subscribed *made)
{
	struct lic_update_options options = {.feed = lic_str_from(made->id)};
	int status = lic_update_report_run(cli, &options, false);

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
		return lic_cli_open(cli) ? show(cli) : LIC_EXIT_FAILED;
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
		"below "
		"an address of any web server. All that is believed of it rests on its root "
		"metadata: get "
		"that file, or its fingerprint, from the publisher by a way that nobody else can "
		"change. With --root that file is trusted; with --fingerprint alone the feed's "
		"first root is fetched, and must have it."
		"\n\n"
		"The lists are fetched at once, and from then on brought up to date by `licit "
		"update` and by licitd. A list of a feed belongs to it: it cannot be edited here. "
		"Where one of the same id came with Licit, it stands in for that one. What is "
		"known of "
		"a feed counts until it expires: after that its lists verify nothing."
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
			[OPT_JSON] = {"json", 0, LIC_VALUE_NONE, NULL, NULL,
				      "Show the feeds as JSON, one a line."},
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
