#include "name.h"

#include "limits.h"
#include "rows.h"

static struct lic_psl *psl;

/* "scope text", for a prefix with a space between host and path. */
static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_buf store;
	struct lic_name name;
	struct lic_diag diag;

	lic_buf_init(&store, LIC_URL_MAX);
	int err = lic_name_parse(&name, input, psl, &store, &diag);
	if (err < 0) {
		assert_int_equal(err, LIC_ENAME);
		lic_buf_printf(out, "!name %s", diag.text);
	} else {
		lic_buf_printf(out, "%s %.*s", lic_scope_name(name.scope), (int)name.host_len,
			       name.text.ptr);
		if (name.text.len > name.host_len)
			lic_buf_printf(out, " %.*s", (int)(name.text.len - name.host_len),
				       name.text.ptr + name.host_len);
	}
	lic_buf_release(&store);
}

static void test_covers_path(void **state)
{
	static const struct {
		const char *prefix, *path;
		bool covers;
	} cases[] = {
		{"/cs", "/cs", true},      {"/cs", "/cs/", true},         {"/cs", "/cs/a?b", true},
		{"/cs", "/cs?x", true},    {"/cs", "/csx", false},        {"/cs", "/c", false},
		{"/cs", "/", false},       {"/cs", "/a/cs", false},       {"/cs", "/CS", false},
		{"/a/b", "/a/b/c", true},  {"/a/b", "/a", false},         {"/a/b", "/a/c", false},
		{"", "/anything", true},   {"/cs", "/%63s/a", true},      {"/cs", "/c%73?x", true},
		{"/cs", "/cs%2Fa", false}, {"/a%2Fb", "/a%2fb", true},    {"/a%2Fb", "/a/b", false},
		{"/cs", "/%63", false},    {"/%C3%A9", "/%c3%a9/", true}, {"/a", "/%", false},
	};

	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(cases); i++)
		assert_int_equal(lic_name_covers_path(lic_str_from(cases[i].prefix),
						      lic_str_from(cases[i].path)),
				 cases[i].covers);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_covers_path)};
	char path[4096];

	rows_path(path, sizeof(path), "model/suffixes.dat");
	if (lic_psl_open(&psl, path, NULL) < 0)
		return 1;
	int failed = rows_run("data/name.rows", describe);
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	lic_psl_free(psl);
	return failed != 0;
}
