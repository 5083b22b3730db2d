/* Who may use the console: adding people, their roles and first passwords, the end of their access,
 * the second person's yes, and the record of all that. */
#include "console_users.h"
#include "log.h"

/* ---- what was done, and what waits -------------------------------------- */

struct rows {
	struct lic_sheet *page;
	size_t count;
};

static struct lic_str words_of(const struct lic_access_ask *ask)
{
	static const char *const words[LIC_ACCESS_WHATS] = {
		[LIC_ACCESS_ADD] = "to be added as ",
		[LIC_ACCESS_ROLE] = "to be from now on ",
		[LIC_ACCESS_PASSWORD] = "to get a new first password",
		[LIC_ACCESS_END] = "to have no access any more",
	};

	return lic_str_from(words[ask->what]);
}

static void write_answer(struct lic_sheet *page, struct lic_str name, bool mine)
{
	lic_sheet_form(page, "/console/users/answer", "inline");
	lic_sheet_hidden(page, "name", name);
	if (!mine)
		LIC_HTML(page->out,
			 "<button class=\"primary\" name=\"step\" value=\"yes\">Yes<span "
			 "class=\"unseen\">: {}</span></button>\n",
			 name);
	LIC_HTML(page->out,
		 "<button name=\"step\" value=\"no\">{}<span class=\"unseen\">: {}</span>"
		 "</button>\n",
		 mine ? LIC_STR("Take it back") : LIC_STR("No"), name);
	lic_sheet_form_end(page);
}

static int add_ask(void *ctx, const struct lic_access_ask *ask)
{
	struct rows *asks = ctx;
	struct lic_sheet *page = asks->page;
	const bool role = ask->what == LIC_ACCESS_ADD || ask->what == LIC_ACCESS_ROLE;
	const struct lic_str me = lic_str_from(page->session->user);

	if (asks->count++ == 0)
		LIC_BUF_LIT(page->out, "<h2>Waiting for a second person</h2>\n"
				       "<ul class=\"cards\">\n");
	LIC_HTML(page->out,
		 "<li class=\"card\"><p><strong>{}</strong> {}{}; asked for by "
		 "{} at {}.</p>\n",
		 ask->name, words_of(ask),
		 role ? lic_str_from(lic_role_name(ask->role)) : LIC_STR(""), ask->who,
		 lic_sheet_time(page, ask->time));
	if (lic_sheet_may(page, LIC_ACTION_REVIEW) && !lic_str_eq(ask->name, me))
		write_answer(page, ask->name, lic_str_eq(ask->who, me));
	LIC_BUF_LIT(page->out, "</li>\n");
	return lic_buf_error(page->out);
}

static int write_asks(struct lic_sheet *page)
{
	struct rows asks = {page, 0};
	int err = lic_access_asks(page->engine, add_ask, &asks, &page->request->diag);

	if (asks.count)
		LIC_BUF_LIT(page->out, "</ul>\n");
	return err;
}

static int add_act(void *ctx, const struct lic_access_act *act)
{
	static const char *const headings[] = {"When", "Who", "Whose access", "What", NULL};
	struct rows *acts = ctx;
	struct lic_sheet *page = acts->page;

	if (acts->count++ == 0)
		lic_sheet_table(page, "What was done, the newest first", headings);
	LIC_HTML(
		page->out,
		"<tr><td class=\"d\">{}</td><td>{}</td><th scope=\"row\">{}</th><td>{}</td></tr>\n",
		lic_sheet_time(page, act->time), act->who, act->name, act->what);
	return lic_buf_error(page->out);
}

static int write_acts(struct lic_sheet *page)
{
	struct rows acts = {page, 0};
	int err = lic_access_acts(page->engine, add_act, &acts, &page->request->diag);

	if (acts.count)
		lic_sheet_table_end(page);
	return err;
}

/* ---- the people ---------------------------------------------------------- */

static int add_row(void *ctx, const struct lic_user *user)
{
	struct lic_sheet *page = ctx;
	const bool mine = lic_str_eq(user->name, lic_str_from(page->session->user));

	LIC_HTML(page->out, "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>",
		 user->name, lic_str_from(lic_role_name(user->role)),
		 user->has_password ? LIC_STR("password or code") : LIC_STR("code"),
		 user->seen ? lic_sheet_time(page, user->seen) : LIC_STR("never"));
	if (mine)
		LIC_BUF_LIT(page->out, "<a href=\"/console/password\">Change my password</a>");
	else if (lic_sheet_may(page, LIC_ACTION_PUBLISH))
		LIC_HTML(page->out,
			 "<a href=\"/console/user?name={u}\">Change<span class=\"unseen\"> the "
			 "access "
			 "of {}</span></a>",
			 user->name, user->name);
	LIC_BUF_LIT(page->out, "</td></tr>\n");
	return lic_buf_error(page->out);
}

static void write_role_choice(struct lic_sheet *page, struct lic_str chosen)
{
	lic_sheet_select(page, "role", "Role");
	for (int i = 0; i < LIC_ROLES; i++) {
		struct lic_str name = lic_str_from(lic_role_name((enum lic_role)i));
		lic_sheet_option(page, name, name, lic_str_eq(name, chosen));
	}
	lic_sheet_select_end(page);
}

static void write_password_field(struct lic_sheet *page)
{
	const struct lic_sheet_field password = {
		.name = "password",
		.label = "First password",
		.hint = "12 characters or more. Tell it to the person alone, who must choose "
			"another "
			"when signing in.",
		.type = "password",
		.autocomplete = "new-password",
		.required = true,
	};

	lic_sheet_field(page, &password);
}

static void write_add(struct lic_sheet *page)
{
	const struct lic_sheet_field name = {
		.name = "name",
		.label = "Name",
		.hint = "Lower-case letters, digits, dots, hyphens, underscores or @. It stands in "
			"the record of what is done, for good.",
		.type = "text",
		.required = true,
		.value = lic_form_text(&page->form, "name"),
	};

	LIC_BUF_LIT(page->out, "<section class=\"card\" aria-labelledby=\"add\">\n"
			       "<h2 id=\"add\">Let somebody in</h2>\n");
	lic_sheet_form(page, "/console/users/add", "stack");
	lic_sheet_field(page, &name);
	write_role_choice(page, lic_form_text(&page->form, "role"));
	write_password_field(page);
	LIC_BUF_LIT(page->out, "<button class=\"primary\">Add</button>\n");
	lic_sheet_form_end(page);
	LIC_BUF_LIT(page->out, "</section>\n");
}

enum lic_problem lic_console_users(struct lic_sheet *page)
{
	static const char *const headings[] = {"Name",           "Role",   "Signs in by",
					       "Last signed in", "Access", NULL};

	lic_sheet_begin(page, LIC_NAV_NONE, LIC_STR("People"));
	int err = write_asks(page);
	lic_sheet_table(page, "Who may use this console", headings);
	if (!err)
		err = lic_user_each(page->engine, add_row, page, &page->request->diag);
	lic_sheet_table_end(page);
	if (lic_sheet_may(page, LIC_ACTION_PUBLISH))
		write_add(page);
	LIC_BUF_LIT(page->out, "<h2>What each role may do</h2>\n<dl>\n");
	for (int i = 0; i < LIC_ROLES; i++)
		LIC_HTML(page->out, "<dt>{}</dt><dd>{}</dd>\n",
			 lic_str_from(lic_role_name((enum lic_role)i)),
			 lic_str_from(lic_role_summary((enum lic_role)i)));
	LIC_BUF_LIT(
		page->out,
		"</dl>\n<p class=\"soft\">A publisher lets people in. What lets somebody do more "
		"than look waits for the yes of a second person who may review, once there is "
		"one. Nobody changes their own access. Whoever runs this machine has "
		"<code>licit users</code>.</p>\n");
	if (!err)
		err = write_acts(page);
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}

/* ---- one of them ---------------------------------------------------------- */

static int find_user(void *ctx, const struct lic_user *user)
{
	struct lic_user_found *found = ctx;

	if (lic_str_eq(user->name, found->name)) {
		found->there = true;
		found->role = user->role;
		found->has_password = user->has_password;
	}
	return LIC_OK;
}

int lic_user_found(struct lic_sheet *page, struct lic_str name, struct lic_user_found *out)
{
	*out = (struct lic_user_found){.name = name};
	return lic_user_each(page->engine, find_user, out, &page->request->diag);
}

static void write_change(struct lic_sheet *page, const struct lic_user_found *user)
{
	lic_sheet_form(page, "/console/user", "stack card");
	lic_sheet_hidden(page, "name", user->name);
	write_role_choice(page, lic_str_from(lic_role_name(user->role)));
	LIC_BUF_LIT(page->out, "<button name=\"step\" value=\"role\">Change the role</button>\n");
	lic_sheet_form_end(page);
	lic_sheet_form(page, "/console/user", "stack card");
	lic_sheet_hidden(page, "name", user->name);
	write_password_field(page);
	LIC_BUF_LIT(page->out, "<button name=\"step\" value=\"password\">Set a first password"
			       "</button>\n");
	lic_sheet_form_end(page);
	lic_sheet_form(page, "/console/user", "inline");
	lic_sheet_hidden(page, "name", user->name);
	lic_sheet_hidden(page, "step", LIC_STR("end"));
	LIC_HTML(page->out,
		 "<button class=\"danger\" data-confirm=\"End the access of {}? It counts at once."
		 "\">End the access</button>\n",
		 user->name);
	lic_sheet_form_end(page);
}

static enum lic_problem show_user(struct lic_sheet *page, struct lic_str name)
{
	struct lic_user_found user;
	int err = lic_user_found(page, name, &user);

	if (err < 0)
		return lic_problem_from_err(err);
	if (!user.there)
		return lic_problem_set(&page->request->diag, LIC_PROBLEM_NOT_FOUND,
				       "there is no such user");
	lic_sheet_begin(page, LIC_NAV_NONE, LIC_STR("Change somebody's access"));
	LIC_HTML(page->out, "<p><strong>{}</strong>, who is {} now.</p>\n", name,
		 lic_str_from(lic_role_name(user.role)));
	if (lic_str_eq(name, lic_str_from(page->session->user)))
		LIC_BUF_LIT(page->out, "<p>Nobody changes their own access: another publisher "
				       "does.</p>\n");
	else
		write_change(page, &user);
	LIC_BUF_LIT(page->out, "<p><a href=\"/console/users\">All people</a></p>\n");
	lic_sheet_end(page);
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_user(struct lic_sheet *page)
{
	return show_user(page, lic_sheet_param(page, LIC_PARAM_NAME));
}

/* ---- doing it -------------------------------------------------------------- */

static const struct {
	const char *step;
	enum lic_access_what what;
} steps[] = {
	{"role", LIC_ACCESS_ROLE},
	{"password", LIC_ACCESS_PASSWORD},
	{"end", LIC_ACCESS_END},
};

static int do_change(struct lic_sheet *page, enum lic_access_what what, bool *waits)
{
	struct lic_access_change change = {
		.what = what,
		.who = lic_str_from(page->session->user),
		.name = lic_form_text(&page->form, "name"),
		.password = lic_form_typed(&page->form, "password"),
	};
	const bool role = what == LIC_ACCESS_ADD || what == LIC_ACCESS_ROLE;

	if (role && !lic_role_parse(lic_form_text(&page->form, "role"), &change.role))
		return lic_diag_set(&page->diag, LIC_EINVAL, "choose a role");
	int err = lic_access_change(page->engine, &change, waits, &page->diag);
	if (!err)
		lic_log(LIC_LOG_INFO, "%s: the access of %.*s was %s", page->session->user,
			LIC_STR_ARG(change.name), *waits ? "asked to be changed" : "changed");
	return err;
}

static enum lic_problem after(struct lic_sheet *page, bool waits)
{
	return lic_sheet_see(page, waits ? "access-asked" : "access-changed", "/console/users",
			     NULL, 0);
}

enum lic_problem lic_console_user_add(struct lic_sheet *page)
{
	bool waits = false;
	int err = do_change(page, LIC_ACCESS_ADD, &waits);

	if (!err)
		return after(page, waits);
	lic_sheet_failed(page, err);
	return lic_console_users(page);
}

enum lic_problem lic_console_user_post(struct lic_sheet *page)
{
	const struct lic_str step = lic_form_text(&page->form, "step");
	bool waits = false;
	int err = lic_diag_set(&page->diag, LIC_EINVAL, "say what is to be done");

	for (size_t i = 0; i < LIC_ARRAY_SIZE(steps); i++)
		if (lic_str_eq(step, lic_str_from(steps[i].step)))
			err = do_change(page, steps[i].what, &waits);
	if (!err)
		return after(page, waits);
	lic_sheet_failed(page, err);
	return show_user(page, lic_form_text(&page->form, "name"));
}

enum lic_problem lic_console_user_answer(struct lic_sheet *page)
{
	const struct lic_str step = lic_form_text(&page->form, "step");
	const struct lic_str name = lic_form_text(&page->form, "name");
	const bool yes = lic_str_eq(step, LIC_STR("yes"));
	int err = LIC_OK;

	if (!yes && !lic_str_eq(step, LIC_STR("no")))
		err = lic_diag_set(&page->diag, LIC_EINVAL, "say yes or no");
	if (!err)
		err = lic_access_answer(page->engine, lic_str_from(page->session->user), name, yes,
					&page->diag);
	if (!err) {
		lic_log(LIC_LOG_INFO, "%s: said %s to a change of the access of %.*s",
			page->session->user, yes ? "yes" : "no", LIC_STR_ARG(name));
		return lic_sheet_see(page, yes ? "access-changed" : "access-refused",
				     "/console/users", NULL, 0);
	}
	lic_sheet_failed(page, err);
	return lic_console_users(page);
}
