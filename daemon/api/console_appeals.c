/* Appeals: the queue with its clocks, one appeal, taking one in, answering, deciding. */
#include "console_entry.h"
#include "num.h"

static const char *const tones[LIC_APPEAL_STATES] = {
	[LIC_APPEAL_OPEN] = "caution",
	[LIC_APPEAL_ANSWERED] = "elsewhere",
	[LIC_APPEAL_GRANTED] = "verified",
	[LIC_APPEAL_REFUSED] = "unknown",
};

/* "in 5 hours", "3 days ago". */
static struct lic_str distance(struct lic_sheet *page, int64_t seconds)
{
	int64_t hours = (seconds < 0 ? -seconds : seconds) / 3600;
	int64_t count = hours >= 48 ? hours / 24 : hours;
	const char *unit = hours >= 48 ? "days" : count == 1 ? "hour" : "hours";
	char text[64];

	if (hours == 0)
		snprintf(text, sizeof(text), "%s", seconds < 0 ? "just over" : "within the hour");
	else
		snprintf(text, sizeof(text), seconds < 0 ? "%lld %s over" : "in %lld %s",
			 (long long)count, unit);
	return lic_arena_copy(page->arena, lic_str_from(text));
}

static void write_clock(struct lic_sheet *page, const struct lic_appeal *appeal)
{
	bool decided = appeal->state == LIC_APPEAL_GRANTED || appeal->state == LIC_APPEAL_REFUSED;

	if (decided)
		lic_sheet_badge(page, tones[appeal->state],
				lic_str_from(lic_appeal_state_name(appeal->state)));
	else
		lic_sheet_badge(page, appeal->overdue ? "illicit" : tones[appeal->state],
				distance(page, appeal->due - lic_clock_now()));
}

struct queue {
	struct lic_sheet *page;
	size_t count;
};

static int add_row(void *ctx, const struct lic_appeal *appeal)
{
	static const char *const headings[] = {"Appeal", "List",  "From", "Came in",
					       "Due",    "Clock", NULL};
	struct queue *queue = ctx;
	struct lic_sheet *page = queue->page;

	if (queue->count++ == 0)
		lic_sheet_table(page, "Appeals, the most urgent first", headings);
	LIC_HTML(page->out,
		 "<tr><th scope=\"row\"><a href=\"/console/appeal?id={u}\">{} {}</a></th>"
		 "<td>{}</td><td>{}</td><td class=\"d\">{}</td><td class=\"d\">{}</td><td>",
		 lic_sheet_plain(page, (uint64_t)appeal->no),
		 lic_sheet_number(page, (uint64_t)appeal->no), appeal->name, appeal->list,
		 appeal->who, lic_sheet_time(page, appeal->time),
		 lic_sheet_time(page, appeal->due));
	write_clock(page, appeal);
	LIC_BUF_LIT(page->out, "</td></tr>\n");
	return lic_buf_error(page->out);
}

enum lic_problem lic_console_appeals(struct lic_sheet *page)
{
	struct lic_appeal_filter filter = {
		.list = lic_sheet_param(page, LIC_PARAM_LIST),
		.all = lic_str_eq(lic_sheet_param(page, LIC_PARAM_STATE), LIC_STR("all")),
	};
	struct queue queue = {page, 0};

	lic_sheet_begin(page, LIC_NAV_APPEALS, LIC_STR("Appeals"));
	LIC_BUF_LIT(page->out, "<div class=\"row\">\n");
	if (lic_sheet_may(page, LIC_ACTION_EDIT))
		LIC_BUF_LIT(page->out,
			    "<a class=\"button primary\" href=\"/console/appeals/new\">Take "
			    "in an appeal</a>\n");
	lic_buf_adds(page->out,
		     lic_str_from(filter.all
					  ? "<a href=\"/console/appeals\">Only open ones</a>"
					  : "<a href=\"/console/appeals?state=all\">Decided ones "
					    "too</a>"));
	LIC_BUF_LIT(page->out, "</div>\n");
	int err = lic_appeals_each(page->engine, &filter, add_row, &queue, &page->request->diag);
	if (queue.count)
		lic_sheet_table_end(page);
	else
		lic_sheet_nothing(page, "No appeal waits.");
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}

/* ---- taking one in ----------------------------------------------------- */

static enum lic_problem show_new(struct lic_sheet *page, struct lic_str list, struct lic_str name)
{
	const struct lic_sheet_field fields[] = {
		{.name = "name",
		 .label = "Site that it is about",
		 .type = "text",
		 .required = true,
		 .value = name},
		{.name = "from",
		 .label = "Who appeals",
		 .type = "text",
		 .required = true,
		 .value = lic_form_text(&page->form, "from")},
		{.name = "contact",
		 .label = "How to reach them",
		 .hint = "Stays on this machine.",
		 .type = "text",
		 .value = lic_form_text(&page->form, "contact")},
		{.name = "claim",
		 .label = "What they say",
		 .type = "textarea",
		 .required = true,
		 .value = lic_form_text(&page->form, "claim")},
	};

	lic_sheet_begin(page, LIC_NAV_APPEALS, LIC_STR("Take in an appeal"));
	lic_sheet_form(page, "/console/appeals/new", "stack");
	int count = lic_kept_select(page, list);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(fields); i++)
		lic_sheet_field(page, &fields[i]);
	LIC_BUF_LIT(page->out, "<div class=\"row\">\n<button class=\"primary\">Start its "
			       "clock</button>\n<a href=\"/console/appeals\">Cancel</a>\n</div>\n");
	lic_sheet_form_end(page);
	lic_sheet_end(page);
	return count < 0 ? lic_problem_from_err(count) : LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_appeal_new(struct lic_sheet *page)
{
	return show_new(page, lic_sheet_param(page, LIC_PARAM_LIST),
			lic_sheet_param(page, LIC_PARAM_NAME));
}

enum lic_problem lic_console_appeal_new_post(struct lic_sheet *page)
{
	const struct lic_appeal_claim claim = {
		.list = lic_form_text(&page->form, "list"),
		.name = lic_form_text(&page->form, "name"),
		.who = lic_form_text(&page->form, "from"),
		.contact = lic_form_text(&page->form, "contact"),
		.claim = lic_form_text(&page->form, "claim"),
	};
	const struct lic_keep_why why = {.who = lic_str_from(page->session->user)};
	int64_t no;
	int err = lic_appeal_open(page->engine, &claim, &why, &no, &page->diag);

	if (!err)
		return LIC_SHEET_SEE(page, "appeal-opened", "/console/appeal?id={u}",
				     lic_sheet_plain(page, (uint64_t)no));
	lic_sheet_failed(page, err);
	return show_new(page, claim.list, claim.name);
}

enum lic_problem lic_console_report_appeal(struct lic_sheet *page)
{
	const struct lic_keep_why why = {.who = lic_str_from(page->session->user)};
	uint64_t id;
	int err = lic_num_parse(lic_form_text(&page->form, "id"), INT64_MAX, &id);

	if (!err)
		err = lic_appeal_from_report(page->engine, (int64_t)id, &why, &page->diag);
	if (err > 0)
		return lic_sheet_see(page, "appeal-opened", "/console/appeals", NULL, 0);
	if (err == 0)
		err = lic_diag_set(&page->diag, LIC_ENOENT,
				   "no list that is kept here holds that site");
	lic_sheet_failed(page, err);
	return lic_console_reports(page);
}

/* ---- one appeal -------------------------------------------------------- */

struct one {
	struct lic_sheet *page;
	bool found, open, gone; /* gone: none of its rows is in force */
	struct lic_str list, name;
	size_t steps;
};

static int write_state(void *ctx, const struct lic_keep_entry *entry)
{
	struct one *one = ctx;

	one->gone &= entry->state == LIC_ENTRY_WITHDRAWN || entry->state == LIC_ENTRY_EXPIRED;
	lic_entry_badge(one->page, entry->state);
	LIC_BUF_LIT(one->page->out, " ");
	return lic_buf_error(one->page->out);
}

/* A proposal about the entry, such as the correction that a grant made: it needs somebody. */
static int write_proposal(void *ctx, const struct lic_keep_draft *draft)
{
	struct one *one = ctx;
	struct lic_sheet *page = one->page;

	if (lic_str_eq(draft->name, one->name))
		LIC_HTML(page->out,
			 "<br><a href=\"/console/draft?id={u}\">Proposal {}</a> to {} it waits for "
			 "the yes of somebody other than {}",
			 lic_sheet_plain(page, (uint64_t)draft->no),
			 lic_sheet_number(page, (uint64_t)draft->no), draft->action, draft->who);
	return lic_buf_error(page->out);
}

/* How the entry stands: what was decided is not all that it takes. */
static int write_now(struct one *one)
{
	struct lic_sheet *page = one->page;
	struct lic_draft_filter drafts = {.list = one->list};

	LIC_BUF_LIT(page->out, "<dt>The entry now</dt><dd>");
	int err = lic_keep_entry_each(page->engine, one->list, one->name, write_state, one,
				      &page->request->diag);
	if (!err)
		err = lic_keep_drafts_each(page->engine, &drafts, write_proposal, one,
					   &page->request->diag);
	LIC_BUF_LIT(page->out, "</dd>\n");
	return err;
}

static int write_appeal(void *ctx, const struct lic_appeal *appeal)
{
	struct one *one = ctx;
	struct lic_sheet *page = one->page;

	one->found = true;
	one->open = appeal->state == LIC_APPEAL_OPEN || appeal->state == LIC_APPEAL_ANSWERED;
	one->list = lic_arena_copy(page->arena, appeal->list);
	one->name = lic_arena_copy(page->arena, appeal->name);
	LIC_BUF_LIT(page->out, "<section class=\"card\">\n<p>");
	write_clock(page, appeal);
	LIC_HTML(page->out,
		 "</p>\n<dl>\n<dt>About</dt><dd><a href=\"/console/entry?list={u}&amp;name={u}\">{}"
		 "</a> on {}</dd>\n<dt>From</dt><dd>{}</dd>\n<dt>Reached by</dt><dd>{}</dd>\n",
		 appeal->list, appeal->name, appeal->name, appeal->list, appeal->who,
		 appeal->contact.len ? appeal->contact : LIC_STR("–"));
	LIC_HTML(page->out, "<dt>Came in</dt><dd>{}</dd>\n<dt>To be decided by</dt><dd>{}</dd>\n",
		 lic_sheet_time(page, appeal->time), lic_sheet_time(page, appeal->due));
	int err = write_now(one);
	LIC_HTML(page->out, "</dl>\n<blockquote>{}</blockquote>\n</section>\n", appeal->claim);
	return err ? err : lic_buf_error(page->out);
}

static int write_step(void *ctx, const struct lic_appeal_step *step)
{
	static const char *const headings[] = {"When", "Who", "What", "Words", NULL};
	struct one *one = ctx;
	struct lic_sheet *page = one->page;

	if (one->steps++ == 0)
		lic_sheet_table(page, "What was done", headings);
	LIC_HTML(page->out,
		 "<tr><td class=\"d\">{}</td><td>{}</td><th scope=\"row\">{}</th><td "
		 "class=\"t\">{}</td></tr>\n",
		 lic_sheet_time(page, step->time), step->who, step->step, step->text);
	return lic_buf_error(page->out);
}

static void write_decision(const struct one *one, struct lic_str number)
{
	struct lic_sheet *page = one->page;
	const struct lic_sheet_field words = {.name = "text",
					      .label = "Words to them, and for the record",
					      .type = "textarea",
					      .required = true,
					      .value = lic_form_text(&page->form, "text")};
	bool decides = lic_sheet_may(page, LIC_ACTION_REVIEW);

	if (!lic_sheet_may(page, LIC_ACTION_EDIT))
		return;
	LIC_BUF_LIT(page->out, "<h2>Answer or decide</h2>\n");
	lic_sheet_form(page, "/console/appeal", "stack");
	lic_sheet_hidden(page, "id", number);
	lic_sheet_field(page, &words);
	LIC_BUF_LIT(page->out,
		    "<div class=\"row\">\n<button name=\"step\" value=\"answer\">Note an "
		    "answer or a question</button>\n");
	if (decides)
		LIC_HTML(page->out,
			 "<button class=\"primary\" name=\"step\" value=\"{}\">Grant: {} the "
			 "entry</button>\n<button class=\"danger\" name=\"step\" "
			 "value=\"refuse\">Refuse</button>\n",
			 one->gone ? LIC_STR("restore") : LIC_STR("grant"),
			 one->gone ? LIC_STR("restore") : LIC_STR("withdraw"));
	LIC_BUF_LIT(page->out, "</div>\n");
	lic_sheet_form_end(page);
	LIC_BUF_LIT(page->out, "<p class=\"soft\">Nothing is sent to them from here: write to "
			       "them yourself.</p>\n");
	if (!decides)
		LIC_BUF_LIT(page->out, "<p class=\"soft\">A reviewer decides.</p>\n");
}

static enum lic_problem missing(struct lic_sheet *page)
{
	return lic_problem_set(&page->request->diag, LIC_PROBLEM_NOT_FOUND,
			       "there is no such appeal");
}

static enum lic_problem show(struct lic_sheet *page, struct lic_str number)
{
	struct one one = {.page = page, .gone = true};
	struct lic_appeal_filter filter = {.all = true};
	const struct lic_str parts[] = {LIC_STR("Appeal "), number};

	if (!lic_sheet_record(number, &filter.no))
		return missing(page);
	lic_sheet_begin(page, LIC_NAV_APPEALS, lic_arena_join(page->arena, parts, 2));
	int err = lic_appeals_each(page->engine, &filter, write_appeal, &one, &page->request->diag);
	if (!err && !one.found) {
		lic_buf_reset(page->out);
		return missing(page);
	}
	if (!err)
		err = lic_appeal_steps_each(page->engine, filter.no, write_step, &one,
					    &page->request->diag);
	if (one.steps)
		lic_sheet_table_end(page);
	if (one.open)
		write_decision(&one, number);
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_appeal(struct lic_sheet *page)
{
	return show(page, lic_sheet_param(page, LIC_PARAM_ID));
}

enum lic_problem lic_console_appeal_post(struct lic_sheet *page)
{
	struct lic_str number = lic_form_text(&page->form, "id");
	struct lic_str step = lic_form_text(&page->form, "step");
	const struct lic_keep_why why = {.who = lic_str_from(page->session->user),
					 .text = lic_form_text(&page->form, "text")};
	bool restores = lic_str_eq(step, LIC_STR("restore"));
	bool grants = restores || lic_str_eq(step, LIC_STR("grant"));
	bool decides = grants || lic_str_eq(step, LIC_STR("refuse"));
	struct lic_keep_result result = {.outcome = LIC_KEEP_UNCHANGED};
	int64_t no;
	int err;

	if (decides && !lic_sheet_may(page, LIC_ACTION_REVIEW))
		return lic_problem_set(&page->request->diag, LIC_PROBLEM_NOT_ALLOWED,
				       "only a reviewer decides an appeal");
	if (!lic_sheet_record(number, &no))
		return missing(page);
	if (decides)
		err = lic_appeal_decide(page->engine, no, grants,
					restores ? LIC_KEEP_RESTORE : LIC_KEEP_WITHDRAW, &why,
					&result, &page->diag);
	else
		err = lic_appeal_answer(page->engine, no, &why, &page->diag);
	if (!err)
		return LIC_SHEET_SEE(page,
				     result.outcome == LIC_KEEP_PROPOSED ? "appeal-proposed"
				     : grants                            ? "appeal-granted"
				     : decides                           ? "appeal-refused"
									 : "appeal-answered",
				     "/console/appeal?id={u}", number);
	lic_sheet_failed(page, err);
	return show(page, number);
}
