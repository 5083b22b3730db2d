#include "console.h"

#define PAGE(at, who, fn, what)                                                                   \
	.method = "GET", .path = (at), .waits = true, .action = (LIC_ACTION_##who), .page = (fn), \
	.summary = (what), .run = lic_console_run
#define SENT(at, who, fn, max, what)                                                 \
	.method = "POST", .path = (at), .waits = true, .action = (LIC_ACTION_##who), \
	.body = LIC_BODY_FORM, .body_max = (max), .page = (fn), .summary = (what),   \
	.run = lic_console_run
#define FORM(at, who, fn, what) SENT(at, who, fn, LIC_FORM_MAX, what)
#define FILE_FORM(at, who, fn, what) SENT(at, who, fn, LIC_FORM_UPLOAD_MAX, what)

/* Every page with who may have it. */
const struct lic_route lic_console_routes[] = {
	{PAGE("/console/", READ, lic_console_overview, "What is in force, and what waits")},
	{PAGE("/console/entries", READ, lic_console_entries, "Search over all entries")},
	{PAGE("/console/entry", READ, lic_console_entry, "One entry, its history and proof")},
	{PAGE("/console/edit", EDIT, lic_console_edit,
	      "Add, change, withdraw or restore an entry")},
	{FORM("/console/edit", EDIT, lic_console_edit_post, "Ask the door, and then do it")},
	{PAGE("/console/review", READ, lic_console_review, "Proposals that wait")},
	{PAGE("/console/draft", READ, lic_console_draft, "One proposal")},
	{FORM("/console/draft", EDIT, lic_console_draft_post,
	      "Approve, refuse or take back a proposal")},
	{PAGE("/console/appeals", READ, lic_console_appeals, "Appeals and their clocks")},
	{PAGE("/console/appeals/new", EDIT, lic_console_appeal_new, "Take in an appeal")},
	{FORM("/console/appeals/new", EDIT, lic_console_appeal_new_post, "Take in an appeal")},
	{PAGE("/console/appeal", READ, lic_console_appeal, "One appeal")},
	{FORM("/console/appeal", EDIT, lic_console_appeal_post, "Answer or decide an appeal")},
	{PAGE("/console/import", EDIT, lic_console_import, "Import a file")},
	{FILE_FORM("/console/import", EDIT, lic_console_import_post,
		   "See what a file would change")},
	{FORM("/console/import/columns", EDIT, lic_console_import_columns,
	      "Say what its columns hold")},
	{FORM("/console/import/apply", EDIT, lic_console_import_apply, "Import it")},
	{PAGE("/console/figures", READ, lic_console_figures,
	      "Entries over time, by country and ending")},
	{PAGE("/console/feeds", READ, lic_console_feeds, "Feeds and their ages")},
	{FORM("/console/feeds/update", EDIT, lic_console_feeds_update, "Ask the feeds now")},
	{PAGE("/console/release", READ, lic_console_release, "Keys, and the release on its way")},
	{FORM("/console/release/stage", PUBLISH, lic_console_release_stage, "Prepare a release")},
	{FORM("/console/release/unstage", PUBLISH, lic_console_release_unstage, "Give it up")},
	{FORM("/console/release/sign", PUBLISH, lic_console_release_sign, "Sign it")},
	{FORM("/console/release/release", PUBLISH, lic_console_release_release, "Release it")},
	{PAGE("/console/lists/new", PUBLISH, lic_console_list_new, "Make a list")},
	{FORM("/console/lists/new", PUBLISH, lic_console_list_new_post, "Make a list")},
	{PAGE("/console/lists", READ, lic_console_lists, "The lists and how old they are")},
	{PAGE("/console/reports", READ, lic_console_reports, "What shoppers reported")},
	{FORM("/console/reports/appeal", EDIT, lic_console_report_appeal,
	      "Make an appeal of a report")},
	{FORM("/console/reports/remove", EDIT, lic_console_report_remove, "Forget a report")},
	{PAGE("/console/users", READ, lic_console_users, "Who may use the console")},
	{FORM("/console/users/add", PUBLISH, lic_console_user_add, "Let somebody in")},
	{FORM("/console/users/answer", REVIEW, lic_console_user_answer,
	      "The second person's yes or no")},
	{PAGE("/console/user", PUBLISH, lic_console_user, "One user")},
	{FORM("/console/user", PUBLISH, lic_console_user_post,
	      "Change a role, set a first password, end an access")},
	{PAGE("/console/password", READ, lic_console_password, "Choose a password")},
	{FORM("/console/password", READ, lic_console_password_post, "Choose a password")},

	{PAGE("/console/sign-in", READ, lic_console_sign_in, "The door"), .open = true},
	{FORM("/console/sign-in", READ, lic_console_sign_in_post,
	      "Sign in by a password or a code"),
	 .open = true},
	{PAGE("/console/enter", READ, lic_console_enter, "The door, with a link"), .open = true},
	{FORM("/console/enter", READ, lic_console_enter_post, "Sign in by a link"), .open = true},
	{FORM("/console/sign-out", READ, lic_console_sign_out, "Sign out")},

	{PAGE("/console/console.css", READ, lic_console_style, "How pages look"), .open = true},
	{PAGE("/console/console.svg", READ, lic_console_icon, "Their icon"), .open = true},
	{PAGE("/console/console.js", READ, lic_console_script, "What pages do"), .open = true},
};

const size_t lic_console_routes_count = LIC_ARRAY_SIZE(lic_console_routes);
