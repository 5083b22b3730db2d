/*
 * Where a subscribed feed lies, on the web and in the data folder. Shared by subscription.c and
 * feed_update.c.
 */
#ifndef LIC_SUBSCRIPTION_H
#define LIC_SUBSCRIPTION_H

#include "engine.h"
#include "licit_subscribe.h"
#include "store_feeds.h"

struct lic_subscription_urls {
	char *metadata_dir;       /* in the data folder: feeds/ID */
	char *metadata, *targets; /* below the URL of the feed */
};

/* Release them, also after an error. */
LIC_CHECKED int lic_subscription_urls_make(struct lic_subscription_urls *out,
					   const struct lic_engine *engine,
					   const struct lic_store_feed *feed);
void lic_subscription_urls_release(struct lic_subscription_urls *urls);

#endif
