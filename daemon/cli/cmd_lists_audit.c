#include "commands.h"
#include "hex.h"
#include "json.h"
#include "licit_keep.h"
#include "num.h"
#include "option.h"

enum {
	OPT_LIST,
	OPT_HEAD,
	OPT_JSON,
};

struct auditing {
	struct lic_cli *cli;
	const struct lic_tree_head *known;
	bool json;
	uint64_t faults, lists;
	struct lic_buf told; /* faults of one list, as lines or as members of an array */
};

static void on_fault(void *ctx, struct lic_str text)
{
	struct auditing *a = ctx;

	if (a->json) {
		if (a->told.len)
			lic_buf_addc(&a->told, ',');
		lic_json_str(&a->told, text);
		return;
	}
	LIC_BUF_LIT(&a->told, "  ! ");
	lic_term_clean(&a->told, text, false);
	lic_buf_addc(&a->told, '\n');
}

static void show(struct auditing *a, const struct lic_keep_list *list,
		 const struct lic_audit_result *r)
{
	struct lic_term *out = &a->cli->out;
	struct lic_buf root;

	lic_buf_init(&root, 2 * LIC_HASH_SIZE + 1);
	lic_hex_write(&root, lic_str((const char *)r->head.root, LIC_HASH_SIZE));
	if (a->json) {
		lic_term_printf(
			out,
			"{\"list\":\"%.*s\",\"leaves\":%llu,\"entries\":%llu,\"heads\":%llu,"
			"\"root\":\"%.*s\",\"faults\":%llu,\"told\":[",
			LIC_STR_ARG(list->id), (unsigned long long)r->leaves,
			(unsigned long long)r->entries, (unsigned long long)r->heads,
			LIC_STR_ARG(lic_buf_str(&root)), (unsigned long long)r->faults);
		lic_term_bytes(out, lic_buf_str(&a->told));
		lic_term_printf(out, "]}\n");
	} else {
		lic_term_bold(out, list->id);
		lic_term_printf(out, ": %s: %llu leaves, %llu entries, %llu releases, root %.*s\n",
				r->faults ? "DAMAGED" : "sound", (unsigned long long)r->leaves,
				(unsigned long long)r->entries, (unsigned long long)r->heads,
				LIC_STR_ARG(lic_buf_str(&root)));
		lic_term_bytes(out, lic_buf_str(&a->told));
		if (r->faults > LIC_AUDIT_FAULTS_MAX)
			lic_term_printf(out, "  … and %llu more\n",
					(unsigned long long)(r->faults - LIC_AUDIT_FAULTS_MAX));
	}
	lic_buf_release(&root);
}

/* ---- a list that comes from a feed: its log is its publisher's -------- */

static void write_head(struct lic_buf *out, const struct lic_tree_head *head)
{
	lic_buf_printf(out, "%llu:", (unsigned long long)head->size);
	lic_hex_write(out, lic_str((const char *)head->root, sizeof(head->root)));
}

/* Each head was a beginning of the next one when it was taken; what is asked for may be none of
 * them, but not another one of the same size. */
static int add_head(void *ctx, const struct lic_tree_head *head)
{
	struct auditing *a = ctx;
	struct lic_buf *out = &a->told;
	char time[LIC_TIME_SIZE];

	if (a->known && a->known->size == head->size &&
	    memcmp(a->known->root, head->root, sizeof(head->root)) != 0)
		a->faults++;
	lic_time_format(head->time, time);
	if (a->json) {
		lic_buf_printf(out, "%s{\"head\":\"", out->len ? "," : "");
		write_head(out, head);
		lic_buf_printf(out, "\",\"seen\":\"%s\",", time);
		lic_json_field(out, "release", head->release);
		lic_buf_addc(out, '}');
		return LIC_OK;
	}
	LIC_BUF_LIT(out, "  ");
	write_head(out, head);
	lic_buf_printf(out, " seen %s, %.*s\n", time, LIC_STR_ARG(head->release));
	return LIC_OK;
}

static int audit_followed(struct auditing *a, const struct lic_keep_list *list)
{
	struct lic_term *out = &a->cli->out;
	const uint64_t before = a->faults;
	int err = lic_keep_heads_each(a->cli->engine, list->id, add_head, a, &a->cli->diag);

	if (err < 0)
		return err;
	const bool damaged = a->faults > before;
	if (a->json) {
		lic_term_printf(out,
				"{\"list\":\"%.*s\",\"subscribed\":true,\"faults\":%d,\"heads\":[",
				LIC_STR_ARG(list->id), damaged);
		lic_term_bytes(out, lic_buf_str(&a->told));
		lic_term_printf(out, "]}\n");
		return LIC_OK;
	}
	lic_term_bold(out, list->id);
	lic_term_printf(out, ": from a feed: %s\n",
			damaged ? "ANOTHER head of that size was seen here"
				: "these signed heads of its log were seen, each proven to be a "
				  "beginning of the next unless it says otherwise");
	lic_term_bytes(out, lic_buf_str(&a->told));
	return LIC_OK;
}

static int audit(void *ctx, const struct lic_keep_list *list)
{
	struct auditing *a = ctx;
	struct lic_audit_result result;
	const bool followed = list->origin == LIC_ORIGIN_SUBSCRIBED;

	/* A list that is not kept here has no log of ours; one is told of where it was asked
	 * for. */
	if (!followed && !a->cli->values[OPT_LIST] && !list->log_size)
		return LIC_OK;
	a->lists++;
	lic_buf_reset(&a->told);
	if (followed)
		return audit_followed(a, list);
	int err = lic_keep_audit(a->cli->engine, list->id, a->known, on_fault, a, &result,
				 &a->cli->diag);
	if (err < 0)
		return err;
	a->faults += result.faults;
	show(a, list, &result);
	return LIC_OK;
}

/* "SIZE:ROOT" */
static bool read_head(const char *text, struct lic_tree_head *out)
{
	struct lic_str rest = lic_str_from(text), size;

	return lic_str_split(&rest, ':', &size) && rest.len == 2 * LIC_HASH_SIZE &&
	       lic_num_parse(size, INT64_MAX, &out->size) == LIC_OK &&
	       lic_hex_read(rest, (char *)out->root) == LIC_OK;
}

static int run(struct lic_cli *cli)
{
	const char *const *v = cli->values;
	struct lic_tree_head known = {.size = 0};
	struct auditing a = {.cli = cli, .json = v[OPT_JSON] != NULL};

	if (v[OPT_HEAD] && (!v[OPT_LIST] || !read_head(v[OPT_HEAD], &known)))
		return lic_cli_usage(cli, "--head takes the head of one list's release, "
					  "SIZE:ROOT, and needs --list");
	a.known = v[OPT_HEAD] ? &known : NULL;
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	lic_buf_init(&a.told, LIC_HTTP_REPLY_MAX);
	int err =
		lic_keep_lists_each(cli->engine, lic_str_from(v[OPT_LIST]), audit, &a, &cli->diag);
	lic_buf_release(&a.told);
	if (err < 0)
		return lic_cli_fail(cli, "%s", cli->diag.text);
	if (!a.lists)
		lic_cli_note(cli, "no list is kept here");
	if (a.faults)
		return lic_cli_fail(cli,
				    "%llu faults: the store was changed by something else than "
				    "Licit, or is damaged",
				    (unsigned long long)a.faults);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_lists_audit = {
	.name = "lists audit",
	.operands = "",
	.needs_settings = true,
	.summary = "recompute the log of a list, and compare it with all that is known of it",
	.text = "Recomputes every hash of the log; checks that each recorded release is a "
		"beginning of it, so that nothing released was changed or left out since; and "
		"that applying all leaves in order gives exactly the entries. Exit status 1 where "
		"anything is not so.",
	.options =
		{
			[OPT_LIST] =
				LIC_OPTION_LIST("Only this list; else all that are kept here."),
			[OPT_HEAD] = {"head", 0, LIC_VALUE_TEXT, "SIZE:ROOT", NULL,
				      "Also compare with this head, of a signed release from "
				      "elsewhere."},
			[OPT_JSON] = LIC_OPTION_JSON("As JSON, one list a line."),
		},
	.examples = {{"licit lists audit", "Is everything as it was logged?"}},
	.run = run,
};
