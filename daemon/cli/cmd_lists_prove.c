#include "commands.h"
#include "input.h"
#include "licit_keep.h"
#include "option.h"

enum {
	OPT_LIST,
	OPT_SIZE,
	OPT_CHECK,
};

static int check(struct lic_cli *cli, const char *file)
{
	struct lic_buf text, words;
	int status = LIC_EXIT_OK;

	lic_buf_init(&text, LIC_PROOF_MAX);
	lic_buf_init(&words, LIC_PROOF_MAX);
	if (lic_input_read(file, &text, &cli->diag) < 0 ||
	    lic_keep_proof_check(lic_buf_str(&text), &words, &cli->diag) < 0) {
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	} else {
		lic_term_printf(&cli->out, "holds: ");
		lic_term_text(&cli->out, lic_buf_str(&words));
		lic_term_printf(&cli->out, "\n");
	}
	lic_buf_release(&text);
	lic_buf_release(&words);
	return status;
}

struct holder {
	struct lic_str name;
	char list[65]; /* the id of the first that has it */
};

static int try_list(void *ctx, const struct lic_keep_leaf *leaf)
{
	struct holder *h = ctx;

	snprintf(h->list, sizeof(h->list), "%.*s", LIC_STR_ARG(leaf->list));
	return 1;
}

/* The list whose log has the name. */
static int find_list(struct lic_cli *cli, struct holder *h)
{
	const struct lic_leaf_filter filter = {.name = h->name, .limit = 1};
	int err = lic_keep_history_each(cli->engine, &filter, try_list, h, &cli->diag);

	if (!err && !h->list[0])
		err = lic_diag_set(&cli->diag, LIC_ENOENT,
				   "no list that is kept here has %.*s in its log",
				   LIC_STR_ARG(h->name));
	return err;
}

static int run(struct lic_cli *cli)
{
	const char *const *v = cli->values;
	struct holder h = {.list = ""};
	struct lic_buf out;
	uint64_t size = 0;

	if (v[OPT_CHECK] && cli->operands_count)
		return lic_cli_usage(cli, "give a name, or --check FILE, not both");
	if (v[OPT_CHECK])
		return check(cli, v[OPT_CHECK]);
	if (!cli->operands_count)
		return lic_cli_usage(cli, "say which entry is to be proven, or --check FILE");
	if (!lic_cli_number(cli, OPT_SIZE, 0, INT64_MAX, &size))
		return LIC_EXIT_USAGE;
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	h.name = lic_str_from(cli->operands[0]);
	int err = v[OPT_LIST] ? LIC_OK : find_list(cli, &h);
	lic_buf_init(&out, LIC_PROOF_MAX);
	if (!err)
		err = lic_keep_prove(cli->engine, lic_str_from(v[OPT_LIST] ? v[OPT_LIST] : h.list),
				     h.name, size, &out, &cli->diag);
	if (!err)
		lic_term_bytes(&cli->out, lic_buf_str(&out));
	lic_buf_release(&out);
	return lic_cli_exit(cli, err);
}

const struct lic_command lic_command_lists_prove = {
	.name = "lists prove",
	.operands = "[NAME]",
	.most = 1,
	.needs_settings = true,
	.summary = "prove that an entry is in a list's log, or check such a proof",
	.text = "Prints a proof (RFC 9162, section 2.1.3) that the last edit of an entry is in the "
		"log: leaf, index, size, root and path, as JSON. Whoever has the root of a signed "
		"release needs nothing else to check it: --check recomputes the root from the leaf "
		"and the path, without any store, and fails where it is another.",
	.options =
		{
			[OPT_LIST] =
				LIC_OPTION_LIST("The list; else the first whose log has the name."),
			[OPT_SIZE] = {"size", 0, LIC_VALUE_TEXT, "N", NULL,
				      "For the log of that many leaves, as a release had it; else "
				      "as it is."},
			[OPT_CHECK] = {"check", 0, LIC_VALUE_FILE, "FILE", NULL,
				       "Check a proof; - is standard input."},
		},
	.examples =
		{
			{"licit lists prove --list my-illegal pills.example > proof.json",
			 "For whoever asks."},
			{"licit lists prove --check proof.json", "Does it hold?"},
		},
	.run = run,
};
