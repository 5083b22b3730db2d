/* Figures: entries in force over time, additions and withdrawals by month, by country and
 * ending. Drawn here, as SVG, each with the same numbers in a table below it. */
#include "console_entry.h"
#include "plot.h"

struct months {
	struct lic_sheet *page;
	struct lic_plot_month *rows;
	size_t count;
};

static int add_month(void *ctx, const struct lic_keep_month *month)
{
	struct months *months = ctx;

	/* The newest LIC_PLOT_MONTHS. */
	if (months->count == LIC_PLOT_MONTHS) {
		memmove(months->rows, months->rows + 1,
			(LIC_PLOT_MONTHS - 1) * sizeof(*months->rows));
		months->count--;
	}
	months->rows[months->count++] = (struct lic_plot_month){
		.month = month->month,
		.added = month->added,
		.withdrawn = month->withdrawn,
		.in_force = month->in_force,
	};
	return LIC_OK;
}

static void write_months_table(struct months *months)
{
	static const char *const headings[] = {"Month", "#Added", "#Withdrawn or expired",
					       "#In force at its end", NULL};
	struct lic_sheet *page = months->page;

	LIC_BUF_LIT(page->out, "<details><summary>The numbers, by month</summary>\n");
	lic_sheet_table(page, "By month, the newest first", headings);
	for (size_t i = months->count; i-- > 0;) {
		const struct lic_plot_month *row = &months->rows[i];
		char name[LIC_PLOT_MONTH_SIZE];

		lic_plot_month_name(row->month, name);
		LIC_HTML(page->out,
			 "<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td "
			 "class=\"n\">{}</td>"
			 "<td class=\"n\">{}</td></tr>\n",
			 lic_str_from(name), lic_sheet_number(page, row->added),
			 lic_sheet_number(page, row->withdrawn),
			 lic_sheet_number(page, row->in_force));
	}
	lic_sheet_table_end(page);
	LIC_BUF_LIT(page->out, "</details>\n");
}

static int write_months(struct lic_sheet *page, struct lic_str list)
{
	struct months months = {.page = page};

	months.rows = lic_arena_alloc(page->arena, LIC_PLOT_MONTHS * sizeof(*months.rows));
	if (!months.rows)
		return LIC_ENOMEM;
	int err =
		lic_keep_months_each(page->engine, list, add_month, &months, &page->request->diag);
	if (err < 0)
		return err;
	if (!months.count) {
		lic_sheet_nothing(page, "No entry, no figure.");
		return LIC_OK;
	}
	LIC_BUF_LIT(page->out, "<figure>\n<figcaption>Entries in force</figcaption>\n");
	lic_plot_in_force(page->out, months.rows, months.count);
	LIC_BUF_LIT(page->out,
		    "</figure>\n<figure>\n<figcaption>Added and withdrawn, by month"
		    "</figcaption>\n<p class=\"key\"><span data-state=\"elsewhere\">added"
		    "</span> <span data-state=\"caution\">withdrawn or expired</span></p>\n");
	lic_plot_flow(page->out, months.rows, months.count);
	LIC_BUF_LIT(page->out, "</figure>\n");
	write_months_table(&months);
	return LIC_OK;
}

/* ---- shares ------------------------------------------------------------ */

#define SHARES_SHOWN 20

struct shares {
	struct lic_sheet *page;
	const char *title, *word;
	uint64_t most, rest, count;
};

static int add_share(void *ctx, struct lic_str word, uint64_t in_force)
{
	struct shares *shares = ctx;
	struct lic_sheet *page = shares->page;
	const char *const headings[] = {shares->word, "Share", "#In force", NULL};

	if (shares->count == 0) {
		shares->most = in_force ? in_force : 1;
		lic_sheet_table(page, shares->title, headings);
	}
	if (shares->count++ >= SHARES_SHOWN) {
		shares->rest += in_force;
		return LIC_OK;
	}
	LIC_HTML(page->out, "<tr><th scope=\"row\">{}</th><td class=\"bar\">",
		 word.len ? word : LIC_STR("not said"));
	lic_plot_bar(page->out, in_force, shares->most);
	LIC_HTML(page->out, "</td><td class=\"n\">{}</td></tr>\n",
		 lic_sheet_number(page, in_force));
	return lic_buf_error(page->out);
}

static int write_shares(struct lic_sheet *page, struct lic_str list, enum lic_keep_share_kind kind,
			const char *title, const char *word)
{
	struct shares shares = {.page = page, .title = title, .word = word};
	int err = lic_keep_shares_each(page->engine, list, kind, add_share, &shares,
				       &page->request->diag);

	if (shares.rest)
		LIC_HTML(
			page->out,
			"<tr><th scope=\"row\">{} more</th><td></td><td class=\"n\">{}</td></tr>\n",
			lic_sheet_number(page, shares.count - SHARES_SHOWN),
			lic_sheet_number(page, shares.rest));
	if (shares.count)
		lic_sheet_table_end(page);
	return err;
}

enum lic_problem lic_console_figures(struct lic_sheet *page)
{
	struct lic_str list = lic_sheet_param(page, LIC_PARAM_LIST);

	lic_sheet_begin(page, LIC_NAV_FIGURES, LIC_STR("Figures"));
	LIC_BUF_LIT(page->out,
		    "<form class=\"filters\" method=\"get\" action=\"/console/figures\">\n");
	int err = lic_list_select(page, list);
	LIC_BUF_LIT(page->out, "<button>Show</button>\n</form>\n");
	if (!err)
		err = write_months(page, list);
	if (!err)
		LIC_BUF_LIT(page->out, "<div class=\"halves\">\n");
	if (!err)
		err = write_shares(page, list, LIC_SHARE_COUNTRY, "In force by country", "Country");
	if (!err)
		err = write_shares(page, list, LIC_SHARE_TLD, "In force by ending of the name",
				   "Ending");
	LIC_BUF_LIT(page->out, "</div>\n");
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}
