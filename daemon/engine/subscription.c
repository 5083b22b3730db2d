/* Feeds that this machine is subscribed to: making, forgetting, telling. */
#include "subscription.h"

#include "digest.h"
#include "fetch.h"
#include "licit_feed.h"
#include "publish.h"
#include "publisher_folder.h"

#define FEEDS_DIR "feeds"

int lic_subscription_urls_make(struct lic_subscription_urls *out, const struct lic_engine *engine,
			       const struct lic_store_feed *feed)
{
	struct lic_str url = feed->url;

	*out = (struct lic_subscription_urls){.metadata_dir = NULL};
	while (lic_str_ends(url, LIC_STR("/")))
		url.len--;
	if (asprintf(&out->metadata_dir, "%s/" FEEDS_DIR "/%.*s", engine->data_dir,
		     LIC_STR_ARG(feed->id)) < 0)
		out->metadata_dir = NULL;
	if (asprintf(&out->metadata, "%.*s/metadata", LIC_STR_ARG(url)) < 0)
		out->metadata = NULL;
	if (asprintf(&out->targets, "%.*s/targets", LIC_STR_ARG(url)) < 0)
		out->targets = NULL;
	return out->metadata_dir && out->metadata && out->targets ? LIC_OK : LIC_ENOMEM;
}

void lic_subscription_urls_release(struct lic_subscription_urls *urls)
{
	free(urls->metadata_dir);
	free(urls->metadata);
	free(urls->targets);
	*urls = (struct lic_subscription_urls){.metadata_dir = NULL};
}

/* What cannot be removed is met again, and then refused. */
static void remove_folder(const char *path)
{
	if (path)
		(void)!lic_folder_remove(path, NULL);
}

/* ---- subscribing ----------------------------------------------------- */

struct joining {
	struct lic_engine *engine;
	const struct lic_subscribe_options *options;
	struct lic_subscribed *out;
	struct lic_str id, fingerprint;   /* of the feed, in out */
	char asked[LIC_FINGERPRINT_SIZE]; /* the fingerprint that was given */
	struct lic_store_feed feed;
	struct lic_subscription_urls urls;
	struct lic_buf root;
	bool known; /* there is a feed of that URL or id */
	struct lic_str known_id;
	struct lic_arena arena;
	struct lic_diag *diag;
};

/* "https://feeds.example.org/licit/" gives "feeds-example-org-licit". */
static void id_from_url(struct lic_str url, char out[LIC_FEED_ID_SIZE])
{
	size_t n = 0;
	const char *scheme = memmem(url.ptr, url.len, "://", 3);

	if (scheme)
		url = lic_str(scheme + 3, url.len - (size_t)(scheme + 3 - url.ptr));
	for (size_t i = 0; i < url.len && n < LIC_FEED_ID_SIZE - 1; i++) {
		char c = lic_lower(url.ptr[i]);
		if (lic_is_alpha(c) || lic_is_digit(c))
			out[n++] = c;
		else if (n && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n && out[n - 1] == '-')
		n--;
	out[n] = '\0';
}

/* As people copy it: colons, blanks, capitals. One that was cut off, or something else, is none:
 * nothing need be fetched to see that. */
static bool read_fingerprint(struct lic_str given, char out[LIC_FINGERPRINT_SIZE])
{
	size_t n = 0;

	for (size_t i = 0; i < given.len; i++) {
		char c = lic_lower(given.ptr[i]);
		if (c == ':' || c == ' ')
			continue;
		if (n == LIC_FINGERPRINT_SIZE - 1 || (!lic_is_digit(c) && !(c >= 'a' && c <= 'f')))
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return n == LIC_FINGERPRINT_SIZE - 1;
}

static int check_options(struct joining *j)
{
	const struct lic_subscribe_options *o = j->options;

	if (!lic_str_is_web(o->url))
		return lic_diag_set(j->diag, LIC_EINVAL,
				    "a feed has an address that begins with https:// or http://");
	if (!o->root.len && !o->fingerprint.len)
		return lic_diag_set(j->diag, LIC_EINVAL,
				    "whom to trust? Give the root that the publisher hands out, or "
				    "its fingerprint: --root ROOT.json or --fingerprint SHA256");
	if (o->fingerprint.len && !read_fingerprint(o->fingerprint, j->asked))
		return lic_diag_set(
			j->diag, LIC_EINVAL,
			"\"%.*s\" is no fingerprint: a SHA-256 has %d hexadecimal digits",
			LIC_STR_ARG(o->fingerprint), LIC_FINGERPRINT_SIZE - 1);
	if (o->id.len)
		snprintf(j->out->id, sizeof(j->out->id), "%.*s", LIC_STR_ARG(o->id));
	else
		id_from_url(o->url, j->out->id);
	j->id = lic_str_from(j->out->id);
	if (!lic_list_id_ok(j->id))
		return lic_diag_set(
			j->diag, LIC_EINVAL,
			"\"%s\" cannot be the name of a feed: small letters, digits and "
			"hyphens, at most 64",
			j->out->id);
	return LIC_OK;
}

static bool same_url(struct lic_str a, struct lic_str b)
{
	while (lic_str_ends(a, LIC_STR("/")))
		a.len--;
	while (lic_str_ends(b, LIC_STR("/")))
		b.len--;
	return lic_str_eq(a, b);
}

static int is_known(void *ctx, const struct lic_store_feed *feed)
{
	struct joining *j = ctx;

	if (!same_url(feed->url, j->options->url) && !lic_str_eq(feed->id, j->id))
		return LIC_OK;
	j->known = true;
	j->known_id = lic_arena_copy(&j->arena, feed->id);
	return LIC_OK;
}

static int must_be_new(struct joining *j)
{
	struct lic_store *store;
	int err = lic_engine_store(j->engine, false, &store, j->diag);

	if (err < 0)
		return err;
	err = lic_store_feed_each(store, is_known, j, j->diag);
	lic_store_close(store);
	if (!err && j->known)
		err = lic_diag_set(
			j->diag, LIC_EREFUSED,
			"the feed %.*s has that name or address: `licit update` brings it "
			"up to date, `licit unsubscribe %.*s` forgets it",
			LIC_STR_ARG(j->known_id), LIC_STR_ARG(j->known_id));
	return err;
}

static int fetch_root(struct joining *j)
{
	struct lic_fetcher *fetcher;
	char *url = NULL;
	int err = lic_fetcher_new(&fetcher, j->options->roots);

	if (err < 0)
		return err;
	if (asprintf(&url, "%s/1.root.json", j->urls.metadata) < 0) {
		lic_fetcher_free(fetcher);
		return LIC_ENOMEM;
	}
	struct lic_fetch fetch = {
		.url = url,
		.max_bytes = LIC_FEED_ROOT_MAX,
		.timeout_ms = LIC_FEED_ROOT_MS,
		.take = lic_fetch_to_buf,
		.ctx = &j->root,
	};
	err = lic_fetcher_get(fetcher, &fetch, j->diag);
	free(url);
	lic_fetcher_free(fetcher);
	return err;
}

static int check_root(struct joining *j)
{
	unsigned char hash[LIC_SHA256_SIZE];
	int err = LIC_OK;

	lic_buf_adds(&j->root, j->options->root);
	if (!j->options->root.len)
		err = fetch_root(j);
	if (!err)
		err = lic_buf_error(&j->root);
	if (err < 0)
		return err;
	lic_sha256(lic_buf_str(&j->root), hash);
	lic_hex(hash, sizeof(hash), j->out->fingerprint);
	j->fingerprint = lic_str(j->out->fingerprint, 2 * sizeof(hash));
	if (j->options->fingerprint.len && strcmp(j->asked, j->out->fingerprint) != 0)
		return lic_diag_set(
			j->diag, LIC_EREFUSED,
			"the root has another fingerprint: %s. Nothing was trusted; ask "
			"the publisher",
			j->out->fingerprint);
	return LIC_OK;
}

static int remember(struct joining *j)
{
	struct lic_store *store;
	int64_t no;
	int err = lic_engine_store_begin(j->engine, &store, j->diag);

	if (err < 0)
		return err;
	err = lic_store_feed_add(store, &j->feed, &no, j->diag);
	return lic_engine_store_end(store, err, j->diag);
}

static int join(struct joining *j)
{
	int err = check_options(j);

	if (err < 0)
		return err;
	j->feed = (struct lic_store_feed){
		.id = j->id,
		.url = j->options->url,
		.subscribed = lic_clock_now(),
	};
	err = lic_subscription_urls_make(&j->urls, j->engine, &j->feed);
	if (!err)
		err = must_be_new(j);
	if (!err)
		err = check_root(j);
	if (err < 0)
		return err;
	j->feed.fingerprint = j->fingerprint;
	/* Of a feed that was forgotten half-way. */
	remove_folder(j->urls.metadata_dir);
	err = lic_feed_init(j->urls.metadata_dir, lic_buf_str(&j->root), j->diag);
	if (!err)
		err = remember(j);
	if (err < 0)
		remove_folder(j->urls.metadata_dir);
	return err;
}

int lic_subscribe(struct lic_engine *engine, const struct lic_subscribe_options *options,
		  struct lic_subscribed *out, struct lic_diag *diag)
{
	struct joining j = {.engine = engine, .options = options, .out = out, .diag = diag};

	*out = (struct lic_subscribed){.id = ""};
	lic_buf_init(&j.root, LIC_FEED_ROOT_MAX);
	int err = join(&j);
	lic_buf_release(&j.root);
	lic_arena_release(&j.arena);
	lic_subscription_urls_release(&j.urls);
	return err;
}

/* ---- forgetting ------------------------------------------------------ */

struct leaving {
	struct lic_store *store;
	struct lic_str lists[LIC_FEED_LISTS_MAX];
	int64_t numbers[LIC_FEED_LISTS_MAX];
	size_t count;
	struct lic_arena arena;
	struct lic_diag *diag;
};

static int note_list(void *ctx, const struct lic_store_feed_list *list)
{
	struct leaving *l = ctx;

	if (l->count == LIC_FEED_LISTS_MAX)
		return LIC_ELIMIT;
	l->lists[l->count] = lic_arena_copy(&l->arena, list->id);
	l->numbers[l->count++] = list->list;
	return l->lists[l->count - 1].ptr ? LIC_OK : LIC_ENOMEM;
}

static int take_away_lists(struct leaving *l, int64_t feed)
{
	int err = lic_store_feed_list_each(l->store, feed, note_list, l, l->diag);

	for (size_t i = 0; !err && i < l->count; i++) {
		if (l->numbers[i]) {
			err = lic_store_list_remove(l->store, l->numbers[i], l->diag);
			if (!err)
				err = lic_store_list_take_back(l->store, l->lists[i], l->diag);
		}
		if (!err)
			err = lic_store_feed_list_remove(l->store, l->lists[i], l->diag);
	}
	return err;
}

static int leave(struct lic_engine *engine, struct leaving *l, struct lic_str id,
		 struct lic_subscription_urls *urls)
{
	struct lic_store_feed feed;
	int err = lic_store_begin(l->store, l->diag);

	if (err < 0)
		return err;
	err = lic_store_feed_get(l->store, id, &feed, &l->arena, l->diag);
	if (!err)
		err = lic_subscription_urls_make(urls, engine, &feed);
	if (!err)
		err = take_away_lists(l, feed.no);
	if (!err)
		err = lic_store_feed_remove(l->store, feed.no, l->diag);
	if (!err)
		err = lic_store_raise_standing(l->store, l->diag);
	if (!err)
		err = lic_publish(engine, l->store, true, l->diag);
	if (err >= 0)
		err = lic_store_commit(l->store, l->diag);
	lic_store_rollback(l->store);
	if (!err)
		lic_publish_clean(engine, l->store);
	return err;
}

int lic_unsubscribe(struct lic_engine *engine, struct lic_str id, struct lic_diag *diag)
{
	struct leaving *l = calloc(1, sizeof(*l));
	struct lic_subscription_urls urls = {.metadata_dir = NULL};

	if (!l)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	l->diag = diag;
	int err = lic_engine_store(engine, true, &l->store, diag);
	if (!err)
		err = leave(engine, l, id, &urls);
	if (!err)
		remove_folder(urls.metadata_dir);
	lic_subscription_urls_release(&urls);
	lic_store_close(l->store);
	lic_arena_release(&l->arena);
	free(l);
	/* The bundled lists that came back may be of an older Licit. */
	if (!err)
		err = lic_lists_load(engine, diag);
	return err < 0 ? err : LIC_OK;
}

/* ---- telling --------------------------------------------------------- */

struct telling {
	int (*feed)(void *ctx, const struct lic_subscription *feed);
	int (*list)(void *ctx, const struct lic_subscribed_list *list);
	void *ctx;
	struct lic_str feed_id;
	int64_t now;
};

static int tell_feed(void *ctx, const struct lic_store_feed *feed)
{
	const struct telling *t = ctx;
	const struct lic_subscription told = {
		.id = feed->id,
		.url = feed->url,
		.fingerprint = feed->fingerprint,
		.subscribed = feed->subscribed,
		.checked = feed->checked,
		.updated = feed->updated,
		.expires = feed->expires,
		.next = feed->next,
		.failures = (uint64_t)feed->failures,
		.problem = feed->problem,
		.state = !feed->expires            ? "new"
			 : feed->expires <= t->now ? "expired"
						   : "current",
	};

	return t->feed(t->ctx, &told);
}

int lic_subscriptions_each(struct lic_engine *engine,
			   int (*fn)(void *ctx, const struct lic_subscription *feed), void *ctx,
			   struct lic_diag *diag)
{
	struct telling t = {.feed = fn, .ctx = ctx, .now = lic_clock_now()};
	struct lic_store *store;
	int err = lic_engine_store(engine, false, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_feed_each(store, tell_feed, &t, diag);
	lic_store_close(store);
	return err;
}

static int tell_list(void *ctx, const struct lic_store_feed_list *list)
{
	const struct telling *t = ctx;
	struct lic_hash root;
	struct lic_subscribed_list told = {
		.id = list->id,
		.feed = t->feed_id,
		.expires = list->expires,
		.log_size = list->log.size,
		.problem = list->problem,
		.present = list->list != 0,
	};

	lic_frontier_root(&list->log, &root);
	lic_hex(root.byte, sizeof(root.byte), told.root);
	return t->list(t->ctx, &told);
}

struct lists_of {
	struct lic_store *store;
	struct telling *telling;
	struct lic_str wanted;
	bool found;
	struct lic_diag *diag;
};

static int tell_lists_of(void *ctx, const struct lic_store_feed *feed)
{
	struct lists_of *l = ctx;

	if (l->wanted.len && !lic_str_eq(l->wanted, feed->id))
		return LIC_OK;
	l->found = true;
	l->telling->feed_id = feed->id;
	return lic_store_feed_list_each(l->store, feed->no, tell_list, l->telling, l->diag);
}

int lic_subscribed_lists_each(struct lic_engine *engine, struct lic_str feed,
			      int (*fn)(void *ctx, const struct lic_subscribed_list *list),
			      void *ctx, struct lic_diag *diag)
{
	struct telling t = {.list = fn, .ctx = ctx, .now = lic_clock_now()};
	struct lists_of l = {.telling = &t, .wanted = feed, .diag = diag};
	int err = lic_engine_store(engine, false, &l.store, diag);

	if (err < 0)
		return err;
	err = lic_store_feed_each(l.store, tell_lists_of, &l, diag);
	lic_store_close(l.store);
	if (!err && feed.len && !l.found)
		err = lic_diag_set(diag, LIC_ENOENT,
				   "there is no feed %.*s; `licit subscribe` shows all",
				   LIC_STR_ARG(feed));
	return err;
}
