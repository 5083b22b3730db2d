/* The first page: what is in force, and what waits for somebody. */
#include "console.h"

struct sums {
	uint64_t lists, in_force, withdrawn, out_of_date, reports;
};

static int add_list(void *ctx, const struct lic_list_info *info)
{
	struct sums *sums = ctx;

	sums->lists++;
	sums->in_force += info->in_force;
	sums->withdrawn += info->withdrawn;
	sums->out_of_date += strcmp(info->state, "out-of-date") == 0;
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

/* A number, what it is, where it leads; tone where it asks for somebody. */
static void write_tile(struct lic_sheet *page, const char *at, uint64_t number, const char *what,
		       const char *tone)
{
	lic_buf_printf(page->out, "<li><a class=\"tile\" data-state=\"%s\" href=\"%s\">",
		       number ? tone : "unknown", at);
	LIC_HTML(page->out, "<strong>{}</strong> {}</a></li>\n", lic_sheet_number(page, number),
		 lic_str_from(what));
}

enum lic_problem lic_console_overview(struct lic_sheet *page)
{
	struct sums sums = {.lists = 0};
	int err = lic_lists_each(page->engine, add_list, &sums);

	if (!err)
		err = lic_report_each(page->engine, add_report, &sums, &page->request->diag);
	if (err < 0)
		return lic_problem_from_err(err);
	lic_sheet_begin(page, LIC_NAV_OVERVIEW, LIC_STR("Overview"));
	LIC_BUF_LIT(page->out, "<ul class=\"tiles\">\n");
	write_tile(page, "/console/entries", sums.in_force, "entries in force", "elsewhere");
	write_tile(page, "/console/lists", sums.lists, "lists", "elsewhere");
	write_tile(page, "/console/lists", sums.out_of_date, "lists out of date", "caution");
	write_tile(page, "/console/reports", sums.reports, "shoppers' reports", "caution");
	LIC_BUF_LIT(page->out, "</ul>\n");
	lic_sheet_end(page);
	return LIC_PROBLEM_NONE;
}
