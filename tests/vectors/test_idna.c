/* toascii.json and IdnaTestV2.json: hosts in other scripts, as a URL has them. */
#include "explained.h"
#include "host.h"
#include "limits.h"

#include <setjmp.h>

#include <cmocka.h>

/* The host in A-labels, or "refused". */
static void answer_of(struct lic_str input, struct lic_buf *out)
{
	bool is_ip;
	int err = lic_host_parse(input, out, &is_ip, NULL);

	if (err < 0) {
		lic_buf_reset(out);
		LIC_BUF_LIT(out, "refused");
	}
}

static bool run_row(const char *vector, size_t row, const json_t *value)
{
	const json_t *output = json_object_get(value, "output");
	struct lic_str expected =
		json_is_string(output) ? vectors_string(output) : LIC_STR("refused");
	struct lic_buf answer;

	lic_buf_init(&answer, 4 * LIC_URL_MAX);
	answer_of(vectors_field(value, "input"), &answer);
	bool right = lic_str_eq(lic_buf_str(&answer), expected) ||
		     explained_take(vector, row, lic_buf_str(&answer));
	if (!right)
		print_error("  input %.*s\n  expected %.*s\n",
			    LIC_STR_ARG(vectors_field(value, "input")), LIC_STR_ARG(expected));
	lic_buf_release(&answer);
	return right;
}

static void run(const char *vector, const char *file)
{
	json_t *root = vectors_json(file);
	unsigned wrong = 0;
	size_t i, row = 0;
	json_t *value;

	json_array_foreach (root, i, value)
		if (json_is_object(value))
			wrong += !run_row(vector, ++row, value);
	json_decref(root);
	print_message("%s: %zu rows run, %u differ without an explanation\n", file, row, wrong);
	assert_true(row > 50);
	/* A newer ICU knows more: what needs no explanation any more is no failure. */
	(void)explained_unused(vector);
	assert_int_equal(wrong, 0);
}

static void test_toascii(void **state)
{
	(void)state;
	run("toascii", "url/toascii.json");
}

static void test_idna_v2(void **state)
{
	(void)state;
	run("IdnaTestV2", "url/IdnaTestV2.json");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_toascii),
		cmocka_unit_test(test_idna_v2),
	};

	explained_load(LIC_STR("IdnaTestV2"));
	explained_load(LIC_STR("toascii"));
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	lic_buf_release(&explained_text);
	return failed;
}
