/* Fetching: the cheapest chain of changes, or the whole list where that is cheaper or the changes
 * do not do. */
#include "feed_news.h"

#include "limits.h"
#include "num.h"

/* One file of changes. */
struct edge {
	struct lic_feed_target target;
	uint64_t from, to;
};

struct edges {
	struct lic_news_list *list;
	struct edge item[LIC_FEED_CHANGES_MAX];
	size_t count;
};

static void tell(const struct lic_news *news, const char *what)
{
	const struct lic_update_options *o = news->options;

	if (o->progress)
		o->progress(o->ctx, news->feed_id, what, lic_feed_bytes(news->feed));
}

static bool is_stopped(const struct lic_news *news)
{
	return news->options->stopped && news->options->stopped(news->options->ctx);
}

/* An error of the way to the server, after which asking for more is in vain; all others are of
 * the file. */
static bool is_of_the_way(int err)
{
	return err == LIC_EIO || err == LIC_EBUSY || err == LIC_ENOMEM || err == LIC_ENOSPC;
}

static int read_target(struct lic_news *news, const struct lic_feed_target *target, size_t max,
		       struct lic_buf *out, struct lic_diag *diag)
{
	struct lic_feed_target found;

	if (is_stopped(news))
		return lic_diag_set(diag, LIC_EBUSY, "it was told to stop");
	tell(news, target->path.ptr);
	/* Who may speak of it is asked for each. */
	int err = lic_feed_find(news->feed, target->path.ptr, &found, diag);
	if (err < 0)
		return err;
	if (found.length > max)
		return lic_diag_set(diag, LIC_ELIMIT, "%s has more than %zu MiB", found.path.ptr,
				    max >> 20);
	lic_buf_init(out, (size_t)found.length + 1);
	return lic_feed_read(news->feed, &found, out, diag);
}

/* ---- the chain of changes -------------------------------------------- */

/* "ID/changes-A-B" with just these numbers? */
static bool read_edge(const struct lic_feed_target *target, struct lic_str id, struct edge *out)
{
	static const struct lic_str middle = {"/changes-", 9};
	struct lic_str rest = target->path, from;

	if (!lic_str_starts(rest, id))
		return false;
	rest = lic_str(rest.ptr + id.len, rest.len - id.len);
	if (!lic_str_starts(rest, middle))
		return false;
	rest = lic_str(rest.ptr + middle.len, rest.len - middle.len);
	*out = (struct edge){.target = *target};
	return lic_str_split(&rest, '-', &from) && rest.ptr &&
	       lic_num_parse(from, INT64_MAX, &out->from) == LIC_OK &&
	       lic_num_parse(rest, INT64_MAX, &out->to) == LIC_OK && out->from < out->to;
}

static int add_edge(void *ctx, const struct lic_feed_target *target, int64_t expires)
{
	struct edges *edges = ctx;
	const struct lic_news_list *list = edges->list;
	struct edge edge;

	(void)expires;
	if (edges->count < LIC_FEED_CHANGES_MAX && read_edge(target, list->id, &edge) &&
	    edge.from >= list->had.log.size && edge.to <= list->log.size)
		edges->item[edges->count++] = edge;
	return LIC_OK;
}

/* By where they lead, so that a chain is found in one pass. */
static int by_to(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	return x->to != y->to ? (x->to > y->to) - (x->to < y->to)
			      : (x->from > y->from) - (x->from < y->from);
}

/* The cheapest way from the size that is had to the one that is wanted: the numbers of its edges
 * in order, and what they cost; 0: there is none. */
static size_t find_chain(struct edges *edges, size_t chain[LIC_FEED_CHANGES_MAX], uint64_t *cost)
{
	uint64_t best[LIC_FEED_CHANGES_MAX];
	size_t before[LIC_FEED_CHANGES_MAX], end = SIZE_MAX, n = 0;
	const uint64_t from = edges->list->had.log.size, to = edges->list->log.size;

	qsort(edges->item, edges->count, sizeof(edges->item[0]), by_to);
	for (size_t i = 0; i < edges->count; i++) {
		const struct edge *e = &edges->item[i];
		best[i] = e->from == from ? e->target.length : UINT64_MAX;
		before[i] = SIZE_MAX;
		for (size_t j = 0; j < i; j++) {
			if (edges->item[j].to != e->from || best[j] == UINT64_MAX ||
			    best[j] + e->target.length >= best[i])
				continue;
			best[i] = best[j] + e->target.length;
			before[i] = j;
		}
		if (e->to == to && best[i] != UINT64_MAX &&
		    (end == SIZE_MAX || best[i] < best[end]))
			end = i;
	}
	*cost = end == SIZE_MAX ? UINT64_MAX : best[end];
	for (size_t i = end; i != SIZE_MAX; i = before[i])
		chain[n++] = i;
	for (size_t i = 0; i < n / 2; i++) {
		size_t other = chain[i];
		chain[i] = chain[n - 1 - i];
		chain[n - 1 - i] = other;
	}
	return n;
}

static int grow(void *ctx, struct lic_str leaf)
{
	struct lic_hash hash;

	lic_merkle_leaf(leaf, &hash);
	lic_frontier_add(ctx, &hash, NULL, NULL);
	return LIC_OK;
}

/* One file of the chain, on top of the log so far. */
static int fetch_delta(struct lic_news *news, struct lic_news_list *list, const struct edge *edge,
		       struct lic_frontier *log, struct lic_diag *why)
{
	struct lic_delta *delta = &list->deltas[list->deltas_count];
	struct lic_buf body = {.ptr = NULL};
	int err = read_target(news, &edge->target, LIC_DELTA_MAX, &body, why);

	if (!err)
		err = lic_delta_open(delta, lic_buf_str(&body), why);
	lic_buf_release(&body);
	if (err < 0)
		return err;
	list->deltas_count++;
	if (delta->from != edge->from || delta->to != edge->to || delta->from != log->size)
		return lic_diag_set(why, LIC_EMISMATCH, "%s holds other changes",
				    edge->target.path.ptr);
	return lic_delta_each(delta, grow, log);
}

static int fetch_chain(struct lic_news *news, struct lic_news_list *list, const struct edges *edges,
		       const size_t *chain, size_t count, struct lic_diag *why)
{
	struct lic_frontier log = list->had.log;
	struct lic_hash root;
	int err = LIC_OK;

	list->deltas = calloc(count, sizeof(*list->deltas));
	if (!list->deltas)
		return LIC_ENOMEM;
	for (size_t i = 0; !err && i < count; i++)
		err = fetch_delta(news, list, &edges->item[chain[i]], &log, why);
	if (err < 0)
		return err;
	lic_frontier_root(&log, &root);
	if (!lic_hash_eq(&root, &list->root))
		return lic_diag_set(why, LIC_EMISMATCH,
				    "the changes do not lead to the signed root of its log");
	list->log = log;
	list->way = LIC_UPDATE_CHANGES;
	return LIC_OK;
}

/* ---- the whole list -------------------------------------------------- */

static bool same_frontier(const struct lic_bundle_log *log, struct lic_frontier *out)
{
	struct lic_hash root;

	out->size = log->size;
	out->count = log->frontier_count;
	if (out->count)
		memcpy(out->hash, log->frontier, out->count * sizeof(out->hash[0]));
	lic_frontier_root(out, &root);
	return memcmp(root.byte, log->root, sizeof(root.byte)) == 0;
}

/* Is the log that was had a beginning of this one? */
static bool goes_on(struct lic_news_list *list, const struct lic_bundle_log *log)
{
	struct lic_hash had;

	list->unproven = false;
	if (!list->had.list || !list->had.log.size)
		return true;
	lic_frontier_root(&list->had.log, &had);
	if (list->had.log.size == log->size)
		return lic_hash_eq(&had, &list->root);
	for (size_t i = 0; i < log->proofs_count; i++) {
		const struct lic_bundle_proof *proof = &log->proofs[i];
		if (proof->from == list->had.log.size)
			return lic_merkle_consistent(proof->from, log->size, &had, &list->root,
						     (const struct lic_hash *)proof->path,
						     proof->count);
	}
	/* Too long ago for the feed to prove: recorded as such. */
	list->unproven = true;
	return true;
}

static int check_bundle(struct lic_news_list *list, struct lic_diag *why)
{
	const struct lic_bundle_log *log = lic_bundle_log(list->bundle);

	if (log->size != list->log.size ||
	    memcmp(log->root, list->root.byte, sizeof(list->root.byte)) != 0 ||
	    !same_frontier(log, &list->log))
		return lic_diag_set(why, LIC_EMISMATCH,
				    "the list is not as of the signed head of its log");
	if (!goes_on(list, log))
		return lic_diag_set(why, LIC_EMISMATCH,
				    "its log was rewritten: the one of %llu entries that was seen "
				    "here before is not its beginning. Ask the publisher; what was "
				    "known stays",
				    (unsigned long long)list->had.log.size);
	return LIC_OK;
}

int lic_news_fetch_whole(struct lic_news *news, struct lic_news_list *list)
{
	struct lic_buf body = {.ptr = NULL};
	struct lic_diag why = {""};

	lic_news_drop_changes(list);
	int err = read_target(news, &list->target, LIC_BUNDLE_MAX, &body, &why);
	if (!err)
		err = lic_bundle_open(&list->bundle, lic_buf_str(&body), &why);
	lic_buf_release(&body);
	if (!err)
		err = check_bundle(list, &why);
	list->way = LIC_UPDATE_WHOLE;
	if (is_of_the_way(err))
		return lic_diag_set(news->diag, err, "%s", why.text);
	if (err < 0) {
		list->way = LIC_UPDATE_REFUSED;
		snprintf(list->problem, sizeof(list->problem), "%s", why.text);
	}
	return LIC_OK;
}

/* ---------------------------------------------------------------------- */

static int fetch_list(struct lic_news *news, struct lic_news_list *list)
{
	struct edges *edges = calloc(1, sizeof(*edges));
	size_t chain[LIC_FEED_CHANGES_MAX], count = 0;
	struct lic_diag why = {""};
	uint64_t cost = UINT64_MAX;
	int err = LIC_ENOENT;

	if (!edges)
		return lic_diag_set(news->diag, LIC_ENOMEM, "out of memory");
	edges->list = list;
	if (list->had.list && lic_feed_walk(news->feed, add_edge, NULL, edges) == LIC_OK)
		count = find_chain(edges, chain, &cost);
	if (count && cost < list->target.length)
		err = fetch_chain(news, list, edges, chain, count, &why);
	free(edges);
	if (!err || err == LIC_ENOMEM)
		return err;
	/* Lost, wrong, or not worth it. */
	snprintf(list->problem, sizeof(list->problem), "%s", why.text);
	return lic_news_fetch_whole(news, list);
}

int lic_news_fetch(struct lic_news *news)
{
	int err = LIC_OK;

	for (size_t i = 0; !err && i < news->count; i++)
		if (news->lists[i].way == LIC_UPDATE_WHOLE)
			err = fetch_list(news, &news->lists[i]);
	return err;
}
