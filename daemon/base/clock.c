#include "clock.h"

#include "num.h"

/* Days from 1970-01-01, after Howard Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms": years begin in March, so that the leap day is the last. */
static int64_t days_from_civil(int64_t year, unsigned month, unsigned day)
{
	year -= month <= 2;
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	unsigned yoe = (unsigned)(year - era * 400);
	unsigned doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + (int64_t)doe - 719468;
}

static void civil_from_days(int64_t days, int64_t *year, unsigned *month, unsigned *day)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	unsigned doe = (unsigned)(days - era * 146097);
	unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	unsigned mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = (int64_t)yoe + era * 400 + (*month <= 2);
}

static int make_date(struct lic_str y, struct lic_str m, struct lic_str d, lic_date *out)
{
	uint64_t year, month, day;
	int64_t back_year;
	unsigned back_month, back_day;

	if (lic_num_parse(y, 9999, &year) < 0 || lic_num_parse(m, 12, &month) < 0 ||
	    lic_num_parse(d, 31, &day) < 0 || month == 0 || day == 0 || year < 1900)
		return LIC_ESYNTAX;
	int64_t days = days_from_civil((int64_t)year, (unsigned)month, (unsigned)day);
	civil_from_days(days, &back_year, &back_month, &back_day);
	if (back_month != month || back_day != day)
		return LIC_ESYNTAX;
	*out = (lic_date)days;
	return LIC_OK;
}

int lic_date_parse(struct lic_str s, lic_date *out)
{
	if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-')
		return LIC_ESYNTAX;
	return make_date(lic_str(s.ptr, 4), lic_str(s.ptr + 5, 2), lic_str(s.ptr + 8, 2), out);
}

int lic_date_parse_dmy(struct lic_str s, lic_date *out)
{
	struct lic_str day, month;

	if (!s.ptr || !lic_str_split(&s, '.', &day) || !lic_str_split(&s, '.', &month) ||
	    day.len > 2 || month.len > 2 || s.len != 4)
		return LIC_ESYNTAX;
	return make_date(s, month, day, out);
}

int lic_time_parse(struct lic_str s, int64_t *out)
{
	lic_date date;
	uint64_t hour, minute, second;

	if (s.len != 20 || s.ptr[10] != 'T' || s.ptr[13] != ':' || s.ptr[16] != ':' ||
	    s.ptr[19] != 'Z' || lic_date_parse(lic_str(s.ptr, 10), &date) < 0 ||
	    lic_num_parse(lic_str(s.ptr + 11, 2), 23, &hour) < 0 ||
	    lic_num_parse(lic_str(s.ptr + 14, 2), 59, &minute) < 0 ||
	    lic_num_parse(lic_str(s.ptr + 17, 2), 59, &second) < 0)
		return LIC_ESYNTAX;
	*out = (int64_t)date * 86400 + (int64_t)(hour * 3600 + minute * 60 + second);
	return LIC_OK;
}

/* n in exactly `width` digits, and what follows it. */
static char *put(char *out, unsigned n, int width, char behind)
{
	for (int i = width - 1; i >= 0; i--, n /= 10)
		out[i] = (char)('0' + n % 10);
	out[width] = behind;
	return out + width + 1;
}

void lic_date_format(lic_date date, char out[LIC_DATE_SIZE])
{
	int64_t year;
	unsigned month, day;

	civil_from_days(date, &year, &month, &day);
	out = put(out, (unsigned)year, 4, '-');
	out = put(out, month, 2, '-');
	put(out, day, 2, '\0');
}

void lic_time_format(int64_t time, char out[LIC_TIME_SIZE])
{
	lic_date date = lic_date_of(time);
	unsigned rest = (unsigned)(time - (int64_t)date * 86400);

	lic_date_format(date, out);
	out[LIC_DATE_SIZE - 1] = 'T';
	out = put(out + LIC_DATE_SIZE, rest / 3600, 2, ':');
	out = put(out, rest / 60 % 60, 2, ':');
	out = put(out, rest % 60, 2, 'Z');
	*out = '\0';
}

int64_t lic_clock_now(void)
{
	struct timespec now;
	int64_t frozen;

	if (lic_time_parse(lic_str_from(getenv("LICIT_TIME")), &frozen) == LIC_OK)
		return frozen;
	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

uint64_t lic_clock_mono(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
