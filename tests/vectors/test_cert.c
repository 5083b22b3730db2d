/*
 * The certificates of badssl.com at noon of 1 June 2018, without any root: the
 * dates, names, kinds and weaknesses of each are as its file name says, and all lack a
 * root. Not seen here: what only a browser's lists know (revoked, no SCT, a forbidden
 * Diffie-Hellman), and "superfish" and its kin, whose roots were trusted by mistake.
 */
#include "cert.h"

#include "../io/tls_show.h"
#include "archive.h"
#include "rows.h"

#define NOW 1527854400

static size_t described;

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_str chain[LIC_TLS_CHAIN_MAX], name;
	struct lic_tls_facts facts;
	char file[256];

	assert_true(lic_str_split(&input, ' ', &name));
	snprintf(file, sizeof(file), "%.*s", LIC_STR_ARG(name));
	int count = lic_cert_from_pem(archive_find(file), chain, &arena);
	assert_true(count > 0);
	assert_int_equal(lic_cert_read(&facts, chain, (size_t)count, input, NOW, NULL, &arena), 0);
	tls_show(out, &facts);
	lic_arena_release(&arena);
	described++;
}

/* No certificate of the archive is left out. */
static void test_all(void **state)
{
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < archive_count; i++)
		found += memmem(archive[i].text.ptr, archive[i].text.len, "BEGIN CERTIFICATE",
				17) != NULL;
	assert_int_equal(found, described);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_all)};

	archive_load("certs/badssl-certs.tar.xz");
	return rows_run("vectors/cert.rows", describe) + cmocka_run_group_tests(tests, NULL, NULL);
}
