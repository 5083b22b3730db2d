/*
 * Edits of a list as one file: what goes in comes out, and what is not whole is refused.
 */
#include "delta.h"

#include "limits.h"
#include "pack.h"
#include "sections.h"

static int show(void *ctx, struct lic_str leaf)
{
	lic_buf_printf(ctx, "[%.*s]\n", LIC_STR_ARG(leaf));
	return 0;
}

static void show_delta(const struct lic_delta *delta, struct lic_buf *to)
{
	lic_buf_printf(to, "%llu to %llu\n", (unsigned long long)delta->from,
		       (unsigned long long)delta->to);
	assert_int_equal(lic_delta_each(delta, show, to), 0);
}

/* A first line as it stands, the rest packed behind it. */
static void run_read(struct lic_str input, struct lic_buf *to)
{
	struct lic_delta delta;
	struct lic_diag diag = {""};
	struct lic_str line;
	struct lic_buf file;

	lic_buf_init(&file, 1u << 20);
	assert_true(lic_str_split(&input, '\n', &line));
	lic_buf_adds(&file, line);
	lic_buf_addc(&file, '\n');
	input.len -= input.len > 0; /* the line's end */
	assert_int_equal(lic_pack(&file, input, LIC_PACK_BEST), 0);
	int err = lic_delta_open(&delta, lic_buf_str(&file), &diag);
	if (err < 0) {
		lic_buf_printf(to, "error %d: %s\n", err, diag.text);
	} else {
		show_delta(&delta, to);
		lic_delta_release(&delta);
	}
	lic_buf_release(&file);
}

static void make(struct lic_buf *out)
{
	struct lic_delta_writer writer;

	lic_delta_writer_init(&writer, 7);
	lic_delta_writer_add(&writer, LIC_STR("{\"a\":1}"));
	lic_delta_writer_add(&writer, LIC_STR("{\"b\":\n2}"));
	lic_buf_init(out, 1u << 20);
	assert_int_equal(lic_delta_writer_end(&writer, out), 0);
	lic_delta_writer_release(&writer);
}

static void test_round(void **state)
{
	struct lic_delta delta;
	struct lic_buf file, seen;

	(void)state;
	make(&file);
	lic_buf_init(&seen, 1u << 20);
	assert_int_equal(lic_delta_open(&delta, lic_buf_str(&file), NULL), 0);
	show_delta(&delta, &seen);
	assert_true(
		lic_str_eq(lic_buf_str(&seen), LIC_STR("7 to 9\n[{\"a\":1}]\n[{\"b\":\n2}]\n")));
	lic_delta_release(&delta);
	lic_delta_release(&delta);
	lic_buf_release(&file);
	lic_buf_release(&seen);
}

static void test_cut_short(void **state)
{
	struct lic_delta delta;
	struct lic_buf file;

	(void)state;
	make(&file);
	for (size_t n = 0; n < file.len; n++) {
		struct lic_diag diag = {""};
		assert_true(lic_delta_open(&delta, lic_str(file.ptr, n), &diag) < 0);
		assert_true(diag.text[0] != '\0');
	}
	lic_buf_addc(&file, '\0');
	assert_int_equal(lic_delta_open(&delta, lic_buf_str(&file), NULL), LIC_ECORRUPT);
	lic_buf_release(&file);
}

static void test_writer_refuses(void **state)
{
	static const struct lic_str bad[] = {{"", 0}, {"a\0b", 3}};
	struct lic_buf out;

	(void)state;
	lic_buf_init(&out, 1u << 20);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(bad); i++) {
		struct lic_delta_writer writer;
		lic_delta_writer_init(&writer, 0);
		lic_delta_writer_add(&writer, bad[i]);
		lic_delta_writer_add(&writer, LIC_STR("{}"));
		assert_int_equal(lic_delta_writer_end(&writer, &out), LIC_EINVAL);
		lic_delta_writer_release(&writer);
	}
	lic_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round),
		cmocka_unit_test(test_cut_short),
		cmocka_unit_test(test_writer_refuses),
	};
	int failed = cmocka_run_group_tests_name("delta", tests, NULL, NULL);

	failed += sections_run("data/delta.rows", run_read);
	return failed != 0;
}
