/*
 * Into the store with what a feed has: all its lists in one transaction, whose commit publishes
 * the next listset. A crash leaves the lists as they were, or as they are to be.
 */
#ifndef LIC_FEED_TAKE_H
#define LIC_FEED_TAKE_H

#include "feed_news.h"

/* Take the news, which were fetched: 1 if the lists are others now, 0 if only their expiry may
 * be, or an error; then the store is as it was. *again: the changes of that list did not fit,
 * and it is to be fetched whole; LIC_ECORRUPT. */
LIC_CHECKED int lic_feed_take(struct lic_news *news, struct lic_store_feed *state,
			      struct lic_news_list **again);

/* Keep the state of a feed alone: after a failure. */
LIC_CHECKED int lic_feed_note(struct lic_engine *engine, const struct lic_store_feed *state,
			      struct lic_diag *diag);

#endif
