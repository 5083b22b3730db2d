/*
 * Saved facts, licit/facts/1: all that a verdict rests on but the score model, as one
 * line of JSON without white space. Canonical: the same facts are the same bytes, and
 * what is read and written again is what was read, but for the order of members and
 * white space. Each member of facts*.h stands in one of the tables facts_json_*.c;
 * tests/data/test_facts_json.c finds one that is forgotten. Pure.
 */
#ifndef LIC_FACTS_JSON_H
#define LIC_FACTS_JSON_H

#include "facts.h"
#include "layout.h"

/* What a verdict says beside what it concludes. */
struct lic_facts_about {
	int64_t time;           /* of the check: today is its day */
	struct lic_str listset; /* id */
	struct lic_str model;   /* id of the one that was used; another may be, later */
	/* The register of the buyer's country that a shopper is sent to; or empty. */
	struct lic_str register_url, report_url;
	struct lic_str help, help_url; /* who helps with the use of drugs there; or empty */
};

void lic_facts_write(struct lic_buf *out, const struct lic_facts *facts,
		     const struct lic_facts_about *about);

struct lic_facts_file {
	struct lic_facts facts;
	struct lic_subject subject; /* that facts.subject points to */
	struct lic_facts_about about;
};

/* Read one document into *out; all it points to lives in the arena. 0, LIC_ESYNTAX, LIC_ELIMIT
 * (longer than LIC_FACTS_MAX, or too many of something) or LIC_ENOMEM; the diag says
 * where. */
LIC_CHECKED int lic_facts_read(struct lic_facts_file *out, struct lic_str text,
			       struct lic_arena *arena, struct lic_diag *diag);

/* ---- the tables ------------------------------------------------------- */

/* An entry with its list's number. */
struct lic_facts_match {
	size_t list;
	struct lic_entry entry;
};

struct lic_facts_lists {
	const struct lic_list *lists;
	size_t lists_count;
	const struct lic_facts_match *matches;
	size_t matches_count;
	struct lic_rx_rule rx_rule[LIC_RX_SIDES];
};

extern const struct lic_layout lic_layout_dns, lic_layout_http, lic_layout_lists, lic_layout_name,
	lic_layout_page, lic_layout_register, lic_layout_registration, lic_layout_related,
	lic_layout_subject, lic_layout_tls;

/* A member of a struct, for the tables. */
#define LIC_MEMBER(type, member_kind, member)                                                      \
	{                                                                                          \
		.name = #member, .kind = LIC_FIELD_##member_kind, .offset = offsetof(type, member) \
	}
#define LIC_MEMBER_ENUM(type, member, word_of, words)                                      \
	{                                                                                  \
		.name = #member, .kind = LIC_FIELD_ENUM, .offset = offsetof(type, member), \
		.word = (word_of), .most = (int)(words)                                    \
	}
#define LIC_MEMBER_STRS(type, member, maximum)                                             \
	{                                                                                  \
		.name = #member, .kind = LIC_FIELD_STRS, .offset = offsetof(type, member), \
		.count_offset = offsetof(type, member##_count), .most = (maximum)          \
	}
#define LIC_MEMBER_LIST(type, member, layout, maximum)                                             \
	{                                                                                          \
		.name = #member, .kind = LIC_FIELD_LIST, .offset = offsetof(type, member),         \
		.count_offset = offsetof(type, member##_count), .of = &(layout), .most = (maximum) \
	}
#define LIC_LAYOUT(type, table) \
	.size = sizeof(type), .fields = (table), .count = LIC_ARRAY_SIZE(table)

#endif
