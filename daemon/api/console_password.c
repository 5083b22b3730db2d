/* A password of one's own choice. Whoever got a first one from somebody else comes here before
 * anything else: console_door.c. */
#include "console_users.h"

static enum lic_problem show(struct lic_sheet *page)
{
	const struct lic_sheet_field old = {.name = "old",
					    .label = "Password until now",
					    .type = "password",
					    .autocomplete = "current-password",
					    .required = true};
	const struct lic_sheet_field fields[] = {
		{.name = "password",
		 .label = "New password",
		 .hint = "12 characters or more; several words in a row make a good one.",
		 .type = "password",
		 .autocomplete = "new-password",
		 .required = true},
		{.name = "again",
		 .label = "The new one again",
		 .type = "password",
		 .autocomplete = "new-password",
		 .required = true},
	};
	struct lic_user_found me;
	int err = lic_user_found(page, lic_str_from(page->session->user), &me);

	if (err < 0)
		return lic_problem_from_err(err);
	lic_sheet_begin(page, LIC_NAV_NONE, LIC_STR("Choose a password"));
	if (page->session->first)
		LIC_BUF_LIT(page->out,
			    "<p>Yours was set by somebody else, who knows it: choose one "
			    "that nobody knows but you.</p>\n");
	lic_sheet_form(page, "/console/password", "stack");
	if (me.has_password)
		lic_sheet_field(page, &old);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(fields); i++)
		lic_sheet_field(page, &fields[i]);
	LIC_BUF_LIT(page->out, "<button class=\"primary\">Choose it</button>\n");
	lic_sheet_form_end(page);
	lic_sheet_end(page);
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_password(struct lic_sheet *page)
{
	return show(page);
}

/* Is it the one that counted until now? It counts as a try like any other. */
static int check_old(struct lic_sheet *page, struct lic_str me)
{
	struct lic_session session;
	struct lic_user_found found;
	int err = lic_user_found(page, me, &found);

	if (err < 0 || !found.has_password)
		return err;
	return lic_sign_in(page->engine, me, lic_form_typed(&page->form, "old"), &session,
			   &page->diag);
}

enum lic_problem lic_console_password_post(struct lic_sheet *page)
{
	const struct lic_str me = lic_str_from(page->session->user);
	const struct lic_str chosen = lic_form_typed(&page->form, "password");
	struct lic_session session;
	int err = check_old(page, me);

	if (!err && !lic_str_eq(chosen, lic_form_typed(&page->form, "again")))
		err = lic_diag_set(&page->diag, LIC_EINVAL, "the two new ones are not the same");
	if (!err && lic_str_eq(chosen, lic_form_typed(&page->form, "old")))
		err = lic_diag_set(&page->diag, LIC_EINVAL, "the new one is the old one");
	if (!err)
		err = lic_access_own_password(page->engine, me, chosen, &page->diag);
	/* That ended all sessions: this browser goes on with a new one. */
	if (!err)
		err = lic_sign_in(page->engine, me, chosen, &session, &page->diag);
	if (!err) {
		lic_console_cookie(page->reply, &session);
		return lic_sheet_see(page, "password-chosen", "/console/", NULL, 0);
	}
	lic_sheet_failed(page, err);
	return show(page);
}
