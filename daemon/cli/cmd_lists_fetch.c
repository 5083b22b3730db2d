#include "arena.h"
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

struct chosen {
	struct lic_str id;
	struct lic_import_options options;
	struct lic_arena arena; /* what the options say of the source, which ends with the call */
};

static int choose(void *ctx, const struct lic_source_info *info)
{
	struct chosen *chosen = ctx;

	if (!lic_str_eq(info->id, chosen->id))
		return LIC_OK;
	chosen->options.list = lic_arena_copy(&chosen->arena, info->list);
	chosen->options.kind = lic_arena_copy(&chosen->arena, info->kind);
	chosen->options.format = lic_arena_copy(&chosen->arena, info->format);
	chosen->options.mapping = lic_arena_copy(&chosen->arena, info->mapping);
	return LIC_OK;
}

static int fetch(struct lic_cli *cli, struct chosen *chosen, struct lic_buf *file,
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
	return lic_cli_import(cli, &chosen->options, lic_buf_str(text));
}

static int run(struct lic_cli *cli)
{
	const char *const *v = cli->values;
	struct chosen chosen = {
		.id = lic_str_from(cli->operands[0]),
		.options =
			{
				.file = v[OPT_FILE] ? v[OPT_FILE] : cli->operands[0],
				.dry_run = v[OPT_DRY_RUN] != NULL,
				.accept_removals = v[OPT_ACCEPT_REMOVALS] != NULL,
				.accept_changes = v[OPT_ACCEPT_CHANGES] != NULL,
			},
	};
	struct lic_buf file, text;

	if (v[OPT_SHA256] && v[OPT_CHECKSUM_URL])
		return lic_cli_usage(cli,
				     "--sha256 and --checksum-url: the checksum comes from one "
				     "of them");
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	lic_buf_init(&file, LIC_SOURCE_MAX);
	lic_buf_init(&text, LIC_SOURCE_MAX);
	int status = fetch(cli, &chosen, &file, &text);
	lic_buf_release(&text);
	lic_buf_release(&file);
	lic_arena_release(&chosen.arena);
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
		"which Licit fetches such a file: nothing does it by itself. Of a register on "
		"several web pages, whose mapping says next:=SELECTOR, all are fetched, from one "
		"to the next on the same server, and none is taken without the others."
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
