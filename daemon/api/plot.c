#include "plot.h"

/* In units of the view box. */
#define WIDTH 760.0
#define HEIGHT 220.0
#define LEFT 64.0
#define BOTTOM 28.0
#define TOP 12.0

void lic_plot_month_name(int32_t month, char out[LIC_PLOT_MONTH_SIZE])
{
	snprintf(out, LIC_PLOT_MONTH_SIZE, "%04d-%02d", (int)(month / 12), (int)(month % 12 + 1));
}

/* The next of 1, 2, 5, 10, 20 … that is no smaller. */
static uint64_t round_up(uint64_t value)
{
	static const unsigned steps[] = {1, 2, 5};
	uint64_t ten = 1;

	for (;;) {
		for (size_t i = 0; i < LIC_ARRAY_SIZE(steps); i++) {
			if (steps[i] * ten >= value)
				return steps[i] * ten;
		}
		if (ten > UINT64_MAX / 100)
			return value;
		ten *= 10;
	}
}

static double y_of(uint64_t value, uint64_t most)
{
	return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (double)value / (double)most;
}

static void write_value(struct lic_buf *out, uint64_t value)
{
	if (value >= 1000000 && value % 100000 == 0)
		lic_buf_printf(out, "%llu.%llu M", (unsigned long long)(value / 1000000),
			       (unsigned long long)(value / 100000 % 10));
	else if (value >= 1000 && value % 100 == 0)
		lic_buf_printf(out, "%llu.%llu k", (unsigned long long)(value / 1000),
			       (unsigned long long)(value / 100 % 10));
	else
		lic_buf_printf(out, "%llu", (unsigned long long)value);
}

/* Lines at nothing, half and all, with their values; the first and last month. */
static void write_axes(struct lic_buf *out, const struct lic_plot_month *rows, size_t count,
		       uint64_t most)
{
	char first[LIC_PLOT_MONTH_SIZE], last[LIC_PLOT_MONTH_SIZE];
	const uint64_t marks[] = {0, most / 2, most};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(marks); i++) {
		double y = y_of(marks[i], most);

		if (i == 1 && most < 2)
			continue;
		lic_buf_printf(out,
			       "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" "
			       "y2=\"%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">",
			       LEFT, WIDTH, y, y, LEFT - 8, y + 4);
		write_value(out, marks[i]);
		LIC_BUF_LIT(out, "</text>\n");
	}
	lic_plot_month_name(rows[0].month, first);
	lic_plot_month_name(rows[count - 1].month, last);
	lic_buf_printf(out,
		       "<text x=\"%.1f\" y=\"%.1f\">%s</text><text x=\"%.1f\" y=\"%.1f\" "
		       "text-anchor=\"end\">%s</text>\n",
		       LEFT, HEIGHT - 8, first, WIDTH, HEIGHT - 8, last);
}

static void begin(struct lic_buf *out)
{
	lic_buf_printf(out, "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"", WIDTH,
		       HEIGHT);
}

static double x_of(size_t i, size_t count)
{
	return LEFT + (WIDTH - LEFT) * ((double)i + 0.5) / (double)count;
}

void lic_plot_in_force(struct lic_buf *out, const struct lic_plot_month *rows, size_t count)
{
	char first[LIC_PLOT_MONTH_SIZE], last[LIC_PLOT_MONTH_SIZE];
	uint64_t most = 1;

	for (size_t i = 0; i < count; i++)
		most = rows[i].in_force > most ? rows[i].in_force : most;
	most = round_up(most);
	lic_plot_month_name(rows[0].month, first);
	lic_plot_month_name(rows[count - 1].month, last);
	begin(out);
	lic_buf_printf(out, "Entries in force: %llu at the end of %s, %llu at the end of %s.\">\n",
		       (unsigned long long)rows[0].in_force, first,
		       (unsigned long long)rows[count - 1].in_force, last);
	write_axes(out, rows, count, most);
	lic_buf_printf(out, "<path class=\"area\" d=\"M%.1f %.1f", x_of(0, count), HEIGHT - BOTTOM);
	for (size_t i = 0; i < count; i++)
		lic_buf_printf(out, "L%.1f %.1f", x_of(i, count), y_of(rows[i].in_force, most));
	lic_buf_printf(out, "L%.1f %.1fZ\"/>\n<path class=\"line\" d=\"", x_of(count - 1, count),
		       HEIGHT - BOTTOM);
	for (size_t i = 0; i < count; i++)
		lic_buf_printf(out, "%c%.1f %.1f", i ? 'L' : 'M', x_of(i, count),
			       y_of(rows[i].in_force, most));
	LIC_BUF_LIT(out, "\"/>\n</svg>\n");
}

void lic_plot_flow(struct lic_buf *out, const struct lic_plot_month *rows, size_t count)
{
	uint64_t most = 1, added = 0, withdrawn = 0;
	double wide = (WIDTH - LEFT) / (double)count * 0.38;

	for (size_t i = 0; i < count; i++) {
		most = rows[i].added > most ? rows[i].added : most;
		most = rows[i].withdrawn > most ? rows[i].withdrawn : most;
		added += rows[i].added;
		withdrawn += rows[i].withdrawn;
	}
	most = round_up(most);
	wide = wide > 24 ? 24 : wide;
	begin(out);
	lic_buf_printf(out,
		       "In the %zu months shown, %llu entries were added and %llu withdrawn or "
		       "expired.\">\n",
		       count, (unsigned long long)added, (unsigned long long)withdrawn);
	write_axes(out, rows, count, most);
	for (size_t i = 0; i < count; i++) {
		double x = x_of(i, count);
		double up = y_of(rows[i].added, most), down = y_of(rows[i].withdrawn, most);

		lic_buf_printf(out,
			       "<rect class=\"added\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
			       "height=\"%.1f\"/><rect class=\"withdrawn\" x=\"%.1f\" y=\"%.1f\" "
			       "width=\"%.1f\" height=\"%.1f\"/>\n",
			       x - wide, up, wide, HEIGHT - BOTTOM - up, x, down, wide,
			       HEIGHT - BOTTOM - down);
	}
	LIC_BUF_LIT(out, "</svg>\n");
}

void lic_plot_bar(struct lic_buf *out, uint64_t value, uint64_t most)
{
	lic_buf_printf(out,
		       "<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" "
		       "aria-hidden=\"true\"><rect class=\"added\" width=\"%.2f\" height=\"8\"/>"
		       "</svg>",
		       100.0 * (double)value / (double)most);
}
