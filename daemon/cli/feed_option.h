/*
 * What the commands `licit feed …` have in common: the options that name a feed, and how it is
 * opened.
 */
#ifndef LIC_FEED_OPTION_H
#define LIC_FEED_OPTION_H

#include "command.h"
#include "licit_feed.h"

#define LIC_FEED_OPTION_METADATA_DIR                             \
	{                                                        \
		"metadata-dir", 0, LIC_VALUE_DIR, "DIR", NULL,   \
			"What is trusted of the feed lies here." \
	}

#define LIC_FEED_OPTION_METADATA_URL                                                 \
	{                                                                            \
		"metadata-url", 0, LIC_VALUE_TEXT, "URL", NULL,                      \
			"The feed's metadata lie below this address, http or https." \
	}

/* The value of that option of the command: NULL after saying that it is missing. */
const char *lic_feed_option_needed(struct lic_cli *cli, size_t option);

/* Open the feed: LIC_EXIT_OK, or another exit status after saying why not. */
int lic_feed_option_open(struct lic_cli *cli, struct lic_feed **out,
			 struct lic_feed_options *options);

/* "root 3, timestamp 12, …; good until …" on standard output. */
void lic_feed_option_show(struct lic_cli *cli, const struct lic_feed *feed);

#endif
