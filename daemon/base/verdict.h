/*
 * What a check ends in: findings and the verdict. Plain data that every layer
 * may know; deciding is engine/score.c's, wording the signals'.
 */
#ifndef LIC_VERDICT_H
#define LIC_VERDICT_H

#include "clock.h"
#include "limits.h"
#include "str.h"

enum lic_verdict_class {
	LIC_UNKNOWN,
	LIC_NO_MEDICINE,
	LIC_VERIFIED,
	LIC_UNVERIFIED,
	LIC_VERIFIED_ELSEWHERE,
	LIC_DISPUTED,
	LIC_SUSPICIOUS,
	LIC_ILLICIT,
	LIC_VERDICT_CLASSES,
};

enum lic_direction {
	LIC_NEUTRAL,
	LIC_TRUST,
	LIC_RISK,
};

struct lic_pair_of_strings {
	const char *key;
	struct lic_str value;
};

struct lic_source {
	struct lic_str list; /* id; empty: no list */
	struct lic_str name;
	struct lic_str url;
	lic_date since;           /* 0: the list does not say */
	lic_date as_of;           /* the state of the list that was asked */
	bool stale;               /* older than the list's max_age_days */
	struct lic_str json;      /* list, name and url in JSON, from the index */
	struct lic_str authority; /* who keeps the list; may be empty */
};

#define LIC_EVIDENCE_MAX 8

struct lic_entry;

struct lic_finding {
	const char *signal; /* id, as "list.illegal" */
	const char *group;
	const char *slot_name;
	int slot; /* lic_slot of the facts that it rests on */
	enum lic_direction direction;
	double points;          /* weight in the model: risk above 0, trust below */
	struct lic_str summary; /* one sentence */
	struct lic_pair_of_strings evidence[LIC_EVIDENCE_MAX];
	size_t evidence_count;
	struct lic_source source;

	/* For the rules that weigh findings against each other: the class that this
	 * one alone would give, and the list entry behind it, or NULL. */
	enum lic_verdict_class argues_for;
	bool decisive; /* it needs no weighing */
	bool if_sells; /* it argues only where the site sells medicines */
	const struct lic_entry *entry;
};

struct lic_advice {
	const char *id; /* stable, for translation: "do-not-buy" … */
	const char *text;
	struct lic_str url; /* may be empty */
};

#define LIC_ADVICE_MAX 6

/* What the findings of one group come to. */
struct lic_share {
	const char *group;
	double sum;     /* of their points */
	double counted; /* the same within the group's cap */
};

/* A source of facts: was it seen, and if not, why not. */
struct lic_slot_seen {
	const char *slot; /* "lists", "name" … */
	bool known;
	const char *why; /* in words; NULL: it was not asked */
};

#define LIC_SLOTS_MAX 9

/* All views are borrowed from the lic_check, until its next use. */
struct lic_verdict {
	struct lic_str input, url, host, site, country;
	bool is_plain; /* input and url are the same, and neither needs an escape in JSON */
	enum lic_verdict_class class;
	int risk;        /* 0–100, or -1: nothing to base it on */
	double coverage; /* 0–1: how much of what can be observed was */
	struct lic_slot_seen slots[LIC_SLOTS_MAX];
	size_t slots_count;
	lic_date registered;  /* the domain, if its registry was asked and says so; else 0 */
	int sells_medicine;   /* 1, 0, or -1: not known */
	const char *headline; /* the verdict in one sentence for a shopper */
	const char *rule;     /* why this class, in one sentence for a judge */
	/* How the risk came about: bias and shares add up to total. */
	double bias, total;
	struct lic_share shares[LIC_GROUPS_MAX];
	size_t shares_count;
	struct lic_finding findings[LIC_FINDINGS_MAX];
	size_t findings_count;
	struct lic_advice advice[LIC_ADVICE_MAX];
	size_t advice_count;
	struct lic_str listset, model; /* ids */
	int64_t time;
	/* All that follows the address, where the lists are silent and so many verdicts
	 * in a row end alike; else empty. */
	struct lic_str silent_json;
	struct lic_str as_of_json; /* the three above, in JSON, as "as_of" */
};

const char *lic_verdict_class_name(enum lic_verdict_class class);

/* Of a source of facts, what a person calls it. */
const char *lic_slot_title(const char *slot);

/* Exit status of `licit check` for a class: 0, 3, 4 or 5. */
int lic_verdict_class_exit(enum lic_verdict_class class);

#endif
