/*
 * Plots for the console, as SVG without any script or style of its own. What they show stands
 * in a table beside them; their text alternative says the first and the last of it.
 *
 * Depends on base only.
 */
#ifndef LIC_PLOT_H
#define LIC_PLOT_H

#include "buf.h"

/* Ten years: more months are no longer told apart. */
#define LIC_PLOT_MONTHS 120

struct lic_plot_month {
	int32_t month; /* year * 12 + month - 1 */
	uint64_t added, withdrawn, in_force;
};

#define LIC_PLOT_MONTH_SIZE 16
/* "2026-11". */
void lic_plot_month_name(int32_t month, char out[LIC_PLOT_MONTH_SIZE]);

/* A line over time. count is at least 1. */
void lic_plot_in_force(struct lic_buf *out, const struct lic_plot_month *rows, size_t count);
/* Pairs of bars. */
void lic_plot_flow(struct lic_buf *out, const struct lic_plot_month *rows, size_t count);
/* One bar of a table, for who sees; the number stands beside it. */
void lic_plot_bar(struct lic_buf *out, uint64_t value, uint64_t most);

#endif
