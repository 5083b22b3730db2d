/* The lists of the store, with what is asked of those who work on them. */
#include "keep.h"
#include "store_drafts.h"
#include "zone.h"

struct listing {
	struct lic_store *store;
	struct lic_str only;
	lic_date today;
	int (*fn)(void *ctx, const struct lic_keep_list *info);
	void *ctx;
	struct lic_diag *diag;
	bool found;
};

static int describe(void *ctx, int64_t no, const struct lic_list *list,
		    const struct lic_list_counts *uncounted)
{
	struct listing *l = ctx;
	struct lic_list_counts counts;
	struct lic_policy policy;
	struct lic_frontier tree;
	struct lic_keep_list info = {
		.id = list->id,
		.kind = lic_str_from(lic_kind_name(list->kind)),
		.name = list->name,
		.jurisdiction = list->jurisdiction,
		.authority = list->authority,
		.url = list->url,
		.licence = list->licence,
		.timezone = list->timezone,
		.as_of = list->as_of,
		.max_age_days = list->max_age_days,
		.origin = list->origin,
	};

	(void)uncounted;
	if (l->only.len && !lic_str_eq(l->only, list->id))
		return LIC_OK;
	l->found = true;
	int err = lic_store_list_count(l->store, no, l->today, &counts, l->diag);
	if (!err)
		err = lic_store_policy_get(l->store, no, &policy, l->diag);
	if (!err)
		err = lic_store_log_state(l->store, no, &tree, l->diag);
	if (!err)
		err = lic_store_open_counts(l->store, no, &info.drafts, &info.appeals, l->diag);
	if (err < 0)
		return err;
	info.total = counts.total;
	info.in_force = counts.in_force;
	info.withdrawn = counts.withdrawn;
	info.policy.reviewers = policy.reviewers;
	info.policy.share = policy.share;
	info.policy.appeal_hours = policy.appeal_hours;
	info.log_size = tree.size;
	return l->fn(l->ctx, &info);
}

int lic_keep_lists_each(struct lic_engine *engine, struct lic_str list,
			int (*fn)(void *ctx, const struct lic_keep_list *info), void *ctx,
			struct lic_diag *diag)
{
	struct listing l = {
		.only = list,
		.today = lic_date_of(lic_clock_now()),
		.fn = fn,
		.ctx = ctx,
		.diag = diag,
	};
	int err = lic_engine_store(engine, false, &l.store, diag);

	if (err < 0)
		return err;
	err = lic_store_list_each(l.store, 0, describe, &l, diag);
	if (!err && list.len && !l.found)
		err = lic_diag_set(diag, LIC_ENOENT,
				   "there is no list %.*s; `licit lists` shows all",
				   LIC_STR_ARG(list));
	lic_store_close(l.store);
	return err;
}
