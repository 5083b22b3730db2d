/*
 * What signed metadata says of a file, be it metadata or a target: its version, its length, its
 * hashes (TUF specification 1.0, METAFILES and TARGETS). Pure.
 */
#ifndef LIC_TUF_FILE_H
#define LIC_TUF_FILE_H

#include "diag.h"
#include "json.h"

struct lic_tuf_file {
	uint64_t version; /* of metadata; 0: a target */
	int64_t length;   /* -1: not said */
	/* In hex, lower case; empty: not said. Borrowed from the JSON, as all texts are, and
	 * terminated. */
	struct lic_str sha256;
	struct lic_str sha512;
	bool hashed;                   /* there are hashes, be they known or not */
	const struct lic_json *custom; /* of a target; NULL: none */
};

/* An entry of a snapshot's or a timestamp's "meta": LIC_OK or LIC_ESYNTAX. */
LIC_CHECKED int lic_tuf_file_read_meta(struct lic_tuf_file *out, const struct lic_json *value,
				       struct lic_diag *diag);

/* An entry of "targets". */
LIC_CHECKED int lic_tuf_file_read_target(struct lic_tuf_file *out, const struct lic_json *value,
					 struct lic_diag *diag);

/* Hash a text as it comes, and compare it in the end. */
struct lic_tuf_check;

LIC_CHECKED int lic_tuf_check_new(struct lic_tuf_check **out);
void lic_tuf_check_free(struct lic_tuf_check *check);
void lic_tuf_check_add(struct lic_tuf_check *check, const void *ptr, size_t len);

/* Is what was added the file: as long, and with every hash of a kind that is known? LIC_EMISMATCH
 * if not, or if there are hashes and none is of a known kind. To be asked once. */
LIC_CHECKED int lic_tuf_check_end(struct lic_tuf_check *check, const struct lic_tuf_file *file,
				  struct lic_diag *diag);

/* All of that for a text in memory. */
LIC_CHECKED int lic_tuf_file_check(const struct lic_tuf_file *file, struct lic_str text,
				   struct lic_diag *diag);

#endif
