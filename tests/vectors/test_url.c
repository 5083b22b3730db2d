/* urltestdata.json: where a browser goes, there goes Licit, and nowhere else. */
#include "limits.h"
#include "subject.h"
#include "vectors.h"

#include <setjmp.h>

#include <cmocka.h>

static struct lic_psl *psl;

struct count {
	unsigned run, refused, other_scheme, relative;
};

/* The scheme of an input, as a browser reads it, and what is behind its ':'. */
static struct lic_str scheme_of(struct lic_str input, struct lic_buf *clean, struct lic_str *rest)
{
	lic_buf_reset(clean);
	while (input.len && (unsigned char)input.ptr[0] <= ' ')
		input = lic_str(input.ptr + 1, input.len - 1);
	for (size_t i = 0; i < input.len; i++)
		if (input.ptr[i] != '\t' && input.ptr[i] != '\n' && input.ptr[i] != '\r')
			lic_buf_addc(clean, input.ptr[i]);
	struct lic_str s = lic_buf_str(clean);
	size_t colon = lic_str_find(s, ':');
	if (colon == s.len)
		return lic_str(NULL, 0);
	*rest = lic_str(s.ptr + colon + 1, s.len - colon - 1);
	return lic_str(s.ptr, colon);
}

static bool is_web(struct lic_str scheme)
{
	return lic_str_caseeq(scheme, LIC_STR("http")) || lic_str_caseeq(scheme, LIC_STR("https"));
}

/* Is the row about an http or https address that stands for itself? */
static bool concerns_us(const json_t *row, struct count *count)
{
	struct lic_str base = vectors_field(row, "base");
	struct lic_str rest = {NULL, 0}, base_rest = {NULL, 0};
	struct lic_buf clean, base_clean;

	lic_buf_init(&clean, VECTORS_FILE_MAX);
	lic_buf_init(&base_clean, VECTORS_FILE_MAX);
	struct lic_str scheme = scheme_of(vectors_field(row, "input"), &clean, &rest);
	struct lic_str base_scheme = scheme_of(base, &base_clean, &base_rest);
	bool web = is_web(scheme);
	bool relative = lic_str_caseeq(scheme, base_scheme) && !lic_str_starts(rest, LIC_STR("//"));
	if (!web && base.len && is_web(base_scheme) && !scheme.len)
		count->relative++;
	else if (!web)
		count->other_scheme++;
	else if (relative)
		count->relative++;
	lic_buf_release(&clean);
	lic_buf_release(&base_clean);
	return web && !relative;
}

/* The href without user-info and fragment. */
static void add_expected_url(struct lic_buf *out, struct lic_str href)
{
	href.len = lic_str_find(href, '#');
	size_t authority = lic_str_find(href, '/') + 2;
	struct lic_str rest = lic_str(href.ptr + authority, href.len - authority);
	size_t at = lic_str_find(lic_str(rest.ptr, lic_str_find(rest, '/')), '@');
	if (at < lic_str_find(rest, '/'))
		rest = lic_str(rest.ptr + at + 1, rest.len - at - 1);
	lic_buf_add(out, href.ptr, authority);
	lic_buf_adds(out, rest);
}

static bool agrees(const json_t *row, const struct lic_subject *subject)
{
	struct lic_str host = vectors_field(row, "hostname");
	struct lic_buf url;

	lic_buf_init(&url, VECTORS_FILE_MAX);
	add_expected_url(&url, vectors_field(row, "href"));
	bool same = lic_str_eq(subject->url, lic_buf_str(&url));
	if (host.len > 1 && host.ptr[host.len - 1] == '.')
		host.len--;
	same = same && lic_str_eq(subject->host, host);
	lic_buf_release(&url);
	return same;
}

static bool run_row(size_t i, const json_t *row, struct count *count)
{
	struct lic_str input = vectors_field(row, "input");
	bool failure = json_is_true(json_object_get(row, "failure"));
	struct lic_subject subject;
	struct lic_diag diag = {""};
	struct lic_buf store;

	lic_buf_init(&store, LIC_URL_MAX);
	int err = lic_subject_parse(&subject, input, psl, &store, &diag);
	bool right = failure ? err == LIC_EHOST : !err && agrees(row, &subject);
	count->run++;
	count->refused += failure;
	if (!right)
		print_error("row %zu: %.*s\n  expected: %s\n  got: %.*s (host %.*s) %s\n", i,
			    LIC_STR_ARG(input),
			    failure ? "refusal" : json_string_value(json_object_get(row, "href")),
			    LIC_STR_ARG(err ? LIC_STR("refusal") : subject.url),
			    LIC_STR_ARG(err ? LIC_STR("") : subject.host), diag.text);
	lic_buf_release(&store);
	return right;
}

static void test_urltestdata(void **state)
{
	json_t *root = vectors_json("url/urltestdata.json");
	struct count count = {0, 0, 0, 0};
	unsigned wrong = 0;
	size_t i;
	json_t *row;

	(void)state;
	json_array_foreach (root, i, row)
		if (json_is_object(row) && concerns_us(row, &count))
			wrong += !run_row(i, row, &count);
	json_decref(root);
	print_message("urltestdata.json: %u rows run (%u of them refused), %u differ; not run: %u "
		      "of other schemes, %u relative to a base\n",
		      count.run, count.refused, wrong, count.other_scheme, count.relative);
	assert_true(count.run > 100);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_urltestdata)};

	if (lic_psl_open(&psl, NULL, NULL) < 0)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	lic_psl_free(psl);
	return failed;
}
