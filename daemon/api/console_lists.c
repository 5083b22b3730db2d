/* The lists that verdicts rest on, and how old they are. */
#include "console.h"

/* How a list's state looks. */
static const struct {
	const char *state, *tone, *words;
} states[] = {
	{"current", "verified", "current"},      {"out-of-date", "caution", "out of date"},
	{"undated", "unknown", "not dated"},     {"empty", "unknown", "empty"},
	{"superseded", "unknown", "superseded"},
};

static void write_state(struct lic_sheet *page, const char *state)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(states); i++) {
		if (strcmp(state, states[i].state) == 0)
			lic_sheet_badge(page, states[i].tone, lic_str_from(states[i].words));
	}
}

static int add_row(void *ctx, const struct lic_list_info *info)
{
	struct lic_sheet *page = ctx;

	LIC_HTML(page->out,
		 "<tr><th scope=\"row\"><a href=\"/console/entries?list={u}\">{}</a>"
		 "<br><span class=\"soft\">{}</span></th><td>{}</td><td>{}</td>",
		 info->id, info->name.len ? info->name : info->id, info->id, info->kind,
		 info->jurisdiction.len ? info->jurisdiction : LIC_STR("–"));
	LIC_HTML(page->out, "<td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td><td>",
		 lic_sheet_number(page, info->in_force), lic_sheet_number(page, info->withdrawn),
		 info->as_of ? lic_sheet_date(page, info->as_of) : LIC_STR("–"));
	write_state(page, info->state);
	LIC_BUF_LIT(page->out, "</td></tr>\n");
	return lic_buf_error(page->out);
}

enum lic_problem lic_console_lists(struct lic_sheet *page)
{
	static const char *const headings[] = {"List",       "Kind",  "Country", "#In force",
					       "#Withdrawn", "As of", "State",   NULL};

	lic_sheet_begin(page, LIC_NAV_LISTS, LIC_STR("Lists"));
	lic_sheet_table(page, "Lists of this installation", headings);
	int err = lic_lists_each(page->engine, add_row, page);
	lic_sheet_table_end(page);
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}
