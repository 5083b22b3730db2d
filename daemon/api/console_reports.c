/* What shoppers reported from their browsers. */
#include "console.h"
#include "json.h"
#include "licit_keep.h"
#include "num.h"

static const struct kind {
	const char *kind, *words;
	bool appeals; /* else it is for an entry, where it is true */
} kinds[] = {
	{"sold", "it sold me something", false},   {"offered", "it tried to sell", false},
	{"suspect", "a site to warn of", false},   {"false-alarm", "a warning that is wrong", true},
	{"mine", "a pharmacy of their own", true},
};

/* NULL: another one. */
static const struct kind *kind_of(struct lic_str name)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(kinds); i++) {
		if (lic_str_eq(name, lic_str_from(kinds[i].kind)))
			return &kinds[i];
	}
	return NULL;
}

/* An appeal that came from a report. */
struct taken {
	int64_t report, appeal, time;
	struct taken *next;
};

struct reports {
	struct lic_sheet *page;
	struct taken *taken;
	size_t count;
};

static int note_appeal(void *ctx, const struct lic_appeal *appeal)
{
	struct reports *reports = ctx;
	struct taken *one;

	if (!appeal->report)
		return LIC_OK;
	one = lic_arena_alloc(reports->page->arena, sizeof(*one));
	if (!one)
		return LIC_ENOMEM;
	*one = (struct taken){appeal->report, appeal->no, appeal->time, reports->taken};
	reports->taken = one;
	return LIC_OK;
}

/* The appeal that came from a report; 0: none. */
static int64_t appeal_of(const struct reports *reports, int64_t report, struct lic_str time)
{
	int64_t came = 0;

	if (lic_time_parse(time, &came) < 0)
		came = 0;
	for (const struct taken *one = reports->taken; one; one = one->next)
		if (lic_appeal_is_of(one->report, one->time, report, came))
			return one->appeal;
	return 0;
}

/* What comes of it: a new entry, or an appeal of one. */
static void write_next(struct lic_sheet *page, struct lic_str number, struct lic_str site,
		       bool appeals)
{
	if (!appeals && site.len)
		LIC_HTML(page->out,
			 "<a class=\"button\" href=\"/console/edit?do=add&amp;name={u}\">Add an "
			 "entry"
			 "<span class=\"unseen\"> for {}</span></a>\n",
			 site, site);
	if (!appeals)
		return;
	lic_sheet_form(page, "/console/reports/appeal", "inline");
	lic_sheet_hidden(page, "id", number);
	LIC_HTML(page->out,
		 "<button>Take in as an appeal<span class=\"unseen\">: report {}</span>"
		 "</button>\n",
		 number);
	lic_sheet_form_end(page);
}

static void write_remove(struct lic_sheet *page, struct lic_str number)
{
	lic_sheet_form(page, "/console/reports/remove", "inline");
	lic_sheet_hidden(page, "id", number);
	LIC_HTML(page->out,
		 "<button data-confirm=\"Remove report {}? It is gone for good.\">Remove"
		 "<span class=\"unseen\"> report {}</span></button>\n",
		 number, number);
	lic_sheet_form_end(page);
}

static int add_report(void *ctx, int64_t id, struct lic_str json)
{
	struct reports *reports = ctx;
	struct lic_sheet *page = reports->page;
	struct lic_str number = lic_sheet_plain(page, (uint64_t)id);
	struct lic_json *report;
	int err = lic_json_parse(&report, json, NULL);

	if (err < 0)
		return err;
	reports->count++;
	struct lic_str site = lic_json_string(lic_json_get(report, "site"));
	struct lic_str name = lic_json_string(lic_json_get(report, "kind"));
	struct lic_str time = lic_json_string(lic_json_get(report, "time"));
	const struct kind *kind = kind_of(name);
	int64_t appeal = appeal_of(reports, id, time);
	LIC_HTML(page->out,
		 "<li class=\"card\"><h2><span class=\"soft\">{}</span> {}</h2>\n"
		 "<p><strong>{}</strong> · verdict then: {} · {}{}</p>\n<p class=\"host\">{}</p>\n",
		 number, site.len ? site : lic_json_string(lic_json_get(report, "url")),
		 kind ? lic_str_from(kind->words) : name,
		 lic_json_string(lic_json_get(report, "verdict")), time,
		 lic_json_get(report, "facts") &&
				 lic_json_type(lic_json_get(report, "facts")) == LIC_JSON_OBJECT
			 ? LIC_STR(" · facts attached")
			 : LIC_STR(""),
		 lic_json_string(lic_json_get(report, "url")));
	struct lic_str comment = lic_json_string(lic_json_get(report, "comment"));
	if (comment.len)
		LIC_HTML(page->out, "<blockquote>{}</blockquote>\n", comment);
	LIC_BUF_LIT(page->out, "<div class=\"row\">\n");
	if (site.len)
		LIC_HTML(page->out, "<a href=\"/console/entries?q={u}\">What lists say</a>\n",
			 site);
	if (appeal)
		LIC_HTML(page->out,
			 "<a href=\"/console/appeal?id={u}\">Taken in as appeal {}</a>\n",
			 lic_sheet_plain(page, (uint64_t)appeal),
			 lic_sheet_number(page, (uint64_t)appeal));
	if (lic_sheet_may(page, LIC_ACTION_EDIT)) {
		if (!appeal)
			write_next(page, number, site, kind && kind->appeals);
		write_remove(page, number);
	}
	LIC_BUF_LIT(page->out, "</div></li>\n");
	lic_json_free(report);
	return lic_buf_error(page->out);
}

enum lic_problem lic_console_reports(struct lic_sheet *page)
{
	const struct lic_appeal_filter all = {.all = true};
	struct reports reports = {.page = page};

	lic_sheet_begin(page, LIC_NAV_REPORTS, LIC_STR("Shoppers' reports"));
	LIC_BUF_LIT(page->out,
		    "<p class=\"soft\">Written in the browsers that are paired with this "
		    "machine; nothing of it is sent on by itself.</p>\n"
		    "<ul class=\"cards\">\n");
	int err = lic_appeals_each(page->engine, &all, note_appeal, &reports, &page->request->diag);
	if (!err)
		err = lic_report_each(page->engine, add_report, &reports, &page->request->diag);
	LIC_BUF_LIT(page->out, "</ul>\n");
	if (!reports.count)
		lic_sheet_nothing(page, "No report is kept.");
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_report_remove(struct lic_sheet *page)
{
	uint64_t id;
	int err = lic_num_parse(lic_form_text(&page->form, "id"), INT64_MAX, &id);

	if (!err)
		err = lic_report_remove(page->engine, (int64_t)id, &page->diag);
	if (!err)
		return lic_sheet_see(page, "report-removed", "/console/reports", NULL, 0);
	lic_sheet_failed(page, err);
	return lic_console_reports(page);
}
