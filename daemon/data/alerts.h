/*
 * Alerts of authorities on falsified or substandard products (lists/alerts.csv): which
 * product and batches, by what words a page names it. docs/LISTS.md describes the file.
 *
 * Immutable after parsing; may be shared between threads.
 */
#ifndef LIC_ALERTS_H
#define LIC_ALERTS_H

#include "arena.h"
#include "clock.h"
#include "diag.h"

struct lic_alert {
	struct lic_str id, authority;
	struct lic_str product; /* as the alert names it */
	struct lic_str words;   /* by which pages do, with ';' between them */
	struct lic_str batches; /* in words; empty: any */
	struct lic_str url;     /* of the alert */
	lic_date date;
};

struct lic_alerts {
	struct lic_alert *row; /* newest first */
	size_t count;
	struct lic_arena arena; /* owns the texts */
};

/* Parse the file's text: 0, LIC_ESYNTAX ("line N: …"), LIC_ELIMIT or LIC_ENOMEM. Rows that
 * nobody read at a source are left out. */
LIC_CHECKED int lic_alerts_parse(struct lic_alerts *out, struct lic_str text,
				 struct lic_diag *diag);
void lic_alerts_release(struct lic_alerts *alerts);

/* Is that one of its words? Case aside. */
bool lic_alert_is_named(const struct lic_alert *alert, struct lic_str word);

#endif
