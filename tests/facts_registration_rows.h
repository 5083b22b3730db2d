/*
 * A registration in a row of facts:
 *
 *   registration key=value …     exists=no privacy=yes registered changed expires domain
 *                                registrar registrant country source status="a;b"
 */
#ifndef LIC_FACTS_REGISTRATION_ROWS_H
#define LIC_FACTS_REGISTRATION_ROWS_H

#include "facts.h"

/* facts_rows.h, which includes this, has what reads words and dates. */

#define FACTS_ROWS_STATUS 8

struct facts_rows_registration {
	struct lic_registration registration;
	struct lic_str status[FACTS_ROWS_STATUS];
};

static inline void facts_rows_registration_key(struct facts_rows_registration *at,
					       struct lic_str key, struct lic_str value)
{
	struct lic_registration *r = &at->registration;
	struct lic_str part;

	if (lic_str_eq(key, LIC_STR("exists"))) {
		r->exists = lic_str_eq(value, LIC_STR("yes"));
	} else if (lic_str_eq(key, LIC_STR("privacy"))) {
		r->privacy = lic_str_eq(value, LIC_STR("yes"));
	} else if (lic_str_eq(key, LIC_STR("registered"))) {
		r->registered = facts_rows_date(value);
	} else if (lic_str_eq(key, LIC_STR("changed"))) {
		r->changed = facts_rows_date(value);
	} else if (lic_str_eq(key, LIC_STR("expires"))) {
		r->expires = facts_rows_date(value);
	} else if (lic_str_eq(key, LIC_STR("status"))) {
		while (lic_str_split(&value, ';', &part) && r->status_count < FACTS_ROWS_STATUS)
			at->status[r->status_count++] = part;
	} else {
		fail_msg("a registration has no %.*s", LIC_STR_ARG(key));
	}
}

/* The row behind its first word; what it says lies in *at. */
static inline void facts_rows_registration(struct lic_facts *facts,
					   struct facts_rows_registration *at, struct lic_str rest)
{
	struct lic_registration *r = &at->registration;
	const struct facts_rows_text texts[] = {
		{"domain", &r->domain},         {"registrar", &r->registrar},
		{"registrant", &r->registrant}, {"country", &r->country},
		{"source", &r->source},
	};
	struct lic_str key, value;

	*at = (struct facts_rows_registration){.registration = {.exists = true}};
	r->status = at->status;
	while (facts_rows_pair(&rest, &key, &value))
		if (!facts_rows_set(texts, LIC_ARRAY_SIZE(texts), key, value))
			facts_rows_registration_key(at, key, value);
	facts->registration = r;
	facts->known[LIC_SLOT_RDAP] = true;
}

#endif
