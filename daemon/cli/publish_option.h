/*
 * What the commands `licit publish …` have in common: where the repository lies, keys and
 * their passphrases, and how what the engine says is shown.
 */
#ifndef LIC_PUBLISH_OPTION_H
#define LIC_PUBLISH_OPTION_H

#include "command.h"
#include "licit_publish.h"

#define LIC_PUBLISH_OPTION_REPO                                                        \
	{                                                                              \
		"repo", 0, LIC_VALUE_DIR, "DIR", NULL,                                 \
			"The publisher's repository; else publish in the data folder." \
	}

#define LIC_PUBLISH_OPTION_STAGED                                                                \
	{                                                                                        \
		"staged", 0, LIC_VALUE_DIR, "DIR", NULL, "A staged folder that was copied here." \
	}

#define LIC_PUBLISH_OPTION_KEY                                                        \
	{                                                                             \
		"key", 'k', LIC_VALUE_FILE, "FILE", NULL,                             \
			"A private key; may be given more than once, for other keys." \
	}

#define LIC_PUBLISH_OPTION_THRESHOLDS                                      \
	{                                                                  \
		"thresholds", 0, LIC_VALUE_TEXT, "ROLE=N,...", NULL,       \
			"Signatures that roles need, as root=2,targets=1." \
	}

#define LIC_PUBLISH_OPTION_EXPIRY                                         \
	{                                                                 \
		"expiry", 0, LIC_VALUE_TEXT, "ROLE=DAYS,...", NULL,       \
			"Days that roles count, as root=365,timestamp=1." \
	}

#define LIC_PUBLISH_OPTION_PASSPHRASE_FILE                                            \
	{                                                                             \
		"passphrase-file", 0, LIC_VALUE_FILE, "FILE", NULL,                   \
			"Read the key's passphrase from the first line of this file." \
	}

#define LIC_PUBLISH_OPTION_PASSPHRASE_FD                               \
	{                                                              \
		"passphrase-fd", 0, LIC_VALUE_TEXT, "N", NULL,         \
			"Read it from this descriptor of the process." \
	}

/* Where the repository lies, into out with its NUL: false after saying why not. */
bool lic_publish_option_repo(struct lic_cli *cli, size_t option, struct lic_buf *out);

/* Where its staged release lies, or `copy` of one if that is not NULL, the same way. */
bool lic_publish_option_staged(struct lic_cli *cli, size_t repo, const char *copy,
			       struct lic_buf *out);

/* Open it, with the data of the lists if they are needed: false after saying why not. */
bool lic_publish_option_open(struct lic_cli *cli, size_t option, bool lists,
			     struct lic_publisher **out);

/* One private key's text with its passphrase. */
struct lic_publish_key {
	struct lic_buf pem, passphrase;
};

/* Read the key of a file; for one that is encrypted, its passphrase from the options or the
 * terminal. False after saying why not. */
bool lic_publish_option_key(struct lic_cli *cli, const char *path, size_t passphrase_file,
			    size_t passphrase_fd, struct lic_publish_key *out);
void lic_publish_key_release(struct lic_publish_key *key);

/* A file of text, whole: a public key. False after saying why not. */
bool lic_publish_option_text(struct lic_cli *cli, const char *path, struct lic_buf *out);

/* Show what the staged release changes, for people or for programs; gives the exit status. */
int lic_publish_option_summary(struct lic_cli *cli, size_t repo, const char *copy, bool json);

#define LIC_PUBLISH_TEXT_MAX (8u << 20)

/* The end of what made the engine write a text and gave err: show the text, with `first` before
 * each line (NULL: as it is, for programs), or why there is none. Releases it, and gives the exit
 * status. */
int lic_publish_option_end(struct lic_cli *cli, int err, const char *first, struct lic_buf *text);

#endif
