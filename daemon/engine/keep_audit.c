/*
 * The audit of a list: everything that can be computed anew is, and compared. Leaves are
 * applied to a table of what each entry should be, kept by digests: a million entries take
 * some 70 MiB.
 */
#include "keep.h"
#include "tally.h"

struct auditing {
	struct lic_keep keep;
	struct lic_audit_result *out;
	void (*fault)(void *ctx, struct lic_str text);
	void *ctx;
	struct lic_frontier tree; /* grown anew */
	struct lic_tally *should; /* entries by the log */
	struct lic_arena arena;   /* of one leaf */
	struct lic_buf key, text;
	/* Recorded heads, in order of size, and the next one to be met. */
	struct lic_store_head *heads;
	size_t heads_count, next_head;
	struct lic_hash *kept[2]; /* stored subtrees of level 8 and 16, by number */
	uint64_t kept_count[2];
	uint64_t kept_room[2];
};

static void LIC_PRINTF(2, 3) fault(struct auditing *a, const char *fmt, ...)
{
	char text[512];
	va_list args;

	if (a->out->faults++ >= LIC_AUDIT_FAULTS_MAX || !a->fault)
		return;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	a->fault(a->ctx, lic_str_from(text));
}

/* ---- the tree -------------------------------------------------------- */

static int keep_subtree(void *ctx, unsigned level, uint64_t no, const struct lic_hash *hash)
{
	struct auditing *a = ctx;
	size_t at = level == 16;

	if ((level != 8 && level != 16) || no != a->kept_count[at]) {
		fault(a, "the tree holds a node %llu of level %u that does not belong there",
		      (unsigned long long)no, level);
		return LIC_OK;
	}
	if (a->kept_count[at] == a->kept_room[at]) {
		uint64_t room = a->kept_room[at] ? a->kept_room[at] * 2 : 256;
		struct lic_hash *wider = realloc(a->kept[at], room * sizeof(*wider));
		if (!wider)
			return LIC_ENOMEM;
		a->kept[at] = wider;
		a->kept_room[at] = room;
	}
	a->kept[at][a->kept_count[at]++] = *hash;
	return LIC_OK;
}

static void check_subtree(void *ctx, unsigned level, uint64_t no, const struct lic_hash *hash)
{
	struct auditing *a = ctx;
	size_t at = level == 16;
	const unsigned long long first = no << level, next = (no + 1) << level;

	if (level != 8 && level != 16)
		return;
	if (no >= a->kept_count[at])
		fault(a, "the tree lacks node %llu of level %u", (unsigned long long)no, level);
	else if (!lic_hash_eq(hash, &a->kept[at][no]))
		fault(a, "leaves %llu to %llu are not those that the tree was made of", first,
		      next - 1);
}

static int keep_head(void *ctx, const struct lic_store_head *head)
{
	struct auditing *a = ctx;
	struct lic_store_head *wider = realloc(a->heads, (a->heads_count + 1) * sizeof(*a->heads));

	if (!wider)
		return LIC_ENOMEM;
	a->heads = wider;
	a->heads[a->heads_count] = *head;
	/* Its name is only for people, and not kept. */
	a->heads[a->heads_count++].release = lic_str(NULL, 0);
	return LIC_OK;
}

/* Is every recorded head of this size that of the tree so far? */
static void check_heads(struct auditing *a)
{
	struct lic_hash root;

	while (a->next_head < a->heads_count && a->heads[a->next_head].size == a->tree.size) {
		lic_frontier_root(&a->tree, &root);
		if (!lic_hash_eq(&root, &a->heads[a->next_head].root))
			fault(a,
			      "the release of log size %llu was made of other leaves: what was "
			      "released has been changed since",
			      (unsigned long long)a->tree.size);
		a->next_head++;
	}
}

/* ---- the entries ----------------------------------------------------- */

static void write_key(struct lic_buf *out, struct lic_str name, struct lic_str scope,
		      lic_date since)
{
	lic_buf_reset(out);
	lic_buf_adds(out, scope);
	lic_buf_printf(out, " %ld ", (long)since);
	lic_buf_adds(out, name);
}

static int apply_leaf(struct auditing *a, const struct lic_leaf *leaf, uint64_t seq)
{
	if (leaf->moved || leaf->action != LIC_LEAF_ADD) {
		lic_date since = leaf->moved ? leaf->since_before : leaf->record.since;
		write_key(&a->key, leaf->name, leaf->scope, since);
		if (!lic_tally_take(a->should, lic_buf_str(&a->key)))
			fault(a, "leaf %llu changes %.*s, which is not on the list then",
			      (unsigned long long)seq, LIC_STR_ARG(leaf->name));
	}
	write_key(&a->key, leaf->name, leaf->scope, leaf->record.since);
	lic_buf_reset(&a->text);
	lic_leaf_write_entry(&a->text, leaf->name, leaf->scope, &leaf->record);
	return lic_tally_put(a->should, lic_buf_str(&a->key), lic_buf_str(&a->text));
}

/* Is the leaf found by the name that it is about? */
static bool is_filed(struct lic_str name, const struct lic_leaf *leaf)
{
	struct lic_str about = leaf->name;
	size_t mark = lic_str_starts(about, LIC_STR("*."))  ? 2
		      : lic_str_starts(about, LIC_STR(".")) ? 1
							    : 0;

	return lic_str_eq(name, lic_str(about.ptr + mark, about.len - mark));
}

static int audit_leaf(void *ctx, uint64_t seq, struct lic_str name, struct lic_str body)
{
	struct auditing *a = ctx;
	struct lic_leaf leaf;
	struct lic_hash hash;

	if (seq != a->tree.size) {
		fault(a, "leaf %llu is missing", (unsigned long long)a->tree.size);
		return LIC_ECORRUPT;
	}
	lic_merkle_leaf(body, &hash);
	lic_frontier_add(&a->tree, &hash, check_subtree, a);
	check_heads(a);
	lic_arena_reset(&a->arena);
	int err = lic_leaf_read(&leaf, body, &a->arena, NULL);
	if (err == LIC_ENOMEM)
		return err;
	if (err < 0) {
		fault(a, "leaf %llu cannot be read", (unsigned long long)seq);
		return LIC_OK;
	}
	if (leaf.name.len ? !is_filed(name, &leaf) : name.len > 0)
		fault(a, "leaf %llu is filed under another name than its own",
		      (unsigned long long)seq);
	return lic_leaf_applies(leaf.action) ? apply_leaf(a, &leaf, seq) : LIC_OK;
}

static int compare_entries(struct auditing *a)
{
	struct lic_cursor *cursor;
	struct lic_row row;
	struct lic_buf name;
	int got = lic_cursor_entries(&cursor, a->keep.store, a->keep.no, a->keep.diag);

	if (got < 0)
		return got;
	lic_buf_init(&name, LIC_LIST_LINE_MAX);
	while ((got = lic_cursor_next(cursor, &row, a->keep.diag)) > 0) {
		struct lic_str scope = lic_str_from(lic_scope_name(row.name.scope));
		a->out->entries++;
		lic_buf_reset(&name);
		lic_leaf_write_name(&name, &row.name);
		write_key(&a->key, lic_buf_str(&name), scope, row.record.since);
		lic_buf_reset(&a->text);
		lic_leaf_write_entry(&a->text, lic_buf_str(&name), scope, &row.record);
		switch (lic_tally_compare(a->should, lic_buf_str(&a->key), lic_buf_str(&a->text))) {
		case LIC_TALLY_SAME:
			break;
		case LIC_TALLY_OTHER:
			fault(a, "the entry %.*s is not what the log says",
			      LIC_STR_ARG(lic_buf_str(&name)));
			break;
		case LIC_TALLY_MISSING:
			fault(a, "the entry %.*s is in no leaf of the log",
			      LIC_STR_ARG(lic_buf_str(&name)));
			break;
		}
	}
	lic_cursor_free(cursor);
	lic_buf_release(&name);
	uint64_t gone = lic_tally_count(a->should);
	if (!got && gone)
		fault(a, "%llu entries of the log are not on the list", (unsigned long long)gone);
	return got;
}

/* ---------------------------------------------------------------------- */

static void check_state(struct auditing *a, const struct lic_frontier *state)
{
	struct lic_hash root, grown;

	lic_frontier_root(state, &root);
	lic_frontier_root(&a->tree, &grown);
	if (state->size != a->tree.size)
		fault(a, "the log has %llu leaves, and %llu were appended",
		      (unsigned long long)a->tree.size, (unsigned long long)state->size);
	else if (!lic_hash_eq(&root, &grown))
		fault(a, "the leaves are not those that were appended");
	for (; a->next_head < a->heads_count; a->next_head++)
		fault(a, "a release of log size %llu is recorded, past the end of the log",
		      (unsigned long long)a->heads[a->next_head].size);
	a->out->leaves = a->tree.size;
	a->out->heads = a->heads_count;
	a->out->head = (struct lic_tree_head){.size = a->tree.size};
	memcpy(a->out->head.root, grown.byte, LIC_HASH_SIZE);
}

/* The head from elsewhere, at whatever size. */
static void check_known(struct auditing *a, const struct lic_tree_head *known)
{
	struct lic_log_reader reader = {a->keep.store, a->keep.no, NULL};
	struct lic_frontier then;
	struct lic_hash root;

	if (!known)
		return;
	if (known->size > a->tree.size) {
		fault(a, "the head that was given has size %llu, past the end of the log",
		      (unsigned long long)known->size);
		return;
	}
	if (lic_merkle_frontier(lic_log_get, &reader, known->size, &then) < 0) {
		fault(a, "the tree of size %llu cannot be made", (unsigned long long)known->size);
		return;
	}
	lic_frontier_root(&then, &root);
	if (memcmp(root.byte, known->root, LIC_HASH_SIZE) != 0)
		fault(a, "the head of size %llu that was given is not of this log",
		      (unsigned long long)known->size);
}

static int audit(struct auditing *a, const struct lic_tree_head *known)
{
	struct lic_keep *k = &a->keep;
	struct lic_frontier state;
	int err = lic_store_log_state(k->store, k->no, &state, k->diag);

	if (!err)
		err = lic_store_head_each(k->store, k->no, keep_head, a, k->diag);
	if (!err)
		err = lic_store_subtree_each(k->store, k->no, keep_subtree, a, k->diag);
	if (!err)
		err = lic_tally_new(&a->should);
	if (!err) {
		check_heads(a);
		err = lic_store_leaf_each(k->store, k->no, 0, INT64_MAX, audit_leaf, a, k->diag);
	}
	/* A hole in the log has been told; the rest of it cannot be judged. */
	if (err == LIC_ECORRUPT && a->out->faults)
		err = LIC_OK;
	if (err < 0)
		return err;
	check_state(a, &state);
	check_known(a, known);
	/* Without a log there is nothing to compare with. */
	return a->tree.size || state.size ? compare_entries(a) : LIC_OK;
}

int lic_keep_audit(struct lic_engine *engine, struct lic_str list,
		   const struct lic_tree_head *known, void (*told)(void *ctx, struct lic_str text),
		   void *ctx, struct lic_audit_result *out, struct lic_diag *diag)
{
	struct auditing a = {.out = out, .fault = told, .ctx = ctx};
	int err = lic_keep_begin(&a.keep, engine, list, false, diag);

	*out = (struct lic_audit_result){.leaves = 0};
	lic_buf_init(&a.key, LIC_LIST_LINE_MAX);
	lic_buf_init(&a.text, LIC_LIST_LINE_MAX * 8u);
	if (!err)
		err = audit(&a, known);
	if (err == LIC_ENOMEM)
		lic_diag_set(diag, err, "out of memory");
	lic_tally_free(a.should);
	lic_buf_release(&a.key);
	lic_buf_release(&a.text);
	lic_arena_release(&a.arena);
	free(a.heads);
	free(a.kept[0]);
	free(a.kept[1]);
	return lic_keep_end(&a.keep, err, false);
}
