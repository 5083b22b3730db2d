/* `licit lists define` and `licit lists policy`: what a list is, and asks of its editors. */
#include "commands.h"
#include "json.h"
#include "option.h"
#include "who.h"

/* Columns of a label. */
#define INDENT 16

static int show_json(void *ctx, const struct lic_keep_list *l)
{
	static const char *const origins[] = {"kept", "bundled", "subscribed"};
	struct lic_cli *cli = ctx;
	struct lic_buf out;
	char as_of[LIC_DATE_SIZE] = "";

	if (l->as_of)
		lic_date_format(l->as_of, as_of);
	const struct {
		const char *key;
		struct lic_str value;
	} texts[] = {
		{"id", l->id},
		{"kind", l->kind},
		{"name", l->name},
		{"jurisdiction", l->jurisdiction},
		{"authority", l->authority},
		{"url", l->url},
		{"licence", l->licence},
		{"timezone", l->timezone},
		{"as_of", lic_str_from(as_of)},
		{"origin", lic_str_from(origins[l->origin])},
	};
	lic_buf_init(&out, LIC_HTTP_REPLY_MAX);
	lic_buf_addc(&out, '{');
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		lic_json_field(&out, texts[i].key, texts[i].value);
		lic_buf_addc(&out, ',');
	}
	lic_buf_printf(
		&out,
		"\"max_age_days\":%d,\"policy\":{\"reviewers\":%u,\"share\":%u,"
		"\"appeal_hours\":%u},\"in_force\":%llu,\"withdrawn\":%llu,\"log_size\":%llu,"
		"\"proposals\":%llu,\"appeals\":%llu}\n",
		(int)l->max_age_days, l->policy.reviewers, l->policy.share, l->policy.appeal_hours,
		(unsigned long long)l->in_force, (unsigned long long)l->withdrawn,
		(unsigned long long)l->log_size, (unsigned long long)l->drafts,
		(unsigned long long)l->appeals);
	lic_term_bytes(&cli->out, lic_buf_str(&out));
	lic_buf_release(&out);
	return LIC_OK;
}

static int show_text(void *ctx, const struct lic_keep_list *l)
{
	static const char *const origins[] = {"kept here", "came with Licit", "from a feed"};
	struct lic_term *out = &((struct lic_cli *)ctx)->out;

	lic_term_bold(out, l->id);
	lic_term_printf(out, "\n");
	lic_term_field(out, "  name", INDENT, l->name);
	lic_term_field(out, "  kind", INDENT, l->kind);
	lic_term_field(out, "  jurisdiction", INDENT, l->jurisdiction);
	lic_term_field(out, "  authority", INDENT, l->authority);
	lic_term_field(out, "  link", INDENT, l->url);
	lic_term_field(out, "  licence", INDENT, l->licence);
	lic_term_field(out, "  time zone", INDENT, l->timezone);
	lic_term_field(out, "  origin", INDENT, lic_str_from(origins[l->origin]));
	lic_term_printf(out, "  %-14s%u besides who proposes\n", "reviewers", l->policy.reviewers);
	if (l->policy.share)
		lic_term_printf(out, "  %-14s%u %% of the names in force\n", "share",
				l->policy.share);
	lic_term_printf(out, "  %-14swithin %u hours\n", "appeals", l->policy.appeal_hours);
	lic_term_printf(out, "  %-14s%llu leaves\n", "log", (unsigned long long)l->log_size);
	lic_term_printf(out, "  %-14s%llu proposals, %llu appeals\n", "open",
			(unsigned long long)l->drafts, (unsigned long long)l->appeals);
	return LIC_OK;
}

static int show(struct lic_cli *cli, const char *list, bool json)
{
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	return lic_cli_exit(cli,
			    lic_keep_lists_each(cli->engine, lic_str_from(list),
						json ? show_json : show_text, cli, &cli->diag));
}

static int define(struct lic_cli *cli, const char *list, const struct lic_keep_definition *d,
		  const struct lic_why *why, bool dry_run, bool json)
{
	struct lic_keep_result result;

	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	if (lic_keep_define(cli->engine, lic_str_from(list), d, &why->why, dry_run, &result,
			    &cli->diag) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	lic_result_show(cli, &result, lic_str_from(list), "defined", json);
	return LIC_EXIT_OK;
}

/* ---- policy ---------------------------------------------------------- */

enum {
	OPT_LIST,
	OPT_REVIEWERS,
	OPT_SHARE,
	OPT_APPEAL_HOURS,
	OPT_KEEP,
	OPT_REASON,
	OPT_WHO,
	OPT_DRY_RUN,
	OPT_JSON,
};

static int run_policy(struct lic_cli *cli)
{
	const char *const *v = cli->values;
	uint64_t n[3] = {0, 0, 0};
	uint32_t reviewers, share, hours;
	struct lic_keep_definition d = {.keep = v[OPT_KEEP] != NULL, .existing = true};
	struct lic_why why;

	if (!v[OPT_LIST])
		return lic_cli_usage(
			cli, "say which list: --list ID; `licit lists` shows those there are");
	if (!lic_cli_number(cli, OPT_REVIEWERS, 0, LIC_REVIEWERS_MAX, &n[0]) ||
	    !lic_cli_number(cli, OPT_SHARE, 0, 100, &n[1]) ||
	    !lic_cli_number(cli, OPT_APPEAL_HOURS, 1, LIC_APPEAL_HOURS_MAX, &n[2]))
		return LIC_EXIT_USAGE;
	if (!v[OPT_REVIEWERS] && !v[OPT_SHARE] && !v[OPT_APPEAL_HOURS] && !d.keep)
		return show(cli, v[OPT_LIST], v[OPT_JSON] != NULL);
	lic_why_init(&why, v[OPT_WHO], v[OPT_REASON]);
	reviewers = (uint32_t)n[0];
	share = (uint32_t)n[1];
	hours = (uint32_t)n[2];
	d.reviewers = v[OPT_REVIEWERS] ? &reviewers : NULL;
	d.share = v[OPT_SHARE] ? &share : NULL;
	d.appeal_hours = v[OPT_APPEAL_HOURS] ? &hours : NULL;
	return define(cli, v[OPT_LIST], &d, &why, v[OPT_DRY_RUN] != NULL, v[OPT_JSON] != NULL);
}

const struct lic_command lic_command_lists_policy = {
	.name = "lists policy",
	.operands = "",
	.needs_settings = true,
	.summary = "what a list asks of those who edit it",
	.text = "Shows a list's policy, or sets it: how many reviewers must say yes to an edit, "
		"besides who proposes it; how much of the list one import may change without a "
		"second yes; how soon an appeal must be decided. On a list that asks for "
		"reviewers, a change of its policy waits for them as well.",
	.options =
		{
			[OPT_LIST] = LIC_OPTION_LIST("The list."),
			[OPT_REVIEWERS] = {"reviewers", 0, LIC_VALUE_TEXT, "N", NULL,
					   "Reviewers needed; 0: edits are applied at once."},
			[OPT_SHARE] = {"share", 0, LIC_VALUE_TEXT, "PERCENT", NULL,
				       "Largest part of the names in force that an import may "
				       "change without --accept-changes; 0: any."},
			[OPT_APPEAL_HOURS] = {"appeal-hours", 0, LIC_VALUE_TEXT, "HOURS", NULL,
					      "Time to decide an appeal."},
			[OPT_KEEP] = {"keep", 0, LIC_VALUE_NONE, NULL, NULL,
				      "Take over a list that came with Licit: it is kept here from "
				      "now on."},
			[OPT_REASON] = LIC_OPTION_REASON,
			[OPT_WHO] = LIC_OPTION_WHO("Who does it"),
			[OPT_DRY_RUN] = LIC_OPTION_DRY_RUN("Change nothing."),
			[OPT_JSON] = LIC_OPTION_JSON("As JSON."),
		},
	.examples =
		{
			{"licit lists policy --list my-illegal", "What does it ask for?"},
			{"licit lists policy --list my-illegal --reviewers 1 --appeal-hours 24",
			 "Four eyes, and a day for appeals."},
		},
	.run = run_policy,
};

/* ---- define ---------------------------------------------------------- */

enum {
	DEF_LIST,
	DEF_KIND,
	DEF_NAME,
	DEF_JURISDICTION,
	DEF_AUTHORITY,
	DEF_LINK,
	DEF_LICENCE,
	DEF_TIMEZONE,
	DEF_MAX_AGE,
	DEF_REASON,
	DEF_WHO,
	DEF_DRY_RUN,
	DEF_JSON,
	DEF_COUNT,
};

static const struct lic_str *text_of(const char *value, struct lic_str *store)
{
	*store = lic_str_from(value);
	return value ? store : NULL;
}

static int run_define(struct lic_cli *cli)
{
	const char *const *v = cli->values;
	struct lic_str text[DEF_COUNT];
	uint64_t days = 0;
	int32_t max_age;
	struct lic_why why;
	struct lic_keep_definition d = {
		.kind = text_of(v[DEF_KIND], &text[DEF_KIND]),
		.name = text_of(v[DEF_NAME], &text[DEF_NAME]),
		.jurisdiction = text_of(v[DEF_JURISDICTION], &text[DEF_JURISDICTION]),
		.authority = text_of(v[DEF_AUTHORITY], &text[DEF_AUTHORITY]),
		.url = text_of(v[DEF_LINK], &text[DEF_LINK]),
		.licence = text_of(v[DEF_LICENCE], &text[DEF_LICENCE]),
		.timezone = text_of(v[DEF_TIMEZONE], &text[DEF_TIMEZONE]),
	};

	if (!v[DEF_LIST])
		return lic_cli_usage(cli, "say which list: --list ID; a new id makes a new list");
	if (!lic_cli_number(cli, DEF_MAX_AGE, 0, 36500, &days))
		return LIC_EXIT_USAGE;
	lic_why_init(&why, v[DEF_WHO], v[DEF_REASON]);
	max_age = (int32_t)days;
	d.max_age_days = v[DEF_MAX_AGE] ? &max_age : NULL;
	return define(cli, v[DEF_LIST], &d, &why, v[DEF_DRY_RUN] != NULL, v[DEF_JSON] != NULL);
}

const struct lic_command lic_command_lists_define = {
	.name = "lists define",
	.operands = "",
	.needs_settings = true,
	.summary = "make a list, or change what it is",
	.text = "Makes a list that is kept here, or changes its name, authority, jurisdiction, "
		"link, licence, time zone or greatest age. Entries begin and end at midnight of "
		"the time zone.",
	.options =
		{
			[DEF_LIST] = LIC_OPTION_LIST("The list; a new id makes a new one."),
			[DEF_KIND] = LIC_OPTION_KIND("Kind of a new list; else community."),
			[DEF_NAME] = {"name", 0, LIC_VALUE_TEXT, "TEXT", NULL, "Its name."},
			[DEF_JURISDICTION] = {"jurisdiction", 0, LIC_VALUE_TEXT, "CC", NULL,
					      "Whose law: CZ, or CA-ON."},
			[DEF_AUTHORITY] = {"authority", 0, LIC_VALUE_TEXT, "TEXT", NULL,
					   "Who keeps it."},
			[DEF_LINK] = {"link", 0, LIC_VALUE_TEXT, "URL", NULL,
				      "Where it can be read."},
			[DEF_LICENCE] = {"licence", 0, LIC_VALUE_TEXT, "TEXT", NULL,
					 "Terms of its use."},
			[DEF_TIMEZONE] = {"timezone", 0, LIC_VALUE_TEXT, "ZONE", NULL,
					  "Where its days begin: Europe/Prague; else UTC."},
			[DEF_MAX_AGE] = {"max-age", 0, LIC_VALUE_TEXT, "DAYS", NULL,
					 "How long a copy counts; 0: for ever."},
			[DEF_REASON] = LIC_OPTION_REASON,
			[DEF_WHO] = LIC_OPTION_WHO("Who does it"),
			[DEF_DRY_RUN] = LIC_OPTION_DRY_RUN("Change nothing."),
			[DEF_JSON] = LIC_OPTION_JSON("What came of it, as JSON."),
		},
	.examples = {{"licit lists define --list pl-illegal --kind illegal --jurisdiction PL "
		      "--authority GIF --timezone Europe/Warsaw",
		      "A new list of illegal sellers."}},
	.run = run_define,
};
