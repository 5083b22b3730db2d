/* One entry: what it says, since when, who did what to it and why, and the proof that it
 * stands in the log. */
#include "console_entry.h"
#include "json.h"

struct shown {
	struct lic_sheet *page;
	struct lic_str list, name;
	size_t count;
	enum lic_entry_state state; /* of the last one */
	bool known;                 /* the list is */
	struct lic_list_known about;
};

static void row(struct lic_sheet *page, const char *what, struct lic_str value)
{
	if (value.len)
		LIC_HTML(page->out, "<dt>{}</dt><dd>{}</dd>\n", lic_str_from(what), value);
}

static int write_entry(void *ctx, const struct lic_keep_entry *entry)
{
	struct shown *shown = ctx;
	struct lic_sheet *page = shown->page;

	shown->count++;
	shown->state = entry->state;
	LIC_BUF_LIT(page->out, "<section class=\"card\">\n<p>");
	lic_entry_badge(page, entry->state);
	LIC_HTML(page->out, " on <a href=\"/console/entries?list={u}\">{}</a></p>\n<dl>\n",
		 entry->list, shown->about.name.len ? shown->about.name : entry->list);
	row(page, "Name as listed", entry->name);
	row(page, "Stands for", lic_str_from(entry->scope));
	row(page, "In force since", lic_sheet_date(page, entry->since));
	row(page, "Until", lic_sheet_date(page, entry->until));
	row(page, "Withdrawn", lic_sheet_date(page, entry->withdrawn));
	row(page, "Last seen in the register", lic_sheet_date(page, entry->seen));
	row(page, "Domain registered", lic_sheet_date(page, entry->registered));
	row(page, "Holder", entry->holder);
	row(page, "Number", entry->number);
	row(page, "Class", entry->class);
	row(page, "Countries", entry->countries);
	row(page, "Reason", entry->reason);
	row(page, "Source", entry->source);
	row(page, "Evidence", lic_str_from(entry->evidence));
	row(page, "Confidence", lic_str_from(entry->confidence));
	if (entry->entry_url.len) {
		LIC_BUF_LIT(page->out, "<dt>Entry at the authority</dt><dd>");
		lic_html_link(page->out, entry->entry_url, entry->entry_url);
		LIC_BUF_LIT(page->out, "</dd>\n");
	}
	LIC_BUF_LIT(page->out, "</dl>\n</section>\n");
	return lic_buf_error(page->out);
}

static void write_action(struct shown *shown, const char *action, const char *words,
			 const char *class)
{
	LIC_HTML(shown->page->out,
		 "<a class=\"{}\" href=\"/console/edit?do={u}&amp;list={u}&amp;name={u}\">{}</a>\n",
		 lic_str_from(class), lic_str_from(action), shown->list, shown->name,
		 lic_str_from(words));
}

static void write_actions(struct shown *shown)
{
	struct lic_sheet *page = shown->page;

	if (!lic_sheet_may(page, LIC_ACTION_EDIT))
		return;
	if (shown->about.origin != LIC_ORIGIN_KEPT) {
		LIC_BUF_LIT(page->out,
			    "<p class=\"soft\">This list is not kept here, so its entries "
			    "are not changed here.</p>\n");
		return;
	}
	LIC_BUF_LIT(page->out, "<div class=\"row\">\n");
	write_action(shown, "change", "Change", "button");
	if (shown->state == LIC_ENTRY_WITHDRAWN || shown->state == LIC_ENTRY_EXPIRED)
		write_action(shown, "restore", "Restore", "button");
	else
		write_action(shown, "withdraw", "Withdraw", "button");
	LIC_HTML(page->out,
		 "<a class=\"button\" href=\"/console/appeals/new?list={u}&amp;name={u}\">"
		 "Take in an appeal</a>\n</div>\n",
		 shown->list, shown->name);
}

static int write_approver(void *ctx, const struct lic_keep_vote *vote)
{
	struct lic_sheet *page = ctx;

	if (vote->approves)
		LIC_HTML(page->out, "<br><span class=\"soft\">approved by</span> {}", vote->who);
	return lic_buf_error(page->out);
}

/* Who did it, and who said yes to it where it was a proposal. */
static void write_who(struct lic_sheet *page, const struct lic_keep_leaf *leaf)
{
	struct lic_json *body = NULL;
	double draft = 0;

	if (lic_json_parse(&body, leaf->body, NULL) == LIC_OK)
		draft = lic_json_number(lic_json_get(body, "draft"), 0);
	lic_json_free(body);
	LIC_HTML(page->out, "<td>{}", leaf->who);
	if (draft > 0 && draft < (double)INT64_MAX) {
		LIC_HTML(page->out,
			 " <a class=\"soft\" href=\"/console/draft?id={u}\">by proposal</a>",
			 lic_sheet_plain(page, (uint64_t)draft));
		if (!lic_str_eq(leaf->action, LIC_STR("propose")) &&
		    lic_keep_votes_each(page->engine, (int64_t)draft, write_approver, page, NULL) <
			    0)
			LIC_BUF_LIT(page->out, " (who approved it cannot be read)");
	}
	LIC_BUF_LIT(page->out, "</td>");
}

static int write_leaf(void *ctx, const struct lic_keep_leaf *leaf)
{
	struct shown *shown = ctx;
	struct lic_sheet *page = shown->page;

	LIC_HTML(page->out,
		 "<tr><td class=\"n\">{}</td><td class=\"d\">{}</td><th scope=\"row\">{}</th>",
		 lic_sheet_number(page, leaf->seq), lic_sheet_time(page, leaf->time), leaf->action);
	write_who(page, leaf);
	LIC_HTML(page->out, "<td>{}{}{}", lic_reason_words(leaf->code),
		 leaf->code.len && leaf->text.len ? LIC_STR(": ") : LIC_STR(""), leaf->text);
	lic_reason_evidence(page, "<br><span class=\"soft\">Evidence:</span> ", leaf->body, "");
	if (leaf->override.len)
		LIC_HTML(page->out, "<br><strong>Override:</strong> {}", leaf->override);
	LIC_HTML(page->out, "<details><summary>Leaf</summary><pre>{}</pre></details></td></tr>\n",
		 leaf->body);
	shown->count++;
	return lic_buf_error(page->out);
}

static int write_history(struct shown *shown)
{
	static const char *const headings[] = {"#Leaf", "When", "What", "Who", "Why", NULL};
	struct lic_sheet *page = shown->page;
	const struct lic_leaf_filter filter = {
		.list = shown->list, .name = shown->name, .newest_first = true, .limit = 200};

	LIC_BUF_LIT(page->out, "<h2>History</h2>\n");
	shown->count = 0;
	lic_sheet_table(page, "What was done to this entry, the newest first", headings);
	int err = lic_keep_history_each(page->engine, &filter, write_leaf, shown, &page->diag);
	if (!shown->count)
		LIC_BUF_LIT(page->out,
			    "<tr><td colspan=\"5\">The log has no leaf of it.</td></tr>\n");
	lic_sheet_table_end(page);
	return err;
}

static void write_proof(struct shown *shown)
{
	struct lic_sheet *page = shown->page;
	struct lic_buf proof, words;

	lic_buf_init(&proof, LIC_HTTP_REPORT_MAX);
	lic_buf_init(&words, LIC_HTTP_REPORT_MAX);
	LIC_BUF_LIT(page->out, "<h2>Proof</h2>\n");
	int err = lic_keep_prove(page->engine, shown->list, shown->name, 0, &proof, &page->diag);
	if (!err)
		err = lic_keep_proof_check(lic_buf_str(&proof), &words, &page->diag);
	if (err < 0)
		LIC_HTML(page->out, "<p class=\"soft\">{}</p>\n", lic_str_from(page->diag.text));
	else
		LIC_HTML(
			page->out,
			"<p>{}</p>\n<details><summary>The proof itself (RFC 9162), for "
			"<code>licit lists prove --check</code></summary><pre>{}</pre></details>\n",
			lic_buf_str(&words), lic_buf_str(&proof));
	lic_buf_release(&proof);
	lic_buf_release(&words);
}

enum lic_problem lic_console_entry(struct lic_sheet *page)
{
	struct shown shown = {
		.page = page,
		.list = lic_sheet_param(page, LIC_PARAM_LIST),
		.name = lic_sheet_param(page, LIC_PARAM_NAME),
	};
	struct lic_buf title;
	int err = lic_list_known(page, shown.list, &shown.about);

	if (err == LIC_ENOENT)
		return lic_problem_set(&page->request->diag, LIC_PROBLEM_NOT_FOUND,
				       "there is no such list");
	if (err < 0)
		return lic_problem_from_err(err);
	lic_buf_init(&title, LIC_URL_MAX);
	if (lic_host_show(shown.name, &title) < 0)
		lic_buf_reset(&title);
	lic_sheet_begin(page, LIC_NAV_ENTRIES,
			title.len ? lic_arena_copy(page->arena, lic_buf_str(&title)) : shown.name);
	lic_buf_release(&title);
	err = lic_keep_entry_each(page->engine, shown.list, shown.name, write_entry, &shown,
				  &page->request->diag);
	if (err == LIC_ENOENT) {
		lic_buf_reset(page->out);
		return LIC_PROBLEM_NOT_FOUND;
	}
	if (!err) {
		write_actions(&shown);
		if (shown.about.origin == LIC_ORIGIN_KEPT) {
			err = write_history(&shown);
			write_proof(&shown);
		}
	}
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}
