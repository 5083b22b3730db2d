/* Metadata as text: what is written is read back by the reader of metadata, signatures are added
 * without a touch to what was signed, and what says the same is known. */
#include "publisher_body.h"

#include "canonical.h"
#include "tuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct lic_publisher_config *config;

static int set_up(void **state)
{
	const struct lic_publisher_pub key = {
		.id = LIC_STR("9df2ce34b45a99dc5e76cc94b2f3c2f76a6ac4e1ab7db8cf4ba9ba8ba32b4a57"),
		.type = LIC_STR("ed25519"),
		.scheme = LIC_STR("ed25519"),
		.value =
			LIC_STR("19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1"),
	};

	(void)state;
	int err = lic_publisher_config_new(&config, lic_str(NULL, 0), NULL);
	for (size_t i = 0; i < LIC_PARTS && !err; i++)
		err = lic_publisher_config_add_key(config, &config->roles[i], &key, NULL);
	return err;
}

static int tear_down(void **state)
{
	(void)state;
	lic_publisher_config_free(config);
	return 0;
}

static void write_file(struct lic_buf *file, struct lic_buf *body)
{
	lic_body_file(file, lic_buf_str(body), NULL, 0);
	assert_int_equal(lic_buf_error(file), LIC_OK);
}

static void roots_are_read_back(void **state)
{
	const struct lic_body_term term = {7, 1795435200};
	struct lic_buf body, file;
	struct lic_tuf *root;
	struct lic_diag diag = {""};

	(void)state;
	lic_buf_init(&body, 1 << 20);
	lic_buf_init(&file, 1 << 20);
	lic_body_root(&body, config, &term);
	write_file(&file, &body);
	if (lic_tuf_read(&root, lic_buf_str(&file), LIC_TUF_ROOT, &diag) < 0)
		fail_msg("%s", diag.text);
	assert_int_equal(root->version, 7);
	assert_int_equal(root->expires, term.expires);
	assert_true(root->consistent_snapshot);
	assert_int_equal(root->role_count, 4);
	assert_int_equal(root->keys.count, 1);
	lic_tuf_free(root);
	lic_buf_release(&body);
	lic_buf_release(&file);
}

/* A name with every kind of character comes back, and so does its description. */
static void targets_are_read_back(void **state)
{
	const struct lic_body_term term = {1, 1795435200};
	const bool published[LIC_PUBLISHER_DELEGATIONS_MAX] = {false};
	struct lic_body_target target = {
		.path = LIC_STR("a\"b\\c\n\xC5\x99/list"),
		.length = 12,
		.custom = LIC_STR("{\"licit\":{\"n\":1}}"),
	};
	struct lic_tuf_file found;
	struct lic_buf body, file;
	struct lic_tuf *targets;

	(void)state;
	memset(target.sha256, 'a', 64);
	target.sha256[64] = '\0';
	lic_buf_init(&body, 1 << 20);
	lic_buf_init(&file, 1 << 20);
	lic_body_targets(&body, config, published, &target, 1, &term);
	write_file(&file, &body);
	assert_int_equal(lic_tuf_read(&targets, lic_buf_str(&file), LIC_TUF_TARGETS, NULL), LIC_OK);
	assert_int_equal(lic_tuf_target(targets, "a\"b\\c\n\xC5\x99/list", &found), LIC_OK);
	assert_int_equal(found.length, 12);
	assert_non_null(lic_json_get(found.custom, "licit"));
	lic_tuf_free(targets);
	lic_buf_release(&body);
	lic_buf_release(&file);
}

static void signatures_leave_the_body_alone(void **state)
{
	const struct lic_body_term term = {1, 1795435200};
	const struct lic_body_signature signatures[] = {
		{LIC_STR("aa"), LIC_STR("00")},
		{LIC_STR("bb"), LIC_STR("11")},
	};
	struct lic_buf body, file;
	struct lic_str got;

	(void)state;
	lic_buf_init(&body, 1 << 20);
	lic_buf_init(&file, 1 << 20);
	lic_body_timestamp(&body, 3, &term);
	for (size_t i = 0; i <= LIC_ARRAY_SIZE(signatures); i++) {
		lic_buf_reset(&file);
		lic_body_file(&file, lic_buf_str(&body), signatures, i);
		assert_int_equal(lic_body_of(lic_buf_str(&file), &got, NULL), LIC_OK);
		assert_true(lic_str_eq(got, lic_buf_str(&body)));
	}
	assert_int_equal(lic_body_of(LIC_STR("{\"signed\":{}}"), &got, NULL), LIC_ECORRUPT);
	lic_buf_release(&body);
	lic_buf_release(&file);
}

static bool same(const char *a, const char *b)
{
	struct lic_json *one, *other;

	assert_int_equal(lic_json_parse(&one, lic_str_from(a), NULL), LIC_OK);
	assert_int_equal(lic_json_parse(&other, lic_str_from(b), NULL), LIC_OK);
	bool is = lic_body_same(one, other);
	lic_json_free(one);
	lic_json_free(other);
	return is;
}

static void only_version_and_expiry_do_not_count(void **state)
{
	const char *const a =
		"{\"_type\":\"timestamp\",\"version\":1,\"expires\":\"x\",\"meta\":{}}";

	(void)state;
	assert_true(
		same(a, "{\"meta\":{},\"version\":2,\"expires\":\"y\",\"_type\":\"timestamp\"}"));
	assert_false(same(
		a, "{\"_type\":\"timestamp\",\"version\":1,\"expires\":\"x\",\"meta\":{\"a\":1}}"));
	assert_false(same(
		a,
		"{\"_type\":\"timestamp\",\"version\":1,\"expires\":\"x\",\"meta\":{},\"z\":1}"));
	/* A list that goes is a change, and so is one whose body does. */
	assert_false(same("{\"_type\":\"targets\",\"targets\":{\"a\":1}}",
			  "{\"_type\":\"targets\",\"targets\":{\"a\":2}}"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roots_are_read_back),
		cmocka_unit_test(targets_are_read_back),
		cmocka_unit_test(signatures_leave_the_body_alone),
		cmocka_unit_test(only_version_and_expiry_do_not_count),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
