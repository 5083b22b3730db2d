/*
 * The console: pages for people who keep lists, at /console/. Each page is one file,
 * console_<page>.c, and a row or two of the table in console.c; what they share is here.
 *
 * Texts from lists, users and forms become text by html.h, never markup. Who is let in, and
 * what for, is decided before a page runs: console_door.c. Pages see licit*.h and base.
 */
#ifndef LIC_CONSOLE_H
#define LIC_CONSOLE_H

#include "calls.h"
#include "form.h"
#include "html.h"
#include "route.h"

/* The table of pages, looked through by lic_route_find. */
extern const struct lic_route lic_console_routes[];
extern const size_t lic_console_routes_count;

/* ---- the door (console_door.c) ---------------------------------------- */

/* Is it a path of the console? */
bool lic_console_has(struct lic_str path);

/* Does the console itself ask, or somebody who typed its address? By Origin and Fetch
 * Metadata: cookies know no ports, so that any local server could have them sent. */
enum lic_problem lic_console_same_origin(struct lic_request *request);

/* Is somebody signed in who may have the page? Fills request->session. */
enum lic_problem lic_console_admit(struct lic_request *request);

/* The session's token in a Cookie field; {NULL, 0} if there is none. */
struct lic_str lic_console_token(struct lic_str cookie);

/* The refusal as a page; who is not signed in is led to the door. */
void lic_console_refuse(struct lic_request *request, struct lic_reply *reply,
			enum lic_problem problem);

/* Run the route's page: what all routes of the console have as `run`. */
enum lic_problem lic_console_run(struct lic_request *request, struct lic_reply *reply);

/* Have the browser keep the session, or forget it (NULL). */
void lic_console_cookie(struct lic_reply *reply, const struct lic_session *session);

/* ---- a page (console_frame.c) ------------------------------------------ */

struct lic_sheet {
	struct lic_request *request;
	struct lic_reply *reply;
	struct lic_buf *out;
	struct lic_arena *arena;
	struct lic_engine *engine;
	const struct lic_session *session; /* NULL: nobody is signed in */
	struct lic_form form;              /* of a POST */
	const char *alert;                 /* what went wrong, to be shown on top; NULL: nothing */
	struct lic_diag diag;              /* for it */
};

/* Which of the links on top is the page's own. */
enum lic_nav {
	LIC_NAV_NONE,
	LIC_NAV_OVERVIEW,
	LIC_NAV_ENTRIES,
	LIC_NAV_REVIEW,
	LIC_NAV_APPEALS,
	LIC_NAV_REPORTS,
	LIC_NAV_LISTS,
	LIC_NAV_IMPORT,
	LIC_NAV_FEEDS,
	LIC_NAV_RELEASE,
	LIC_NAV_FIGURES,
};

/* Everything before and behind what the page itself says. Its heading is its title. */
void lic_sheet_begin(struct lic_sheet *page, enum lic_nav nav, struct lic_str title);
void lic_sheet_end(struct lic_sheet *page);

bool lic_sheet_may(const struct lic_sheet *page, enum lic_action action);

/* A parameter of the address, decoded and trimmed; empty if it was not sent or is broken. */
struct lic_str lic_sheet_param(struct lic_sheet *page, enum lic_param param);

/* The number of a record, as addresses and forms name it; false: it is none. */
bool lic_sheet_record(struct lic_str text, int64_t *out);

/* A form that posts to `action`: its start with what every form sends along; its end. */
void lic_sheet_form(struct lic_sheet *page, const char *action, const char *class);
void lic_sheet_form_end(struct lic_sheet *page);

/* The start of one that a file can be chosen in. */
void lic_sheet_file_form(struct lic_sheet *page, const char *action, const char *class);

/* What a form sends along without showing it. */
void lic_sheet_hidden(struct lic_sheet *page, const char *name, struct lic_str value);

/* A labelled field. hint may be NULL; type is that of an input, or "textarea". */
struct lic_sheet_field {
	const char *name, *label, *hint, *type, *autocomplete;
	struct lic_str value;
	bool required;
};
void lic_sheet_field(struct lic_sheet *page, const struct lic_sheet_field *field);

/* A labelled choice: options are added between the two. */
void lic_sheet_select(struct lic_sheet *page, const char *name, const char *label);
void lic_sheet_option(struct lic_sheet *page, struct lic_str value, struct lic_str text,
		      bool chosen);
void lic_sheet_select_end(struct lic_sheet *page);

/* After a POST: go to this page of the console, with the sentence of `word` shown there (a
 * word of the table in console_frame.c, or NULL). */
enum lic_problem lic_sheet_see(struct lic_sheet *page, const char *word, const char *path,
			       const struct lic_str *texts, size_t count);
#define LIC_SHEET_SEE(page, done, path, ...)                                   \
	lic_sheet_see(page, done, path, (const struct lic_str[]){__VA_ARGS__}, \
		      sizeof((const struct lic_str[]){__VA_ARGS__}) / sizeof(struct lic_str))

/* The same to an address of the console, as it stands in one. */
enum lic_problem lic_sheet_go(struct lic_sheet *page, struct lic_str at);

/* Show the page once more, with what went wrong: page->diag. */
void lic_sheet_failed(struct lic_sheet *page, int err);

/* Texts for templates, in the arena. */
struct lic_str lic_sheet_number(struct lic_sheet *page, uint64_t number);
struct lic_str lic_sheet_date(struct lic_sheet *page, lic_date date);
struct lic_str lic_sheet_time(struct lic_sheet *page, int64_t time);

/* Without thousands set apart: for addresses and forms. */
struct lic_str lic_sheet_plain(struct lic_sheet *page, uint64_t number);

/* A table: its caption and headings (NULL behind the last; one that begins with '#' heads
 * numbers), then rows by LIC_HTML, then its end. It scrolls by itself where it is wide. */
void lic_sheet_table(struct lic_sheet *page, const char *caption, const char *const *headings);
void lic_sheet_table_end(struct lic_sheet *page);

/* A sentence where a table would be empty. */
void lic_sheet_nothing(struct lic_sheet *page, const char *sentence);

/* A word in a coloured frame; tone is a data-state of console.css. */
void lic_sheet_badge(struct lic_sheet *page, const char *tone, struct lic_str word);

/* ---- pages ------------------------------------------------------------- */

typedef enum lic_problem lic_console_page(struct lic_sheet *page);

lic_console_page lic_console_overview, lic_console_lists, lic_console_reports,
	lic_console_report_remove;
lic_console_page lic_console_sign_in, lic_console_sign_in_post, lic_console_sign_out,
	lic_console_enter, lic_console_enter_post;
lic_console_page lic_console_users, lic_console_user, lic_console_user_add, lic_console_user_post,
	lic_console_user_answer, lic_console_password, lic_console_password_post;
lic_console_page lic_console_entries, lic_console_entry, lic_console_edit, lic_console_edit_post;
lic_console_page lic_console_review, lic_console_draft, lic_console_draft_post;
lic_console_page lic_console_appeals, lic_console_appeal_new, lic_console_appeal_new_post,
	lic_console_appeal, lic_console_appeal_post, lic_console_report_appeal;
lic_console_page lic_console_import, lic_console_import_post, lic_console_import_apply,
	lic_console_import_columns;
lic_console_page lic_console_figures, lic_console_feeds, lic_console_feeds_update;
lic_console_page lic_console_release, lic_console_release_stage, lic_console_release_unstage,
	lic_console_release_sign, lic_console_release_release;
lic_console_page lic_console_list_new, lic_console_list_new_post;
lic_console_page lic_console_style, lic_console_script, lic_console_icon;

#endif
