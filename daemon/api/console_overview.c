/* The first page: what is in force, and what waits for somebody. */
#include "console_entry.h"
#include "console_release.h"
#include "json.h"
#include "licit_access.h"
#include "licit_subscribe.h"

struct sums {
	uint64_t asks, lists, in_force, out_of_date, reports, drafts, own, appeals, overdue, feeds,
		stale;
	struct lic_str user;
};

static int add_list(void *ctx, const struct lic_list_info *info)
{
	struct sums *sums = ctx;

	sums->lists++;
	sums->in_force += info->in_force;
	sums->out_of_date += lic_list_info_is_old(info);
	return LIC_OK;
}

static int add_report(void *ctx, int64_t id, struct lic_str json)
{
	struct sums *sums = ctx;

	(void)id;
	(void)json;
	sums->reports++;
	return LIC_OK;
}

static int add_draft(void *ctx, const struct lic_keep_draft *draft)
{
	struct sums *sums = ctx;

	sums->drafts++;
	sums->own += lic_str_eq(draft->who, sums->user);
	return LIC_OK;
}

static int add_appeal(void *ctx, const struct lic_appeal *appeal)
{
	struct sums *sums = ctx;

	sums->appeals++;
	sums->overdue += appeal->overdue;
	return LIC_OK;
}

static int add_ask(void *ctx, const struct lic_access_ask *ask)
{
	struct sums *sums = ctx;

	(void)ask;
	sums->asks++;
	return LIC_OK;
}

static int add_feed(void *ctx, const struct lic_subscription *feed)
{
	struct sums *sums = ctx;

	sums->feeds++;
	sums->stale += strcmp(feed->state, "current") != 0;
	return LIC_OK;
}

static int sum_up(struct lic_sheet *page, struct sums *sums)
{
	const struct lic_draft_filter drafts = {.no = 0};
	const struct lic_appeal_filter appeals = {.no = 0};
	struct lic_diag *diag = &page->request->diag;
	int err = lic_lists_each(page->engine, add_list, sums);

	if (!err)
		err = lic_report_each(page->engine, add_report, sums, diag);
	if (!err)
		err = lic_keep_drafts_each(page->engine, &drafts, add_draft, sums, diag);
	if (!err)
		err = lic_appeals_each(page->engine, &appeals, add_appeal, sums, diag);
	if (!err)
		err = lic_subscriptions_each(page->engine, add_feed, sums, diag);
	if (!err)
		err = lic_access_asks(page->engine, add_ask, sums, diag);
	return err;
}

/* A number, what it is (what one is, what several are), where it leads; tone where it asks for
 * somebody. */
static void write_tile(struct lic_sheet *page, const char *at, uint64_t number, const char *one,
		       const char *several, const char *tone)
{
	lic_buf_printf(page->out, "<li><a class=\"tile\" data-state=\"%s\" href=\"%s\">",
		       number ? tone : "unknown", at);
	LIC_HTML(page->out, "<strong>{}</strong> {}</a></li>\n", lic_sheet_number(page, number),
		 lic_str_from(number == 1 ? one : several));
}

static void write_release(struct lic_sheet *page)
{
	struct lic_json *status;

	/* Where nothing is published, there is nothing to say. */
	if (lic_release_status(page, &status) < 0)
		return;
	if (lic_json_is_true(lic_json_get(status, "staged")))
		write_tile(page, "/console/release", 1, "release on its way", "release on its way",
			   "caution");
	write_tile(page, "/console/release", lic_release_expiring(status), "role to sign anew soon",
		   "roles to sign anew soon", "illicit");
	lic_json_free(status);
}

enum lic_problem lic_console_overview(struct lic_sheet *page)
{
	struct sums sums = {.user = lic_str_from(page->session->user)};
	int err = sum_up(page, &sums);

	if (err < 0)
		return lic_problem_from_err(err);
	lic_sheet_begin(page, LIC_NAV_OVERVIEW, LIC_STR("Overview"));
	LIC_BUF_LIT(page->out, "<h2>Waiting for somebody</h2>\n<ul class=\"tiles\">\n");
	write_tile(page, "/console/review", sums.drafts, "proposal to review",
		   "proposals to review", "caution");
	write_tile(page, "/console/appeals", sums.appeals, "open appeal", "open appeals",
		   "caution");
	write_tile(page, "/console/appeals", sums.overdue, "of them overdue", "of them overdue",
		   "illicit");
	write_tile(page, "/console/reports", sums.reports, "shopper's report", "shoppers' reports",
		   "caution");
	write_tile(page, "/console/users", sums.asks, "change of somebody's access",
		   "changes of people's access", "caution");
	write_release(page);
	LIC_BUF_LIT(page->out, "</ul>\n");
	if (sums.own)
		LIC_HTML(page->out,
			 "<p class=\"soft\">Proposals of your own ({}) are for somebody else to "
			 "review."
			 "</p>\n",
			 lic_sheet_number(page, sums.own));
	LIC_BUF_LIT(page->out, "<h2>In force</h2>\n<ul class=\"tiles\">\n");
	write_tile(page, "/console/entries?state=in-force", sums.in_force, "entry in force",
		   "entries in force", "elsewhere");
	write_tile(page, "/console/lists", sums.lists, "list", "lists", "elsewhere");
	write_tile(page, "/console/lists", sums.out_of_date, "list out of date",
		   "lists out of date", "caution");
	write_tile(page, "/console/feeds", sums.feeds, "feed", "feeds", "elsewhere");
	write_tile(page, "/console/feeds", sums.stale, "of them stale", "of them stale", "illicit");
	LIC_BUF_LIT(page->out, "</ul>\n");
	lic_sheet_end(page);
	return LIC_PROBLEM_NONE;
}
