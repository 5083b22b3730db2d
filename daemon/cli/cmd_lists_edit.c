/* `licit lists add`, `change`, `withdraw` and `restore`: one edit of one entry. */
#include "commands.h"
#include "option.h"
#include "who.h"

enum {
	OPT_LIST,
	OPT_CODE,
	OPT_REASON,
	OPT_EVIDENCE,
	OPT_OVERRIDE,
	OPT_WHO,
	OPT_OF,
	OPT_PROPOSE,
	OPT_DRY_RUN,
	OPT_JSON,
};

#define OPTIONS                                                                              \
	[OPT_LIST] = LIC_OPTION_LIST("The list."),                                           \
	[OPT_CODE] = {"code", 0,    LIC_VALUE_TEXT,                                          \
		      "CODE", NULL, "The reason's code, see docs/LISTS.md."},                \
	[OPT_REASON] = LIC_OPTION_REASON, [OPT_EVIDENCE] = LIC_OPTION_EVIDENCE,              \
	[OPT_OVERRIDE] = {"override",                                                        \
			  0,                                                                 \
			  LIC_VALUE_TEXT,                                                    \
			  "TEXT",                                                            \
			  NULL,                                                              \
			  "Why it is right although the name is never to be flagged; needs " \
			  "--reason, too."},                                                 \
	[OPT_WHO] = LIC_OPTION_WHO("Who does it"),                                           \
	[OPT_OF] = {"of",                                                                    \
		    0,                                                                       \
		    LIC_VALUE_TEXT,                                                          \
		    "DATE",                                                                  \
		    NULL,                                                                    \
		    "Where the name was listed more than once: the entry that began then."}, \
	[OPT_PROPOSE] =                                                                      \
		{"propose", 0,    LIC_VALUE_NONE,                                            \
		 NULL,      NULL, "A proposal, even where the list asks for no reviewer."},  \
	[OPT_DRY_RUN] = LIC_OPTION_DRY_RUN("Ask the door, and change nothing."),             \
	[OPT_JSON] = LIC_OPTION_JSON("What came of it, as JSON."),

/* More members than an entry has. */
#define VALUES_MAX 24

static void note(void *ctx, const char *check, bool refuses, struct lic_str text)
{
	struct lic_cli *cli = ctx;

	/* What refuses comes as the error. */
	if (!refuses)
		lic_cli_note(cli, "%s: %.*s", check, LIC_STR_ARG(text));
}

/* "holder=Mr X": the '=' becomes the end of the member's name. */
static bool read_values(struct lic_cli *cli, struct lic_keep_value values[VALUES_MAX],
			size_t *count)
{
	*count = 0;
	for (size_t i = 1; i < cli->operands_count; i++) {
		char *equals = strchr(cli->operands[i], '=');
		if (!equals || *count == VALUES_MAX) {
			lic_cli_usage(cli, "\"%s\" is no MEMBER=VALUE, as holder=\"Mr X\"",
				      cli->operands[i]);
			return false;
		}
		*equals = '\0';
		values[*count].member = cli->operands[i];
		values[(*count)++].value = lic_str_from(equals + 1);
	}
	return true;
}

static int edit(struct lic_cli *cli, enum lic_keep_action action, const char *done)
{
	struct lic_keep_value values[VALUES_MAX];
	struct lic_keep_result result;
	struct lic_why why;
	struct lic_keep_edit e = {
		.list = lic_str_from(cli->values[OPT_LIST]),
		.action = action,
		.name = lic_str_from(cli->operands[0]),
		.values = values,
		.dry_run = cli->values[OPT_DRY_RUN] != NULL,
		.propose = cli->values[OPT_PROPOSE] != NULL,
		.note = note,
		.ctx = cli,
	};
	const char *of = cli->values[OPT_OF];

	if (!cli->values[OPT_LIST])
		return lic_cli_usage(
			cli, "say which list: --list ID; `licit lists` shows those there are");
	if (of && lic_date_parse(lic_str_from(of), &e.since) < 0)
		return lic_cli_usage(cli, "--of takes a date like 2026-06-18, not \"%s\"", of);
	lic_why_init(&why, cli->values[OPT_WHO], cli->values[OPT_REASON]);
	why.why.code = lic_str_from(cli->values[OPT_CODE]);
	why.why.override = lic_str_from(cli->values[OPT_OVERRIDE]);
	if (!read_values(cli, values, &e.values_count) ||
	    !lic_why_evidence(cli, &why, cli->values[OPT_EVIDENCE]))
		return LIC_EXIT_USAGE;
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	if (lic_keep_edit(cli->engine, &e, &why.why, &result, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_result_show(cli, &result, e.list, done, cli->values[OPT_JSON] != NULL);
	return LIC_EXIT_OK;
}

static int run_add(struct lic_cli *cli)
{
	return edit(cli, LIC_KEEP_ADD, "added");
}

static int run_change(struct lic_cli *cli)
{
	return edit(cli, LIC_KEEP_CHANGE, "changed");
}

static int run_withdraw(struct lic_cli *cli)
{
	return edit(cli, LIC_KEEP_WITHDRAW, "withdrawn");
}

static int run_restore(struct lic_cli *cli)
{
	return edit(cli, LIC_KEEP_RESTORE, "restored");
}

const struct lic_command lic_command_lists_add = {
	.name = "lists add",
	.operands = "NAME [MEMBER=VALUE...]",
	.least = 1,
	.most = 1 + VALUES_MAX,
	.needs_settings = true,
	.summary = "put a name onto a list that is kept here",
	.text = "Adds an entry, in force from today where the list is (or from since=DATE). NAME "
		"is as lists write it: x.example, shop.x.example, *.x.example, x.example/path. "
		"MEMBER is holder, number, entry_url, class, countries, since, until, seen, "
		"source, evidence, confidence or registered, see docs/LISTS.md."
		"\n\n"
		"The door is asked first: no public suffix; no whole top-level domain and nothing "
		"that is never to be flagged (without --override and --reason); a dispute where an "
		"authority says the opposite. Look-alikes of verified names, and classes that "
		"Licit "
		"does not know, are pointed out. Where the list asks for reviewers, it becomes a "
		"proposal. Every edit is a leaf of the list's log.",
	.options = {OPTIONS},
	.examples =
		{
			{"licit lists add --list my-illegal --code unlicensed --evidence "
			 "https://authority.example/notice-7 pills.example",
			 "With its notice."},
			{"licit lists add --list my-register apteka.example holder=\"Apteka Nova\" "
			 "number=PL-12 class=pharmacy-otc countries=PL",
			 "A licensed pharmacy."},
		},
	.run = run_add,
};

const struct lic_command lic_command_lists_change = {
	.name = "lists change",
	.operands = "NAME [MEMBER=VALUE...]",
	.least = 1,
	.most = 1 + VALUES_MAX,
	.needs_settings = true,
	.summary = "change what an entry says",
	.text = "Changes members of an entry; MEMBER= without a value takes it away. What it said "
		"before stays in the log. Members and options are those of `licit lists add`.",
	.options = {OPTIONS},
	.examples = {{"licit lists change --list my-register --code update apteka.example "
		      "until=2027-12-31",
		      "The licence ends."}},
	.run = run_change,
};

const struct lic_command lic_command_lists_withdraw = {
	.name = "lists withdraw",
	.operands = "NAME [MEMBER=VALUE...]",
	.least = 1,
	.most = 1 + VALUES_MAX,
	.needs_settings = true,
	.summary = "take a name off a list; its entry stays, with the date and why",
	.text = "Ends an entry today where the list is (or on withdrawn=DATE), with a reason: "
		"shoppers are shown that it was listed and is not any more. Nothing is deleted.",
	.options = {OPTIONS},
	.examples = {{"licit lists withdraw --list my-illegal --code remediated pills.example",
		      "The offer was taken down."}},
	.run = run_withdraw,
};

const struct lic_command lic_command_lists_restore = {
	.name = "lists restore",
	.operands = "NAME [MEMBER=VALUE...]",
	.least = 1,
	.most = 1 + VALUES_MAX,
	.needs_settings = true,
	.summary = "bring an entry back that was withdrawn or expired",
	.text = "Takes an entry's end away, with a reason. The door is asked as for a new one.",
	.options = {OPTIONS},
	.examples = {{"licit lists restore --list my-illegal --code relapse pills.example",
		      "It sells again."}},
	.run = run_restore,
};
