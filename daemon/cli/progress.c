#include "progress.h"

#include "clock.h"

#define NS_PER_SECOND 1000000000u
#define REDRAW_NS (NS_PER_SECOND / 10)
#define BAR_COLUMNS 24

const char *lic_count(uint64_t n, char out[LIC_COUNT_SIZE])
{
	char digits[LIC_COUNT_SIZE];
	size_t len = (size_t)snprintf(digits, sizeof(digits), "%llu", (unsigned long long)n);
	char *p = out;

	for (size_t i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			*p++ = ',';
		*p++ = digits[i];
	}
	*p = '\0';
	return out;
}

void lic_progress_init(struct lic_progress *progress, const char *unit, uint64_t total, bool quiet)
{
	*progress = (struct lic_progress){.unit = unit, .total = total};
	lic_term_init(&progress->term, STDERR_FILENO);
	progress->started = lic_clock_mono();
	progress->on = progress->term.is_terminal && !quiet;
}

static void draw_bar(struct lic_term *term, double part)
{
	int filled = (int)(part * BAR_COLUMNS);

	lic_term_printf(term, "%3d %% [", (int)(part * 100));
	for (int i = 0; i < BAR_COLUMNS; i++)
		lic_term_printf(term, "%c", i < filled ? '#' : '.');
	lic_term_printf(term, "] ");
}

void lic_progress_update(struct lic_progress *progress, uint64_t units, uint64_t bytes)
{
	struct lic_term *term = &progress->term;
	char count[LIC_COUNT_SIZE], rate[LIC_COUNT_SIZE];
	uint64_t now;

	if (!progress->on)
		return;
	now = lic_clock_mono();
	if (now - progress->drawn < REDRAW_NS)
		return;
	progress->drawn = now;
	double seconds = (double)(now - progress->started) / NS_PER_SECOND;
	double part = progress->total ? (double)bytes / (double)progress->total : 0;
	uint64_t per_second = seconds > 0 ? (uint64_t)((double)units / seconds) : 0;

	lic_term_printf(term, "\r");
	if (progress->total)
		draw_bar(term, part > 1 ? 1 : part);
	lic_term_printf(term, "%s %s, %s/s", lic_count(units, count), progress->unit,
			lic_count(per_second, rate));
	if (part > 0 && part < 1) {
		unsigned left = (unsigned)(seconds * (1 - part) / part + 0.5);
		lic_term_printf(term, ", %u:%02u left", left / 60, left % 60);
	}
	lic_term_printf(term, "\033[K");
	lic_term_flush(term);
	progress->visible = true;
}

void lic_progress_wait(struct lic_progress *progress, const char *what)
{
	if (!progress->on)
		return;
	double seconds = (double)(lic_clock_mono() - progress->started) / NS_PER_SECOND;
	lic_term_printf(&progress->term, "\r%s: %.0f s\033[K", what, seconds);
	lic_term_flush(&progress->term);
	progress->visible = true;
}

double lic_progress_end(struct lic_progress *progress)
{
	if (progress->visible)
		lic_term_printf(&progress->term, "\r\033[K");
	lic_term_close(&progress->term);
	return (double)(lic_clock_mono() - progress->started) / NS_PER_SECOND;
}
