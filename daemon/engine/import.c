/* `lists import`: one file into one list, whole or not at all. */
#include "importer.h"
#include "json.h"
#include "keep.h"
#include "publish.h"
#include "store_drafts.h"

_Static_assert((int)LIC_CHANGE_COUNTED == LIC_STORE_COUNTS, "one column for each kind of change");

/* Find the list, or make it. An existing list keeps its kind. */
static int ensure_list(struct lic_store *store, const struct lic_import_options *o, bool *is_new,
		       struct lic_diag *diag)
{
	enum lic_list_kind kind = LIC_KIND_COMMUNITY, has;
	int64_t no;
	lic_date as_of;

	if (!lic_list_id_ok(o->list))
		return lic_diag_set(diag, LIC_EINVAL,
				    "\"%.*s\" cannot be a list's id: small letters, digits and "
				    "hyphens, at most 64",
				    LIC_STR_ARG(o->list));
	if (o->kind.len && lic_kind_parse(o->kind, &kind) < 0)
		return lic_diag_set(diag, LIC_EINVAL,
				    "\"%.*s\" is no kind of list: register, illegal, community or "
				    "benign",
				    LIC_STR_ARG(o->kind));
	int err = lic_store_list_find(store, o->list, &no, &has, &as_of, diag);
	*is_new = err == LIC_ENOENT;
	if (!err && o->kind.len && has != kind)
		return lic_diag_set(diag, LIC_EINVAL, "%.*s is a list of kind %s, not %s",
				    LIC_STR_ARG(o->list), lic_kind_name(has), lic_kind_name(kind));
	enum lic_list_origin origin;
	if (!err)
		err = lic_store_origin_get(store, no, &origin, diag);
	if (!err && origin == LIC_ORIGIN_SUBSCRIBED)
		return lic_diag_set(diag, LIC_EREFUSED,
				    "%.*s comes from a feed: only its publisher changes it; make "
				    "an appeal there, or a list of your own",
				    LIC_STR_ARG(o->list));
	if (err != LIC_ENOENT)
		return err;
	const struct lic_list list = {.id = o->list, .name = o->list, .kind = kind};
	return lic_store_list_put(store, &list, &no, diag);
}

/* Does the list ask for reviewers? */
static bool must_be_reviewed(struct lic_store *store, const struct lic_import_options *o,
			     struct lic_diag *diag)
{
	struct lic_policy policy;
	enum lic_list_kind kind;
	lic_date as_of;
	int64_t no;

	return lic_store_list_find(store, o->list, &no, &kind, &as_of, diag) == LIC_OK &&
	       lic_store_policy_get(store, no, &policy, diag) == LIC_OK && policy.reviewers > 0;
}

static void write_draft(struct lic_buf *body, struct lic_buf *summary,
			const struct lic_import_options *o, const struct lic_import_result *r)
{
	static const char *const words[] = {"added", "changed", "withdrawn", "restored"};
	char as_of[LIC_DATE_SIZE] = "";
	const char *separator = "";

	if (o->as_of)
		lic_date_format(o->as_of, as_of);
	lic_buf_addc(body, '{');
	lic_json_field(body, "action", LIC_STR("import"));
	lic_buf_addc(body, ',');
	lic_json_field(body, "as_of", lic_str_from(as_of));
	lic_buf_addc(body, ',');
	/* Without either it is read by the mapping that is kept for the list. */
	lic_json_field(body, "format",
		       strcmp(r->format, "mapping") == 0 ? LIC_STR("") : lic_str_from(r->format));
	if (o->mapping.len) {
		lic_buf_addc(body, ',');
		lic_json_field(body, "mapping", o->mapping);
		LIC_BUF_LIT(body, ",\"save_mapping\":");
		lic_json_bool(body, o->save_mapping);
	}
	lic_buf_addc(body, ',');
	lic_json_field(body, "override", o->override);
	lic_buf_addc(body, '}');
	for (size_t i = 0; i < LIC_ARRAY_SIZE(words); i++) {
		if (!r->counts[i])
			continue;
		lic_buf_printf(summary, "%s%llu %s", separator, (unsigned long long)r->counts[i],
			       words[i]);
		separator = ", ";
	}
	lic_buf_printf(summary, "%s%llu refused", separator,
		       (unsigned long long)r->counts[LIC_CHANGE_REFUSED]);
}

static int keep_draft(struct lic_keep *keep, const struct lic_import_options *o,
		      struct lic_str text, struct lic_import_result *result)
{
	struct lic_buf body, summary;

	lic_buf_init(&body, LIC_LIST_LINE_MAX);
	lic_buf_init(&summary, LIC_LIST_LINE_MAX);
	write_draft(&body, &summary, o, result);
	const struct lic_store_draft draft = {
		.list = keep->no,
		.time = keep->now,
		.who = lic_str_from(o->who),
		.action = LIC_STR("import"),
		.body = lic_buf_str(&body),
		.file = lic_str_from(o->file),
		.text = text,
		.summary = lic_buf_str(&summary),
	};
	int err = lic_buf_error(&body) | lic_buf_error(&summary);
	if (!err)
		err = lic_store_draft_add(keep->store, &draft, &result->draft, keep->diag);
	if (!err) {
		struct lic_leaf leaf = {
			.action = LIC_LEAF_PROPOSE,
			.proposes = draft.action,
			.by = draft.who,
			.file = draft.file,
			.draft = result->draft,
			.override = o->override,
		};
		err = lic_keep_append(keep, &leaf, NULL);
	}
	lic_buf_release(&body);
	lic_buf_release(&summary);
	return err;
}

/* The file becomes a proposal; what was tried out is rolled back. */
static int propose(struct lic_engine *engine, const struct lic_import_options *options,
		   struct lic_str text, struct lic_import_result *result, struct lic_store *store,
		   struct lic_diag *diag)
{
	struct lic_keep keep;

	result->applied = false;
	if (text.len > LIC_DRAFT_FILE_MAX)
		return lic_diag_set(diag, LIC_ELIMIT,
				    "%s: a file of more than %u MiB cannot be "
				    "proposed",
				    options->file, LIC_DRAFT_FILE_MAX >> 20);
	lic_store_rollback(store);
	int err = lic_keep_begin(&keep, engine, options->list, true, diag);
	if (!err)
		err = keep_draft(&keep, options, text, result);
	return lic_keep_end(&keep, err, false);
}

static int import_within(struct lic_engine *engine, const struct lic_import_options *options,
			 struct lic_str text, struct lic_import_result *result,
			 struct lic_store *store, struct lic_store *before, struct lic_diag *diag)
{
	struct lic_importer im = {
		.engine = engine,
		.store = store,
		.before = before,
		.options = options,
		.result = result,
	};
	int err = ensure_list(store, options, &result->new_list, diag);

	if (!err)
		err = lic_importer_run(&im, text, diag);
	if (err < 0)
		return err;
	if (options->dry_run)
		result->applied = false;
	if (!result->applied)
		return LIC_OK;
	if (must_be_reviewed(store, options, diag))
		return propose(engine, options, text, result, store, diag);
	err = lic_publish(engine, store, true, diag);
	return err < 0 ? err : lic_store_commit(store, diag);
}

int lic_import(struct lic_engine *engine, const struct lic_import_options *options,
	       struct lic_str text, struct lic_import_result *result, struct lic_diag *diag)
{
	struct lic_store *store, *before = NULL;
	int err = lic_engine_store(engine, true, &store, diag);

	*result = (struct lic_import_result){.format = ""};
	if (err < 0)
		return err;
	err = lic_store_begin(store, diag);
	if (err < 0)
		goto out;
	err = lic_engine_store(engine, false, &before, diag);
	if (!err)
		err = import_within(engine, options, text, result, store, before, diag);
	/* Also after success without a change; after a commit it does nothing. */
	lic_store_rollback(store);
	if (!err && result->applied)
		lic_publish_clean(engine, store);
out:
	lic_store_close(before);
	lic_store_close(store);
	if (!err && result->applied) {
		err = lic_engine_refresh(engine, diag);
		err = err < 0 ? err : LIC_OK;
	}
	return err;
}
