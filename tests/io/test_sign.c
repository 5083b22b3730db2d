#include "sign.h"

#include "hex.h"
#include "rows.h"

static void describe(struct lic_str input, struct lic_buf *out)
{
	const struct lic_str type = rows_word(&input), scheme = rows_word(&input),
			     message = rows_word(&input), hex = rows_word(&input);
	struct lic_public_key *key;
	struct lic_buf signature;
	struct lic_diag diag;
	int err = lic_public_key_read(&key, type, scheme, input, &diag);

	if (err < 0) {
		lic_buf_printf(out, "!%s", diag.text);
		return;
	}
	lic_buf_init(&signature, 4096);
	assert_int_equal(lic_buf_grow(&signature, hex.len), 0);
	assert_int_equal(lic_hex_read(hex, signature.ptr), 0);
	signature.len = hex.len / 2;
	lic_buf_printf(out, "%s",
		       lic_public_key_verify(key, message, lic_buf_str(&signature)) ? "good"
										    : "bad");
	assert_true(lic_public_key_same(key, key));
	lic_public_key_free(key);
	lic_buf_release(&signature);
}

/* The public half, read back. */
static struct lic_public_key *public_of(const struct lic_private_key *key)
{
	const enum lic_key_kind kind = lic_private_key_kind(key);
	struct lic_public_key *out;
	struct lic_buf text, object;

	lic_buf_init(&text, 1u << 16);
	lic_buf_init(&object, 1u << 16);
	assert_int_equal(lic_private_key_text(key, &text, NULL), 0);
	assert_int_equal(lic_public_key_read(&out, lic_str_from(lic_key_kind_name(kind)),
					     lic_str_from(lic_key_kind_scheme(kind)),
					     lic_buf_str(&text), NULL),
			 0);
	assert_int_equal(lic_private_key_public(key, &object, NULL), 0);
	assert_true(lic_str_starts(lic_buf_str(&object), LIC_STR("{\"keytype\":\"")));
	assert_true(lic_str_holds(lic_buf_str(&object), lic_buf_str(&text)));
	lic_buf_release(&text);
	lic_buf_release(&object);
	return out;
}

/* What it signs verifies by its public half, and nothing else does. */
static void expect_signs(const struct lic_private_key *key)
{
	struct lic_public_key *public = public_of(key);
	struct lic_buf signature;

	lic_buf_init(&signature, 4096);
	assert_int_equal(lic_private_key_sign(key, LIC_STR("a message"), &signature, NULL), 0);
	assert_true(lic_public_key_verify(public, LIC_STR("a message"), lic_buf_str(&signature)));
	assert_false(lic_public_key_verify(public, LIC_STR("a massage"), lic_buf_str(&signature)));
	signature.ptr[signature.len / 2] = (char)(signature.ptr[signature.len / 2] ^ 1);
	assert_false(lic_public_key_verify(public, LIC_STR("a message"), lic_buf_str(&signature)));
	lic_buf_release(&signature);
	lic_public_key_free(public);
}

/* To PEM and back, with a passphrase and without. */
static void expect_keeps(const struct lic_private_key *key, struct lic_str passphrase)
{
	struct lic_public_key *a = public_of(key), *b;
	struct lic_private_key *again = NULL;
	struct lic_buf pem;

	lic_buf_init(&pem, 1u << 16);
	assert_int_equal(lic_private_key_write(key, &pem, passphrase, NULL), 0);
	const struct lic_str text = lic_buf_str(&pem);
	assert_int_equal(lic_str_starts(text, LIC_STR("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")),
			 passphrase.ptr != NULL);
	if (passphrase.ptr) {
		assert_int_equal(lic_private_key_read(&again, text, lic_str(NULL, 0), NULL),
				 LIC_EDENIED);
		assert_int_equal(lic_private_key_read(&again, text, LIC_STR("wrong"), NULL),
				 LIC_EDENIED);
	}
	assert_int_equal(lic_private_key_read(&again, text, passphrase, NULL), 0);
	assert_int_equal(lic_private_key_kind(again), lic_private_key_kind(key));
	b = public_of(again);
	assert_true(lic_public_key_same(a, b));
	expect_signs(again);
	lic_private_key_free(again);
	lic_public_key_free(a);
	lic_public_key_free(b);
	lic_wipe(pem.ptr, pem.cap);
	lic_buf_release(&pem);
}

static void test_each_kind(void **state)
{
	(void)state;
	for (int kind = 0; kind < LIC_KEY_KINDS; kind++) {
		struct lic_private_key *key;
		assert_int_equal(lic_private_key_make(&key, (enum lic_key_kind)kind, NULL), 0);
		assert_int_equal(lic_private_key_kind(key), kind);
		assert_int_equal(
			lic_key_kind_find(lic_str_from(lic_key_kind_name((enum lic_key_kind)kind))),
			kind);
		expect_signs(key);
		expect_keeps(key, lic_str(NULL, 0));
		expect_keeps(key, LIC_STR("correct horse battery staple"));
		lic_private_key_free(key);
	}
}

static void test_two_keys(void **state)
{
	struct lic_private_key *a, *b;

	(void)state;
	assert_int_equal(lic_private_key_make(&a, LIC_KEY_ED25519, NULL), 0);
	assert_int_equal(lic_private_key_make(&b, LIC_KEY_ED25519, NULL), 0);
	struct lic_public_key *pa = public_of(a), *pb = public_of(b);
	assert_false(lic_public_key_same(pa, pb));
	lic_private_key_free(a);
	lic_private_key_free(b);
	lic_public_key_free(pa);
	lic_public_key_free(pb);
}

/* Files that others wrote, of the folder io/keys. */
static void test_files(void **state)
{
	static const struct {
		const char *name;
		const char *passphrase;
		int err;
	} rows[] = {
		{"io/keys/ecdsa.pem", "open sesame", LIC_OK},
		{"io/keys/ecdsa.pem", "", LIC_EDENIED},
		{"io/keys/ed25519.pem", "open sesame", LIC_OK},
		{"io/keys/ed25519.pem", NULL, LIC_EDENIED},
		{"io/keys/p384.pem", NULL, LIC_ESYNTAX},
		{"io/sign.rows", NULL, LIC_ESYNTAX},
	};

	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(rows); i++) {
		struct lic_private_key *key = NULL;
		struct lic_buf file;
		char path[4096];
		rows_path(path, sizeof(path), rows[i].name);
		rows_read(path, &file, 1u << 16);
		assert_int_equal(lic_private_key_read(&key, lic_buf_str(&file),
						      lic_str_from(rows[i].passphrase), NULL),
				 rows[i].err);
		lic_private_key_free(key);
		lic_buf_release(&file);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_kind),
		cmocka_unit_test(test_two_keys),
		cmocka_unit_test(test_files),
	};

	return rows_run("io/sign.rows", describe) + cmocka_run_group_tests(tests, NULL, NULL);
}
