/*
 * Metadata of The Update Framework as text: the signed half of each role, and the file that
 * joins it with its signatures (specification, section 4). A file made here is
 *
 *   {"signatures":[{"keyid":…,"sig":…},…],
 *   "signed":{…}}
 *
 * so that a signature is added without a touch to what was signed.
 *
 * Pure. Depends on publisher_config.h for keys and roles.
 */
#ifndef LIC_PUBLISHER_BODY_H
#define LIC_PUBLISHER_BODY_H

#include "clock.h"
#include "json.h"
#include "publisher_config.h"

/* Version and end of a role's word. */
struct lic_body_term {
	uint64_t version;
	int64_t expires;
};

struct lic_body_target {
	struct lic_str path;
	uint64_t length;
	char sha256[65];
	struct lic_str custom; /* JSON */
};

struct lic_body_meta {
	struct lic_str role;
	uint64_t version;
};

void lic_body_root(struct lic_buf *out, const struct lic_publisher_config *config,
		   const struct lic_body_term *term);

/* published: for each delegation of the config, whether it is to be named. */
void lic_body_targets(struct lic_buf *out, const struct lic_publisher_config *config,
		      const bool *published, const struct lic_body_target *targets, size_t count,
		      const struct lic_body_term *term);

void lic_body_snapshot(struct lic_buf *out, const struct lic_body_meta *metas, size_t count,
		       const struct lic_body_term *term);
void lic_body_timestamp(struct lic_buf *out, uint64_t snapshot, const struct lic_body_term *term);

/* {"keys":…,"role":{…}}: who signs for one role, and of a delegated one, which names are its. */
void lic_body_owner(struct lic_buf *out, const struct lic_publisher_config *config,
		    const struct lic_publisher_role *role);

/* ---- files ------------------------------------------------------------ */

struct lic_body_signature {
	struct lic_str keyid, sig; /* hex */
};

void lic_body_file(struct lic_buf *out, struct lic_str body,
		   const struct lic_body_signature *signatures, size_t count);

/* The signed half as it stands in a file that was made here: LIC_ECORRUPT for another. */
LIC_CHECKED int lic_body_of(struct lic_str file, struct lic_str *body, struct lic_diag *diag);

/* A value that was read, as JSON again, members as they stand. Numbers are integers. */
void lic_body_value(struct lic_buf *out, const struct lic_json *value);

/* Do two signed halves say the same but for version and expiry? */
bool lic_body_same(const struct lic_json *a, const struct lic_json *b);

/* The same of one that was written here, and a whole file that was read. */
LIC_CHECKED int lic_body_says(const struct lic_json *file, struct lic_str body, bool *same,
			      struct lic_diag *diag);

#endif
