/* What shoppers reported from their browsers. */
#include "console.h"
#include "json.h"
#include "num.h"

static const struct {
	const char *kind, *words;
} kinds[] = {
	{"sold", "it sold me something"},    {"offered", "it tried to sell"},
	{"suspect", "a site to warn of"},    {"false-alarm", "a warning that is wrong"},
	{"mine", "a pharmacy of their own"},
};

static struct lic_str words_of(struct lic_str kind)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(kinds); i++) {
		if (lic_str_eq(kind, lic_str_from(kinds[i].kind)))
			return lic_str_from(kinds[i].words);
	}
	return kind;
}

struct reports {
	struct lic_sheet *page;
	size_t count;
};

static void write_actions(struct lic_sheet *page, struct lic_str number)
{
	if (!lic_sheet_may(page, LIC_ACTION_EDIT))
		return;
	lic_sheet_form(page, "/console/reports/appeal", "inline");
	lic_sheet_hidden(page, "id", number);
	LIC_HTML(page->out,
		 "<button>Take in as an appeal<span class=\"unseen\">: report {}</span>"
		 "</button>\n",
		 number);
	lic_sheet_form_end(page);
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
	LIC_HTML(page->out,
		 "<li class=\"card\"><h2><span class=\"soft\">{}</span> {}</h2>\n"
		 "<p><strong>{}</strong> · verdict then: {} · {}{}</p>\n<p class=\"host\">{}</p>\n",
		 number, site.len ? site : lic_json_string(lic_json_get(report, "url")),
		 words_of(lic_json_string(lic_json_get(report, "kind"))),
		 lic_json_string(lic_json_get(report, "verdict")),
		 lic_json_string(lic_json_get(report, "time")),
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
	write_actions(page, number);
	LIC_BUF_LIT(page->out, "</div></li>\n");
	lic_json_free(report);
	return lic_buf_error(page->out);
}

enum lic_problem lic_console_reports(struct lic_sheet *page)
{
	struct reports reports = {page, 0};

	lic_sheet_begin(page, LIC_NAV_REPORTS, LIC_STR("Shoppers' reports"));
	LIC_BUF_LIT(page->out,
		    "<p class=\"soft\">Written in the browsers that are paired with this "
		    "machine; nothing of it is sent on by itself.</p>\n"
		    "<ul class=\"cards\">\n");
	int err = lic_report_each(page->engine, add_report, &reports, &page->request->diag);
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
