/* Proposals that wait for reviewers: the queue, one proposal, yes and no. */
#include "console_entry.h"

static const char *const tones[LIC_DRAFT_STATES] = {
	[LIC_DRAFT_OPEN] = "caution",
	[LIC_DRAFT_APPLIED] = "verified",
	[LIC_DRAFT_REFUSED] = "illicit",
	[LIC_DRAFT_MOOT] = "unknown",
};

struct queue {
	struct lic_sheet *page;
	size_t count;
};

static bool is_own(const struct lic_sheet *page, struct lic_str who)
{
	return lic_str_eq(who, lic_str_from(page->session->user));
}

static int add_row(void *ctx, const struct lic_keep_draft *draft)
{
	static const char *const headings[] = {"Proposal",  "List",  "By", "When",
					       "Approvals", "State", NULL};
	struct queue *queue = ctx;
	struct lic_sheet *page = queue->page;

	if (queue->count++ == 0)
		lic_sheet_table(page, "Proposals", headings);
	LIC_HTML(page->out,
		 "<tr><th scope=\"row\"><a href=\"/console/draft?id={u}\">{} {}</a>"
		 "<br><span class=\"soft\">{}</span></th><td>{}</td><td>{}{}</td>",
		 lic_sheet_plain(page, (uint64_t)draft->no), draft->action, draft->name,
		 draft->summary, draft->list, draft->who,
		 is_own(page, draft->who) ? LIC_STR(" (you)") : LIC_STR(""));
	LIC_HTML(page->out, "<td class=\"d\">{}</td><td>{} of {}</td><td>",
		 lic_sheet_time(page, draft->time), lic_sheet_number(page, draft->approvals),
		 lic_sheet_number(page, draft->needed));
	lic_sheet_badge(page, tones[draft->state],
			lic_str_from(lic_draft_state_name(draft->state)));
	LIC_BUF_LIT(page->out, "</td></tr>\n");
	return lic_buf_error(page->out);
}

enum lic_problem lic_console_review(struct lic_sheet *page)
{
	struct lic_draft_filter filter = {
		.list = lic_sheet_param(page, LIC_PARAM_LIST),
		.all = lic_str_eq(lic_sheet_param(page, LIC_PARAM_STATE), LIC_STR("all")),
	};
	struct queue queue = {page, 0};

	lic_sheet_begin(page, LIC_NAV_REVIEW, LIC_STR("Review"));
	lic_buf_adds(
		page->out,
		lic_str_from(filter.all ? "<p><a href=\"/console/review\">Only open ones</a></p>\n"
					: "<p>Nobody approves what they proposed themselves. "
					  "<a href=\"/console/review?state=all\">Decided ones "
					  "too</a></p>\n"));
	int err =
		lic_keep_drafts_each(page->engine, &filter, add_row, &queue, &page->request->diag);
	if (queue.count)
		lic_sheet_table_end(page);
	else
		lic_sheet_nothing(page, "No proposal waits.");
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}

/* ---- one proposal ------------------------------------------------------ */

struct one {
	struct lic_sheet *page;
	int64_t no;
	bool found, open, own;
	struct lic_str action;
};

/* What is proposed; where there is an entry of that name, with the way to it. */
static void write_what(struct lic_sheet *page, const struct lic_keep_draft *draft)
{
	bool adds = lic_str_eq(draft->action, LIC_STR("add"));
	bool edits = adds;

	for (int i = 0; i < LIC_KEEP_ACTIONS; i++)
		edits |= lic_str_eq(draft->action,
				    lic_str_from(lic_keep_action_name((enum lic_keep_action)i)));
	if (edits && (!adds || draft->state == LIC_DRAFT_APPLIED))
		LIC_HTML(page->out,
			 "{} <a href=\"/console/entry?list={u}&amp;name={u}\"><strong>{}</strong>"
			 "</a>",
			 draft->action, draft->list, draft->name, draft->name);
	else
		LIC_HTML(page->out, "{} <strong>{}</strong>", draft->action, draft->name);
}

static int write_draft(void *ctx, const struct lic_keep_draft *draft)
{
	struct one *one = ctx;
	struct lic_sheet *page = one->page;

	one->found = true;
	one->open = draft->state == LIC_DRAFT_OPEN;
	one->own = is_own(page, draft->who);
	one->action = lic_arena_copy(page->arena, draft->action);
	LIC_BUF_LIT(page->out, "<section class=\"card\">\n<p>");
	lic_sheet_badge(page, tones[draft->state],
			lic_str_from(lic_draft_state_name(draft->state)));
	LIC_HTML(page->out, " {} of {} approvals</p>\n<dl>\n<dt>What</dt><dd>",
		 lic_sheet_number(page, draft->approvals), lic_sheet_number(page, draft->needed));
	write_what(page, draft);
	LIC_HTML(page->out,
		 "</dd>\n<dt>List</dt><dd><a href=\"/console/entries?list={u}\">{}</a></dd>\n"
		 "<dt>Proposed by</dt><dd>{}{}, {}</dd>\n",
		 draft->list, draft->list, draft->who, one->own ? LIC_STR(" (you)") : LIC_STR(""),
		 lic_sheet_time(page, draft->time));
	/* A spreadsheet needs none: its rows have their own. */
	if (draft->code.len || draft->text.len)
		LIC_HTML(page->out, "<dt>Why</dt><dd>{}{}{}</dd>\n", lic_reason_words(draft->code),
			 draft->code.len && draft->text.len ? LIC_STR(": ") : LIC_STR(""),
			 draft->text);
	lic_reason_evidence(page, "<dt>Evidence</dt><dd>", draft->body, "</dd>\n");
	if (draft->override.len)
		LIC_HTML(page->out, "<dt>Overrides the checks</dt><dd>{}</dd>\n", draft->override);
	if (draft->summary.len)
		LIC_HTML(page->out, "<dt>It would change</dt><dd>{}</dd>\n", draft->summary);
	LIC_BUF_LIT(page->out, "</dl>\n");
	if (draft->body.len)
		LIC_HTML(page->out,
			 "<details><summary>As it stands in the record</summary><pre>{}</pre>"
			 "</details>\n",
			 draft->body);
	LIC_BUF_LIT(page->out, "</section>\n");
	return lic_buf_error(page->out);
}

static int write_vote(void *ctx, const struct lic_keep_vote *vote)
{
	static const char *const headings[] = {"Who", "Says", "When", "Words", NULL};
	struct queue *votes = ctx;
	struct lic_sheet *page = votes->page;

	if (votes->count++ == 0)
		lic_sheet_table(page, "Who said what", headings);
	LIC_HTML(page->out,
		 "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"d\">{}</td><td "
		 "class=\"t\">{}</td></tr>\n",
		 vote->who, vote->approves ? LIC_STR("yes") : LIC_STR("no"),
		 lic_sheet_time(page, vote->time), vote->text);
	return lic_buf_error(page->out);
}

static void write_decision(const struct one *one)
{
	struct lic_sheet *page = one->page;
	const struct lic_str number = lic_sheet_plain(page, (uint64_t)one->no);
	const struct lic_sheet_field words = {.name = "text",
					      .label = "Words for the record",
					      .hint = "Needed to refuse or to take back.",
					      .type = "textarea",
					      .value = lic_form_text(&page->form, "text")};

	if (!one->open)
		return;
	if (one->own && lic_sheet_may(page, LIC_ACTION_EDIT)) {
		LIC_BUF_LIT(page->out,
			    "<h2>Take it back</h2>\n<p>Somebody else must approve what you "
			    "proposed.</p>\n");
		lic_sheet_form(page, "/console/draft", "stack");
		lic_sheet_hidden(page, "id", number);
		lic_sheet_field(page, &words);
		LIC_BUF_LIT(page->out,
			    "<button class=\"danger\" name=\"step\" value=\"refuse\">Take "
			    "back</button>\n");
		lic_sheet_form_end(page);
		return;
	}
	if (one->own || !lic_sheet_may(page, LIC_ACTION_REVIEW))
		return;
	LIC_BUF_LIT(page->out, "<h2>Decide</h2>\n");
	lic_sheet_form(page, "/console/draft", "stack");
	lic_sheet_hidden(page, "id", number);
	lic_sheet_field(page, &words);
	LIC_BUF_LIT(page->out,
		    "<div class=\"row\">\n<button class=\"primary\" name=\"step\" "
		    "value=\"approve\">Approve</button>\n<button class=\"danger\" name=\"step\" "
		    "value=\"refuse\">Refuse</button>\n</div>\n");
	lic_sheet_form_end(page);
}

static enum lic_problem missing(struct lic_sheet *page)
{
	return lic_problem_set(&page->request->diag, LIC_PROBLEM_NOT_FOUND,
			       "there is no such proposal");
}

static enum lic_problem show(struct lic_sheet *page, struct lic_str number)
{
	struct one one = {.page = page};
	struct queue votes = {page, 0};
	struct lic_sheet_changes changes = {.page = page};
	struct lic_draft_filter filter = {.all = true};

	if (!lic_sheet_record(number, &one.no))
		return missing(page);
	filter.no = one.no;
	const struct lic_str parts[] = {LIC_STR("Proposal "), number};
	lic_sheet_begin(page, LIC_NAV_REVIEW, lic_arena_join(page->arena, parts, 2));
	int err = lic_keep_drafts_each(page->engine, &filter, write_draft, &one,
				       &page->request->diag);
	if (!err && !one.found) {
		lic_buf_reset(page->out);
		return missing(page);
	}
	if (!err && one.open &&
	    lic_keep_draft_show(page->engine, one.no, lic_sheet_changes_add, &changes,
				&page->diag) < 0)
		LIC_HTML(page->out, "<p class=\"warn\">{}</p>\n", lic_str_from(page->diag.text));
	lic_sheet_changes_end(&changes);
	if (!err)
		err = lic_keep_votes_each(page->engine, one.no, write_vote, &votes,
					  &page->request->diag);
	if (votes.count)
		lic_sheet_table_end(page);
	write_decision(&one);
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_draft(struct lic_sheet *page)
{
	return show(page, lic_sheet_param(page, LIC_PARAM_ID));
}

static int note_own(void *ctx, const struct lic_keep_draft *draft)
{
	struct one *one = ctx;

	one->own = is_own(one->page, draft->who);
	return LIC_OK;
}

/* A reviewer decides; who is none takes back what is their own, and nothing else. */
static bool may_decide(struct lic_sheet *page, int64_t no, bool approves)
{
	const struct lic_draft_filter filter = {.all = true, .no = no};
	struct one one = {.page = page};

	if (lic_sheet_may(page, LIC_ACTION_REVIEW))
		return true;
	return !approves &&
	       lic_keep_drafts_each(page->engine, &filter, note_own, &one, NULL) == 0 && one.own;
}

enum lic_problem lic_console_draft_post(struct lic_sheet *page)
{
	static const char *const words[] = {
		[LIC_KEEP_UNCHANGED] = "moot",
		[LIC_KEEP_APPLIED] = "applied",
		[LIC_KEEP_PROPOSED] = "approved",
		[LIC_KEEP_DRY] = "approved",
	};
	struct lic_str number = lic_form_text(&page->form, "id");
	bool approves = lic_str_eq(lic_form_text(&page->form, "step"), LIC_STR("approve"));
	struct lic_str evidence[LIC_WHY_EVIDENCE_MAX];
	struct lic_keep_why why;
	struct lic_keep_result result = {.outcome = LIC_KEEP_UNCHANGED};
	int64_t no;
	int err;

	if (!lic_sheet_record(number, &no))
		return missing(page);
	if (!may_decide(page, no, approves))
		return lic_problem_set(&page->request->diag, LIC_PROBLEM_NOT_ALLOWED,
				       "only a reviewer decides what others proposed");
	lic_reason_read(page, &why, evidence);
	if (approves)
		err = lic_keep_draft_approve(page->engine, no, &why, &result, &page->diag);
	else
		err = lic_keep_draft_refuse(page->engine, no, &why, &page->diag);
	if (!err)
		return LIC_SHEET_SEE(page, approves ? words[result.outcome] : "refused",
				     "/console/draft?id={u}", number);
	lic_sheet_failed(page, err);
	return show(page, number);
}
