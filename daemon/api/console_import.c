/* Import of a spreadsheet or another file: upload, the diff on screen, and only then the yes,
 * with a second one for a large removal. */
#include "console_import.h"

/* ---- the form ---------------------------------------------------------- */

static void add_format(void *ctx, const char *id, const char *summary, bool can_write)
{
	struct lic_sheet *page = ctx;

	(void)can_write;
	lic_sheet_option(page, lic_str_from(id), lic_str_from(summary),
			 lic_str_eq(lic_form_text(&page->form, "format"), lic_str_from(id)));
}

enum lic_problem lic_import_form(struct lic_sheet *page)
{
	const struct lic_sheet_field as_of = {
		.name = "as_of",
		.label = "Date of the copy",
		.hint = "Empty: as the file says, else its newest date.",
		.type = "date",
		.value = lic_form_text(&page->form, "as_of"),
	};
	struct lic_str list = lic_form_text(&page->form, "list");

	lic_sheet_begin(page, LIC_NAV_IMPORT, LIC_STR("Import a file"));
	LIC_BUF_LIT(page->out, "<p>A spreadsheet saved as CSV, licit JSON, or another format that "
			       "Licit reads. Nothing is changed before you have seen what would be."
			       "</p>\n");
	lic_sheet_file_form(page, "/console/import", "stack");
	int count = lic_kept_select(page, list.len ? list : lic_sheet_param(page, LIC_PARAM_LIST));
	LIC_BUF_LIT(page->out,
		    "<div class=\"field\">\n<label for=\"f-file\">File</label>\n"
		    "<input type=\"file\" id=\"f-file\" name=\"file\" required>\n</div>\n");
	lic_sheet_select(page, "format", "Format");
	lic_sheet_option(page, lic_str(NULL, 0), LIC_STR("Find out from the file"), false);
	lic_formats_each(add_format, page);
	lic_sheet_select_end(page);
	lic_sheet_field(page, &as_of);
	LIC_BUF_LIT(page->out, "<div class=\"check\"><input type=\"checkbox\" id=\"f-columns\" "
			       "name=\"columns\" value=\"yes\"><label for=\"f-columns\">Let me say "
			       "what each column holds</label></div>\n");
	LIC_BUF_LIT(page->out, "<button class=\"primary\">Show what would change</button>\n");
	lic_sheet_form_end(page);
	if (count == 0)
		LIC_BUF_LIT(page->out, "<p class=\"warn\">No list is kept here yet: <a "
				       "href=\"/console/lists/new\">make one first</a>.</p>\n");
	lic_sheet_end(page);
	return count < 0 ? lic_problem_from_err(count) : LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_import(struct lic_sheet *page)
{
	return lic_import_form(page);
}

/* ---- the diff ---------------------------------------------------------- */

void lic_import_hidden(struct lic_sheet_import *import)
{
	lic_sheet_hidden(import->page, "file", lic_str_from(import->file.id));
	lic_sheet_hidden(import->page, "list", import->list);
	lic_sheet_hidden(import->page, "as_of", import->as_of);
}

/* The two tables grow at once: each has a page of its own that writes into a buffer. */
static void note_change(void *ctx, const struct lic_change *change)
{
	struct lic_sheet_import *import = ctx;

	lic_sheet_changes_add(&import->shown[0], change);
	lic_sheet_changes_add(&import->shown[1], change);
}

static int run_import(struct lic_sheet_import *import, bool dry_run, bool accept_removals)
{
	struct lic_sheet *page = import->page;
	struct lic_import_options options = {
		.list = import->list,
		.format = import->format,
		.mapping = import->mapping,
		.save_mapping = import->save_mapping && import->mapping.len,
		.file = import->file.name,
		.who = page->session->user,
		.dry_run = dry_run,
		.accept_removals = accept_removals,
		.accept_changes = accept_removals,
		.change = dry_run ? note_change : NULL,
		.ctx = import,
	};

	if (import->as_of.len) {
		if (lic_date_parse(import->as_of, &options.as_of) < 0)
			return lic_diag_set(&page->diag, LIC_EINVAL,
					    "the date is given as YYYY-MM-DD");
	}
	return lic_import(page->engine, &options, lic_str(import->file.text, import->file.len),
			  &import->result, &page->diag);
}

static void write_sums(struct lic_sheet_import *import)
{
	struct lic_sheet *page = import->page;

	LIC_HTML(page->out,
		 "<p><strong class=\"host\">{}</strong> has {} rows ({}); {} stay as they "
		 "are.</p>\n",
		 lic_str_from(import->file.name), lic_sheet_number(page, import->result.rows),
		 lic_str_from(import->result.format),
		 lic_sheet_number(page, import->result.unchanged));
	LIC_BUF_LIT(page->out, "<ul class=\"tiles\">\n");
	for (size_t i = 0; i < LIC_CHANGE_KINDS; i++) {
		uint64_t count = import->result.counts[i];

		lic_buf_printf(page->out, "<li class=\"tile\" data-state=\"%s\">",
			       count ? lic_change_looks[i].tone : "unknown");
		LIC_HTML(page->out, "<strong>{}</strong> {}</li>\n", lic_sheet_number(page, count),
			 lic_str_from(lic_change_looks[i].word));
	}
	LIC_BUF_LIT(page->out, "</ul>\n");
	if (import->result.not_looked)
		LIC_BUF_LIT(page->out, "<p class=\"soft\">Too many names are new to look for "
				       "look-alikes of verified ones among them.</p>\n");
}

static uint64_t changes_of(const struct lic_import_result *result)
{
	return result->counts[LIC_CHANGE_ADDED] + result->counts[LIC_CHANGE_CHANGED] +
	       result->counts[LIC_CHANGE_WITHDRAWN] + result->counts[LIC_CHANGE_RESTORED];
}

/* What the button does: on a list with reviewers it proposes. */
static void write_what_comes(struct lic_sheet_import *import)
{
	struct lic_sheet *page = import->page;
	struct lic_list_known known = {.reviewers = 0};
	const char *button = "Import";

	if (lic_list_known(page, import->list, &known) == LIC_OK && known.reviewers) {
		lic_proposal_sentence(page, known.reviewers);
		button = "Propose these changes";
	}
	lic_buf_printf(page->out,
		       "<div class=\"row\"><button class=\"primary\">%s</button> <a "
		       "href=\"/console/import\">Cancel</a></div>\n",
		       button);
}

/* The yes, and a second one where the share of what goes is large. */
static void write_yes(struct lic_sheet_import *import)
{
	struct lic_sheet *page = import->page;

	if (!changes_of(&import->result)) {
		LIC_BUF_LIT(page->out,
			    "<p>Nothing would change. <a href=\"/console/import\">Another "
			    "file</a></p>\n");
		return;
	}
	lic_sheet_form(page, "/console/import/apply", "stack");
	lic_import_hidden(import);
	lic_sheet_hidden(page, "format", import->format);
	lic_sheet_hidden(page, "mapping", import->mapping);
	lic_sheet_hidden(page, "save", import->save_mapping ? LIC_STR("yes") : LIC_STR("no"));
	if (import->result.large)
		LIC_BUF_LIT(page->out,
			    "<div class=\"check warn\"><input type=\"checkbox\" id=\"f-large\" "
			    "name=\"large\" value=\"yes\" required><label for=\"f-large\">A "
			    "large part of the list would change. I have looked, and mean "
			    "it.</label></div>\n");
	write_what_comes(import);
	lic_sheet_form_end(page);
}

enum lic_problem lic_import_diff(struct lic_sheet_import *import)
{
	struct lic_sheet *page = import->page;
	struct lic_sheet refused = *page, changed = *page;
	struct lic_buf tables[2];

	lic_buf_init(&tables[0], LIC_HTTP_REPLY_MAX / 4);
	lic_buf_init(&tables[1], LIC_HTTP_REPLY_MAX / 4);
	refused.out = &tables[0];
	changed.out = &tables[1];
	import->shown[0] = (struct lic_sheet_changes){.page = &refused, .odd_only = true};
	import->shown[1] = (struct lic_sheet_changes){.page = &changed};
	int err = run_import(import, true, true);
	if (err < 0) {
		lic_sheet_failed(page, err);
		import->unknown = err == LIC_ESYNTAX && !*import->result.format;
	} else {
		lic_sheet_changes_end(&import->shown[0]);
		lic_sheet_changes_end(&import->shown[1]);
		lic_sheet_begin(page, LIC_NAV_IMPORT, LIC_STR("What would change"));
		write_sums(import);
		lic_buf_adds(page->out, lic_buf_str(&tables[0]));
		lic_buf_adds(page->out, lic_buf_str(&tables[1]));
		write_yes(import);
		lic_sheet_end(page);
	}
	lic_buf_release(&tables[0]);
	lic_buf_release(&tables[1]);
	if (err == LIC_OK)
		return LIC_PROBLEM_NONE;
	/* A table of somebody else's, or columns that cannot be: a person says what they hold. */
	if (!import->format.len && (import->unknown || import->mapping.len))
		return lic_import_columns(import);
	return lic_import_form(page);
}

enum lic_problem lic_console_import_post(struct lic_sheet *page)
{
	const struct lic_form_field *file = lic_form_find(&page->form, "file");
	struct lic_sheet_import import = {
		.page = page,
		.list = lic_form_text(&page->form, "list"),
		.format = lic_form_text(&page->form, "format"),
		.as_of = lic_form_text(&page->form, "as_of"),
	};
	enum lic_problem problem;
	int err;

	if (file && file->file.len)
		err = lic_tray_file_init(&import.file, page->session->user, file->file, file->value,
					 &page->diag);
	else
		err = lic_diag_set(&page->diag, LIC_EINVAL, "choose a file");
	if (err < 0) {
		lic_sheet_failed(page, err);
		return lic_import_form(page);
	}
	if (lic_str_eq(lic_form_text(&page->form, "columns"), LIC_STR("yes")))
		problem = lic_import_columns(&import);
	else
		problem = lic_import_diff(&import);
	lic_tray_put(&page->request->service->tray, &import.file);
	return problem;
}

/* ---- the yes ----------------------------------------------------------- */

int lic_import_take(struct lic_sheet_import *import)
{
	struct lic_sheet *page = import->page;
	int err = lic_tray_take(&page->request->service->tray, page->session->user,
				lic_form_text(&page->form, "file"), &import->file);

	if (err < 0) {
		err = lic_diag_set(&page->diag, err,
				   "the file is no longer held: choose it once more");
		lic_sheet_failed(page, err);
	}
	return err;
}

enum lic_problem lic_console_import_apply(struct lic_sheet *page)
{
	struct lic_sheet_import import = {
		.page = page,
		.list = lic_form_text(&page->form, "list"),
		.format = lic_form_text(&page->form, "format"),
		.as_of = lic_form_text(&page->form, "as_of"),
		.mapping = lic_import_mapping(page),
		.save_mapping = lic_str_eq(lic_form_text(&page->form, "save"), LIC_STR("yes")),
	};
	bool large = lic_str_eq(lic_form_text(&page->form, "large"), LIC_STR("yes"));

	if (lic_import_take(&import) < 0)
		return lic_import_form(page);
	int err = run_import(&import, false, large);
	if (!err) {
		lic_tray_file_release(&import.file);
		if (import.result.draft)
			return LIC_SHEET_SEE(page, "proposed", "/console/draft?id={u}",
					     lic_sheet_plain(page, (uint64_t)import.result.draft));
		return LIC_SHEET_SEE(page, "imported", "/console/entries?list={u}", import.list);
	}
	lic_sheet_failed(page, err);
	enum lic_problem problem = lic_import_diff(&import);
	lic_tray_put(&page->request->service->tray, &import.file);
	return problem;
}
