/*
 * What the CSV formats share: a header record that says which field is what,
 * then at least one row. For format_*.c only.
 */
#ifndef LIC_FORMAT_TABLE_H
#define LIC_FORMAT_TABLE_H

#include "csv.h"
#include "format.h"

struct lic_table {
	struct lic_csv csv;
	int map[LIC_CSV_COLUMNS_MAX]; /* what each field is, as the header function says */
	const struct lic_sink *sink;
	struct lic_diag *diag;
};

/* Each returns a negative number, with a diag, for what it cannot take. */
struct lic_table_rules {
	int (*header)(struct lic_table *table); /* fills map from csv.field */
	int (*row)(struct lic_table *table);
};

LIC_CHECKED int lic_table_read(const struct lic_table_rules *rules, struct lic_str text,
			       const struct lic_sink *sink, struct lic_diag *diag);

/* 100 if the header is one that the rules take, else 0. */
int lic_table_detect(const struct lic_table_rules *rules, struct lic_str head);

#endif
