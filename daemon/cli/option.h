/*
 * Rows of the table of options that several commands have: the same name, letter and value
 * everywhere; `says` is the help where that is each command's own.
 */
#ifndef LIC_OPTION_H
#define LIC_OPTION_H

#include "command.h"

#define LIC_OPTION_JSON(says)                               \
	{                                                   \
		"json", 0, LIC_VALUE_NONE, NULL, NULL, says \
	}
#define LIC_OPTION_DRY_RUN(says)                                 \
	{                                                        \
		"dry-run", 'n', LIC_VALUE_NONE, NULL, NULL, says \
	}
#define LIC_OPTION_LIST(says)                               \
	{                                                   \
		"list", 0, LIC_VALUE_TEXT, "ID", NULL, says \
	}
#define LIC_OPTION_KIND(says)                                                                 \
	{                                                                                     \
		"kind", 0, LIC_VALUE_WORDS, "KIND", "register illegal community benign", says \
	}
#define LIC_OPTION_REASON                                                         \
	{                                                                         \
		"reason", 0, LIC_VALUE_TEXT, "TEXT", NULL, "The reason in words." \
	}
#define LIC_OPTION_EVIDENCE                                                                     \
	{                                                                                       \
		"evidence", 0, LIC_VALUE_TEXT, "LINKS", NULL,                                   \
			"Links, or hashes of captures (sha256:…), with a space between them." \
	}
#define LIC_OPTION_DECIDED                                                 \
	{                                                                  \
		"all", 0, LIC_VALUE_NONE, NULL, NULL, "Decided ones, too." \
	}
#define LIC_OPTION_ACCEPT_REMOVALS                                                      \
	{                                                                               \
		"accept-removals", 0, LIC_VALUE_NONE, NULL, NULL,                       \
			"Withdraw what the file no longer names, however much that is." \
	}
#define LIC_OPTION_COUNTRY                                                         \
	{                                                                          \
		"country", 0, LIC_VALUE_TEXT, "CC", NULL,                          \
			"The country you buy in, as CZ; else the setting country." \
	}

/* does: "Who reviews" */
#define LIC_OPTION_WHO(does)                                                                    \
	{                                                                                       \
		"who", 0, LIC_VALUE_TEXT, "NAME", NULL, does "; else the name of this account." \
	}

#endif
