#include "console.h"

#define PAGE(at, who, fn, what)                                                             \
	.method = "GET", .path = "/console/" at, .waits = true, .action = LIC_ACTION_##who, \
	.page = fn, .summary = what, .run = lic_console_run
#define FORM(at, who, fn, what)                                                              \
	.method = "POST", .path = "/console/" at, .waits = true, .action = LIC_ACTION_##who, \
	.body = LIC_BODY_FORM, .body_max = LIC_FORM_MAX, .page = fn, .summary = what,        \
	.run = lic_console_run

/* Every page with who may have it. */
const struct lic_route lic_console_routes[] = {
	{PAGE("", READ, lic_console_overview, "What is in force, and what waits")},
	{PAGE("lists", READ, lic_console_lists, "The lists and how old they are")},
	{PAGE("reports", READ, lic_console_reports, "What shoppers reported")},
	{FORM("reports/remove", EDIT, lic_console_report_remove, "Forget a report")},
	{PAGE("users", READ, lic_console_users, "Who may use the console")},

	{PAGE("sign-in", READ, lic_console_sign_in, "The door"), .open = true},
	{FORM("sign-in", READ, lic_console_sign_in_post, "Sign in by a password or a code"),
	 .open = true},
	{PAGE("enter", READ, lic_console_enter, "The door, with a link"), .open = true},
	{FORM("enter", READ, lic_console_enter_post, "Sign in by a link"), .open = true},
	{FORM("sign-out", READ, lic_console_sign_out, "Sign out")},

	{PAGE("console.css", READ, lic_console_style, "How pages look"), .open = true},
	{PAGE("console.js", READ, lic_console_script, "What pages do"), .open = true},
};

const size_t lic_console_routes_count = LIC_ARRAY_SIZE(lic_console_routes);
