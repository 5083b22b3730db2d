#include "tuf_path.h"

#include "limits.h"
#include "percent.h"
#include "rows.h"

static void describe_match(struct lic_str input, struct lic_buf *out)
{
	struct lic_str pattern;

	assert_true(lic_str_split(&input, ' ', &pattern));
	lic_buf_printf(out, "%s", lic_tuf_path_matches(pattern, input) ? "yes" : "no");
}

static void describe_name(struct lic_str input, struct lic_buf *out)
{
	lic_percent_write(out, input, true);
	lic_buf_addc(out, ' ');
	assert_int_equal(lic_tuf_path_file_name(out, input), 0);
}

static void test_file_name_limits(void **state)
{
	static char longest[LIC_TUF_FILE_NAME_MAX + 1];
	struct lic_buf out;

	(void)state;
	memset(longest, 'a', sizeof(longest));
	lic_buf_init(&out, 4096);
	assert_int_equal(lic_tuf_path_file_name(&out, lic_str(longest, sizeof(longest) - 1)), 0);
	assert_int_equal(lic_tuf_path_file_name(&out, lic_str(longest, sizeof(longest))),
			 LIC_ELIMIT);
	/* Each slash takes three. */
	memset(longest, '/', sizeof(longest));
	assert_int_equal(lic_tuf_path_file_name(&out, lic_str(longest, sizeof(longest) / 3 + 1)),
			 LIC_ELIMIT);
	assert_int_equal(lic_tuf_path_file_name(&out, LIC_STR("")), LIC_EINVAL);
	lic_buf_release(&out);
}

/* Stars against a text that almost matches: no time is lost. */
static void test_many_stars(void **state)
{
	static char pattern[4000], path[4000];

	(void)state;
	for (size_t i = 0; i < sizeof(pattern); i += 2) {
		pattern[i] = '*';
		pattern[i + 1] = 'a';
	}
	memset(path, 'a', sizeof(path));
	path[sizeof(path) - 1] = 'b';
	assert_false(lic_tuf_path_matches(lic_str(pattern, sizeof(pattern)),
					  lic_str(path, sizeof(path))));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_file_name_limits),
		cmocka_unit_test(test_many_stars),
	};

	return rows_run("data/tuf_path.rows", describe_match) +
	       rows_run("data/tuf_name.rows", describe_name) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
