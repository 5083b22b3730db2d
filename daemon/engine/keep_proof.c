/* Proofs of inclusion: made from the store, checked without it. */
#include "hex.h"
#include "json.h"
#include "keep.h"

#define SCHEMA "licit/proof/1"

/* ---- making ---------------------------------------------------------- */

struct last {
	struct lic_arena *arena;
	struct lic_str scope; /* wanted */
	uint64_t size;        /* of the tree: leaves past it do not count */
	uint64_t seq;
	struct lic_str body;
	bool found;
	struct lic_diag *diag;
};

/* The newest comes first: the first that says what the entry is, of that scope. */
static int keep_last(void *ctx, uint64_t seq, struct lic_str name, struct lic_str body)
{
	struct last *last = ctx;
	struct lic_leaf leaf;

	(void)name;
	if (last->found || seq >= last->size)
		return LIC_OK;
	int err = lic_leaf_read(&leaf, body, last->arena, last->diag);
	if (err < 0)
		return err;
	if (!lic_leaf_applies(leaf.action) || !lic_str_eq(leaf.scope, last->scope))
		return LIC_OK;
	last->found = true;
	last->seq = seq;
	last->body = lic_arena_copy(last->arena, body);
	return last->body.ptr ? LIC_OK : LIC_ENOMEM;
}

static void hash_member(struct lic_buf *out, const struct lic_hash *hash)
{
	char hex[2 * LIC_SHA256_SIZE + 1];

	lic_hex(hash->byte, sizeof(hash->byte), hex);
	lic_json_plain(out, lic_str_from(hex));
}

static void write_proof(struct lic_buf *out, const struct lic_keep *keep, const struct last *last,
			const struct lic_hash *path, size_t count, const struct lic_hash *root)
{
	LIC_BUF_LIT(out, "{\"schema\":\"" SCHEMA "\",");
	lic_json_field(out, "list", keep->list.id);
	lic_buf_addc(out, ',');
	lic_json_field(out, "leaf", last->body);
	lic_buf_printf(out,
		       ",\"index\":%llu,\"size\":%llu,\"root\":", (unsigned long long)last->seq,
		       (unsigned long long)last->size);
	hash_member(out, root);
	LIC_BUF_LIT(out, ",\"path\":[");
	for (size_t i = 0; i < count; i++) {
		if (i)
			lic_buf_addc(out, ',');
		hash_member(out, &path[i]);
	}
	LIC_BUF_LIT(out, "]}\n");
}

static int prove(struct lic_keep *keep, struct last *last, const struct lic_frontier *tree,
		 struct lic_buf *out)
{
	struct lic_log_reader reader = {keep->store, keep->no, keep->diag};
	struct lic_hash path[LIC_MERKLE_PATH_MAX], leaf, root;
	struct lic_frontier then;
	size_t count;
	int err = lic_merkle_inclusion(lic_log_get, &reader, last->seq, last->size, path, &count);

	if (!err && last->size != tree->size)
		err = lic_merkle_frontier(lic_log_get, &reader, last->size, &then);
	if (err < 0)
		return err;
	lic_frontier_root(last->size == tree->size ? tree : &then, &root);
	lic_merkle_leaf(last->body, &leaf);
	if (!lic_merkle_includes(last->seq, last->size, &leaf, path, count, &root))
		return lic_diag_set(keep->diag, LIC_ECORRUPT,
				    "the log of %.*s is damaged: `licit lists audit --list %.*s` "
				    "says where",
				    LIC_STR_ARG(keep->list.id), LIC_STR_ARG(keep->list.id));
	write_proof(out, keep, last, path, count, &root);
	return lic_buf_error(out);
}

static int find_and_prove(struct lic_keep *keep, struct lic_str name, uint64_t size,
			  struct lic_buf *out)
{
	struct lic_frontier tree;
	struct lic_name parsed;
	struct lic_buf store;
	struct last last = {.arena = &keep->arena, .diag = keep->diag};

	lic_buf_init(&store, 4u * LIC_URL_MAX);
	int err = lic_name_parse(&parsed, name, keep->engine->psl, &store, keep->diag);
	if (!err)
		err = lic_store_log_state(keep->store, keep->no, &tree, keep->diag);
	if (!err) {
		last.scope = lic_str_from(lic_scope_name(parsed.scope));
		last.size = size ? size : tree.size;
		if (last.size > tree.size)
			err = lic_diag_set(
				keep->diag, LIC_EINVAL, "the log of %.*s has only %llu leaves",
				LIC_STR_ARG(keep->list.id), (unsigned long long)tree.size);
	}
	if (!err)
		err = lic_store_leaf_of(keep->store, keep->no, parsed.text, true, 0, keep_last,
					&last, keep->diag);
	if (!err && !last.found)
		err = lic_diag_set(keep->diag, LIC_ENOENT,
				   tree.size
					   ? "the log of %.*s has no entry %.*s"
					   : "the log of %.*s is empty, and has no entry %.*s: it "
					     "begins with the first edit of a list that is kept "
					     "here",
				   LIC_STR_ARG(keep->list.id), LIC_STR_ARG(name));
	if (!err)
		err = prove(keep, &last, &tree, out);
	lic_buf_release(&store);
	return err;
}

int lic_keep_prove(struct lic_engine *engine, struct lic_str list, struct lic_str name,
		   uint64_t size, struct lic_buf *out, struct lic_diag *diag)
{
	struct lic_keep keep;
	int err = lic_keep_begin(&keep, engine, list, false, diag);

	if (!err)
		err = find_and_prove(&keep, name, size, out);
	return lic_keep_end(&keep, err, false);
}

/* ---- checking -------------------------------------------------------- */

struct proof {
	struct lic_str leaf;
	uint64_t index, size;
	struct lic_hash root, path[LIC_MERKLE_PATH_MAX];
	size_t count;
};

static bool read_hash(const struct lic_json *value, struct lic_hash *out)
{
	struct lic_str hex = lic_json_string(value);

	return hex.len == 2 * sizeof(out->byte) && lic_hex_read(hex, (char *)out->byte) == LIC_OK;
}

/* A number that JSON's own precision holds. */
static bool read_count(const struct lic_json *value, uint64_t *out)
{
	double n = lic_json_number(value, -1);

	if (!(n >= 0 && n <= 9007199254740992.0) || n != (double)(uint64_t)n)
		return false;
	*out = (uint64_t)n;
	return true;
}

static bool read_proof(const struct lic_json *root, struct proof *out)
{
	const struct lic_json *path = lic_json_get(root, "path");

	out->leaf = lic_json_string(lic_json_get(root, "leaf"));
	out->count = lic_json_size(path);
	if (!lic_str_eq(lic_json_string(lic_json_get(root, "schema")), LIC_STR(SCHEMA)) ||
	    !out->leaf.len || out->count > LIC_MERKLE_PATH_MAX ||
	    lic_json_type(path) != LIC_JSON_ARRAY ||
	    !read_count(lic_json_get(root, "index"), &out->index) ||
	    !read_count(lic_json_get(root, "size"), &out->size) ||
	    !read_hash(lic_json_get(root, "root"), &out->root))
		return false;
	for (size_t i = 0; i < out->count; i++)
		if (!read_hash(lic_json_at(path, i), &out->path[i]))
			return false;
	return true;
}

static void say_leaf(struct lic_buf *out, const struct proof *p, struct lic_str list)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_leaf leaf;
	char hex[2 * LIC_SHA256_SIZE + 1], at[LIC_TIME_SIZE];

	lic_hex(p->root.byte, sizeof(p->root.byte), hex);
	lic_buf_printf(out, "leaf %llu of %llu in the log of %.*s with root %s",
		       (unsigned long long)p->index, (unsigned long long)p->size, LIC_STR_ARG(list),
		       hex);
	if (lic_leaf_read(&leaf, p->leaf, &arena, NULL) == LIC_OK) {
		lic_time_format(leaf.at, at);
		lic_buf_printf(out, ": %s %.*s, by %.*s on %s", lic_leaf_action_name(leaf.action),
			       LIC_STR_ARG(leaf.name), LIC_STR_ARG(leaf.by), at);
	}
	lic_arena_release(&arena);
}

int lic_keep_proof_check(struct lic_str proof, struct lic_buf *words, struct lic_diag *diag)
{
	struct lic_json *root;
	struct lic_hash leaf;
	struct proof *p;
	int err = proof.len > LIC_PROOF_MAX
			  ? lic_diag_set(diag, LIC_ESYNTAX, "this is too long for a proof")
			  : lic_json_parse(&root, proof, diag);

	if (err < 0)
		return err == LIC_ENOMEM ? err : LIC_ESYNTAX;
	p = calloc(1, sizeof(*p));
	if (!p) {
		err = lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	} else if (!read_proof(root, p)) {
		err = lic_diag_set(diag, LIC_ESYNTAX, "this is no proof (" SCHEMA ")");
	} else {
		lic_merkle_leaf(p->leaf, &leaf);
		if (lic_merkle_includes(p->index, p->size, &leaf, p->path, p->count, &p->root))
			say_leaf(words, p, lic_json_string(lic_json_get(root, "list")));
		else
			err = lic_diag_set(diag, LIC_EREFUSED,
					   "the proof does not hold: leaf, index, size, path and "
					   "root do not go together");
	}
	free(p);
	lic_json_free(root);
	return err;
}
