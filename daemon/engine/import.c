/* `lists import`: one file into one list, whole or not at all. */
#include "importer.h"
#include "publish.h"

_Static_assert((int)LIC_CHANGE_KINDS == LIC_STORE_COUNTS, "one column for each kind of change");

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
	if (err != LIC_ENOENT)
		return err;
	const struct lic_list list = {.id = o->list, .name = o->list, .kind = kind};
	return lic_store_list_put(store, &list, &no, diag);
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
