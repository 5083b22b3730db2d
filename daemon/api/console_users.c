/* Who may use the console. Changed on the command line alone. */
#include "console.h"

static int add_row(void *ctx, const struct lic_user *user)
{
	struct lic_sheet *page = ctx;

	LIC_HTML(page->out, "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
		 user->name, lic_str_from(lic_role_name(user->role)),
		 user->has_password ? LIC_STR("password or code") : LIC_STR("code"),
		 user->seen ? lic_sheet_time(page, user->seen) : LIC_STR("never"));
	return lic_buf_error(page->out);
}

enum lic_problem lic_console_users(struct lic_sheet *page)
{
	static const char *const headings[] = {"Name", "Role", "Signs in by", "Last signed in",
					       NULL};

	lic_sheet_begin(page, LIC_NAV_NONE, LIC_STR("Users"));
	lic_sheet_table(page, "Who may use this console", headings);
	int err = lic_user_each(page->engine, add_row, page, &page->request->diag);
	lic_sheet_table_end(page);
	LIC_BUF_LIT(page->out, "<h2>What each role may do</h2>\n<dl>\n");
	for (int i = 0; i < LIC_ROLES; i++)
		LIC_HTML(page->out, "<dt>{}</dt><dd>{}</dd>\n",
			 lic_str_from(lic_role_name((enum lic_role)i)),
			 lic_str_from(lic_role_summary((enum lic_role)i)));
	LIC_BUF_LIT(page->out, "</dl>\n<p class=\"soft\">Users are changed on this machine's "
			       "command line: <code>licit users add</code>, <code>role</code>, "
			       "<code>password</code>, <code>remove</code>.</p>\n");
	lic_sheet_end(page);
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}
