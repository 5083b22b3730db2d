/* The feeds that this machine is subscribed to, and how old what they said is. */
#include "console.h"
#include "updates.h"

#define LOOK_AGAIN_SECONDS "2"

static const char *tone_of(const char *state)
{
	if (strcmp(state, "current") == 0)
		return "verified";
	return strcmp(state, "expired") == 0 ? "illicit" : "unknown";
}

struct feeds {
	struct lic_sheet *page;
	size_t count;
};

static int add_feed(void *ctx, const struct lic_subscription *feed)
{
	static const char *const headings[] = {"Feed",     "State",      "Last update",
					       "Last try", "Good until", NULL};
	struct feeds *feeds = ctx;
	struct lic_sheet *page = feeds->page;

	if (feeds->count++ == 0)
		lic_sheet_table(page, "Feeds", headings);
	LIC_HTML(page->out,
		 "<tr><th scope=\"row\">{}<br><span class=\"soft host\">{}</span><br>"
		 "<span class=\"soft host\">{}</span></th><td>",
		 feed->id, feed->url, feed->fingerprint);
	lic_sheet_badge(page, tone_of(feed->state), lic_str_from(feed->state));
	LIC_HTML(page->out, "</td><td class=\"d\">{}</td><td class=\"d\">{}",
		 feed->updated ? lic_sheet_time(page, feed->updated) : LIC_STR("never"),
		 feed->checked ? lic_sheet_time(page, feed->checked) : LIC_STR("never"));
	if (feed->problem.len)
		LIC_HTML(page->out, "<br><strong>{}</strong>", feed->problem);
	LIC_HTML(page->out, "</td><td class=\"d\">{}</td></tr>\n",
		 feed->expires ? lic_sheet_time(page, feed->expires) : LIC_STR("–"));
	return lic_buf_error(page->out);
}

static int add_list(void *ctx, const struct lic_subscribed_list *list)
{
	static const char *const headings[] = {"List",       "Feed", "#Log size",
					       "Good until", "Note", NULL};
	struct feeds *feeds = ctx;
	struct lic_sheet *page = feeds->page;

	if (feeds->count++ == 0)
		lic_sheet_table(page, "Lists that come from feeds", headings);
	LIC_HTML(
		page->out,
		"<tr><th scope=\"row\"><a href=\"/console/entries?list={u}\">{}</a></th><td>{}</td>"
		"<td class=\"n\">{}</td><td class=\"d\">{}</td><td>{}</td></tr>\n",
		list->id, list->id, list->feed, lic_sheet_number(page, list->log_size),
		lic_sheet_time(page, list->expires),
		list->problem.len ? list->problem
				  : (list->present ? LIC_STR("") : LIC_STR("refused")));
	return lic_buf_error(page->out);
}

/* ---- asking for an update ----------------------------------------------- */

static void write_result(struct lic_sheet *page, const struct lic_updates_last *last)
{
	const struct lic_update_result *result = &last->result;

	LIC_HTML(page->out, "done at {}: ", lic_sheet_time(page, last->ended));
	if (last->problem.text[0])
		LIC_HTML(page->out, "<strong>{}</strong>", lic_str_from(last->problem.text));
	else
		LIC_HTML(page->out, "feeds asked: {}; with something new: {}; failed: {}",
			 lic_sheet_number(page, result->feeds),
			 lic_sheet_number(page, result->changed),
			 lic_sheet_number(page, result->failed));
	LIC_BUF_LIT(page->out, ".");
}

/* What came of the last time; as long as nothing has, the browser looks again by itself, which
 * needs no script. */
static void write_last(struct lic_sheet *page)
{
	struct lic_updates_last last;

	if (!lic_updates_last(page->request->service->updates, &last))
		return;
	LIC_HTML(page->out,
		 "<p role=\"status\" id=\"update\">An update was asked for at {} by {}: ",
		 lic_sheet_time(page, last.asked),
		 last.who[0] ? lic_str_from(last.who) : LIC_STR("a signal"));
	if (last.ended) {
		write_result(page, &last);
	} else {
		LIC_BUF_LIT(page->out, "under way; this page looks again by itself.");
		lic_reply_field(page->reply, "Refresh", LOOK_AGAIN_SECONDS);
	}
	LIC_BUF_LIT(page->out, "</p>\n");
}

static void write_ask(struct lic_sheet *page)
{
	if (!lic_sheet_may(page, LIC_ACTION_EDIT))
		return;
	if (!page->request->service->updates) {
		LIC_BUF_LIT(page->out, "<p class=\"soft\">The settings of this machine say that "
				       "licitd asks no feed: <code>update_minutes</code>.</p>\n");
		return;
	}
	lic_sheet_form(page, "/console/feeds/update", "inline");
	LIC_BUF_LIT(page->out, "<button class=\"primary\">Update now</button>\n");
	lic_sheet_form_end(page);
}

enum lic_problem lic_console_feeds_update(struct lic_sheet *page)
{
	struct lic_updates *updates = page->request->service->updates;

	if (updates) {
		lic_updates_ask(updates, lic_str_from(page->session->user));
		return lic_sheet_see(page, NULL, "/console/feeds", NULL, 0);
	}
	lic_sheet_failed(page, lic_diag_set(&page->diag, LIC_EREFUSED,
					    "the settings of this machine say that licitd asks no "
					    "feed: update_minutes"));
	return lic_console_feeds(page);
}

/* ---- the page ----------------------------------------------------------- */

enum lic_problem lic_console_feeds(struct lic_sheet *page)
{
	struct feeds feeds = {page, 0}, lists = {page, 0};

	lic_sheet_begin(page, LIC_NAV_FEEDS, LIC_STR("Feeds"));
	LIC_BUF_LIT(page->out,
		    "<p class=\"soft\">licitd brings them up to date by itself. What has "
		    "expired verifies nothing.</p>\n");
	write_last(page);
	int err = lic_subscriptions_each(page->engine, add_feed, &feeds, &page->request->diag);
	if (feeds.count) {
		lic_sheet_table_end(page);
		write_ask(page);
	} else if (!err)
		lic_sheet_nothing(page, "This machine follows no feed. Whoever runs it can have "
					"it follow one: <code>licit subscribe</code>.");
	if (!err)
		err = lic_subscribed_lists_each(page->engine, lic_str(NULL, 0), add_list, &lists,
						&page->request->diag);
	if (lists.count)
		lic_sheet_table_end(page);
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}
