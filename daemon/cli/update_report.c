#include "update_report.h"

#include "json.h"
#include "progress.h"

struct report {
	struct lic_cli *cli;
	bool json, check;
	struct lic_buf feeds, lists; /* of the document */
	struct lic_progress progress;
};

static void on_progress(void *ctx, const char *feed, const char *doing, uint64_t bytes)
{
	struct report *r = ctx;
	char text[256];

	snprintf(text, sizeof(text), "%s: %s, %llu KiB so far", feed, doing,
		 (unsigned long long)(bytes >> 10));
	lic_progress_wait(&r->progress, text);
}

/* ---- for people ------------------------------------------------------ */

static void print_counts(struct lic_term *out, const struct lic_update_list *l)
{
	char count[LIC_COUNT_SIZE];

	lic_term_printf(out, ": %s added", lic_count(l->added, count));
	lic_term_printf(out, ", %s changed", lic_count(l->changed, count));
	if (l->removed)
		lic_term_printf(out, ", %s removed", lic_count(l->removed, count));
	if (l->refused)
		lic_term_printf(out, ", %s names that Licit cannot take",
				lic_count(l->refused, count));
	lic_term_printf(out, " (%s)\n",
			l->way == LIC_UPDATE_CHANGES ? "the changes alone" : "the whole list");
}

static void print_list(struct report *r, const struct lic_update_list *l)
{
	struct lic_term *out = &r->cli->out;

	if (l->way == LIC_UPDATE_SAME && !lic_cli_verbose(r->cli))
		return;
	lic_term_text(out, l->id);
	if (l->way == LIC_UPDATE_SAME)
		lic_term_printf(out, ": as it was\n");
	else if (l->way == LIC_UPDATE_REFUSED || l->way == LIC_UPDATE_GONE) {
		lic_term_printf(
			out, ": %s: ", l->way == LIC_UPDATE_GONE ? "it counts no more" : "refused");
		lic_term_text(out, l->problem);
		lic_term_printf(out, "\n");
	} else if (r->check) {
		lic_term_printf(out, ": there is something new\n");
	} else {
		print_counts(out, l);
		if (l->problem.len)
			lic_cli_note(r->cli, "%.*s: the changes did not do: %.*s",
				     LIC_STR_ARG(l->id), LIC_STR_ARG(l->problem));
	}
}

static void print_feed(struct report *r, const struct lic_update_feed *f)
{
	char count[LIC_COUNT_SIZE];

	if (f->err < 0)
		lic_cli_fail(r->cli, "%.*s: %.*s", LIC_STR_ARG(f->id), LIC_STR_ARG(f->problem));
	else
		lic_cli_note(r->cli, "%.*s: %s; %s bytes received", LIC_STR_ARG(f->id),
			     !f->changed ? "nothing new"
			     : r->check  ? "there is something new"
					 : "brought up to date",
			     lic_count(f->bytes, count));
}

/* ---- as JSON --------------------------------------------------------- */

static void number(struct lic_buf *out, const char *key, uint64_t n)
{
	lic_buf_printf(out, ",\"%s\":%llu", key, (unsigned long long)n);
}

static void optional_text(struct lic_buf *out, const char *key, struct lic_str text)
{
	if (!text.len)
		return;
	lic_buf_addc(out, ',');
	lic_json_field(out, key, text);
}

static void write_list(struct report *r, const struct lic_update_list *l)
{
	struct lic_buf *out = &r->lists;

	LIC_BUF_LIT(out, "{");
	lic_json_field(out, "id", l->id);
	optional_text(out, "way", lic_str_from(lic_update_way_name(l->way)));
	number(out, "added", l->added);
	number(out, "changed", l->changed);
	number(out, "removed", l->removed);
	number(out, "refused", l->refused);
	number(out, "from", l->from);
	number(out, "to", l->to);
	optional_text(out, "problem", l->problem);
	LIC_BUF_LIT(out, "},");
}

static void write_feed(struct report *r, const struct lic_update_feed *f)
{
	struct lic_buf *out = &r->feeds;
	char expires[LIC_TIME_SIZE];

	LIC_BUF_LIT(out, "{");
	lic_json_field(out, "id", f->id);
	lic_buf_printf(out, ",\"ok\":%s,\"changed\":%s", f->err < 0 ? "false" : "true",
		       f->changed ? "true" : "false");
	number(out, "bytes", f->bytes);
	if (f->expires) {
		lic_time_format(f->expires, expires);
		optional_text(out, "expires", lic_str_from(expires));
	}
	optional_text(out, "problem", f->problem);
	LIC_BUF_LIT(out, ",\"lists\":[");
	r->lists.len -= r->lists.len > 0; /* the last comma */
	lic_buf_adds(out, lic_buf_str(&r->lists));
	lic_buf_reset(&r->lists);
	LIC_BUF_LIT(out, "]},");
}

/* ---------------------------------------------------------------------- */

static void on_list(void *ctx, const struct lic_update_list *list)
{
	struct report *r = ctx;

	if (r->json) {
		write_list(r, list);
		return;
	}
	lic_progress_end(&r->progress);
	print_list(r, list);
	lic_progress_init(&r->progress, "bytes", 0, lic_cli_quiet(r->cli));
}

static void on_feed(void *ctx, const struct lic_update_feed *feed)
{
	struct report *r = ctx;

	lic_progress_end(&r->progress);
	if (r->json)
		write_feed(r, feed);
	else
		print_feed(r, feed);
	lic_progress_init(&r->progress, "bytes", 0, lic_cli_quiet(r->cli));
}

static void print_document(struct report *r)
{
	lic_term_printf(&r->cli->out, "{\"schema\":\"licit/update/1\",\"feeds\":[");
	r->feeds.len -= r->feeds.len > 0;
	lic_term_bytes(&r->cli->out, lic_buf_str(&r->feeds));
	lic_term_printf(&r->cli->out, "]}\n");
}

int lic_update_report_run(struct lic_cli *cli, struct lic_update_options *options, bool json,
			  struct lic_update_result *result)
{
	struct report r = {.cli = cli, .json = json, .check = options->check};
	lic_buf_init(&r.feeds, LIC_JSON_FILE_MAX);
	lic_buf_init(&r.lists, LIC_JSON_FILE_MAX);
	lic_progress_init(&r.progress, "bytes", 0, lic_cli_quiet(cli) || json);
	options->roots = lic_conf_text(&cli->conf, LIC_SETTING_TEST_ROOTS);
	options->list = on_list;
	options->feed_done = on_feed;
	options->progress = on_progress;
	options->ctx = &r;
	int err = lic_feeds_update(cli->engine, options, result, &cli->diag);
	lic_progress_end(&r.progress);
	if (err < 0)
		lic_cli_fail(cli, "%s", cli->diag.text);
	else if (json)
		print_document(&r);
	else if (!result->feeds)
		lic_cli_note(cli, "there is no feed yet; `licit subscribe` makes one");
	lic_buf_release(&r.feeds);
	lic_buf_release(&r.lists);
	return err < 0 || result->failed ? LIC_EXIT_FAILED : LIC_EXIT_OK;
}
