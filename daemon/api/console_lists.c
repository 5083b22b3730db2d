/* The lists that verdicts rest on, and how old they are. */
#include "console_entry.h"
#include "num.h"

/* How a list's state looks. */
static const struct {
	const char *state, *tone, *words;
} states[] = {
	{"current", "verified", "current"}, {"out-of-date", "caution", "out of date"},
	{"expired", "illicit", "expired"},  {"undated", "unknown", "not dated"},
	{"empty", "unknown", "empty"},      {"superseded", "unknown", "superseded"},
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
	LIC_HTML(page->out,
		 "<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"d\">{}</td><td>",
		 lic_sheet_number(page, info->in_force), lic_sheet_number(page, info->withdrawn),
		 info->as_of ? lic_sheet_date(page, info->as_of) : LIC_STR("–"));
	write_state(page, info->state);
	LIC_BUF_LIT(page->out, "</td></tr>\n");
	return lic_buf_error(page->out);
}

/* ---- those that are kept here ------------------------------------------- */

struct kept {
	struct lic_sheet *page;
	size_t count;
};

static int add_kept(void *ctx, const struct lic_keep_list *info)
{
	static const char *const headings[] = {"List",      "#In force", "#Log", "Reviewers",
					       "Proposals", "Appeals",   NULL};
	struct kept *kept = ctx;
	struct lic_sheet *page = kept->page;

	if (info->origin != LIC_ORIGIN_KEPT)
		return LIC_OK;
	if (kept->count++ == 0)
		lic_sheet_table(page, "Lists that are kept here", headings);
	LIC_HTML(page->out,
		 "<tr><th scope=\"row\"><a href=\"/console/entries?list={u}\">{}</a><br><span "
		 "class=\"soft\">{}</span></th><td class=\"n\">{}</td><td "
		 "class=\"n\">{}</td><td>{}</td>",
		 info->id, info->name.len ? info->name : info->id, info->id,
		 lic_sheet_number(page, info->in_force), lic_sheet_number(page, info->log_size),
		 lic_sheet_number(page, info->policy.reviewers));
	LIC_HTML(page->out,
		 "<td><a href=\"/console/review?list={u}\">{} open</a></td>"
		 "<td><a href=\"/console/appeals?list={u}\">{} open</a></td></tr>\n",
		 info->id, lic_sheet_number(page, info->drafts), info->id,
		 lic_sheet_number(page, info->appeals));
	return lic_buf_error(page->out);
}

static int write_kept(struct lic_sheet *page)
{
	struct kept kept = {page, 0};
	int err = lic_keep_lists_each(page->engine, lic_str(NULL, 0), add_kept, &kept,
				      &page->request->diag);

	if (kept.count)
		lic_sheet_table_end(page);
	else if (!err)
		lic_sheet_nothing(page, "No list is kept here yet.");
	if (lic_sheet_may(page, LIC_ACTION_PUBLISH))
		LIC_BUF_LIT(page->out, "<p><a class=\"button\" href=\"/console/lists/new\">Make a "
				       "list</a></p>\n");
	return err;
}

/* ---- all ---------------------------------------------------------------- */

enum lic_problem lic_console_lists(struct lic_sheet *page)
{
	static const char *const headings[] = {"List",       "Kind",  "Country", "#In force",
					       "#Withdrawn", "As of", "State",   NULL};

	lic_sheet_begin(page, LIC_NAV_LISTS, LIC_STR("Lists"));
	int err = write_kept(page);
	lic_sheet_table(page, "All lists of this installation", headings);
	if (!err)
		err = lic_lists_each(page->engine, add_row, page);
	lic_sheet_table_end(page);
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}

/* ---- a new list -------------------------------------------------------- */

static const struct {
	const char *kind, *words;
} list_kinds[] = {
	{"illegal", "illegal sellers, named by an authority: sites are warned about"},
	{"register", "a register of lawful sellers: sites are verified"},
	{"community", "kept by volunteers: sites are doubted"},
	{"benign", "sites that sell nothing and are never to be flagged"},
};

static enum lic_problem show_new(struct lic_sheet *page)
{
	const struct lic_sheet_field fields[] = {
		{.name = "list",
		 .label = "Short name",
		 .hint = "For files and programs, and for good. Lower-case letters, digits and "
			 "hyphens, such as <code>xx-agency-illegal</code>.",
		 .type = "text",
		 .required = true},
		{.name = "title", .label = "Name", .type = "text", .required = true},
		{.name = "jurisdiction",
		 .label = "Country",
		 .hint = "Two letters, as CZ.",
		 .type = "text"},
		{.name = "authority", .label = "Authority", .type = "text"},
		{.name = "timezone",
		 .label = "Time zone",
		 .hint = "Whose midnight counts, as <code>Europe/Prague</code>.",
		 .type = "text"},
		{.name = "reviewers",
		 .label = "Reviewers for each change",
		 .hint = "Besides who proposes it. 1: four eyes see it; 0: changes count at once.",
		 .type = "number",
		 .required = true},
		{.name = "appeal_hours",
		 .label = "Hours to decide an appeal",
		 .hint = "Empty: 72.",
		 .type = "number"},
	};

	lic_sheet_begin(page, LIC_NAV_LISTS, LIC_STR("Make a list"));
	lic_sheet_form(page, "/console/lists/new", "stack");
	lic_sheet_select(page, "kind", "Kind");
	for (size_t i = 0; i < LIC_ARRAY_SIZE(list_kinds); i++)
		lic_sheet_option(page, lic_str_from(list_kinds[i].kind),
				 lic_str_from(list_kinds[i].words),
				 lic_str_eq(lic_form_text(&page->form, "kind"),
					    lic_str_from(list_kinds[i].kind)));
	lic_sheet_select_end(page);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(fields); i++) {
		struct lic_sheet_field field = fields[i];

		field.value = lic_form_text(&page->form, field.name);
		lic_sheet_field(page, &field);
	}
	LIC_BUF_LIT(page->out,
		    "<div class=\"row\">\n<button class=\"primary\">Make it</button>\n<a "
		    "href=\"/console/lists\">Cancel</a>\n</div>\n");
	lic_sheet_form_end(page);
	lic_sheet_end(page);
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_list_new(struct lic_sheet *page)
{
	return show_new(page);
}

/* A number of the form, where there is one. */
static int read_number(struct lic_sheet *page, const char *name, uint32_t *out,
		       const uint32_t **set)
{
	struct lic_str text = lic_form_text(&page->form, name);
	uint64_t number;

	if (!text.len)
		return LIC_OK;
	if (lic_num_parse(text, 100000, &number) < 0)
		return lic_diag_set(&page->diag, LIC_EINVAL, "“%s” is a whole number", name);
	*out = (uint32_t)number;
	*set = out;
	return LIC_OK;
}

enum lic_problem lic_console_list_new_post(struct lic_sheet *page)
{
	const struct lic_str list = lic_form_text(&page->form, "list");
	const struct lic_str kind = lic_form_text(&page->form, "kind");
	const struct lic_str texts[] = {
		lic_form_text(&page->form, "title"), lic_form_text(&page->form, "jurisdiction"),
		lic_form_text(&page->form, "authority"), lic_form_text(&page->form, "timezone")};
	struct lic_keep_definition definition = {
		.kind = &kind,
		.name = &texts[0],
		.jurisdiction = texts[1].len ? &texts[1] : NULL,
		.authority = texts[2].len ? &texts[2] : NULL,
		.timezone = texts[3].len ? &texts[3] : NULL,
	};
	const struct lic_keep_why why = {.who = lic_str_from(page->session->user)};
	struct lic_list_known known;
	struct lic_keep_result result;
	uint32_t reviewers, hours;
	int err = lic_list_known(page, list, &known);

	if (err == LIC_OK)
		err = lic_diag_set(&page->diag, LIC_EREFUSED, "there is a list of that id already");
	else if (err == LIC_ENOENT)
		err = read_number(page, "reviewers", &reviewers, &definition.reviewers);
	if (!err)
		err = read_number(page, "appeal_hours", &hours, &definition.appeal_hours);
	if (!err)
		err = lic_keep_define(page->engine, list, &definition, &why, false, &result,
				      &page->diag);
	if (!err)
		return lic_sheet_see(page, "list-made", "/console/lists", NULL, 0);
	lic_sheet_failed(page, err);
	return show_new(page);
}
