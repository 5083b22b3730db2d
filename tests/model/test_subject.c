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

/* Some of the pieces that addresses are made of, one of each. */
static void make_address(char *out, size_t size, uint32_t n)
{
	static const char *const schemes[] = {"https://", "http://", "HTTPS://", "https:/", ""};
	static const char *const hosts[] = {"x.cz",    "www.long-name.co.uk",
					    "X.cz",    "1.2.3.4",
					    "x.0x7f",  "a_b.x.cz.",
					    "x..cz",   "[::1]",
					    "x.cz:80", "u@x.cz",
					    "x%2e.cz"};
	static const char *const paths[] = {"",       "/",        "/a/b-c_d.e/", "/.",
					    "/a/./b", "/..a/../", "/.",          "/.a",
					    "//",     "/%41",     "\\a",         "/a b"};
	static const char *const ends[] = {
		"", "?", "?a=/.", "?q='\"", "?a=1?", "/index.php?id=1&b=2:3", "|", "\xC3\xA9"};

	snprintf(out, size, "%s%s%s%s", schemes[n % 5], hosts[n / 5 % 11], paths[n / 55 % 12],
		 ends[n / 660 % 8]);
}

/* The quick way and the long one give the same: a fragment, which is dropped, always
 * goes the long way. */
static void test_quick(void **state)
{
	struct lic_buf store[2];
	size_t plain = 0;

	(void)state;
	lic_buf_init(&store[0], LIC_URL_MAX);
	lic_buf_init(&store[1], LIC_URL_MAX);
	for (uint32_t n = 0; n < 5 * 11 * 12 * 8; n++) {
		struct lic_subject quick, slow;
		struct lic_diag diag;
		char text[256];
		make_address(text, sizeof(text) - 1, n);
		int err = lic_subject_parse(&quick, lic_str_from(text), psl, &store[0], &diag);
		struct lic_str input = lic_str_from(text);
		text[input.len] = '#';
		text[input.len + 1] = '\0';
		assert_int_equal(
			err, lic_subject_parse(&slow, lic_str_from(text), psl, &store[1], &diag));
		if (err)
			continue;
		assert_true(lic_str_eq(quick.url, slow.url));
		assert_true(lic_str_eq(quick.host, slow.host));
		assert_true(lic_str_eq(quick.path, slow.path));
		assert_false(slow.is_plain);
		assert_true(!quick.is_plain || lic_str_eq(quick.url, input));
		plain += quick.is_plain;
	}
	assert_true(plain > 50);
	lic_buf_release(&store[0]);
	lic_buf_release(&store[1]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_length),
		cmocka_unit_test(test_quick),
	};
	char path[4096];

	rows_path(path, sizeof(path), "model/suffixes.dat");
	if (lic_psl_open(&psl, path, NULL) < 0)
		return 1;
	int failed = rows_run("model/subject.rows", describe);
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	lic_psl_free(psl);
	return failed != 0;
}
