#include "commands.h"
#include "json.h"
#include "licit_keep.h"
#include "option.h"
#include "table.h"

#define SHOWN 50

enum {
	OPT_LIST,
	OPT_STATE,
	OPT_COUNTRY,
	OPT_CLASS,
	OPT_TLD,
	OPT_OFFSET,
	OPT_LIMIT,
	OPT_COUNT,
	OPT_JSON,
};

struct finding {
	struct lic_cli *cli;
	struct lic_table table;
};

/* As it is stored and, where that is not how people write it, in letters too. */
static void add_name(struct finding *f, const struct lic_keep_entry *e)
{
	struct lic_buf both;

	lic_buf_init(&both, LIC_URL_MAX);
	lic_buf_adds(&both, e->name);
	if (e->shown.len && !lic_str_starts(e->name, e->shown))
		lic_buf_printf(&both, " (%.*s)", LIC_STR_ARG(e->shown));
	lic_table_add(&f->table, lic_buf_error(&both) < 0 ? e->name : lic_buf_str(&both));
	lic_buf_release(&both);
}

static int add_row(void *ctx, const struct lic_keep_entry *e)
{
	struct finding *f = ctx;
	char since[LIC_DATE_SIZE] = "-";

	if (e->since)
		lic_date_format(e->since, since);
	add_name(f, e);
	lic_table_add(&f->table, e->list);
	lic_table_add(&f->table, lic_str_from(lic_entry_state_name(e->state)));
	lic_table_add(&f->table, lic_str_from(since));
	lic_table_add(&f->table, e->holder.len ? e->holder : LIC_STR("-"));
	lic_table_add(&f->table, e->number.len ? e->number : LIC_STR("-"));
	return LIC_OK;
}

static void date_field(struct lic_buf *out, const char *key, lic_date date)
{
	char text[LIC_DATE_SIZE];

	if (!date)
		return;
	lic_date_format(date, text);
	lic_buf_addc(out, ',');
	lic_json_field(out, key, lic_str_from(text));
}

static int add_json(void *ctx, const struct lic_keep_entry *e)
{
	struct finding *f = ctx;
	struct lic_buf out;
	const struct {
		const char *key;
		struct lic_str value;
	} texts[] = {
		{"shown", e->shown},         {"scope", lic_str_from(e->scope)},
		{"holder", e->holder},       {"number", e->number},
		{"entry_url", e->entry_url}, {"class", e->class},
		{"countries", e->countries}, {"reason", e->reason},
		{"source", e->source},
	};

	lic_buf_init(&out, LIC_HTTP_REPLY_MAX);
	lic_buf_addc(&out, '{');
	lic_json_field(&out, "list", e->list);
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "name", e->name);
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "state", lic_str_from(lic_entry_state_name(e->state)));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		if (!texts[i].value.len)
			continue;
		lic_buf_addc(&out, ',');
		lic_json_field(&out, texts[i].key, texts[i].value);
	}
	date_field(&out, "since", e->since);
	date_field(&out, "until", e->until);
	date_field(&out, "withdrawn", e->withdrawn);
	date_field(&out, "registered", e->registered);
	LIC_BUF_LIT(&out, "}\n");
	lic_term_bytes(&f->cli->out, lic_buf_str(&out));
	lic_buf_release(&out);
	return LIC_OK;
}

static bool read_filter(struct lic_cli *cli, struct lic_entry_filter *out)
{
	const char *const *v = cli->values;
	uint64_t offset = 0, limit = SHOWN;

	if (!lic_cli_number(cli, OPT_OFFSET, 0, UINT32_MAX, &offset) ||
	    !lic_cli_number(cli, OPT_LIMIT, 0, LIC_SEARCH_PAGE_MAX, &limit))
		return false;
	*out = (struct lic_entry_filter){
		.text = cli->operands_count ? lic_str_from(cli->operands[0]) : LIC_STR(""),
		.list = lic_str_from(v[OPT_LIST]),
		.country = lic_str_from(v[OPT_COUNTRY]),
		.class = lic_str_from(v[OPT_CLASS]),
		.tld = lic_str_from(v[OPT_TLD]),
		.offset = offset,
		.limit = v[OPT_COUNT] ? 0 : limit,
	};
	for (unsigned i = 0; v[OPT_STATE] && i < LIC_ENTRY_STATES; i++)
		if (strcmp(v[OPT_STATE], lic_entry_state_name((enum lic_entry_state)i)) == 0)
			out->states |= 1u << i;
	return true;
}

static int find(struct finding *f, const struct lic_entry_filter *filter, uint64_t *count)
{
	static const char *const heads[] = {"NAME", "LIST", "STATE", "SINCE", "HOLDER", "NUMBER"};
	struct lic_cli *cli = f->cli;

	if (cli->values[OPT_JSON])
		return lic_keep_search(cli->engine, filter, add_json, f, count, &cli->diag);
	lic_table_init(&f->table, heads, LIC_ARRAY_SIZE(heads));
	int err = lic_keep_search(cli->engine, filter, add_row, f, count, &cli->diag);
	if (!err && *count && filter->limit)
		lic_table_write(&f->table, &cli->out);
	lic_table_release(&f->table);
	return err;
}

static int run(struct lic_cli *cli)
{
	struct finding f = {.cli = cli};
	struct lic_entry_filter filter;
	uint64_t count;

	if (!read_filter(cli, &filter))
		return LIC_EXIT_USAGE;
	if (!lic_cli_open_list(cli, cli->values[OPT_LIST]))
		return LIC_EXIT_FAILED;
	if (find(&f, &filter, &count) < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	if (cli->values[OPT_COUNT])
		lic_term_printf(&cli->out, "%llu\n", (unsigned long long)count);
	else
		lic_cli_note(cli, "%llu found", (unsigned long long)count);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_lists_find = {
	.name = "lists find",
	.operands = "[TEXT]",
	.most = 1,
	.needs_settings = true,
	.summary = "find entries of all lists",
	.text = "Finds entries of which the name, the holder or the number holds the text, those "
		"first whose name begins with it. Lists that are not used in checks (superseded "
		"ones) are looked through as well.",
	.options =
		{
			[OPT_LIST] = LIC_OPTION_LIST("Only of this list."),
			[OPT_STATE] = {"state", 0, LIC_VALUE_WORDS, "STATE",
				       "in-force to-come withdrawn expired", "Only in this state."},
			[OPT_COUNTRY] = {"country", 0, LIC_VALUE_TEXT, "CC", NULL,
					 "Only of sellers who serve it."},
			[OPT_CLASS] = {"class", 0, LIC_VALUE_TEXT, "CLASS", NULL,
				       "Only of this class."},
			[OPT_TLD] = {"tld", 0, LIC_VALUE_TEXT, "TLD", NULL,
				     "Only under this top-level domain."},
			[OPT_OFFSET] = {"offset", 0, LIC_VALUE_TEXT, "N", NULL,
					"Leave the first N out."},
			[OPT_LIMIT] = {"limit", 0, LIC_VALUE_TEXT, "N", NULL,
				       "Show at most N; else 50."},
			[OPT_COUNT] = {"count", 0, LIC_VALUE_NONE, NULL, NULL, "Only how many."},
			[OPT_JSON] = LIC_OPTION_JSON("As JSON, one entry a line."),
		},
	.examples =
		{
			{"licit lists find lekarna --state in-force",
			 "All that have it in the name."},
			{"licit lists find --list my-illegal --tld shop --count", "How many?"},
		},
	.run = run,
};
