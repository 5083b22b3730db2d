#include "tuf.h"

#include "clock.h"
#include "limits.h"
#include "rows.h"
#include "tuf_verify.h"

#define SHORT "SIGNED"
#define LONG "\"spec_version\":\"1.0.31\",\"version\":7,\"expires\":\"2030-01-01T00:00:00Z\""

static int show_file(void *ctx, const char *name, const struct lic_tuf_file *file)
{
	lic_buf_printf(ctx, "; %s %llu %lld%s", name, (unsigned long long)file->version,
		       (long long)file->length, file->custom ? " custom" : "");
	return 0;
}

static void show(const struct lic_tuf *tuf, struct lic_buf *out)
{
	char time[LIC_TIME_SIZE];

	lic_time_format(tuf->expires, time);
	lic_buf_printf(out, "%s %llu %s signatures %zu%s", lic_tuf_type_name(tuf->type),
		       (unsigned long long)tuf->version, time, tuf->signature_count,
		       tuf->consistent_snapshot ? " consistent" : "");
	for (size_t i = 0; i < tuf->keys.count; i++)
		lic_buf_printf(out, "; key %s%s", tuf->keys.items[i].id.ptr,
			       tuf->keys.items[i].genuine ? "" : " of another id");
	for (size_t i = 0; i < tuf->role_count; i++)
		lic_buf_printf(out, "; role %s %llu of %zu%s", tuf->roles[i].name.ptr,
			       (unsigned long long)tuf->roles[i].threshold,
			       tuf->roles[i].keyid_count,
			       tuf->roles[i].terminating ? " terminating" : "");
	assert_int_equal(lic_tuf_each(tuf, show_file, out), 0);
}

static int type_of(struct lic_str name)
{
	for (int i = 0; i < LIC_TUF_TYPES; i++) {
		if (lic_str_eq(name, lic_str_from(lic_tuf_type_name((enum lic_tuf_type)i))))
			return i;
	}
	return -1;
}

static void describe(struct lic_str input, struct lic_buf *out)
{
	const int type = type_of(rows_word(&input));
	const char *at = input.len ? memmem(input.ptr, input.len, SHORT, sizeof(SHORT) - 1) : NULL;
	struct lic_tuf *tuf;
	struct lic_diag diag;
	struct lic_buf text;

	assert_true(type >= 0);
	lic_buf_init(&text, 1u << 20);
	lic_buf_add(&text, input.ptr, at ? (size_t)(at - input.ptr) : input.len);
	if (at) {
		LIC_BUF_LIT(&text, LONG);
		lic_buf_adds(&text,
			     lic_str(at + sizeof(SHORT) - 1,
				     (size_t)(input.ptr + input.len - at) - sizeof(SHORT) + 1));
	}
	int err = lic_tuf_read(&tuf, lic_buf_str(&text), (enum lic_tuf_type)type, &diag);
	if (err < 0) {
		lic_buf_printf(out, "!%s", diag.text);
	} else {
		show(tuf, out);
		lic_tuf_free(tuf);
	}
	lic_buf_release(&text);
}

/* A root of python-tuf, which an Ed25519, an ECDSA and an RSA key signed. */
static void read_root(struct lic_buf *file)
{
	char path[4096];

	rows_path(path, sizeof(path), "data/tuf_root.json");
	rows_read(path, file, 1u << 20);
}

static bool is_believed(struct lic_str text, struct lic_str *signed_text, struct lic_tuf **out)
{
	struct lic_tuf *tuf;

	if (lic_tuf_read(&tuf, text, LIC_TUF_ROOT, NULL) < 0)
		return false;
	const bool ok = lic_tuf_verify(tuf, &tuf->keys, &tuf->roles[LIC_TUF_ROOT], NULL) == 0;
	if (ok && out) {
		*signed_text = tuf->signed_text;
		*out = tuf;
	} else {
		lic_tuf_free(tuf);
	}
	return ok;
}

/* Every third byte changed, in its lowest bit or in case: what is still believed says the same. */
static void test_changed_bytes(void **state)
{
	struct lic_buf file;
	struct lic_str original = {NULL, 0}, now = {NULL, 0};
	struct lic_tuf *root = NULL, *other = NULL;
	unsigned refused = 0;

	(void)state;
	read_root(&file);
	assert_true(is_believed(lic_buf_str(&file), &original, &root));
	for (size_t i = 0; i < file.len; i += 3) {
		const int bit = i % 2 ? 1 : 32;
		file.ptr[i] = (char)(file.ptr[i] ^ bit);
		if (!is_believed(lic_buf_str(&file), &now, &other)) {
			refused++;
		} else {
			assert_true(lic_str_eq(original, now));
			lic_tuf_free(other);
		}
		file.ptr[i] = (char)(file.ptr[i] ^ bit);
	}
	/* White space, and the case of a signature's digits, may differ. */
	assert_true(refused > file.len / 6);
	lic_tuf_free(root);
	lic_buf_release(&file);
}

/* Three signatures of three keys: any threshold up to that. */
static void test_thresholds(void **state)
{
	struct lic_buf file;
	struct lic_str text;
	struct lic_tuf *root = NULL;
	size_t count;

	(void)state;
	read_root(&file);
	assert_true(is_believed(lic_buf_str(&file), &text, &root));
	struct lic_tuf_role role = root->roles[LIC_TUF_ROOT];
	role.threshold = 4;
	assert_int_equal(lic_tuf_verify_count(root, &root->keys, &role, &count), 0);
	assert_int_equal(count, 3);
	assert_int_equal(lic_tuf_verify(root, &root->keys, &role, NULL), LIC_ESIGNATURE);
	role.keyid_count = 2;
	assert_int_equal(lic_tuf_verify_count(root, &root->keys, &role, &count), 0);
	assert_int_equal(count, 2);
	role.keyid_count = 0;
	assert_int_equal(lic_tuf_verify_count(root, &root->keys, &role, &count), 0);
	assert_int_equal(count, 0);
	assert_false(lic_tuf_is_expired(root, root->expires - 1));
	assert_true(lic_tuf_is_expired(root, root->expires));
	lic_tuf_free(root);
	lic_buf_release(&file);
}

static void test_too_long(void **state)
{
	struct lic_tuf *tuf;
	char *text = calloc(1, LIC_TUF_METADATA_MAX + 1);

	(void)state;
	assert_non_null(text);
	assert_int_equal(
		lic_tuf_read(&tuf, lic_str(text, LIC_TUF_METADATA_MAX + 1), LIC_TUF_ROOT, NULL),
		LIC_ELIMIT);
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changed_bytes),
		cmocka_unit_test(test_thresholds),
		cmocka_unit_test(test_too_long),
	};

	return rows_run("data/tuf.rows", describe) + cmocka_run_group_tests(tests, NULL, NULL);
}
