#include "facts.h"

#include "num.h"
#include "rows.h"

static lic_date number(struct lic_str s)
{
	bool negative = lic_str_starts(s, LIC_STR("-"));
	uint64_t n;

	if (negative)
		s = lic_str(s.ptr + 1, s.len - 1);
	assert_int_equal(lic_num_parse(s, 1ull << 31, &n), 0);
	return (lic_date)(negative ? -(int64_t)n : (int64_t)n);
}

static void describe_dates(struct lic_str input, struct lic_buf *out)
{
	struct lic_list list = {.kind = LIC_KIND_REGISTER};
	struct lic_entry entry = {.list = &list};
	struct lic_str word, key;
	lic_date today = 0;
	const struct {
		const char *key;
		lic_date *date;
	} keys[] = {
		{"today", &today},     {"since", &entry.since}, {"end", &entry.end},
		{"seen", &entry.seen}, {"as_of", &list.as_of},  {"max", &list.max_age_days},
	};

	while (lic_str_split(&input, ' ', &word)) {
		size_t i = 0;
		assert_true(lic_str_split(&word, '=', &key));
		while (i < LIC_ARRAY_SIZE(keys) && !lic_str_eq(key, lic_str_from(keys[i].key)))
			i++;
		assert_true(i < LIC_ARRAY_SIZE(keys));
		*keys[i].date = number(word);
	}
	lic_buf_printf(out, "%s %s",
		       lic_entry_in_force(&entry, today) ? "in-force" : "not-in-force",
		       lic_entry_stale(&entry, today) ? "stale" : "fresh");
}

static void describe_countries(struct lic_str input, struct lic_buf *out)
{
	struct lic_list list = {.kind = LIC_KIND_REGISTER};
	struct lic_entry entry = {.list = &list};
	struct lic_str buyer;

	assert_true(lic_str_split(&input, '|', &list.jurisdiction));
	assert_true(lic_str_split(&input, '|', &entry.countries));
	assert_true(lic_str_split(&input, '|', &buyer));
	lic_buf_adds(out, lic_entry_covers(&entry, buyer) ? LIC_STR("yes") : LIC_STR("no"));
}

static void test_init(void **state)
{
	static struct lic_facts facts;
	struct lic_subject subject = {.is_ip = false};

	(void)state;
	memset(&facts, 0xAA, sizeof(facts));
	lic_facts_init(&facts, &subject, LIC_STR("CZ"), 100);
	assert_ptr_equal(facts.subject, &subject);
	assert_int_equal(facts.today, 100);
	assert_int_equal(facts.matches, 0);
	for (int slot = 0; slot < LIC_SLOTS; slot++) {
		assert_false(facts.known[slot]);
		assert_non_null(lic_slot_name((enum lic_slot)slot));
	}
	assert_false(lic_countries_hold(lic_str(NULL, 0), LIC_STR("CZ")));
	assert_false(lic_countries_hold(LIC_STR(""), LIC_STR("CZ")));
	assert_int_equal(lic_jurisdiction_country(lic_str(NULL, 0)).len, 0);
	assert_true(lic_str_eq(lic_jurisdiction_country(LIC_STR("CA-ON")), LIC_STR("CA")));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_init)};

	return rows_run("data/facts.rows", describe_dates) +
	       rows_run("data/countries.rows", describe_countries) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
