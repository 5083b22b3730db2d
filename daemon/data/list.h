/*
 * What a list and its entries are. Plain data, shared by the formats, the
 * store, the index and the signals.
 */
#ifndef LIC_LIST_H
#define LIC_LIST_H

#include "clock.h"
#include "err.h"
#include "origin.h"
#include "str.h"

/* Stored as numbers: only ever add at the end. */
enum lic_list_kind {
	LIC_KIND_REGISTER,  /* an authority's or accreditor's register of lawful sellers */
	LIC_KIND_ILLEGAL,   /* an authority's list of illegal sellers */
	LIC_KIND_COMMUNITY, /* anybody's block list */
	LIC_KIND_BENIGN,    /* speaks of medicines and sells none */
	LIC_KINDS,
};

enum lic_scope {
	LIC_SCOPE_SITE,     /* a registrable domain and every host below it */
	LIC_SCOPE_HOST,     /* that host alone */
	LIC_SCOPE_WILDCARD, /* a host and every host below it */
	LIC_SCOPE_PREFIX,   /* one path of a host and what lies below it */
	LIC_SCOPE_TLD,      /* a whole top-level domain */
};

/* What a row of a register rests on. */
enum lic_evidence {
	LIC_EVIDENCE_REGISTER, /* read in the register */
	LIC_EVIDENCE_PRESS,    /* an independent publication says so */
	LIC_EVIDENCE_SELF,     /* its own page says so */
	LIC_EVIDENCE_RECALL,   /* from memory: a look-alike target, nothing more */
};

enum lic_confidence {
	LIC_CONFIDENCE_HIGH,
	LIC_CONFIDENCE_MEDIUM,
	LIC_CONFIDENCE_LOW, /* unconfirmed: never the sole reason for a verdict */
};

/* A list's definition. The views are borrowed from whoever made it. */
struct lic_list {
	struct lic_str id; /* [a-z0-9][a-z0-9-]*, at most 64 bytes */
	struct lic_str name;
	struct lic_str
		jurisdiction; /* ISO 3166-1 alpha-2, with a sub-division after '-'; or empty */
	struct lic_str authority;
	struct lic_str url;
	struct lic_str licence;
	struct lic_str timezone;      /* IANA name: where its days begin; empty: UTC */
	struct lic_str superseded_by; /* id of the list that makes this one moot, or empty */
	enum lic_list_kind kind;
	enum lic_list_origin origin;
	lic_date as_of;
	int32_t max_age_days; /* 0: does not age */
	/* Of a list that comes from a feed: when what the feed said of it when the index was
	 * built ceases to count, in seconds; else 0. For what it says now: lic_index_expires. */
	int64_t expires;
	/* For the writer of verdicts, which writes it a million times: the members
	 * list, name and url of a source, in JSON. Set by the index alone. */
	struct lic_str source_json;
};

/* One row of a list file, before its name was looked at. Views into the file
 * or the reader's memory: valid during the call that hands it over. */
struct lic_record {
	struct lic_str name; /* as written */
	struct lic_str holder;
	struct lic_str number; /* licence or entry number */
	struct lic_str entry_url;
	struct lic_str class; /* pharmacy-rx, pharmacy-otc, otc-retailer, telehealth, veterinary …
			       */
	struct lic_str countries; /* alpha-2 joined by ';', "*" any, empty: the register's own */
	struct lic_str reason;    /* why withdrawn or listed */
	struct lic_str source;
	lic_date since;
	lic_date until;      /* last day in force */
	lic_date withdrawn;  /* first day not in force any more */
	lic_date seen;       /* date of the copy it was read from; 0: the list's as_of */
	lic_date registered; /* when the domain was registered that the entry was made for */
	enum lic_evidence evidence;
	enum lic_confidence confidence;
	uint32_t line; /* in the file, from 1 */
	bool below;    /* the file says that a bare host stands for all hosts below it too */
};

/* Was it taken off by that day? What was taken off before it began is, although the date of that
 * is its first day. */
static inline bool lic_was_withdrawn(lic_date since, lic_date withdrawn, lic_date today)
{
	return withdrawn && (withdrawn <= today || withdrawn <= since);
}

static inline bool lic_record_ended(const struct lic_record *record, lic_date today)
{
	return lic_was_withdrawn(record->since, record->withdrawn, today) ||
	       (record->until && record->until < today);
}

const char *lic_kind_name(enum lic_list_kind kind);
const char *lic_scope_name(enum lic_scope scope);
const char *lic_evidence_name(enum lic_evidence evidence);
const char *lic_confidence_name(enum lic_confidence confidence);

/* The reverse: 0 or LIC_EINVAL. */
LIC_CHECKED int lic_kind_parse(struct lic_str s, enum lic_list_kind *out);
LIC_CHECKED int lic_evidence_parse(struct lic_str s, enum lic_evidence *out);
LIC_CHECKED int lic_confidence_parse(struct lic_str s, enum lic_confidence *out);

/* May s be a list's id? */
bool lic_list_id_ok(struct lic_str s);

#endif
