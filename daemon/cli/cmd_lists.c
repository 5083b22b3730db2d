#include "commands.h"
#include "table.h"

/* Columns of a label. */
#define INDENT 16

struct listing {
	struct lic_cli *cli;
	struct lic_table table;
	uint64_t out_of_date;
};

static struct lic_str or_dash(struct lic_str s)
{
	return s.len ? s : LIC_STR("-");
}

static int add_row(void *ctx, const struct lic_list_info *info)
{
	struct listing *listing = ctx;
	struct lic_table *table = &listing->table;
	char date[LIC_DATE_SIZE] = "-";

	if (info->as_of)
		lic_date_format(info->as_of, date);
	lic_table_add(table, info->id);
	lic_table_add(table, info->kind);
	lic_table_add(table, or_dash(info->jurisdiction));
	lic_table_count(table, info->in_force);
	lic_table_count(table, info->withdrawn);
	lic_table_add(table, lic_str_from(date));
	lic_table_add(table, lic_str_from(info->state));
	if (lic_list_info_is_old(info))
		listing->out_of_date++;
	return LIC_OK;
}

static int describe(void *ctx, const struct lic_list_info *info)
{
	struct listing *listing = ctx;
	struct lic_term *out = &listing->cli->out;
	char date[LIC_DATE_SIZE];
	struct lic_buf line;

	lic_buf_init(&line, LIC_URL_MAX);
	lic_term_bold(out, info->id);
	lic_term_printf(out, "\n");
	lic_term_field(out, "  name", INDENT, info->name);
	lic_term_field(out, "  kind", INDENT, info->kind);
	lic_term_field(out, "  jurisdiction", INDENT, info->jurisdiction);
	lic_term_field(out, "  authority", INDENT, info->authority);
	lic_term_field(out, "  link", INDENT, info->url);
	lic_term_field(out, "  licence", INDENT, info->licence);
	lic_buf_printf(&line, "%llu in force, %llu withdrawn", (unsigned long long)info->in_force,
		       (unsigned long long)info->withdrawn);
	lic_term_field(out, "  entries", INDENT, lic_buf_str(&line));
	lic_buf_reset(&line);
	if (info->as_of) {
		lic_date_format(info->as_of, date);
		lic_buf_printf(&line, "%s, ", date);
	}
	if (info->max_age_days)
		lic_buf_printf(&line, "counts for %d days: %s", (int)info->max_age_days,
			       info->state);
	else
		lic_buf_printf(&line, "does not age: %s", info->state);
	lic_term_field(out, "  as of", INDENT, lic_buf_str(&line));
	lic_term_printf(out, "\n");
	lic_buf_release(&line);
	return LIC_OK;
}

static int run(struct lic_cli *cli)
{
	static const char *const heads[] = {"LIST",      "KIND",  "WHERE", "IN FORCE",
					    "WITHDRAWN", "AS OF", "STATE"};
	struct listing listing = {.cli = cli};
	int err;

	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	if (lic_cli_verbose(cli)) {
		err = lic_lists_each(cli->engine, describe, &listing);
		return err < 0 ? lic_cli_fail(cli, "%s", lic_strerror(err)) : LIC_EXIT_OK;
	}
	lic_table_init(&listing.table, heads, LIC_ARRAY_SIZE(heads));
	listing.table.right[3] = listing.table.right[4] = true;
	err = lic_lists_each(cli->engine, add_row, &listing);
	if (err == LIC_OK)
		lic_table_write(&listing.table, &cli->out);
	lic_table_release(&listing.table);
	if (err < 0)
		return lic_cli_fail(cli, "%s", lic_strerror(err));
	if (listing.out_of_date)
		lic_cli_note(cli,
			     "%llu out of date: a register that is too old verifies nobody; "
			     "load a newer copy with `licit lists import`, or `licit update` where "
			     "it comes from a feed",
			     (unsigned long long)listing.out_of_date);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_lists = {
	.name = "lists",
	.operands = "",
	.needs_settings = true,
	.summary = "show the lists, their age and their state",
	.text = "Shows all lists: id, kind (register, illegal, community or benign), jurisdiction, "
		"entries in force and withdrawn, the date of the copy, and the state. With -v also "
		"their names, authorities, links and licences."
		"\n\n"
		"A list is current, out-of-date (its copy is older than it may be), expired (it "
		"comes from a feed of which nothing was heard for too long), empty, or superseded "
		"(by a list that holds the same and more).",
	.examples = {{"licit lists", "A table."}, {"licit lists -v", "Everything about each."}},
	.run = run,
};
