#include "commands.h"
#include "importing.h"
#include "input.h"
#include "licit_source.h"
#include "option.h"

enum {
	OPT_FILE,
	OPT_SHA256,
	OPT_CHECKSUM_URL,
	OPT_UNVERIFIED,
	OPT_DRY_RUN,
	OPT_ACCEPT_REMOVALS,
	OPT_ACCEPT_CHANGES,
};

/* What the import needs to know of the source; its texts do not outlive the call. */
struct chosen {
	struct lic_str id;
	struct lic_buf list, kind, format, mapping;
	bool found;
};

static int choose(void *ctx, const struct lic_source_info *info)
{
	struct chosen *chosen = ctx;

	if (!lic_str_eq(info->id, chosen->id))
		return LIC_OK;
	chosen->found = true;
	lic_buf_adds(&chosen->list, info->list);
	lic_buf_adds(&chosen->kind, info->kind);
	lic_buf_adds(&chosen->format, info->format);
	lic_buf_adds(&chosen->mapping, info->mapping);
	return LIC_OK;
}

static int import(struct lic_cli *cli, const struct chosen *chosen, const char *from,
		  struct lic_str text)
{
	const struct lic_import_options options = {
		.list = lic_buf_str(&chosen->list),
		.kind = lic_buf_str(&chosen->kind),
		.format = lic_buf_str(&chosen->format),
		.mapping = lic_buf_str(&chosen->mapping),
		.file = from,
		.dry_run = cli->values[OPT_DRY_RUN] != NULL,
		.accept_removals = cli->values[OPT_ACCEPT_REMOVALS] != NULL,
		.accept_changes = cli->values[OPT_ACCEPT_CHANGES] != NULL,
	};

	return lic_cli_import(cli, &options, text);
}

static int fetch_into(struct lic_cli *cli, struct chosen *chosen, struct lic_buf *file,
		      struct lic_buf *text)
{
	const char *path = cli->values[OPT_FILE];
	struct lic_source_get get = {
		.id = chosen->id,
		.checksum_url = cli->values[OPT_CHECKSUM_URL],
		.sha256 = lic_str_from(cli->values[OPT_SHA256]),
		.unverified = cli->values[OPT_UNVERIFIED] != NULL,
	};

	if (lic_sources_each(cli->engine, choose, chosen, &cli->diag) < 0 ||
	    (path && lic_input_read(path, file, &cli->diag) < 0) ||
	    lic_source_get(cli->engine, &get, lic_buf_str(file), text, &cli->diag) < 0)
		return lic_cli_fail(cli, "%s (nothing was changed)", cli->diag.text);
	if (get.verified)
		lic_cli_note(cli, "%llu bytes, as their checksum says: %s",
			     (unsigned long long)text->len, get.digest);
	else
		lic_cli_note(cli, "%llu bytes, NOT VERIFIED: SHA-256 %s",
			     (unsigned long long)text->len, get.digest);
	return import(cli, chosen, path ? path : cli->operands[0], lic_buf_str(text));
}

static int run(struct lic_cli *cli)
{
	struct chosen chosen = {.id = lic_str_from(cli->operands[0])};
	struct lic_buf file, text;

	if (cli->values[OPT_SHA256] && cli->values[OPT_CHECKSUM_URL])
		return lic_cli_usage(cli,
				     "--sha256 and --checksum-url: the checksum comes from one "
				     "of them");
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	lic_buf_init(&chosen.list, LIC_LIST_LINE_MAX);
	lic_buf_init(&chosen.kind, LIC_LIST_LINE_MAX);
	lic_buf_init(&chosen.format, LIC_LIST_LINE_MAX);
	lic_buf_init(&chosen.mapping, LIC_LIST_LINE_MAX);
	lic_buf_init(&file, LIC_SOURCE_MAX);
	lic_buf_init(&text, LIC_SOURCE_MAX);
	int status = fetch_into(cli, &chosen, &file, &text);
	lic_buf_release(&text);
	lic_buf_release(&file);
	lic_buf_release(&chosen.mapping);
	lic_buf_release(&chosen.format);
	lic_buf_release(&chosen.kind);
	lic_buf_release(&chosen.list);
	return status;
}

const struct lic_command lic_command_lists_fetch = {
	.name = "lists fetch",
	.operands = "SOURCE",
	.least = 1,
	.most = 1,
	.needs_settings = true,
	.summary = "load a list from where its authority publishes it",
	.text = "Fetches the file of a source (`licit lists sources` shows them), verifies its "
		"checksum, and imports it as `licit lists import` does. This is the only way in "
		"which Licit fetches such a file: nothing does it by itself."
		"\n\n"
		"Where the checksum of a source is not known, say it with --sha256 or "
		"--checksum-url, or take the file as it is with --unverified. --file reads a copy "
		"that you loaded yourself.",
	.options =
		{
			[OPT_FILE] =
				{"file", 0, LIC_VALUE_FILE, "FILE", NULL,
				 "Read this copy instead of fetching it; - for standard input."},
			[OPT_SHA256] = {"sha256", 0, LIC_VALUE_TEXT, "HEX", NULL,
					"The checksum that the file must have."},
			[OPT_CHECKSUM_URL] = {"checksum-url", 0, LIC_VALUE_TEXT, "URL", NULL,
					      "Address of a file with that checksum."},
			[OPT_UNVERIFIED] = {"unverified", 0, LIC_VALUE_NONE, NULL, NULL,
					    "Take it although its checksum is not known."},
			[OPT_DRY_RUN] =
				LIC_OPTION_DRY_RUN("Show what would change, and change nothing."),
			[OPT_ACCEPT_REMOVALS] = LIC_OPTION_ACCEPT_REMOVALS,
			[OPT_ACCEPT_CHANGES] = {"accept-changes", 0, LIC_VALUE_NONE, NULL, NULL,
						"Change what the file says otherwise, however much "
						"that is."},
		},
	.examples =
		{
			{"licit lists fetch cz-sukl-illegal --unverified --dry-run",
			 "What would the Czech authority's file of today change?"},
			{"licit lists fetch cz-sukl-illegal --sha256 HEX",
			 "Load it, if it is the file that the authority published."},
		},
	.run = run,
};
