/*
 * Records of a DNS master file (RFC 1035 section 5): words, comments,
 * parentheses, quoted strings. What the words mean is for the caller. For
 * format_rpz.c only.
 */
#ifndef LIC_FORMAT_ZONE_H
#define LIC_FORMAT_ZONE_H

#include "format_lines.h"

/* Words kept of one record: owner, TTL, class, type and an SOA's seven. */
#define LIC_ZONE_WORDS 12

struct lic_zone {
	struct lic_lines lines;
};

struct lic_zone_record {
	struct lic_str word[LIC_ZONE_WORDS];
	size_t count;           /* of words kept; 0 for a line with a comment alone, or none */
	bool is_owner_blank;    /* begins with a blank: the owner is the record's before */
	uint32_t line;          /* its first */
	struct lic_str text;    /* its first line */
	struct lic_str comment; /* the last one in it, from ';' on; or empty */
};

void lic_zone_init(struct lic_zone *zone, struct lic_str text);

/* 1, 0 at the end, LIC_ESYNTAX or LIC_ELIMIT with a diag. */
LIC_CHECKED int lic_zone_next(struct lic_zone *zone, struct lic_zone_record *record,
			      struct lic_diag *diag);

#endif
