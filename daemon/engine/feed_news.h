/*
 * What a refreshed feed has for the lists of this machine: which are others now, and their
 * changes or bundles, fetched and checked against the signed heads of their logs. Nothing of the
 * store is changed here (feed_take.h).
 *
 * For one thread; the feed must not be refreshed or freed meanwhile.
 */
#ifndef LIC_FEED_NEWS_H
#define LIC_FEED_NEWS_H

#include "bundle.h"
#include "delta.h"
#include "engine.h"
#include "licit_feed.h"
#include "licit_subscribe.h"
#include "store_feeds.h"

struct lic_news_list {
	struct lic_str id; /* terminated */
	enum lic_update_way way;
	struct lic_list definition;
	int64_t expires;
	bool redefined;                  /* the target or its definition is another one */
	char mark[LIC_FINGERPRINT_SIZE]; /* of both */

	struct lic_store_feed_list had; /* as the store has it; list 0: not at all */
	struct lic_frontier log;        /* as it is to be */
	struct lic_hash root;
	bool unproven; /* the feed gave no proof from the size that is had */

	struct lic_bundle *bundle;
	struct lic_delta *deltas;
	size_t deltas_count;

	char problem[sizeof(((struct lic_diag *)NULL)->text)];

	/* After feed_take.h. */
	uint64_t added, changed, removed, refused;

	struct lic_feed_target target;
};

struct lic_news {
	struct lic_engine *engine;
	struct lic_feed *feed;
	int64_t feed_no;
	const struct lic_update_options *options;
	const char *feed_id;
	struct lic_news_list *lists;
	size_t count;
	bool doubt; /* a role could not be believed: what is missing may be there */
	char doubt_why[sizeof(((struct lic_diag *)NULL)->text)];
	struct lic_arena arena;
	struct lic_diag *diag;
};

/* Look what there is. The caller has set engine, feed, feed_no, feed_id, options and diag.
 * Needs lic_news_release, also after an error. */
LIC_CHECKED int lic_news_look(struct lic_news *news, struct lic_store *store);

/* Fetch what the lists need: a list that cannot be brought up to date is LIC_UPDATE_REFUSED
 * afterwards. An error is one of the way to the server: then nothing should be taken. */
LIC_CHECKED int lic_news_fetch(struct lic_news *news);

/* The changes of that list did not do: fetch it whole. */
LIC_CHECKED int lic_news_fetch_whole(struct lic_news *news, struct lic_news_list *list);

void lic_news_drop_changes(struct lic_news_list *list);
void lic_news_release(struct lic_news *news);

#endif
