#include "commands.h"
#include "licit_console.h"

#include <fcntl.h>
#include <sys/wait.h>

enum {
	OPT_PRINT,
};

struct choice {
	size_t count;
	char name[LIC_USER_NAME_MAX + 1];
};

static int count_user(void *ctx, const struct lic_user *user)
{
	struct choice *choice = ctx;

	choice->count++;
	snprintf(choice->name, sizeof(choice->name), "%.*s", LIC_STR_ARG(user->name));
	return LIC_OK;
}

/* Who: the one named, or the only one there is. */
static int choose(struct lic_cli *cli, struct choice *choice)
{
	if (cli->operands_count) {
		snprintf(choice->name, sizeof(choice->name), "%s", cli->operands[0]);
		return LIC_EXIT_OK;
	}
	if (lic_user_each(cli->engine, count_user, choice, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	if (choice->count == 0)
		return lic_cli_fail(cli, "nobody may use the console yet; `licit users add NAME "
					 "--role publisher` makes the first user");
	if (choice->count > 1)
		return lic_cli_usage(cli, "say as whom: `licit users` shows who may use the "
					  "console");
	return LIC_EXIT_OK;
}

/* The browser of the desktop, which goes on without us: whether it took the link. */
static bool open_browser(const char *link)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		int null = open("/dev/null", O_RDWR | O_CLOEXEC);

		if (null >= 0 && dup2(null, STDOUT_FILENO) >= 0 && dup2(null, STDERR_FILENO) >= 0)
			execlp("xdg-open", "xdg-open", link, (char *)NULL);
		_exit(127);
	}
	return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
	       WEXITSTATUS(status) == 0;
}

static int run(struct lic_cli *cli)
{
	struct choice choice = {.count = 0};
	struct lic_endpoint daemon = lic_cli_daemon(cli);
	char code[LIC_TOKEN_SIZE], version[LIC_DAEMON_VERSION_SIZE];
	char address[LIC_ENDPOINT_SIZE], link[LIC_ENDPOINT_SIZE + LIC_TOKEN_SIZE + 64];

	lic_endpoint_format(&daemon, address);
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	int status = choose(cli, &choice);
	if (status != LIC_EXIT_OK)
		return status;
	if (lic_endpoint_is_loopback(&daemon) && lic_daemon_ask(address, version, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	if (lic_user_link(cli->engine, lic_str_from(choice.name), code, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	snprintf(link, sizeof(link), "http://%s/console/enter?code=%s", address, code);
	bool opened = !cli->values[OPT_PRINT] && open_browser(link);
	if (!opened)
		lic_term_printf(&cli->out, "%s\n", link);
	lic_term_flush(&cli->out);
	if (opened)
		lic_cli_note(cli, "opened in the browser, as %s", choice.name);
	else
		lic_cli_note(cli,
			     "open this link in a browser on this machine within %d minutes: it "
			     "signs %s in, once",
			     LIC_CONSOLE_LINK_SECONDS / 60, choice.name);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_console = {
	.name = "console",
	.operands = "[NAME]",
	.most = 1,
	.needs_settings = true,
	.summary = "open the console in the browser",
	.text = "The console is where people keep a list who never open a terminal: they search, "
		"propose, review, import and release in the browser. Opens it, signed in as NAME "
		"(or the only user there is) by a link that is good once. `licit users add` "
		"makes users; `licit pair --console NAME` prints a code to type instead.",
	.options =
		{
			[OPT_PRINT] = {"print", 0, LIC_VALUE_NONE, NULL, NULL,
				       "Print the link, and open nothing."},
		},
	.examples =
		{
			{"licit console", "As the only user."},
			{"licit console jana --print", "The link, to open by hand."},
		},
	.run = run,
};
