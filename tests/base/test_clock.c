#include "clock.h"

#include "rows.h"

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_str kind;
	char text[LIC_TIME_SIZE];
	lic_date date = 0;
	int64_t time = 0;
	int err;

	assert_true(lic_str_split(&input, ' ', &kind));
	if (lic_str_eq(kind, LIC_STR("time"))) {
		err = lic_time_parse(input, &time);
		if (!err) {
			lic_time_format(time, text);
			lic_buf_printf(out, "%lld %s on day %d", (long long)time, text,
				       lic_date_of(time));
		}
	} else {
		bool iso = lic_str_eq(kind, LIC_STR("iso"));
		err = iso ? lic_date_parse(input, &date) : lic_date_parse_dmy(input, &date);
		if (!err) {
			lic_date_format(date, text);
			lic_buf_printf(out, "%d %s", date, text);
		}
	}
	if (err) {
		assert_int_equal(err, LIC_ESYNTAX);
		lic_buf_addc(out, '!');
	}
}

/* Every day from 1900 to 2199 is the one after the day before. */
static void test_every_day(void **state)
{
	static const unsigned lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	lic_date expected = -25567;

	(void)state;
	for (unsigned year = 1900; year < 2200; year++) {
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		for (unsigned month = 1; month <= 12; month++) {
			unsigned days = lengths[month - 1] + (month == 2 && leap);
			for (unsigned day = 1; day <= 31; day++) {
				char text[32], again[LIC_DATE_SIZE];
				lic_date got = 0;
				snprintf(text, sizeof(text), "%u-%02u-%02u", year, month, day);
				int err = lic_date_parse(lic_str_from(text), &got);
				assert_int_equal(err, day <= days ? 0 : LIC_ESYNTAX);
				if (err)
					continue;
				assert_int_equal(got, expected++);
				lic_date_format(got, again);
				assert_string_equal(text, again);
			}
		}
	}
}

static void test_now(void **state)
{
	(void)state;
	setenv("LICIT_TIME", "2026-11-23T12:00:00Z", 1);
	assert_int_equal(lic_clock_now(), 1795435200);
	assert_int_equal(lic_clock_now(), 1795435200);
	/* What is no time does not freeze it. */
	setenv("LICIT_TIME", "2026-11-23", 1);
	assert_true(lic_clock_now() > 1700000000);
	assert_true(lic_clock_now() != 1795435200);
	unsetenv("LICIT_TIME");
	assert_true(lic_clock_now() > 1700000000);
	uint64_t first = lic_clock_mono();
	assert_true(lic_clock_mono() >= first);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_now),
	};

	return rows_run("base/clock.rows", describe) + cmocka_run_group_tests(tests, NULL, NULL);
}
