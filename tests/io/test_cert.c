/* Certificates of our own (io/certs/make.py), at a host and a time. */
#include "cert.h"

#include "rows.h"
#include "tls_show.h"

static struct lic_roots *roots;

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_str chain[LIC_TLS_CHAIN_MAX], name, host, time;
	struct lic_tls_facts facts;
	struct lic_buf pem;
	char path[4096], file[128];
	int64_t now;

	assert_true(lic_str_split(&input, ' ', &name));
	assert_true(lic_str_split(&input, ' ', &host));
	assert_true(lic_str_split(&input, ' ', &time));
	assert_int_equal(lic_time_parse(time, &now), 0);
	snprintf(file, sizeof(file), "io/certs/%.*s.pem", LIC_STR_ARG(name));
	rows_path(path, sizeof(path), file);
	rows_read(path, &pem, ROWS_FILE_MAX);
	int count = lic_cert_from_pem(lic_buf_str(&pem), chain, &arena);
	assert_true(count > 0);
	assert_int_equal(lic_cert_read(&facts, chain, (size_t)count, host, now, roots, &arena), 0);
	assert_int_equal(facts.fingerprint.len, 64);
	tls_show(out, &facts);
	lic_buf_release(&pem);
	lic_arena_release(&arena);
}

static void name_matches(struct lic_str input, struct lic_buf *out)
{
	struct lic_str name;

	assert_true(lic_str_split(&input, ' ', &name));
	lic_buf_adds(out, lic_cert_name_matches(name, input) ? LIC_STR("yes") : LIC_STR("no"));
}

/* No chain, no certificate, a certificate with a byte behind it, and PEM that is none. */
static void test_garbage(void **state)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_str chain[LIC_TLS_CHAIN_MAX] = {LIC_STR("garbage")};
	struct lic_tls_facts facts;
	struct lic_buf pem;
	char path[4096];

	(void)state;
	assert_int_equal(lic_cert_read(&facts, NULL, 0, LIC_STR("a.example"), 0, roots, &arena), 0);
	assert_int_equal(facts.trouble, LIC_TLS_MALFORMED);
	assert_int_equal(lic_cert_read(&facts, chain, 1, LIC_STR("a.example"), 0, roots, &arena),
			 0);
	assert_int_equal(facts.trouble, LIC_TLS_MALFORMED);
	assert_int_equal(lic_cert_from_pem(LIC_STR(""), chain, &arena), 0);
	assert_int_equal(
		lic_cert_from_pem(LIC_STR("-----BEGIN CERTIFICATE-----\nA"), chain, &arena), 0);
	rows_path(path, sizeof(path), "io/certs/domain.pem");
	rows_read(path, &pem, ROWS_FILE_MAX);
	assert_int_equal(lic_cert_from_pem(lic_buf_str(&pem), chain, &arena), 2);
	chain[0] = lic_arena_join(&arena, (struct lic_str[]){chain[0], LIC_STR("x")}, 2);
	assert_int_equal(lic_cert_read(&facts, chain, 2, LIC_STR("a.example"), 0, roots, &arena),
			 0);
	assert_int_equal(facts.trouble, LIC_TLS_MALFORMED);
	lic_buf_release(&pem);
	lic_arena_release(&arena);
}

static void test_roots(void **state)
{
	struct lic_roots *none = NULL;
	struct lic_diag diag = {""};

	(void)state;
	assert_int_equal(lic_roots_open(&none, "/nonexistent", &diag), LIC_EIO);
	assert_non_null(strstr(diag.text, "/nonexistent"));
	assert_null(none);
	lic_roots_free(none);
	assert_int_equal(lic_roots_open(&none, NULL, &diag), 0);
	lic_roots_free(none);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_roots),
	};
	struct lic_diag diag;
	char path[4096];

	rows_path(path, sizeof(path), "io/certs/root.pem");
	if (lic_roots_open(&roots, path, &diag) < 0) {
		fprintf(stderr, "%s\n", diag.text);
		return 1;
	}
	int failed = rows_run("io/cert.rows", describe) +
		     rows_run("io/cert_name.rows", name_matches) +
		     cmocka_run_group_tests(tests, NULL, NULL);
	lic_roots_free(roots);
	return failed;
}
