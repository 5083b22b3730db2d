/*
 * lists/sources.json: where authorities publish their lists as files, how each is read,
 * by what checksum it is verified, and when that was last proven. Immutable after parsing.
 */
#ifndef LIC_SOURCES_H
#define LIC_SOURCES_H

#include "arena.h"
#include "diag.h"
#include "list.h"

/* What is not known is empty, or 0. */
struct lic_source_row {
	struct lic_str id, list, kind, authority, page, url;
	struct lic_str format;   /* of format.h; or empty, and then there is a mapping */
	struct lic_str mapping;  /* of mapping.h, a line each */
	struct lic_str checksum; /* address of a file with the SHA-256 of the list */
	struct lic_str checksum_note, licence;
	lic_date proven; /* 0: never */
	struct lic_str proven_against;
};

struct lic_sources {
	struct lic_source_row *rows; /* in the file's order */
	size_t count;
	struct lic_arena arena;
};

/* The file's text: 0, LIC_ESYNTAX with what is wrong, or LIC_ENOMEM. */
LIC_CHECKED int lic_sources_parse(struct lic_sources *out, struct lic_str text,
				  struct lic_diag *diag);
void lic_sources_release(struct lic_sources *sources);

/* NULL if there is none. */
const struct lic_source_row *lic_sources_find(const struct lic_sources *sources, struct lic_str id);

/* The SHA-256 in the text of a checksum file, in hex: the first word of 64 hex digits.
 * False if there is none. */
bool lic_sources_sha256(struct lic_str text, struct lic_str *hex);

#endif
