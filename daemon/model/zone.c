#include "zone.h"

#include <unicode/ucal.h>

#define ZONE_MAX 64 /* the longest name of 2026 has 30 bytes */
#define DAY 86400

/* ICU takes UTF-16, and takes what it does not know for GMT: asked for by its canonical name,
 * it says so. NULL: there is none. */
static UCalendar *open_zone(struct lic_str zone)
{
	UChar name[ZONE_MAX], canonical[ZONE_MAX];
	UErrorCode code = U_ZERO_ERROR;
	UBool is_system = false;

	if (zone.len >= ZONE_MAX)
		return NULL;
	for (size_t i = 0; i < zone.len; i++) {
		if ((unsigned char)zone.ptr[i] >= 0x80)
			return NULL;
		name[i] = (UChar)zone.ptr[i];
	}
	ucal_getCanonicalTimeZoneID(name, (int32_t)zone.len, canonical, ZONE_MAX, &is_system,
				    &code);
	if (U_FAILURE(code) || !is_system)
		return NULL;
	UCalendar *calendar = ucal_open(name, (int32_t)zone.len, "en", UCAL_GREGORIAN, &code);
	return U_FAILURE(code) ? NULL : calendar;
}

static int day_in(UCalendar *calendar, int64_t now, lic_date *day, int64_t *ends)
{
	UErrorCode code = U_ZERO_ERROR;

	ucal_setMillis(calendar, (double)now * 1000, &code);
	int64_t offset = ucal_get(calendar, UCAL_ZONE_OFFSET, &code) +
			 ucal_get(calendar, UCAL_DST_OFFSET, &code);
	/* The first moment of the next day, which may not be midnight where clocks change
	 * then: ICU counts a time that there is not from the change on. */
	ucal_set(calendar, UCAL_HOUR_OF_DAY, 0);
	ucal_set(calendar, UCAL_MINUTE, 0);
	ucal_set(calendar, UCAL_SECOND, 0);
	ucal_set(calendar, UCAL_MILLISECOND, 0);
	ucal_add(calendar, UCAL_DATE, 1, &code);
	double end = ucal_getMillis(calendar, &code);
	if (U_FAILURE(code))
		return LIC_EINVAL;
	*day = lic_date_of(now + offset / 1000);
	*ends = (int64_t)(end / 1000);
	return LIC_OK;
}

int lic_zone_day(struct lic_str zone, int64_t now, lic_date *day, int64_t *ends)
{
	*day = lic_date_of(now);
	*ends = ((int64_t)*day + 1) * DAY;
	if (!zone.len)
		return LIC_OK;
	UCalendar *calendar = open_zone(zone);
	if (!calendar)
		return LIC_EINVAL;
	int err = day_in(calendar, now, day, ends);
	ucal_close(calendar);
	return err;
}

lic_date lic_zone_today(struct lic_str zone, int64_t now)
{
	lic_date day;
	int64_t ends;

	/* What it is without the zone is UTC's day. */
	if (lic_zone_day(zone, now, &day, &ends) < 0)
		return lic_date_of(now);
	return day;
}

bool lic_zone_ok(struct lic_str zone)
{
	lic_date day;
	int64_t ends;

	return lic_zone_day(zone, 0, &day, &ends) == LIC_OK;
}
