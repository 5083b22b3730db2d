/*
 * Time and dates. A date is a number of days since 1970-01-01 in the
 * proleptic Gregorian calendar; 0 means "none". A time is in seconds, UTC.
 */
#ifndef LIC_CLOCK_H
#define LIC_CLOCK_H

#include "err.h"
#include "str.h"

typedef int32_t lic_date;

#define LIC_DATE_SIZE 11 /* "2026-11-23" and its NUL */
#define LIC_TIME_SIZE 21 /* "2026-11-23T12:00:00Z" and its NUL */

/* Now, in seconds since 1970 (UTC). $LICIT_TIME (RFC 3339, "…Z") freezes it,
 * so that a verdict can be reproduced. */
int64_t lic_clock_now(void);

/* A steadily rising count of nanoseconds, for progress and durations. */
uint64_t lic_clock_mono(void);

/* The same in milliseconds, for waits. */
static inline uint64_t lic_clock_ms(void)
{
	return lic_clock_mono() / 1000000;
}

static inline lic_date lic_date_of(int64_t time)
{
	/* The day before 1970 is day -1, not 0. */
	return (lic_date)((time - (time < 0 ? 86399 : 0)) / 86400);
}

/* "YYYY-MM-DD"; LIC_ESYNTAX for anything else, or a day that never was. */
LIC_CHECKED int lic_date_parse(struct lic_str s, lic_date *out);

/* "DD.MM.YYYY", one digit allowed for day and month. */
LIC_CHECKED int lic_date_parse_dmy(struct lic_str s, lic_date *out);

/* "YYYY-MM-DDTHH:MM:SSZ". */
LIC_CHECKED int lic_time_parse(struct lic_str s, int64_t *out);

void lic_date_format(lic_date date, char out[LIC_DATE_SIZE]);
void lic_time_format(int64_t time, char out[LIC_TIME_SIZE]);

#endif
