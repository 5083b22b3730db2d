/*
 * A line of progress on standard error, drawn only if that is a terminal, ten
 * times a second at most, and wiped at the end. One thread at a time.
 */
#ifndef LIC_PROGRESS_H
#define LIC_PROGRESS_H

#include "term.h"

struct lic_progress {
	struct lic_term term;
	const char *unit; /* "lines" */
	uint64_t total;   /* bytes; 0: not known */
	uint64_t started, drawn;
	bool on, visible;
};

void lic_progress_init(struct lic_progress *progress, const char *unit, uint64_t total, bool quiet);
void lic_progress_update(struct lic_progress *progress, uint64_t units, uint64_t bytes);

/* Instead, where nothing can be counted: what is waited for, and how long already. */
void lic_progress_wait(struct lic_progress *progress, const char *what);

/* Wipe the line: seconds since the beginning. */
double lic_progress_end(struct lic_progress *progress);

/* "1,234,567" */
#define LIC_COUNT_SIZE 32
const char *lic_count(uint64_t n, char out[LIC_COUNT_SIZE]);

#endif
