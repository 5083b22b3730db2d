/* The door: by password, by a code of `licit pair --console`, by a link of `licit console`. */
#include "console.h"

/* Where to go when in: a page of ours, or the overview. */
static struct lic_str next_of(struct lic_str wanted)
{
	bool ok = lic_console_has(wanted) && wanted.len < LIC_REPLY_TEXT;

	for (size_t i = 0; ok && i < wanted.len; i++) {
		char c = wanted.ptr[i];
		ok = lic_is_alpha(c) || lic_is_digit(c) || (c && strchr("/-._~?=&%", c));
	}
	return ok ? wanted : LIC_STR("/console/");
}

static enum lic_problem show(struct lic_sheet *page, struct lic_str name, struct lic_str next)
{
	const struct lic_sheet_field user = {.name = "name",
					     .label = "Name",
					     .type = "text",
					     .autocomplete = "username",
					     .required = true,
					     .value = name};
	const struct lic_sheet_field password = {.name = "password",
						 .label = "Password",
						 .type = "password",
						 .autocomplete = "current-password",
						 .required = true};
	const struct lic_sheet_field code = {
		.name = "code",
		.label = "Code",
		.hint = "From <code>licit pair --console NAME</code>, in a terminal of this "
			"machine. Good for ten minutes, and once.",
		.type = "text",
		.autocomplete = "one-time-code",
		.required = true};

	lic_sheet_begin(page, LIC_NAV_NONE, LIC_STR("Sign in"));
	LIC_BUF_LIT(page->out, "<div class=\"doors\">\n<section aria-labelledby=\"by-password\">\n"
			       "<h2 id=\"by-password\">With a password</h2>\n");
	lic_sheet_form(page, "/console/sign-in", "stack");
	lic_sheet_hidden(page, "next", next);
	lic_sheet_field(page, &user);
	lic_sheet_field(page, &password);
	LIC_BUF_LIT(page->out, "<button class=\"primary\">Sign in</button>\n");
	lic_sheet_form_end(page);
	LIC_BUF_LIT(page->out, "</section>\n<section aria-labelledby=\"by-code\">\n"
			       "<h2 id=\"by-code\">With a code</h2>\n");
	lic_sheet_form(page, "/console/sign-in", "stack");
	lic_sheet_hidden(page, "next", next);
	lic_sheet_field(page, &code);
	LIC_BUF_LIT(page->out, "<button class=\"primary\">Sign in with the code</button>\n");
	lic_sheet_form_end(page);
	LIC_BUF_LIT(page->out, "</section>\n</div>\n<p class=\"soft\">A publisher lets people "
			       "in, on the console; whoever runs this machine lets in the first: "
			       "<code>licit users add NAME --role publisher</code>.</p>\n");
	lic_sheet_end(page);
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_sign_in(struct lic_sheet *page)
{
	struct lic_str next = next_of(lic_sheet_param(page, LIC_PARAM_NEXT));

	if (page->session)
		return lic_sheet_see(page, NULL, "/console/", NULL, 0);
	return show(page, lic_str(NULL, 0), next);
}

/* Let the user in: a new session, whatever one there was. Or, after an error, the door again. */
static enum lic_problem let_in(struct lic_sheet *page, int err, const struct lic_session *session,
			       struct lic_str name, struct lic_str next)
{
	if (!err) {
		lic_console_cookie(page->reply, session);
		return lic_sheet_go(page, next);
	}
	lic_sheet_failed(page, err);
	if (err == LIC_EDENIED)
		page->reply->status = 403;
	return show(page, name, next);
}

enum lic_problem lic_console_sign_in_post(struct lic_sheet *page)
{
	struct lic_str name = lic_form_text(&page->form, "name");
	struct lic_str code = lic_form_text(&page->form, "code");
	struct lic_str next = next_of(lic_form_text(&page->form, "next"));
	struct lic_session session;
	int err;

	if (code.len)
		err = lic_sign_in_code(page->engine, code, &session, &page->diag);
	else
		err = lic_sign_in(page->engine, name, lic_form_typed(&page->form, "password"),
				  &session, &page->diag);
	return let_in(page, err, &session, name, next);
}

/* A link signs nobody in by being loaded: browsers and mail programs look ahead. */
enum lic_problem lic_console_enter(struct lic_sheet *page)
{
	struct lic_str code = lic_sheet_param(page, LIC_PARAM_CODE);

	lic_sheet_begin(page, LIC_NAV_NONE, LIC_STR("Open the console"));
	LIC_BUF_LIT(page->out, "<p>This link signs you in once, within two minutes of being made, "
			       "in this browser.</p>\n");
	lic_sheet_form(page, "/console/enter", "stack");
	lic_sheet_hidden(page, "code", code);
	LIC_BUF_LIT(page->out, "<button class=\"primary\" autofocus>Sign in</button>\n");
	lic_sheet_form_end(page);
	lic_sheet_end(page);
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_enter_post(struct lic_sheet *page)
{
	struct lic_session session;
	int err = lic_sign_in_code(page->engine, lic_form_text(&page->form, "code"), &session,
				   &page->diag);

	return let_in(page, err, &session, lic_str(NULL, 0), LIC_STR("/console/"));
}

enum lic_problem lic_console_sign_out(struct lic_sheet *page)
{
	int err = lic_session_end(page->engine, lic_str_from(page->session->token),
				  &page->request->diag);

	if (err < 0)
		return lic_problem_from_err(err);
	lic_console_cookie(page->reply, NULL);
	return lic_sheet_see(page, "signed-out", "/console/sign-in", NULL, 0);
}
