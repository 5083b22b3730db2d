/*
 * Rows of text, printed with their columns in line.
 */
#ifndef LIC_TABLE_H
#define LIC_TABLE_H

#include "command.h"

#define LIC_TABLE_COLUMNS_MAX 8

struct lic_table {
	struct lic_buf cells; /* each ended by a NUL */
	size_t columns;
	size_t heading;                    /* bytes of cells that the heading takes */
	bool right[LIC_TABLE_COLUMNS_MAX]; /* numbers stand at the right */
};

/* heading: a text for each column. */
void lic_table_init(struct lic_table *table, const char *const *heading, size_t columns);
void lic_table_release(struct lic_table *table);

/* The next cell, row by row. */
void lic_table_add(struct lic_table *table, struct lic_str cell);
void lic_table_count(struct lic_table *table, uint64_t n);

void lic_table_write(const struct lic_table *table, struct lic_term *out);

/* The end of a listing that gave err: the table (where it has no row, a note with `empty`), or
 * why it failed. Releases it, and gives the exit status. */
int lic_table_end(struct lic_table *table, struct lic_cli *cli, int err, const char *empty);

#endif
