/* Add, change, withdraw or restore an entry: the form, then what the door says and what will
 * come of it, then the second step. */
#include "console_entry.h"

/* The members of an entry that a form may set. */
static const struct {
	const char *member, *label, *hint, *type;
	unsigned actions; /* a bit per lic_keep_action */
} members[] = {
	{"since", "In force since", "Empty: today.", "date", 1u << LIC_KEEP_ADD},
	{"until", "Until", "It is in force up to this day; empty: without end.", "date",
	 1u << LIC_KEEP_ADD | 1u << LIC_KEEP_CHANGE},
	{"holder", "Holder", "The firm or person behind the site.", "text",
	 1u << LIC_KEEP_ADD | 1u << LIC_KEEP_CHANGE},
	{"number", "Number", "Of the licence or the notice.", "text",
	 1u << LIC_KEEP_ADD | 1u << LIC_KEEP_CHANGE},
	{"class", "Class", NULL, "class", 1u << LIC_KEEP_ADD | 1u << LIC_KEEP_CHANGE},
	{"countries", "Countries", "That it covers: two letters each, as CZ SK; * for all.", "text",
	 1u << LIC_KEEP_ADD | 1u << LIC_KEEP_CHANGE},
	{"entry_url", "Entry at the authority", "A link.", "url",
	 1u << LIC_KEEP_ADD | 1u << LIC_KEEP_CHANGE},
	{"registered", "Domain registered",
	 "When the domain was registered, so that a later owner does "
	 "not inherit the entry.",
	 "date", 1u << LIC_KEEP_ADD | 1u << LIC_KEEP_CHANGE},
	{"withdrawn", "Withdrawn on", "Empty: today.", "date", 1u << LIC_KEEP_WITHDRAW},
};

static const char *const titles[LIC_KEEP_ACTIONS] = {
	[LIC_KEEP_ADD] = "Add an entry",
	[LIC_KEEP_CHANGE] = "Change an entry",
	[LIC_KEEP_WITHDRAW] = "Withdraw an entry",
	[LIC_KEEP_RESTORE] = "Restore an entry",
};

struct edit {
	struct lic_sheet *page;
	enum lic_keep_action action;
	struct lic_str list, name;
	struct lic_list_known about;
	struct lic_buf notes; /* what the door said, as items of a list */
	bool refused;         /* by the door */
	bool looked;          /* the door was asked, and what it said stands in the page */
	struct lic_keep_result result;
};

static bool read_action(struct lic_str word, enum lic_keep_action *out)
{
	for (int i = 0; i < LIC_KEEP_ACTIONS; i++) {
		if (lic_str_eq(word, lic_str_from(lic_keep_action_name((enum lic_keep_action)i)))) {
			*out = (enum lic_keep_action)i;
			return true;
		}
	}
	return false;
}

/* What stands in the entry now, for the fields of a change. */
struct now {
	struct lic_sheet *page;
	struct lic_str values[LIC_ARRAY_SIZE(members)];
};

static int note_entry(void *ctx, const struct lic_keep_entry *entry)
{
	struct now *now = ctx;
	struct lic_sheet *page = now->page;
	const struct {
		const char *member;
		struct lic_str value;
	} values[] = {
		{"until", lic_sheet_date(page, entry->until)},
		{"holder", entry->holder},
		{"number", entry->number},
		{"class", entry->class},
		{"countries", entry->countries},
		{"entry_url", entry->entry_url},
		{"registered", lic_sheet_date(page, entry->registered)},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(members); i++) {
		for (size_t j = 0; j < LIC_ARRAY_SIZE(values); j++) {
			if (strcmp(members[i].member, values[j].member) == 0)
				now->values[i] = lic_arena_copy(page->arena, values[j].value);
		}
	}
	return LIC_OK;
}

/* What is rarely said is folded away, but for what stands there. */
static void write_members(struct edit *edit, const struct now *now)
{
	struct lic_sheet *page = edit->page;
	bool open = edit->action == LIC_KEEP_CHANGE, any = false;

	for (size_t i = 0; i < LIC_ARRAY_SIZE(members); i++) {
		any |= (members[i].actions & 1u << edit->action) != 0;
		open |= lic_form_text(&page->form, members[i].member).len > 0;
	}
	if (!any)
		return;
	lic_buf_printf(page->out, "<details%s><summary>More about the entry</summary>\n",
		       open ? " open" : "");
	for (size_t i = 0; i < LIC_ARRAY_SIZE(members); i++) {
		const struct lic_form_field *sent = lic_form_find(&page->form, members[i].member);
		const struct lic_sheet_field field = {
			.name = members[i].member,
			.label = members[i].label,
			.hint = members[i].hint,
			.type = members[i].type,
			.value = sent ? sent->value : now->values[i],
		};

		if (!(members[i].actions & 1u << edit->action))
			continue;
		if (strcmp(field.type, "class") == 0)
			lic_class_select(page, "None", edit->about.kind, field.value);
		else
			lic_sheet_field(page, &field);
	}
	LIC_BUF_LIT(page->out, "</details>\n");
}

static void write_outcome(struct edit *edit)
{
	struct lic_sheet *page = edit->page;

	if (!edit->looked)
		return;
	LIC_BUF_LIT(page->out, "<section class=\"card\" aria-labelledby=\"door\">\n"
			       "<h2 id=\"door\">What the checks say</h2>\n");
	if (edit->notes.len) {
		LIC_BUF_LIT(page->out, "<ul>\n");
		lic_buf_adds(page->out, lic_buf_str(&edit->notes));
		LIC_BUF_LIT(page->out, "</ul>\n");
	} else {
		LIC_BUF_LIT(page->out, "<p>Nothing against it.</p>\n");
	}
	if (edit->refused)
		LIC_BUF_LIT(page->out,
			    "<p>Say below why it is right all the same, or mend it.</p>\n");
	else if (edit->result.outcome == LIC_KEEP_UNCHANGED)
		LIC_BUF_LIT(page->out, "<p>The list says so already: nothing would change.</p>\n");
	else if (edit->about.reviewers)
		lic_proposal_sentence(page, edit->about.reviewers);
	else
		LIC_BUF_LIT(page->out, "<p>It will be applied at once, and reach shoppers with the "
				       "next release.</p>\n");
	LIC_BUF_LIT(page->out, "</section>\n");
}

static void write_buttons(struct edit *edit)
{
	struct lic_sheet *page = edit->page;
	bool ready = edit->looked && !edit->refused && edit->result.outcome != LIC_KEEP_UNCHANGED;

	LIC_BUF_LIT(page->out, "<div class=\"row\">\n");
	if (ready)
		lic_buf_printf(page->out,
			       "<button class=\"primary\" name=\"step\" value=\"do\">%s</button>\n",
			       edit->about.reviewers ? "Propose" : "Apply");
	lic_buf_printf(page->out, "<button name=\"step\" value=\"check\"%s>%s</button>\n",
		       ready ? "" : " class=\"primary\"", ready ? "Check again" : "Check");
	LIC_BUF_LIT(page->out, "<a href=\"/console/entries\">Cancel</a>\n</div>\n");
}

static int write_which(struct edit *edit)
{
	struct lic_sheet *page = edit->page;
	const struct lic_sheet_field name = {
		.name = "name",
		.label = "Site, host or address",
		.hint = "<code>x.example</code> stands for the site with all below it, "
			"<code>x.example/path</code> for a part of one host.",
		.type = "text",
		.required = true,
		.value = edit->name,
	};

	if (edit->action == LIC_KEEP_ADD) {
		int count = lic_kept_select(page, edit->list);
		if (count < 0)
			return count;
		lic_sheet_field(page, &name);
		return LIC_OK;
	}
	LIC_HTML(page->out, "<p><strong class=\"host\">{}</strong> on {}</p>\n", edit->name,
		 edit->about.name.len ? edit->about.name : edit->list);
	lic_sheet_hidden(page, "list", edit->list);
	lic_sheet_hidden(page, "name", edit->name);
	return LIC_OK;
}

static enum lic_problem show(struct edit *edit)
{
	struct lic_sheet *page = edit->page;
	struct now now = {.page = page};
	const struct lic_sheet_field override = {
		.name = "override",
		.label = "Why it is right all the same",
		.hint = "Overrides what the checks refuse; stands in the log.",
		.type = "textarea",
		.value = lic_form_text(&page->form, "override"),
	};
	int err = LIC_OK;

	if (edit->action == LIC_KEEP_CHANGE)
		err = lic_keep_entry_each(page->engine, edit->list, edit->name, note_entry, &now,
					  &page->request->diag);
	if (err == LIC_ENOENT)
		return LIC_PROBLEM_NOT_FOUND;
	lic_sheet_begin(page, LIC_NAV_ENTRIES, lic_str_from(titles[edit->action]));
	lic_sheet_form(page, "/console/edit", "stack");
	lic_sheet_hidden(page, "do", lic_str_from(lic_keep_action_name(edit->action)));
	if (!err)
		err = write_which(edit);
	lic_reason_fields(page, lic_keep_action_name(edit->action));
	write_members(edit, &now);
	if (edit->refused || override.value.len)
		lic_sheet_field(page, &override);
	write_outcome(edit);
	write_buttons(edit);
	lic_sheet_form_end(page);
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}

/* The list must be there; an addition may name none yet. */
static enum lic_problem begin(struct edit *edit, struct lic_str action)
{
	struct lic_sheet *page = edit->page;
	bool adds;

	if (!read_action(action, &edit->action))
		return lic_problem_set(&page->request->diag, LIC_PROBLEM_NOT_FOUND,
				       "there is no such action");
	adds = edit->action == LIC_KEEP_ADD;
	int err = lic_list_known(page, edit->list, &edit->about);
	if (err == LIC_ENOENT && adds && !edit->list.len)
		return LIC_PROBLEM_NONE;
	if (err == LIC_ENOENT)
		return lic_problem_set(&page->request->diag, LIC_PROBLEM_NOT_FOUND,
				       "there is no such list");
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_edit(struct lic_sheet *page)
{
	struct edit edit = {
		.page = page,
		.list = lic_sheet_param(page, LIC_PARAM_LIST),
		.name = lic_sheet_param(page, LIC_PARAM_NAME),
	};
	enum lic_problem problem = begin(&edit, lic_sheet_param(page, LIC_PARAM_DO));

	return problem ? problem : show(&edit);
}

static void note_check(void *ctx, const char *check, bool refuses, struct lic_str text)
{
	struct edit *edit = ctx;

	LIC_HTML(&edit->notes, "<li>{}{} <span class=\"soft\">({})</span></li>\n",
		 refuses ? LIC_STR("Refused: ") : LIC_STR(""), text, lic_str_from(check));
	edit->refused |= refuses;
}

/* "cz, sk" as entries have it: "CZ;SK". */
static struct lic_str countries_of(struct lic_sheet *page, struct lic_str typed)
{
	char *out = lic_arena_alloc(page->arena, typed.len + 1);
	size_t len = 0;
	bool between = false;

	for (size_t i = 0; out && i < typed.len; i++) {
		char c = typed.ptr[i];

		if (strchr(" ,;\t", c)) {
			between = len > 0;
			continue;
		}
		if (between)
			out[len++] = ';';
		between = false;
		out[len++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	return out ? lic_str(out, len) : typed;
}

static int try_edit(struct edit *edit, bool dry_run)
{
	struct lic_sheet *page = edit->page;
	struct lic_keep_value values[LIC_ARRAY_SIZE(members)];
	struct lic_str evidence[LIC_WHY_EVIDENCE_MAX];
	struct lic_keep_why why;
	struct lic_keep_edit wanted = {
		.list = edit->list,
		.action = edit->action,
		.name = edit->name,
		.values = values,
		.dry_run = dry_run,
		.note = note_check,
		.ctx = edit,
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(members); i++) {
		const struct lic_form_field *sent = lic_form_find(&page->form, members[i].member);

		if (!sent || !(members[i].actions & 1u << edit->action))
			continue;
		struct lic_str value = lic_str_trim(sent->value);
		if (strcmp(members[i].member, "countries") == 0)
			value = countries_of(page, value);
		/* An empty field of a new entry says nothing. */
		if (value.len || edit->action == LIC_KEEP_CHANGE)
			values[wanted.values_count++] =
				(struct lic_keep_value){members[i].member, value};
	}
	lic_reason_read(page, &why, evidence);
	return lic_keep_edit(page->engine, &wanted, &why, &edit->result, &page->diag);
}

/* Done: to the entry, or to the proposal. */
static enum lic_problem see_result(struct edit *edit)
{
	struct lic_sheet *page = edit->page;

	if (edit->result.outcome == LIC_KEEP_PROPOSED)
		return LIC_SHEET_SEE(page, "proposed", "/console/draft?id={u}",
				     lic_sheet_plain(page, (uint64_t)edit->result.draft));
	return LIC_SHEET_SEE(page, "applied", "/console/entry?list={u}&name={u}", edit->list,
			     edit->name);
}

enum lic_problem lic_console_edit_post(struct lic_sheet *page)
{
	struct edit edit = {
		.page = page,
		.list = lic_form_text(&page->form, "list"),
		.name = lic_form_text(&page->form, "name"),
	};
	bool dry_run = !lic_str_eq(lic_form_text(&page->form, "step"), LIC_STR("do"));
	enum lic_problem problem = begin(&edit, lic_form_text(&page->form, "do"));

	if (problem)
		return problem;
	lic_buf_init(&edit.notes, LIC_FORM_MAX);
	int err = try_edit(&edit, dry_run);
	if (err < 0)
		lic_sheet_failed(page, err);
	edit.looked = dry_run && (!err || edit.refused);
	if (!err && !dry_run)
		problem = see_result(&edit);
	else
		problem = show(&edit);
	lic_buf_release(&edit.notes);
	return problem;
}
