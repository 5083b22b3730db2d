/*
 * Rows of text, printed with their columns in line. Depends on base only.
 */
#ifndef LIC_TABLE_H
#define LIC_TABLE_H

#include "term.h"

#define LIC_TABLE_COLUMNS_MAX 8

struct lic_table {
	struct lic_buf cells; /* each ended by a NUL */
	size_t columns;
	bool right[LIC_TABLE_COLUMNS_MAX]; /* numbers stand at the right */
};

void lic_table_init(struct lic_table *table, size_t columns);
void lic_table_release(struct lic_table *table);

/* The next cell, row by row; the first row is the heading. */
void lic_table_add(struct lic_table *table, struct lic_str cell);
void lic_table_count(struct lic_table *table, uint64_t n);

void lic_table_write(const struct lic_table *table, struct lic_term *out);

#endif
