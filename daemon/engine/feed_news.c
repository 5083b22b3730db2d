#include "feed_news.h"

#include "canonical.h"
#include "hex.h"

/* ---- what there is --------------------------------------------------- */

static void refuse(struct lic_news_list *list, const char *fmt, ...) LIC_PRINTF(2, 3);

static void refuse(struct lic_news_list *list, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(list->problem, sizeof(list->problem), fmt, args);
	va_end(args);
	list->way = LIC_UPDATE_REFUSED;
}

static struct lic_news_list *find(const struct lic_news *news, struct lic_str id)
{
	for (size_t i = 0; i < news->count; i++)
		if (lic_str_eq(news->lists[i].id, id))
			return &news->lists[i];
	return NULL;
}

static bool is_kind(const struct lic_feed_target *target, const char *kind)
{
	const struct lic_json *licit = lic_json_get(target->custom, "licit");

	return lic_str_eq(lic_json_string(lic_json_get(licit, "kind")), lic_str_from(kind));
}

/* The id of the list that the target is as a whole; empty: of none. */
static struct lic_str list_of(const struct lic_feed_target *target)
{
	static const struct lic_str tail = {"/list", 5};
	struct lic_str path = target->path;

	if (!is_kind(target, "list") || !lic_str_ends(path, tail))
		return lic_str(NULL, 0);
	path.len -= tail.len;
	return lic_list_id_ok(path) ? path : lic_str(NULL, 0);
}

static int collect(void *ctx, const struct lic_feed_target *target, int64_t expires)
{
	struct lic_news *news = ctx;
	struct lic_str id = list_of(target);

	if (!id.len || find(news, id))
		return LIC_OK;
	if (news->count == LIC_FEED_LISTS_MAX)
		return lic_diag_set(news->diag, LIC_ELIMIT, "the feed has more than %d lists",
				    LIC_FEED_LISTS_MAX);
	struct lic_news_list *list = &news->lists[news->count];
	*list = (struct lic_news_list){.id = lic_arena_copy(&news->arena, id), .expires = expires};
	if (!list->id.ptr)
		return LIC_ENOMEM;
	news->count++;
	return LIC_OK;
}

static void doubt(void *ctx, const char *role, int err, const char *why)
{
	struct lic_news *news = ctx;

	(void)err;
	(void)role;
	news->doubt = true;
	snprintf(news->doubt_why, sizeof(news->doubt_why), "%s", why);
}

/* ---- what is said of a list ------------------------------------------ */

static bool read_definition(struct lic_news_list *list, const struct lic_json *d)
{
	struct lic_list *out = &list->definition;
	struct lic_str as_of = lic_json_string(lic_json_get(d, "as_of"));
	int64_t days = 0;

	*out = (struct lic_list){
		.id = list->id,
		.name = lic_json_string(lic_json_get(d, "name")),
		.jurisdiction = lic_json_string(lic_json_get(d, "jurisdiction")),
		.authority = lic_json_string(lic_json_get(d, "authority")),
		.url = lic_json_string(lic_json_get(d, "url")),
		.licence = lic_json_string(lic_json_get(d, "licence")),
		.timezone = lic_json_string(lic_json_get(d, "timezone")),
		.origin = LIC_ORIGIN_SUBSCRIBED,
	};
	if (lic_json_get(d, "max_age_days") &&
	    (!lic_json_integer(lic_json_get(d, "max_age_days"), &days) || days < 0 ||
	     days > INT32_MAX))
		return false;
	out->max_age_days = (int32_t)days;
	if (!out->name.len)
		out->name = list->id;
	return lic_str_eq(lic_json_string(lic_json_get(d, "id")), list->id) &&
	       lic_kind_parse(lic_json_string(lic_json_get(d, "kind")), &out->kind) == LIC_OK &&
	       (!as_of.len || lic_date_parse(as_of, &out->as_of) == LIC_OK);
}

static bool read_log(struct lic_news_list *list, const struct lic_json *log)
{
	struct lic_str root = lic_json_string(lic_json_get(log, "root"));
	int64_t size;

	if (!lic_json_integer(lic_json_get(log, "size"), &size) || size < 0 ||
	    root.len != 2 * sizeof(list->root.byte) ||
	    lic_hex_read(root, (char *)list->root.byte) < 0)
		return false;
	list->log.size = (uint64_t)size;
	return true;
}

/* Which bytes and which definition: if either is another, the mark is. */
static int make_mark(struct lic_news_list *list, struct lic_diag *diag)
{
	unsigned char hash[LIC_SHA256_SIZE];
	struct lic_buf text;

	lic_buf_init(&text, LIC_JSON_FILE_MAX);
	lic_buf_adds(&text, list->target.sha256);
	int err = lic_canonical_write(&text, list->target.custom, diag);
	if (!err) {
		lic_sha256(lic_buf_str(&text), hash);
		lic_hex(hash, sizeof(hash), list->mark);
	}
	lic_buf_release(&text);
	return err;
}

/* Has the log gone on from where it was? What is not so is a rewritten log, and refused. */
static void compare_logs(struct lic_news_list *list)
{
	struct lic_hash had;

	list->way = LIC_UPDATE_WHOLE;
	if (!list->had.list)
		return;
	lic_frontier_root(&list->had.log, &had);
	if (list->log.size == list->had.log.size && lic_hash_eq(&had, &list->root))
		list->way = LIC_UPDATE_SAME;
	else if (list->log.size == list->had.log.size)
		refuse(list,
		       "its log was rewritten: at %llu entries it has another root than the one "
		       "that was seen here before. Ask the publisher; what was known stays",
		       (unsigned long long)list->log.size);
	else if (list->log.size < list->had.log.size)
		refuse(list,
		       "its log was rewritten: it has %llu entries, and had %llu. Ask the "
		       "publisher; what was known stays",
		       (unsigned long long)list->log.size, (unsigned long long)list->had.log.size);
	if (list->way == LIC_UPDATE_SAME)
		list->log = list->had.log;
}

static int look_at(struct lic_news *news, struct lic_news_list *list, struct lic_store *store)
{
	const struct lic_str parts[] = {list->id, LIC_STR("/list")};
	/* The target goes on pointing to it. */
	const struct lic_str path = lic_arena_join(&news->arena, parts, LIC_ARRAY_SIZE(parts));
	struct lic_diag why = {""};
	if (!path.ptr)
		return LIC_ENOMEM;
	int err = lic_store_feed_list_get(store, list->id, &list->had, &news->arena, news->diag);

	if (err < 0 && err != LIC_ENOENT)
		return err;
	if (!err && list->had.feed != news->feed_no) {
		list->had = (struct lic_store_feed_list){.list = 0};
		refuse(list, "another feed has this list already; `licit subscribe` shows which");
		return LIC_OK;
	}
	err = lic_feed_find(news->feed, path.ptr, &list->target, &why);
	if (err == LIC_ENOMEM)
		return err;
	if (err < 0) {
		refuse(list, "%s", why.text);
		return LIC_OK;
	}
	/* Of the target, which is valid as long as the feed is. */
	const struct lic_json *licit = lic_json_get(list->target.custom, "licit");
	if (!read_definition(list, lic_json_get(licit, "definition")) ||
	    !read_log(list, lic_json_get(licit, "log"))) {
		refuse(list, "the feed does not say what it is, or how long its log is");
		return LIC_OK;
	}
	err = make_mark(list, news->diag);
	list->redefined = !lic_str_eq(list->had.target, lic_str_from(list->mark));
	if (!err)
		compare_logs(list);
	return err;
}

/* A list that the store has from this feed, and the feed has no more. */
static int miss(void *ctx, const struct lic_store_feed_list *had)
{
	struct lic_news *news = ctx;

	if (find(news, had->id) || news->count == LIC_FEED_LISTS_MAX)
		return LIC_OK;
	struct lic_news_list *list = &news->lists[news->count];
	*list = (struct lic_news_list){
		.id = lic_arena_copy(&news->arena, had->id),
		.had = *had,
		.log = had->log,
		.expires = had->expires,
		.way = LIC_UPDATE_GONE,
	};
	list->had.id = list->id;
	list->had.target = list->had.problem = lic_str(NULL, 0);
	if (!list->id.ptr)
		return LIC_ENOMEM;
	if (news->doubt)
		refuse(list, "%s", news->doubt_why);
	else
		snprintf(list->problem, sizeof(list->problem), "the feed has this list no more");
	news->count++;
	return LIC_OK;
}

int lic_news_look(struct lic_news *news, struct lic_store *store)
{
	news->lists = calloc(LIC_FEED_LISTS_MAX, sizeof(*news->lists));
	if (!news->lists)
		return lic_diag_set(news->diag, LIC_ENOMEM, "out of memory");
	int err = lic_feed_walk(news->feed, collect, doubt, news);
	for (size_t i = 0; !err && i < news->count; i++)
		err = look_at(news, &news->lists[i], store);
	if (!err)
		err = lic_store_feed_list_each(store, news->feed_no, miss, news, news->diag);
	return err;
}

void lic_news_drop_changes(struct lic_news_list *list)
{
	for (size_t i = 0; i < list->deltas_count; i++)
		lic_delta_release(&list->deltas[i]);
	free(list->deltas);
	list->deltas = NULL;
	list->deltas_count = 0;
}

void lic_news_release(struct lic_news *news)
{
	for (size_t i = 0; i < news->count; i++) {
		lic_bundle_close(news->lists[i].bundle);
		lic_news_drop_changes(&news->lists[i]);
	}
	free(news->lists);
	lic_arena_release(&news->arena);
	*news = (struct lic_news){.feed = NULL};
}
