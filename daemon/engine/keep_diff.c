/* What changed between two sizes of a log. */
#include "keep.h"

struct diffing {
	void (*change)(void *ctx, const struct lic_change *change);
	void *ctx;
	struct lic_arena arena;
	struct lic_buf text;
	struct lic_diag *diag;
};

static int tell(void *ctx, uint64_t seq, struct lic_str name, struct lic_str body)
{
	static const enum lic_change_kind kinds[] = {
		[LIC_LEAF_ADD] = LIC_CHANGE_ADDED,
		[LIC_LEAF_CHANGE] = LIC_CHANGE_CHANGED,
		[LIC_LEAF_WITHDRAW] = LIC_CHANGE_WITHDRAWN,
		[LIC_LEAF_RESTORE] = LIC_CHANGE_RESTORED,
	};
	struct diffing *d = ctx;
	struct lic_leaf leaf;
	char at[LIC_TIME_SIZE];

	(void)name;
	lic_arena_reset(&d->arena);
	int err = lic_leaf_read(&leaf, body, &d->arena, d->diag);
	if (err < 0 || !lic_leaf_applies(leaf.action))
		return err;
	lic_time_format(leaf.at, at);
	lic_buf_reset(&d->text);
	lic_buf_printf(&d->text, "leaf %llu, %s, by %.*s", (unsigned long long)seq, at,
		       LIC_STR_ARG(leaf.by));
	if (leaf.code.len)
		lic_buf_printf(&d->text, ", %.*s", LIC_STR_ARG(leaf.code));
	if (leaf.text.len)
		lic_buf_printf(&d->text, ": %.*s", LIC_STR_ARG(leaf.text));
	const struct lic_change change = {
		.kind = kinds[leaf.action],
		.name = leaf.name,
		.scope = leaf.scope.ptr,
		.text = lic_buf_str(&d->text),
	};
	d->change(d->ctx, &change);
	return lic_buf_error(&d->text);
}

int lic_keep_diff(struct lic_engine *engine, struct lic_str list, uint64_t from, uint64_t to,
		  void (*change)(void *ctx, const struct lic_change *change), void *ctx,
		  struct lic_diag *diag)
{
	struct diffing d = {.change = change, .ctx = ctx, .diag = diag};
	struct lic_keep keep;
	int err = lic_keep_begin(&keep, engine, list, false, diag);

	lic_buf_init(&d.text, LIC_LIST_LINE_MAX);
	if (!err)
		err = lic_keep_range(&keep, from, &to);
	if (!err)
		err = lic_store_leaf_each(keep.store, keep.no, from, to, tell, &d, diag);
	lic_buf_release(&d.text);
	lic_arena_release(&d.arena);
	return lic_keep_end(&keep, err, false);
}
