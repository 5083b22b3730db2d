/* licit users list|add|role|password|remove: who may use the console. */
#include "commands.h"
#include "licit_console.h"
#include "secret.h"
#include "table.h"

enum {
	ADD_ROLE,
	ADD_NO_PASSWORD,
};

enum {
	PASSWORD_NONE,
};

#define ROLES "reader editor reviewer publisher"
#define NO_PASSWORD                                                               \
	{                                                                         \
		"no-password", 0, LIC_VALUE_NONE, NULL, NULL,                     \
			"Let the user sign in by codes of `licit console` alone." \
	}

static const char roles_text[] =
	"A reader looks at everything; an editor also proposes changes, imports, and takes in "
	"appeals; a reviewer also approves or refuses what others proposed, and decides appeals; "
	"a publisher also signs and releases, and lets people in.";

static int add_row(void *ctx, const struct lic_user *user)
{
	struct lic_table *table = ctx;
	char created[LIC_TIME_SIZE], seen[LIC_TIME_SIZE] = "never";

	lic_time_format(user->created, created);
	if (user->seen)
		lic_time_format(user->seen, seen);
	lic_table_add(table, user->name);
	lic_table_add(table, lic_str_from(lic_role_name(user->role)));
	lic_table_add(table, user->has_password ? LIC_STR("password") : LIC_STR("code only"));
	lic_table_add(table, lic_str_from(created));
	lic_table_add(table, lic_str_from(seen));
	return LIC_OK;
}

static int run_list(struct lic_cli *cli)
{
	static const char *const heading[] = {"NAME", "ROLE", "SIGNS IN BY", "ADDED", "LAST SEEN"};
	struct lic_table table;

	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	lic_table_init(&table, heading, LIC_ARRAY_SIZE(heading));
	int err = lic_user_each(cli->engine, add_row, &table, &cli->diag);
	return lic_table_end(&table, cli, err,
			     "nobody may use the console yet; `licit users add NAME --role "
			     "publisher` makes the first user");
}

static bool parse_role(struct lic_cli *cli, const char *text, enum lic_role *out)
{
	if (text && lic_role_parse(lic_str_from(text), out))
		return true;
	lic_cli_usage(cli, "say what the user may do: reader, editor, reviewer or publisher");
	return false;
}

/* The new one; empty if the option of that place says that there is to be none. False after saying
 * why it is not there. */
static bool read_password(struct lic_cli *cli, size_t none, struct lic_buf *out)
{
	lic_buf_init(out, LIC_SECRET_MAX);
	if (cli->values[none])
		return true;
	/* Without a terminal, the first line of standard input. */
	int err = lic_secret_read(out, NULL, isatty(STDIN_FILENO) ? NULL : "0",
				  "New password: ", true, &cli->diag);
	if (!err && out->len)
		return true;
	lic_cli_fail(cli, "%s",
		     err < 0 ? cli->diag.text
			     : "no password was given; --no-password lets the user sign in by "
			       "codes alone");
	lic_secret_release(out);
	return false;
}

static int run_add(struct lic_cli *cli)
{
	const char *name = cli->operands[0];
	struct lic_buf password;
	enum lic_role role;

	if (!parse_role(cli, cli->values[ADD_ROLE], &role))
		return LIC_EXIT_USAGE;
	if (!lic_cli_open(cli) || !read_password(cli, ADD_NO_PASSWORD, &password))
		return LIC_EXIT_FAILED;
	int err = lic_user_add(cli->engine, lic_str_from(name), role, lic_buf_str(&password),
			       &cli->diag);
	lic_secret_release(&password);
	if (err < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_cli_note(cli,
		     "added %s as %s, who %s; `licit console %s` opens the console as this "
		     "user",
		     name, lic_role_name(role), lic_role_summary(role), name);
	return LIC_EXIT_OK;
}

static int run_role(struct lic_cli *cli)
{
	enum lic_role role;

	if (!parse_role(cli, cli->operands[1], &role))
		return LIC_EXIT_USAGE;
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	return lic_cli_exit(cli, lic_user_set_role(cli->engine, lic_str_from(cli->operands[0]),
						   role, &cli->diag));
}

static int run_password(struct lic_cli *cli)
{
	struct lic_buf password;

	if (!lic_cli_open(cli) || !read_password(cli, PASSWORD_NONE, &password))
		return LIC_EXIT_FAILED;
	int err = lic_user_set_password(cli->engine, lic_str_from(cli->operands[0]),
					lic_buf_str(&password), &cli->diag);
	lic_secret_release(&password);
	return lic_cli_exit(cli, err);
}

static int run_remove(struct lic_cli *cli)
{
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	return lic_cli_exit(
		cli, lic_user_remove(cli->engine, lic_str_from(cli->operands[0]), &cli->diag));
}

const struct lic_command lic_command_users = {
	.name = "users",
	.operands = "",
	.needs_settings = true,
	.summary = "who may use the console",
	.text = "Shows the users of the console, what each may do, and when each was last seen.",
	.examples = {{"licit users", "Who may do what?"}},
	.run = run_list,
};

const struct lic_command lic_command_users_list = {
	.name = "users list",
	.operands = "",
	.needs_settings = true,
	.hidden = true,
	.summary = "who may use the console",
	.text = "The same as `licit users`.",
	.run = run_list,
};

const struct lic_command lic_command_users_add = {
	.name = "users add",
	.operands = "NAME",
	.least = 1,
	.most = 1,
	.needs_settings = true,
	.summary = "let somebody use the console",
	.text = roles_text,
	.options =
		{
			[ADD_ROLE] = {"role", 0, LIC_VALUE_WORDS, "ROLE", ROLES,
				      "What the user may do: reader, editor, reviewer or "
				      "publisher."},
			[ADD_NO_PASSWORD] = NO_PASSWORD,
		},
	.examples =
		{
			{"licit users add jana --role editor", "Asks for a password, twice."},
			{"licit users add eva --role publisher --no-password",
			 "Only by way of this machine's terminal."},
		},
	.run = run_add,
};

const struct lic_command lic_command_users_role = {
	.name = "users role",
	.operands = "NAME ROLE",
	.least = 2,
	.most = 2,
	.needs_settings = true,
	.summary = "change what a user may do",
	.text = "Counts from the user's next click on.",
	.examples = {{"licit users role jana reviewer", "May review from now on."}},
	.run = run_role,
};

const struct lic_command lic_command_users_password = {
	.name = "users password",
	.operands = "NAME",
	.least = 1,
	.most = 1,
	.needs_settings = true,
	.summary = "set a user's password",
	.text = "Asks for the new password, or reads the first line of standard input where that "
		"is no terminal. Signs the user out everywhere.",
	.options =
		{
			[PASSWORD_NONE] = NO_PASSWORD,
		},
	.examples = {{"licit users password jana", "Jana forgot hers."}},
	.run = run_password,
};

const struct lic_command lic_command_users_remove = {
	.name = "users remove",
	.operands = "NAME",
	.least = 1,
	.most = 1,
	.needs_settings = true,
	.summary = "let a user use the console no more",
	.text = "Signs the user out everywhere. The name stays in the record of what was done.",
	.examples = {{"licit users remove jana", "Jana has left."}},
	.run = run_remove,
};
