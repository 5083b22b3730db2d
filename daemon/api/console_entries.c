/* Search over all entries, with filters: as you type where there is a script, else by a
 * button. */
#include "console_entry.h"
#include "num.h"

#define ENTRIES_A_PAGE 50

static const struct {
	const char *tone, *words;
} states[LIC_ENTRY_STATES] = {
	[LIC_ENTRY_IN_FORCE] = {"verified", "in force"},
	[LIC_ENTRY_TO_COME] = {"elsewhere", "to come"},
	[LIC_ENTRY_WITHDRAWN] = {"caution", "withdrawn"},
	[LIC_ENTRY_EXPIRED] = {"unknown", "expired"},
};

void lic_entry_badge(struct lic_sheet *page, enum lic_entry_state state)
{
	lic_sheet_badge(page, states[state].tone, lic_str_from(states[state].words));
}

struct search {
	struct lic_sheet *page;
	struct lic_entry_filter filter;
	struct lic_str state;
	uint64_t at; /* page, from 0 */
	uint64_t shown;
};

static void read_filter(struct search *search)
{
	struct lic_sheet *page = search->page;
	struct lic_str at = lic_sheet_param(page, LIC_PARAM_PAGE);

	search->filter = (struct lic_entry_filter){
		.text = lic_sheet_param(page, LIC_PARAM_Q),
		.list = lic_sheet_param(page, LIC_PARAM_LIST),
		.country = lic_sheet_param(page, LIC_PARAM_COUNTRY),
		.class = lic_sheet_param(page, LIC_PARAM_CLASS),
		.tld = lic_sheet_param(page, LIC_PARAM_TLD),
		.limit = ENTRIES_A_PAGE,
	};
	search->state = lic_sheet_param(page, LIC_PARAM_STATE);
	for (int i = 0; i < LIC_ENTRY_STATES; i++) {
		if (lic_str_eq(search->state,
			       lic_str_from(lic_entry_state_name((enum lic_entry_state)i))))
			search->filter.states = 1u << i;
	}
	if (lic_num_parse(at, UINT32_MAX, &search->at) < 0 || search->at == 0)
		search->at = 1;
	search->filter.offset = --search->at * ENTRIES_A_PAGE;
}

static void write_input(struct lic_sheet *page, const char *name, const char *label,
			const char *type, const char *class, struct lic_str value)
{
	lic_buf_printf(page->out,
		       "<div class=\"field%s\"><label for=\"f-%s\">%s</label>"
		       "<input id=\"f-%s\" name=\"%s\" type=\"%s\" autocomplete=\"off\" "
		       "spellcheck=\"false\"",
		       class, name, label, name, name, type);
	LIC_HTML(page->out, " value=\"{}\"></div>\n", value);
}

static int write_filters(struct search *search)
{
	struct lic_sheet *page = search->page;

	LIC_BUF_LIT(page->out, "<form class=\"filters\" role=\"search\" method=\"get\" "
			       "action=\"/console/entries\" data-live>\n");
	write_input(page, "q", "Name, holder or number", "search", " grow", search->filter.text);
	int err = lic_list_select(page, search->filter.list);
	lic_sheet_select(page, "state", "State");
	lic_sheet_option(page, lic_str(NULL, 0), LIC_STR("Any"), !search->filter.states);
	for (int i = 0; i < LIC_ENTRY_STATES; i++) {
		struct lic_str name = lic_str_from(lic_entry_state_name((enum lic_entry_state)i));
		lic_sheet_option(page, name, lic_str_from(states[i].words),
				 search->filter.states == 1u << i);
	}
	lic_sheet_select_end(page);
	write_input(page, "country", "Country", "text", "", search->filter.country);
	lic_class_select(page, "Any", lic_str(NULL, 0), search->filter.class);
	write_input(page, "tld", "Ending", "text", "", search->filter.tld);
	LIC_BUF_LIT(page->out, "<button>Search</button>\n</form>\n");
	return err;
}

static int add_row(void *ctx, const struct lic_keep_entry *entry)
{
	static const char *const headings[] = {"Name",  "List",   "State", "Since",
					       "Until", "Holder", NULL};
	struct search *search = ctx;
	struct lic_sheet *page = search->page;
	lic_date until = entry->withdrawn ? entry->withdrawn : entry->until;

	if (search->shown++ == 0)
		lic_sheet_table(page, "Entries found", headings);
	LIC_HTML(page->out,
		 "<tr><th scope=\"row\"><a href=\"/console/entry?list={u}&amp;name={u}\">{}</a>",
		 entry->list, entry->name, entry->shown.len ? entry->shown : entry->name);
	if (entry->shown.len && !lic_str_eq(entry->shown, entry->name))
		LIC_HTML(page->out, "<br><span class=\"soft\">{}</span>", entry->name);
	LIC_HTML(page->out, "</th><td>{}</td><td>", entry->list);
	lic_entry_badge(page, entry->state);
	LIC_HTML(
		page->out,
		"</td><td class=\"d\">{}</td><td class=\"d\">{}</td><td class=\"t\">{}</td></tr>\n",
		lic_sheet_date(page, entry->since), lic_sheet_date(page, until), entry->holder);
	return lic_buf_error(page->out);
}

/* The address of this search at another page. */
static void write_page_link(struct search *search, uint64_t at, const char *words)
{
	const struct lic_entry_filter *filter = &search->filter;
	struct lic_sheet *page = search->page;

	LIC_HTML(page->out,
		 "<a class=\"button\" href=\"/console/entries?q={u}&amp;list={u}&amp;state={u}"
		 "&amp;country={u}&amp;class={u}&amp;tld={u}&amp;page={u}\">{}</a>\n",
		 filter->text, filter->list, search->state, filter->country, filter->class,
		 filter->tld, lic_sheet_plain(page, at), lic_str_from(words));
}

static void write_pages(struct search *search, uint64_t count)
{
	struct lic_sheet *page = search->page;
	uint64_t pages = (count + ENTRIES_A_PAGE - 1) / ENTRIES_A_PAGE;

	if (pages < 2)
		return;
	LIC_BUF_LIT(page->out, "<nav class=\"pages row\" aria-label=\"Pages of results\">\n");
	if (search->at > 0)
		write_page_link(search, search->at, "Previous");
	LIC_HTML(page->out, "<span>Page {} of {}</span>\n", lic_sheet_number(page, search->at + 1),
		 lic_sheet_number(page, pages));
	if (search->at + 1 < pages)
		write_page_link(search, search->at + 2, "Next");
	LIC_BUF_LIT(page->out, "</nav>\n");
}

enum lic_problem lic_console_entries(struct lic_sheet *page)
{
	struct search search = {.page = page};
	uint64_t count = 0;

	read_filter(&search);
	lic_sheet_begin(page, LIC_NAV_ENTRIES, LIC_STR("Entries"));
	if (lic_sheet_may(page, LIC_ACTION_EDIT))
		LIC_HTML(
			page->out,
			"<p><a class=\"button primary\" href=\"/console/edit?do=add&amp;list={u}\">"
			"Add an entry</a></p>\n",
			search.filter.list);
	int err = write_filters(&search);
	if (err < 0)
		return lic_problem_from_err(err);
	LIC_BUF_LIT(page->out, "<div id=\"results\">\n");
	err = lic_keep_search(page->engine, &search.filter, add_row, &search, &count,
			      &page->request->diag);
	if (search.shown)
		lic_sheet_table_end(page);
	else if (!err)
		lic_sheet_nothing(page, "No entry matches.");
	LIC_HTML(page->out, "<p id=\"count\" class=\"soft\">{} {}</p>\n",
		 lic_sheet_number(page, count),
		 count == 1 ? LIC_STR("entry matches") : LIC_STR("entries match"));
	write_pages(&search, count);
	LIC_BUF_LIT(page->out, "</div>\n<p id=\"told\" class=\"unseen\" role=\"status\"></p>\n");
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}
