#include "subject.h"

#include "limits.h"
#include "rows.h"

static struct lic_psl *psl;

static const char *error_name(int err)
{
	switch (err) {
	case LIC_ELIMIT:
		return "limit";
	case LIC_ESCHEME:
		return "scheme";
	case LIC_EHOST:
		return "host";
	default:
		return "other";
	}
}

/* "url host site path", with "ip" in the place of an address's site. */
static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_buf store;
	struct lic_subject subject;
	struct lic_diag diag;

	lic_buf_init(&store, LIC_URL_MAX);
	int err = lic_subject_parse(&subject, input, psl, &store, &diag);
	if (err < 0) {
		lic_buf_printf(out, "!%s %s", error_name(err), diag.text);
	} else {
		lic_buf_adds(out, subject.url);
		lic_buf_printf(out, " %.*s %.*s ", LIC_STR_ARG(subject.host),
			       LIC_STR_ARG(subject.is_ip ? LIC_STR("ip") : subject.site));
		lic_buf_adds(out, subject.path);
		assert_ptr_equal(subject.input.ptr, input.ptr);
		assert_int_equal(subject.input.len, input.len);
	}
	lic_buf_release(&store);
}

/* The canonical form is LIC_URL_MAX bytes long at most, and so is the input. */
static void test_length(void **state)
{
	static char input[LIC_URL_MAX + 2];
	struct lic_subject subject;
	struct lic_diag diag;
	struct lic_buf store;

	(void)state;
	memset(input, 'a', sizeof(input));
	memcpy(input, "https://x.cz/", 13);
	lic_buf_init(&store, LIC_URL_MAX);
	assert_int_equal(
		lic_subject_parse(&subject, lic_str(input, LIC_URL_MAX), psl, &store, &diag), 0);
	assert_int_equal(subject.url.len, LIC_URL_MAX);
	assert_int_equal(
		lic_subject_parse(&subject, lic_str(input, LIC_URL_MAX + 1), psl, &store, &diag),
		LIC_ELIMIT);
	assert_string_equal(diag.text,
			    "The address is 8193 bytes long; at most 8192 are accepted. Leave out "
			    "its query, which begins with '?', or give just the host name.");
	input[20] = ' ';
	assert_int_equal(
		lic_subject_parse(&subject, lic_str(input, LIC_URL_MAX), psl, &store, &diag),
		LIC_ELIMIT);
	assert_non_null(strstr(diag.text, "longer than 8192 bytes once it is written"));
	lic_buf_release(&store);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_length)};
	char path[4096];

	rows_path(path, sizeof(path), "model/suffixes.dat");
	if (lic_psl_open(&psl, path, NULL) < 0)
		return 1;
	int failed = rows_run("model/subject.rows", describe);
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	lic_psl_free(psl);
	return failed != 0;
}
