#include "engine.h"

#include "file.h"
#include "finder.h"
#include "log.h"
#include "publish.h"
#include "store_feeds.h"

#define OPEN_TRIES 8

char *lic_path_join(const char *dir, const char *name)
{
	struct lic_buf path;

	lic_buf_init(&path, 8192);
	lic_buf_printf(&path, "%s/%s", dir, name);
	return lic_buf_take(&path);
}

char *lic_engine_index_path(const struct lic_engine *engine, int64_t generation)
{
	char name[64];

	snprintf(name, sizeof(name), "listset-%lld.idx", (long long)generation);
	return lic_path_join(engine->data_dir, name);
}

int lic_engine_store(struct lic_engine *engine, bool write, struct lic_store **out,
		     struct lic_diag *diag)
{
	if (engine->index_file)
		return lic_diag_set(diag, LIC_EINVAL,
				    "this needs the data folder; it cannot be done with --index");
	return lic_store_open(out, engine->data_dir, write, diag);
}

int lic_engine_store_begin(struct lic_engine *engine, struct lic_store **out, struct lic_diag *diag)
{
	int err = lic_engine_store(engine, true, out, diag);

	if (err < 0)
		return err;
	err = lic_store_begin(*out, diag);
	if (err < 0)
		lic_store_close(*out);
	return err;
}

int lic_engine_store_end(struct lic_store *store, int err, struct lic_diag *diag)
{
	if (err < 0)
		lic_store_rollback(store);
	else
		err = lic_store_commit(store, diag);
	lic_store_close(store);
	return err;
}

struct lic_snapshot *lic_engine_snapshot(struct lic_engine *engine)
{
	pthread_rwlock_rdlock(&engine->lock);
	struct lic_snapshot *snapshot = engine->snapshot;
	lic_snapshot_ref(snapshot);
	pthread_rwlock_unlock(&engine->lock);
	return snapshot;
}

static void install(struct lic_engine *engine, struct lic_snapshot *snapshot)
{
	pthread_rwlock_wrlock(&engine->lock);
	struct lic_snapshot *old = engine->snapshot;
	engine->snapshot = snapshot;
	atomic_store(&engine->generation, snapshot->generation);
	pthread_rwlock_unlock(&engine->lock);
	lic_snapshot_unref(old);
}

/* Where the compiled word lists are kept beside the index: of one listset at a time. */
static int keep_words(struct lic_engine *engine, struct lic_snapshot *snapshot)
{
	char *path = lic_path_join(engine->data_dir, "words.cache");

	if (!path)
		return LIC_ENOMEM;
	int err = lic_lexicon_cache(snapshot->lexicon, path, lic_index_id(snapshot->index));
	free(path);
	return err;
}

/* Open the listset that the store names. A writer may publish the next one and
 * remove this one in between: then look again. */
static int open_current(struct lic_engine *engine, struct lic_store *store, struct lic_diag *diag)
{
	struct lic_snapshot *snapshot;
	int64_t generation, tried = -1;
	int err = LIC_OK;

	for (int i = 0; i < OPEN_TRIES; i++) {
		int got = lic_store_generation(store, &generation, diag);
		if (got < 0)
			return got;
		if (generation && atomic_load(&engine->generation) == generation)
			return 0;
		if (generation == tried)
			break;
		tried = generation;
		char *path = lic_engine_index_path(engine, generation);
		err = path ? lic_snapshot_open(&snapshot, path, generation, diag) : LIC_ENOMEM;
		free(path);
		if (!err) {
			err = keep_words(engine, snapshot);
			install(engine, snapshot);
			return err < 0 ? err : 1;
		}
		if (err != LIC_ENOENT)
			break;
	}
	return err;
}

struct token_list {
	struct lic_tokens tokens;
	size_t cap;
};

static int add_token(void *ctx, struct lic_str id, struct lic_str hash, int64_t created)
{
	struct token_list *list = ctx;

	(void)id;
	(void)created;
	if (hash.len != sizeof(list->tokens.hash[0]))
		return LIC_OK;
	if (list->tokens.count == list->cap) {
		size_t cap = list->cap ? 2 * list->cap : 8;
		void *grown = realloc(list->tokens.hash, cap * sizeof(list->tokens.hash[0]));
		if (!grown)
			return LIC_ENOMEM;
		list->tokens.hash = grown;
		list->cap = cap;
	}
	memcpy(list->tokens.hash[list->tokens.count++], hash.ptr, hash.len);
	return LIC_OK;
}

static int load_tokens(struct lic_engine *engine, struct lic_store *store, struct lic_diag *diag)
{
	struct token_list list = {.cap = 0};
	int err = lic_store_token_each(store, add_token, &list, diag);

	if (err < 0) {
		free(list.tokens.hash);
		return err;
	}
	pthread_rwlock_wrlock(&engine->lock);
	struct lic_tokens old = engine->tokens;
	engine->tokens = list.tokens;
	pthread_rwlock_unlock(&engine->lock);
	free(old.hash);
	return LIC_OK;
}

int lic_engine_load_tokens(struct lic_engine *engine, struct lic_store *store,
			   struct lic_diag *diag)
{
	pthread_mutex_lock(&engine->refreshing);
	int err = load_tokens(engine, store, diag);
	pthread_mutex_unlock(&engine->refreshing);
	return err;
}

/* ---- expiry ---------------------------------------------------------- */

/* An expiry that the store knows of a list. */
static int note_expiry(void *ctx, const struct lic_store_feed_list *list)
{
	const struct lic_snapshot *snapshot = ctx;
	const int64_t now = lic_clock_now();

	for (size_t i = 0; i < lic_index_lists(snapshot->index); i++)
		if (lic_str_eq(lic_index_list(snapshot->index, i)->list.id, list->id))
			lic_index_expire(snapshot->index, i, list->expires, now);
	return LIC_OK;
}

static void let_expire(const struct lic_snapshot *snapshot)
{
	const int64_t now = lic_clock_now();

	for (size_t i = 0; i < lic_index_lists(snapshot->index); i++)
		lic_index_expire(snapshot->index, i, 0, now);
}

/* Whose feed said meanwhile that it is still there, and what is over by now. */
static int look_at_expiry(struct lic_engine *engine, struct lic_store *store, bool anew,
			  struct lic_diag *diag)
{
	struct lic_snapshot *snapshot = lic_engine_snapshot(engine);
	int64_t standing;
	int err = lic_store_standing(store, &standing, diag);

	if (!err && (anew || standing != engine->standing))
		err = lic_store_feed_list_each(store, 0, note_expiry, snapshot, diag);
	if (!err)
		engine->standing = standing;
	let_expire(snapshot);
	lic_snapshot_unref(snapshot);
	return err;
}

int lic_engine_refresh(struct lic_engine *engine, struct lic_diag *diag)
{
	struct lic_store *store;

	if (engine->index_file) {
		struct lic_snapshot *snapshot = lic_engine_snapshot(engine);
		let_expire(snapshot);
		lic_snapshot_unref(snapshot);
		return 0;
	}
	pthread_mutex_lock(&engine->refreshing);
	int err = lic_engine_store(engine, false, &store, diag);
	if (!err) {
		err = load_tokens(engine, store, diag);
		if (!err)
			err = open_current(engine, store, diag);
		if (err >= 0) {
			int got = look_at_expiry(engine, store, err > 0, diag);
			err = got < 0 ? got : err;
		}
		lic_store_close(store);
	}
	pthread_mutex_unlock(&engine->refreshing);
	return err;
}

/* The store is there and has a listset: 1; it has none yet: 0. */
static int has_listset(struct lic_engine *engine, struct lic_diag *diag)
{
	struct lic_store *store;
	int64_t generation;
	char *path = lic_path_join(engine->data_dir, LIC_STORE_FILE);

	if (!path)
		return LIC_ENOMEM;
	int there = access(path, F_OK) == 0;
	free(path);
	if (!there)
		return 0;
	int err = lic_engine_store(engine, false, &store, diag);
	/* Made and not filled: a first start that was cut off. */
	if (err == LIC_ECORRUPT || err == LIC_EVERSION)
		err = lic_engine_store(engine, true, &store, diag);
	if (err < 0)
		return err;
	err = lic_store_generation(store, &generation, diag);
	lic_store_close(store);
	return err < 0 ? err : generation > 0;
}

static int open_data(struct lic_engine *engine, struct lic_diag *diag)
{
	int err = has_listset(engine, diag);

	if (err == 0) {
		err = lic_dir_make(engine->data_dir, diag);
		if (!err)
			err = lic_lists_load(engine, diag);
		if (err >= 0)
			lic_log(LIC_LOG_INFO, "first use of %s: loaded the bundled lists",
				engine->data_dir);
	}
	if (err < 0)
		return err;
	err = lic_engine_refresh(engine, diag);
	if (err == LIC_ENOENT || err == LIC_ECORRUPT || err == LIC_EVERSION) {
		/* The store is whole and its index is not: make it again. */
		lic_log(LIC_LOG_WARN, "%s; building the index again", diag ? diag->text : "");
		engine->mended = LIC_MENDED_INDEX;
		err = lic_index_rebuild(engine, diag);
		if (!err)
			err = lic_engine_refresh(engine, diag);
	}
	if (err == LIC_ESYNTAX) {
		/* Its model is of another version of Licit: take the one that came with
		 * this one. */
		lic_log(LIC_LOG_WARN, "%s; loading the bundled lists", diag ? diag->text : "");
		engine->mended = LIC_MENDED_LISTS;
		err = lic_lists_load(engine, diag);
		if (err >= 0)
			err = lic_engine_refresh(engine, diag);
	}
	return err < 0 ? err : LIC_OK;
}

int lic_engine_open(struct lic_engine **out, const struct lic_engine_options *options,
		    struct lic_diag *diag)
{
	struct lic_engine *engine = calloc(1, sizeof(*engine));
	struct lic_snapshot *snapshot;
	int err = LIC_ENOMEM;

	if (!engine)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	pthread_mutex_init(&engine->refreshing, NULL);
	pthread_rwlock_init(&engine->lock, NULL);
	pthread_mutex_init(&engine->looking, NULL);
	pthread_mutex_init(&engine->finding, NULL);
	engine->look_ms = options->look_ms ? options->look_ms : LIC_LOOK_MS;
	engine->data_dir = strdup(options->data_dir ? options->data_dir : "");
	engine->lists_dir = strdup(options->lists_dir ? options->lists_dir : "");
	if (options->index_file)
		engine->index_file = strdup(options->index_file);
	engine->name_servers = strdup(options->name_servers ? options->name_servers : "");
	engine->test_addresses = strdup(options->test_addresses ? options->test_addresses : "");
	engine->test_roots = strdup(options->test_roots ? options->test_roots : "");
	if (!engine->data_dir || !engine->lists_dir || !engine->name_servers ||
	    !engine->test_addresses || !engine->test_roots ||
	    (options->index_file && !engine->index_file))
		goto out;
	err = lic_psl_open(&engine->psl, options->psl_file, diag);
	if (err < 0)
		goto out;
	if (engine->index_file) {
		err = lic_snapshot_open(&snapshot, engine->index_file, 1, diag);
		if (!err) {
			let_expire(snapshot);
			install(engine, snapshot);
		}
	} else {
		err = open_data(engine, diag);
	}
	if (!err) {
		*out = engine;
		return LIC_OK;
	}
out:
	lic_engine_free(engine);
	return err;
}

void lic_engine_free(struct lic_engine *engine)
{
	if (!engine)
		return;
	lic_live_free(engine->live);
	lic_finder_unref(engine->finder);
	pthread_mutex_destroy(&engine->finding);
	pthread_mutex_destroy(&engine->looking);
	free(engine->name_servers);
	free(engine->test_addresses);
	free(engine->test_roots);
	lic_snapshot_unref(engine->snapshot);
	lic_psl_free(engine->psl);
	pthread_rwlock_destroy(&engine->lock);
	pthread_mutex_destroy(&engine->refreshing);
	free(engine->tokens.hash);
	free(engine->index_file);
	free(engine->lists_dir);
	free(engine->data_dir);
	free(engine);
}

void lic_engine_status(struct lic_engine *engine, struct lic_status *out)
{
	pthread_rwlock_rdlock(&engine->lock);
	const struct lic_snapshot *s = engine->snapshot;
	*out = (struct lic_status){
		.listset = lic_index_id(s->index),
		.model = lic_str_from(s->model.id),
		.psl = lic_str_from(lic_psl_version(engine->psl)),
		.mended = engine->mended,
		.lists = lic_index_lists(s->index),
		.entries = lic_index_entries(s->index),
		.pairings = engine->tokens.count,
		.generation = (uint64_t)s->generation,
		.checks = atomic_load_explicit(&engine->checks, memory_order_relaxed),
	};
	pthread_rwlock_unlock(&engine->lock);
}
