/*
 * Published lists: where authorities keep them, and fetching one. Nothing is fetched but
 * when a person asks for it.
 *
 * Errors: 0 or a negative lic_err, with a sentence for people in diag.
 */
#ifndef LIC_LICIT_SOURCE_H
#define LIC_LICIT_SOURCE_H

#include "licit.h"

/* What is not known is empty, or 0. */
struct lic_source_info {
	struct lic_str id, list, kind, authority, page, url, format, mapping;
	struct lic_str checksum, checksum_note, licence, proven_against;
	lic_date proven; /* when its reading was last proven; 0: never */
};

/* All of lists/sources.json. */
LIC_CHECKED int lic_sources_each(struct lic_engine *engine,
				 int (*fn)(void *ctx, const struct lic_source_info *info),
				 void *ctx, struct lic_diag *diag);

#define LIC_SHA256_HEX_SIZE 65

struct lic_source_get {
	struct lic_str id;
	const char *checksum_url; /* of a file with the SHA-256, instead of the source's; or NULL */
	struct lic_str sha256;    /* in hex, instead of any file's; or empty */
	bool unverified;          /* take it although no checksum is known */

	/* What came of it. */
	char digest[LIC_SHA256_HEX_SIZE]; /* of what was read */
	bool verified;
};

/* The list's bytes, appended to out: from its address, or those in `file` if it is not
 * empty. LIC_ENOENT (no such source, no address), LIC_EMISMATCH (another checksum),
 * LIC_EREFUSED (no checksum is known), or an error of fetching. */
LIC_CHECKED int lic_source_get(struct lic_engine *engine, struct lic_source_get *get,
			       struct lic_str file, struct lic_buf *out, struct lic_diag *diag);

#endif
