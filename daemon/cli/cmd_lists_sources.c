#include "commands.h"
#include "licit_source.h"
#include "table.h"

/* Columns of a label. */
#define INDENT 18

struct listing {
	struct lic_cli *cli;
	struct lic_table table;
};

static int add_row(void *ctx, const struct lic_source_info *info)
{
	struct listing *listing = ctx;
	struct lic_table *table = &listing->table;
	char date[LIC_DATE_SIZE] = "never";

	if (info->proven)
		lic_date_format(info->proven, date);
	lic_table_add(table, info->id);
	lic_table_add(table, info->kind);
	lic_table_add(table, info->format.len ? info->format : LIC_STR("mapping"));
	lic_table_add(table, info->checksum.len ? LIC_STR("yes") : LIC_STR("not known"));
	lic_table_add(table, lic_str_from(date));
	lic_table_add(table, info->proven_against.len ? info->proven_against : LIC_STR("-"));
	return LIC_OK;
}

static int describe(void *ctx, const struct lic_source_info *info)
{
	struct listing *listing = ctx;
	struct lic_term *out = &listing->cli->out;
	struct lic_str line, rest = info->mapping;
	char date[LIC_DATE_SIZE] = "never";

	if (info->proven)
		lic_date_format(info->proven, date);
	lic_term_bold(out, info->id);
	lic_term_printf(out, "\n");
	lic_term_field(out, "  list", INDENT, info->list);
	lic_term_field(out, "  kind", INDENT, info->kind);
	lic_term_field(out, "  authority", INDENT, info->authority);
	lic_term_field(out, "  page", INDENT, info->page);
	lic_term_field(out, "  file", INDENT,
		       info->url.len ? info->url : LIC_STR("not known, or it changes"));
	lic_term_field(out, "  format", INDENT, info->format);
	while (lic_str_split(&rest, '\n', &line))
		lic_term_field(out, "  map", INDENT, line);
	lic_term_field(out, "  checksum", INDENT,
		       info->checksum.len ? info->checksum : LIC_STR("not known"));
	lic_term_field(out, "  ", INDENT, info->checksum_note);
	lic_term_field(out, "  licence", INDENT, info->licence);
	lic_term_field(out, "  proven", INDENT, lic_str_from(date));
	lic_term_field(out, "  against", INDENT, info->proven_against);
	lic_term_printf(out, "\n");
	return LIC_OK;
}

static int run(struct lic_cli *cli)
{
	static const char *const heads[] = {"SOURCE",   "KIND",   "READ AS",
					    "CHECKSUM", "PROVEN", "AGAINST"};
	struct listing listing = {.cli = cli};

	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	if (lic_cli_verbose(cli))
		return lic_cli_exit(cli,
				    lic_sources_each(cli->engine, describe, &listing, &cli->diag));
	lic_table_init(&listing.table, heads, LIC_ARRAY_SIZE(heads));
	int err = lic_sources_each(cli->engine, add_row, &listing, &cli->diag);
	return lic_table_end(&listing.table, cli, err, "no source is known");
}

const struct lic_command lic_command_lists_sources = {
	.name = "lists sources",
	.operands = "",
	.needs_settings = true,
	.summary = "show where authorities publish lists that Licit can read",
	.text = "Shows the published lists of lists/sources.json: how each is read, whether its "
		"checksum is known, and when the way it is read was last proven and against what. "
		"With -v also their addresses, mappings and licences.",
	.examples = {{"licit lists sources", "A table."},
		     {"licit lists sources -v", "Everything about each."}},
	.run = run,
};
