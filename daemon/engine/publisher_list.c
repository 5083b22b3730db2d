/* The targets of the lists that are kept here: ID/list, and ID/changes-A-B for those who
 * have an earlier release. A list whose log stands where it stood is not written again. */
#include "publisher_stage.h"

#include "bundle.h"
#include "canonical.h"
#include "delta.h"
#include "engine.h"
#include "hex.h"
#include "merkle.h"
#include "publisher_heads.h"

/* Tries to catch a list between two edits. */
#define TRIES 5

struct listing {
	struct lic_publisher_staging *staging;
	const struct lic_tuf *old, *was;
	/* Of the list at hand. */
	struct lic_str id;
	struct lic_buf custom;
	struct lic_tree_head head;
};

static void write_text(struct lic_buf *out, const char *key, struct lic_str value)
{
	lic_json_field(out, key, value);
	lic_buf_addc(out, ',');
}

static void write_custom(struct listing *l, const struct lic_keep_list *info)
{
	struct lic_buf *out = &l->custom;
	char date[LIC_DATE_SIZE] = "";

	if (info->as_of)
		lic_date_format(info->as_of, date);
	LIC_BUF_LIT(out, "{\"licit\":{\"kind\":\"list\",\"definition\":{");
	write_text(out, "id", info->id);
	write_text(out, "kind", info->kind);
	write_text(out, "name", info->name);
	write_text(out, "jurisdiction", info->jurisdiction);
	write_text(out, "authority", info->authority);
	write_text(out, "url", info->url);
	write_text(out, "licence", info->licence);
	write_text(out, "as_of", lic_str_from(date));
	write_text(out, "timezone", info->timezone);
	lic_buf_printf(out,
		       "\"max_age_days\":%d},\"entries\":%llu,\"log\":{\"size\":%llu,\"root\":\"",
		       (int)info->max_age_days, (unsigned long long)info->total,
		       (unsigned long long)l->head.size);
	lic_hex_write(out, lic_str((const char *)l->head.root, sizeof(l->head.root)));
	LIC_BUF_LIT(out, "\"}}}");
}

/* ---- bodies ---------------------------------------------------------- */

/* Where the world has it already, or else into the folder on its way. */
static int put_body(struct listing *l, struct lic_body_target *target, struct lic_str bytes)
{
	struct lic_publisher_staging *s = l->staging;
	unsigned char hash[LIC_SHA256_SIZE];
	struct lic_folder_path path = {""};

	lic_sha256(bytes, hash);
	lic_hex(hash, sizeof(hash), target->sha256);
	target->length = bytes.len;
	struct lic_str hex = lic_str_from(target->sha256);
	if (lic_publisher_view_has_body(&s->old, hex))
		return LIC_OK;
	int err = lic_publisher_target_path(&path, s->next.z, target->path, hex, s->diag);
	if (!err)
		err = lic_folder_make_above(path.z, s->diag);
	return err < 0 ? err : lic_folder_write(path.z, bytes, 0644, s->diag);
}

/* A body that was staged before, if the world does not have it. */
static int keep_body(struct listing *l, struct lic_str target, struct lic_str hex)
{
	struct lic_publisher_staging *s = l->staging;
	struct lic_folder_path from = {""}, to = {""};
	int err;

	if (lic_publisher_view_has_body(&s->old, hex))
		return LIC_OK;
	err = lic_publisher_target_path(&from, s->publisher->staged.z, target, hex, s->diag);
	if (!err)
		err = lic_publisher_target_path(&to, s->next.z, target, hex, s->diag);
	if (err < 0)
		return err;
	err = lic_folder_make_above(to.z, s->diag);
	return err < 0 ? err : lic_folder_copy(from.z, to.z, s->diag);
}

struct proofs {
	struct lic_bundle_proof proof[LIC_BUNDLE_PROOFS_MAX];
	unsigned char path[LIC_BUNDLE_PROOFS_MAX][LIC_MERKLE_PATH_MAX][LIC_HASH_SIZE];
	uint64_t from[LIC_BUNDLE_PROOFS_MAX];
	size_t count;
	uint64_t size; /* of the log now */
};

/* The sizes of the last releases, rising; the oldest give way. */
static int note_head(void *ctx, const struct lic_tree_head *head)
{
	struct proofs *p = ctx;

	if (!head->size || head->size >= p->size ||
	    (p->count && p->from[p->count - 1] >= head->size))
		return LIC_OK;
	if (p->count == LIC_BUNDLE_PROOFS_MAX) {
		memmove(&p->from[0], &p->from[1], (p->count - 1) * sizeof(p->from[0]));
		p->count--;
	}
	p->from[p->count++] = head->size;
	return LIC_OK;
}

static int make_proofs(const struct listing *l, struct proofs *p)
{
	struct lic_engine *engine = l->staging->publisher->engine;
	int err;

	p->count = 0;
	p->size = l->head.size;
	err = lic_keep_heads_each(engine, l->id, note_head, p, l->staging->diag);
	for (size_t i = 0; i < p->count && !err; i++) {
		p->proof[i].from = p->from[i];
		p->proof[i].path = p->path[i];
		err = lic_keep_consistency(engine, l->id, p->from[i], p->size, p->path[i],
					   &p->proof[i].count, l->staging->diag);
	}
	return err;
}

static int add_entries(const struct listing *l, struct lic_bundle_writer *writer)
{
	struct lic_diag *diag = l->staging->diag;
	struct lic_cursor *cursor = NULL;
	struct lic_store *store = NULL;
	enum lic_list_kind kind;
	struct lic_row row;
	lic_date as_of;
	int64_t no;
	int err = lic_engine_store(l->staging->publisher->engine, false, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_list_find(store, l->id, &no, &kind, &as_of, diag);
	if (!err)
		err = lic_cursor_entries(&cursor, store, no, diag);
	while (!err && (err = lic_cursor_next(cursor, &row, diag)) > 0) {
		err = lic_bundle_writer_add(writer, &row.name, &row.record);
		if (err < 0)
			lic_diag_set(diag, err, "cannot pack %.*s: %s", LIC_STR_ARG(row.name.text),
				     lic_strerror(err));
	}
	lic_cursor_free(cursor);
	lic_store_close(store);
	return err;
}

static int pack(struct listing *l, struct proofs *proofs, struct lic_buf *out)
{
	struct lic_engine *engine = l->staging->publisher->engine;
	struct lic_diag *diag = l->staging->diag;
	unsigned char frontier[64][LIC_HASH_SIZE];
	struct lic_bundle_log log = {.size = l->head.size, .frontier = frontier};
	struct lic_bundle_writer *writer = NULL;
	int err = make_proofs(l, proofs);

	memcpy(log.root, l->head.root, sizeof(log.root));
	log.proofs = proofs->proof;
	log.proofs_count = proofs->count;
	if (!err)
		err = lic_keep_frontier(engine, l->id, log.size, frontier, &log.frontier_count,
					diag);
	if (!err && lic_bundle_writer_new(&writer) < 0)
		err = lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	if (!err)
		err = add_entries(l, writer);
	if (!err)
		err = lic_bundle_writer_end(writer, &log, out, diag);
	lic_bundle_writer_free(writer);
	return err;
}

static int add_leaf(void *ctx, uint64_t seq, struct lic_str body)
{
	(void)seq;
	lic_delta_writer_add(ctx, body);
	return LIC_OK;
}

static int put_changes(struct listing *l, uint64_t from)
{
	struct lic_publisher_staging *s = l->staging;
	char path[LIC_LIST_ID_MAX + 64], custom[LIC_LIST_ID_MAX + 128];
	struct lic_body_target target = {.length = 0};
	struct lic_delta_writer writer;
	struct lic_buf text;
	unsigned long long to = (unsigned long long)l->head.size;

	snprintf(path, sizeof(path), "%.*s/changes-%llu-%llu", LIC_STR_ARG(l->id),
		 (unsigned long long)from, to);
	snprintf(custom, sizeof(custom),
		 "{\"licit\":{\"kind\":\"changes\",\"list\":\"%.*s\",\"from\":%llu,\"to\":%llu}}",
		 LIC_STR_ARG(l->id), (unsigned long long)from, to);
	target.path = lic_str_from(path);
	target.custom = lic_str_from(custom);
	lic_buf_init(&text, LIC_BUNDLE_MAX);
	lic_delta_writer_init(&writer, from);
	int err = lic_keep_leaves_each(s->publisher->engine, l->id, from, l->head.size, add_leaf,
				       &writer, s->diag);
	if (!err) {
		err = lic_delta_writer_end(&writer, &text);
		if (err < 0)
			lic_diag_set(s->diag, err, "cannot pack the changes of %.*s: %s",
				     LIC_STR_ARG(l->id), lic_strerror(err));
	}
	if (!err)
		err = put_body(l, &target, lic_buf_str(&text));
	if (!err)
		err = lic_publisher_shelf_add(&s->shelf, &target, s->diag);
	lic_delta_writer_release(&writer);
	lic_buf_release(&text);
	return err;
}

/* ---- from the last release ------------------------------------------- */

static int add_known(struct listing *l, const char *path, const struct lic_tuf_file *file)
{
	struct lic_body_target target = {
		.path = lic_str_from(path),
		.length = (uint64_t)file->length,
	};
	struct lic_buf custom;

	if (file->sha256.len != sizeof(target.sha256) - 1)
		return lic_diag_set(l->staging->diag, LIC_ECORRUPT, "%s has no SHA-256", path);
	memcpy(target.sha256, file->sha256.ptr, file->sha256.len);
	lic_buf_init(&custom, LIC_JSON_FILE_MAX);
	if (file->custom)
		lic_body_value(&custom, file->custom);
	target.custom = lic_buf_str(&custom);
	int err = lic_buf_error(&custom);
	if (!err)
		err = lic_publisher_shelf_add(&l->staging->shelf, &target, l->staging->diag);
	lic_buf_release(&custom);
	return err;
}

struct keeping {
	struct listing *listing;
	uint64_t from[LIC_TUF_ROLES_MAX];
	size_t count;
	uint64_t least; /* changes from here on are kept */
};

static bool are_changes(const struct keeping *k, const struct lic_tuf_file *file,
			struct lic_published *out)
{
	lic_published_read(out, file);
	return out->kind == LIC_PUBLISHED_CHANGES && lic_str_eq(out->list, k->listing->id);
}

static int note_changes(void *ctx, const char *name, const struct lic_tuf_file *file)
{
	struct keeping *k = ctx;
	struct lic_published changes;

	(void)name;
	if (are_changes(k, file, &changes) && k->count < LIC_ARRAY_SIZE(k->from))
		k->from[k->count++] = changes.from;
	return LIC_OK;
}

static int keep_changes(void *ctx, const char *name, const struct lic_tuf_file *file)
{
	struct keeping *k = ctx;
	struct lic_published changes;

	if (!are_changes(k, file, &changes) || changes.from < k->least)
		return LIC_OK;
	return add_known(k->listing, name, file);
}

static int by_size(const void *a, const void *b)
{
	const uint64_t *one = a, *other = b;

	return *one < *other ? -1 : *one > *other;
}

/* The newest changes of the release before. */
static int add_old_changes(struct listing *l, size_t most)
{
	struct keeping *k = calloc(1, sizeof(*k));
	int err;

	if (!k)
		return lic_diag_set(l->staging->diag, LIC_ENOMEM, "out of memory");
	k->listing = l;
	err = lic_tuf_each(l->old, note_changes, k);
	qsort(k->from, k->count, sizeof(k->from[0]), by_size);
	if (k->count > most)
		k->least = k->from[k->count - most];
	if (!err)
		err = lic_tuf_each(l->old, keep_changes, k);
	free(k);
	return err;
}

static int find_old(const struct lic_tuf *targets, struct lic_str id, char path[],
		    struct lic_tuf_file *file)
{
	snprintf(path, LIC_LIST_ID_MAX + 8, "%.*s/list", LIC_STR_ARG(id));
	return targets ? lic_tuf_target(targets, path, file) : LIC_ENOENT;
}

/* Is what was released a beginning of the log as it is? */
static int check_log(const struct listing *l, const struct lic_published *old)
{
	struct lic_publisher_staging *s = l->staging;
	unsigned char hashes[64][LIC_HASH_SIZE];
	struct lic_frontier frontier = {.size = old->size};
	struct lic_hash root;

	if (old->size <= l->head.size) {
		int err = lic_keep_frontier(s->publisher->engine, l->id, old->size, hashes,
					    &frontier.count, s->diag);
		if (err < 0)
			return err;
		for (size_t i = 0; i < frontier.count; i++)
			memcpy(frontier.hash[i].byte, hashes[i], sizeof(hashes[i]));
		lic_frontier_root(&frontier, &root);
		if (memcmp(root.byte, old->root, sizeof(root.byte)) == 0)
			return LIC_OK;
	}
	return lic_diag_set(s->diag, LIC_EREFUSED,
			    "the log of %.*s does not go on from the one that was released (%llu "
			    "entries of it): this data folder is not the one that it was released "
			    "from; use that, or a copy of it",
			    LIC_STR_ARG(l->id), (unsigned long long)old->size);
}

/* ---- one list -------------------------------------------------------- */

/* Of the same log, with the same definition? */
static bool same_custom(const struct listing *l, const struct lic_tuf_file *file)
{
	struct lic_buf one, other;

	lic_buf_init(&one, LIC_JSON_FILE_MAX);
	lic_buf_init(&other, LIC_JSON_FILE_MAX);
	bool same = lic_canonical_convert(&one, lic_buf_str(&l->custom), NULL) == LIC_OK &&
		    lic_canonical_write(&other, file->custom, NULL) == LIC_OK &&
		    lic_str_eq(lic_buf_str(&one), lic_buf_str(&other));
	lic_buf_release(&one);
	lic_buf_release(&other);
	return same;
}

/* A target whose body is there: in the last release, or staged before. */
static int put_known(struct listing *l, const char *path, const struct lic_tuf_file *file)
{
	struct lic_body_target target = {
		.path = lic_str_from(path),
		.length = (uint64_t)file->length,
		.custom = lic_buf_str(&l->custom),
	};

	if (file->sha256.len != sizeof(target.sha256) - 1)
		return LIC_ENOENT;
	memcpy(target.sha256, file->sha256.ptr, file->sha256.len);
	int err = keep_body(l, target.path, file->sha256);
	return err < 0 ? err
		       : lic_publisher_shelf_add(&l->staging->shelf, &target, l->staging->diag);
}

static int put_new(struct listing *l, const char *path)
{
	struct lic_publisher_staging *s = l->staging;
	struct lic_body_target target = {
		.path = lic_str_from(path),
		.custom = lic_buf_str(&l->custom),
	};
	struct proofs *proofs = calloc(1, sizeof(*proofs));
	struct lic_buf bytes;
	int err;

	if (!proofs)
		return lic_diag_set(s->diag, LIC_ENOMEM, "out of memory");
	lic_buf_init(&bytes, LIC_BUNDLE_MAX);
	err = pack(l, proofs, &bytes);
	if (!err)
		err = put_body(l, &target, lic_buf_str(&bytes));
	if (!err)
		err = lic_publisher_shelf_add(&s->shelf, &target, s->diag);
	lic_buf_release(&bytes);
	free(proofs);
	return err;
}

static int put_list(struct listing *l)
{
	char path[LIC_LIST_ID_MAX + 8];
	struct lic_published old = {.kind = LIC_PUBLISHED_OTHER}, was = old;
	struct lic_tuf_file file, staged;
	bool released = find_old(l->old, l->id, path, &file) == LIC_OK;
	bool before = find_old(l->was, l->id, path, &staged) == LIC_OK;
	int err = LIC_OK;

	if (released)
		lic_published_read(&old, &file);
	if (before)
		lic_published_read(&was, &staged);
	released = old.kind == LIC_PUBLISHED_LIST;
	if (released)
		err = check_log(l, &old);
	if (err < 0)
		return err;
	bool moved = !released || old.size != l->head.size;
	if (!moved)
		err = put_known(l, path, &file);
	else if (was.kind != LIC_PUBLISHED_LIST || was.size != l->head.size ||
		 !same_custom(l, &staged) || put_known(l, path, &staged) < 0)
		err = put_new(l, path);
	if (!err && released)
		err = add_old_changes(l, LIC_PUBLISHER_CHANGES_KEPT - moved);
	if (!err && released && moved && old.size)
		err = put_changes(l, old.size);
	return err;
}

static int write_list(void *ctx, const struct lic_keep_list *info)
{
	write_custom(ctx, info);
	return LIC_OK;
}

int lic_publisher_stage_list(struct lic_publisher_staging *staging, const struct lic_tuf *old,
			     struct lic_str id)
{
	const struct lic_publisher_view *was = &staging->was;
	struct lic_engine *engine = staging->publisher->engine;
	struct lic_diag *diag = staging->diag;
	struct listing l = {
		.staging = staging,
		.old = old,
		.was = was->roles_count ? was->roles[0].tuf : NULL,
		.id = id,
	};
	size_t shelved = staging->shelf.count;
	int err = LIC_OK;

	/* Somebody may edit it meanwhile: then all is read again. */
	lic_buf_init(&l.custom, LIC_JSON_FILE_MAX);
	for (int i = 0; i < TRIES && !err; i++) {
		struct lic_tree_head after = {.size = 0};
		staging->shelf.count = shelved;
		lic_buf_reset(&l.custom);
		err = lic_keep_head(engine, id, &l.head, diag);
		if (!err)
			err = lic_keep_lists_each(engine, id, write_list, &l, diag);
		if (!err)
			err = lic_buf_error(&l.custom);
		if (!err)
			err = put_list(&l);
		if (!err)
			err = lic_keep_head(engine, id, &after, diag);
		if (err < 0 || after.size == l.head.size)
			break;
		if (i == TRIES - 1)
			err = lic_diag_set(
				diag, LIC_EBUSY,
				"%.*s is edited all the time; stage again when it is not",
				LIC_STR_ARG(id));
	}
	lic_buf_release(&l.custom);
	return err;
}
