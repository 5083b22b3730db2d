/*
 * Subscribing to feeds: lists that come signed from those who keep them, and are brought up to
 * date as they change. Whom a feed is believed is for licit_feed.h; what a list says is a
 * bundle or the changes since (docs/FEEDS.md).
 *
 * A subscribed list belongs to its feed: nobody here edits it. What is known of a feed counts until
 * it expires; after that its lists verify nothing.
 *
 * Threads: as licit.h says. An update holds a lock of its feed, so that two of them take turns or
 * the later one is told LIC_EBUSY. None of these functions calls lic_engine_refresh: who judges by
 * the lists does.
 * Errors: 0 or a negative lic_err, with a sentence for people in diag.
 */
#ifndef LIC_LICIT_SUBSCRIBE_H
#define LIC_LICIT_SUBSCRIBE_H

#include "licit.h"

/* ---- subscribing ----------------------------------------------------- */

struct lic_subscribe_options {
	struct lic_str url;  /* below which metadata/ and targets/ lie: http or https */
	struct lic_str id;   /* a name for it here; empty: made of the URL */
	struct lic_str root; /* the root to trust, as the publisher gave it; empty: its first one
				is fetched, and must have the fingerprint */
	struct lic_str fingerprint; /* SHA-256 of the root, in hex, colons and blanks aside */
	const char *roots;          /* PEM file of TLS roots to trust alone, or NULL */
};

#define LIC_FEED_ID_SIZE 65     /* as a list's id, and its NUL */
#define LIC_FINGERPRINT_SIZE 65 /* and its NUL */

struct lic_subscribed {
	char id[LIC_FEED_ID_SIZE];
	char fingerprint[LIC_FINGERPRINT_SIZE]; /* of the root that is trusted now */
};

/* Trust the root and remember the feed. Nothing is fetched but that root: lic_feeds_update does.
 * LIC_EREFUSED: it has another fingerprint, or there is such a feed. */
LIC_CHECKED int lic_subscribe(struct lic_engine *engine,
			      const struct lic_subscribe_options *options,
			      struct lic_subscribed *out, struct lic_diag *diag);

/* Forget a feed, its lists and what was trusted of it. A bundled list that one of them stood in
 * for comes back. */
LIC_CHECKED int lic_unsubscribe(struct lic_engine *engine, struct lic_str id,
				struct lic_diag *diag);

struct lic_subscription {
	struct lic_str id, url, fingerprint;
	int64_t subscribed;     /* seconds since 1970, as all times */
	int64_t checked;        /* the last try; 0: none */
	int64_t updated;        /* the last that succeeded; 0: none */
	int64_t expires;        /* 0: nothing is known yet */
	int64_t next;           /* not to be asked before, after failures */
	uint64_t failures;      /* in a row */
	struct lic_str problem; /* of the last try; empty: none */
	const char *state;      /* "current", "expired", "new" */
};

/* In order of id. */
LIC_CHECKED int lic_subscriptions_each(struct lic_engine *engine,
				       int (*fn)(void *ctx, const struct lic_subscription *feed),
				       void *ctx, struct lic_diag *diag);

struct lic_subscribed_list {
	struct lic_str id, feed;
	int64_t expires;
	uint64_t log_size;
	char root[LIC_FINGERPRINT_SIZE]; /* of its log, in hex */
	struct lic_str problem;          /* why it is not brought up to date; empty: none */
	bool present;                    /* false: it was refused from the beginning */
};

/* Of one feed, or of all (empty). */
LIC_CHECKED int lic_subscribed_lists_each(struct lic_engine *engine, struct lic_str feed,
					  int (*fn)(void *ctx,
						    const struct lic_subscribed_list *list),
					  void *ctx, struct lic_diag *diag);

/* ---- updating -------------------------------------------------------- */

/* How a list came to be what it is. */
enum lic_update_way {
	LIC_UPDATE_SAME,    /* nothing changed */
	LIC_UPDATE_CHANGES, /* by the changes alone */
	LIC_UPDATE_WHOLE,   /* by the whole list */
	LIC_UPDATE_GONE,    /* the feed has it no more: what was known expires at once */
	LIC_UPDATE_REFUSED, /* see problem; what was known stays */
	LIC_UPDATE_WAYS,
};

const char *lic_update_way_name(enum lic_update_way way);

struct lic_update_list {
	struct lic_str id;
	enum lic_update_way way;
	uint64_t added, changed, removed; /* entries; with `check` none is known */
	uint64_t refused;                 /* names that this Licit cannot take */
	uint64_t from, to;                /* sizes of the log */
	struct lic_str problem;           /* or why the changes were not enough; empty: none */
};

struct lic_update_feed {
	struct lic_str id;
	int err;                /* 0, or why nothing of it was taken */
	struct lic_str problem; /* the same in words */
	int64_t expires;
	uint64_t bytes; /* received: bodies */
	bool changed;   /* the lists of this machine are others now (with `check`: would be) */
};

struct lic_update_options {
	struct lic_str feed; /* only this one; empty: all */
	bool check;          /* look, and take nothing */
	bool due;            /* only those whose time has come after a failure */
	const char *roots;   /* PEM file of TLS roots to trust alone, or NULL */
	/* All may be NULL. list comes before its feed. */
	void (*list)(void *ctx, const struct lic_update_list *list);
	void (*feed_done)(void *ctx, const struct lic_update_feed *feed);
	void (*progress)(void *ctx, const char *feed, const char *doing, uint64_t bytes);
	bool (*stopped)(void *ctx); /* give up before the next step */
	void *ctx;
};

struct lic_update_result {
	uint64_t feeds, changed, failed;
	uint64_t refused; /* lists of feeds that did not fail */
};

/* Bring the feeds up to date, each whole or not at all. 0 even if some failed, which result and
 * feed_done tell; an error if the store failed, or there is no such feed. */
LIC_CHECKED int lic_feeds_update(struct lic_engine *engine,
				 const struct lic_update_options *options,
				 struct lic_update_result *result, struct lic_diag *diag);

#endif
