#include "replace.h"

#include "file.h"
#include "rows.h"
#include "scratch.h"

#include <signal.h>
#include <sys/resource.h>

static void expect_file(const char *path, const char *text)
{
	char *ptr;
	size_t len;

	assert_int_equal(lic_file_read(&ptr, &len, path, 1u << 20, NULL), 0);
	assert_string_equal(ptr, text);
	free(ptr);
}

/* New and old, and nothing beside them. */
static void test_replace(void **state)
{
	struct scratch s;
	struct lic_replace r;

	(void)state;
	scratch_make(&s);
	const char *path = scratch_path(&s, "file");
	assert_int_equal(lic_replace_file(path, LIC_STR("one"), NULL), 0);
	expect_file(path, "one");
	assert_int_equal(lic_replace_file(path, LIC_STR(""), NULL), 0);
	expect_file(path, "");
	assert_int_equal(lic_replace_open(&r, path, NULL), 0);
	assert_int_equal(lic_replace_add(&r, "two", 3), 0);
	expect_file(path, "");
	assert_int_equal(scratch_count(s.dir, ".file."), 1);
	assert_int_equal(lic_replace_commit(&r, NULL), 0);
	expect_file(path, "two");
	lic_replace_abandon(&r);
	assert_int_equal(lic_replace_open(&r, path, NULL), 0);
	assert_int_equal(lic_replace_add(&r, "three", 5), 0);
	lic_replace_abandon(&r);
	expect_file(path, "two");
	assert_int_equal(scratch_count(s.dir, ".file."), 0);
	scratch_remove(&s);
}

/* No room: an error, and the old file stays. */
static void test_full(void **state)
{
	static char text[5000];
	const struct rlimit little = {4096, RLIM_INFINITY},
			    free_again = {RLIM_INFINITY, RLIM_INFINITY};
	struct scratch s;
	struct lic_diag diag = {""};

	(void)state;
	scratch_make(&s);
	const char *path = scratch_path(&s, "file");
	assert_int_equal(lic_replace_file(path, LIC_STR("old"), NULL), 0);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
	const int err = lic_replace_file(path, lic_str(text, sizeof(text)), &diag);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &free_again), 0);
	assert_int_equal(err, LIC_ENOSPC);
	assert_non_null(strstr(diag.text, "no space left"));
	expect_file(path, "old");
	assert_int_equal(scratch_count(s.dir, ".file."), 0);
	scratch_remove(&s);
}

static void test_nowhere(void **state)
{
	struct scratch s;
	struct lic_diag diag = {""};

	(void)state;
	scratch_make(&s);
	assert_int_equal(lic_replace_file(scratch_path(&s, "none/file"), LIC_STR("x"), &diag),
			 LIC_ENOENT);
	assert_non_null(strstr(diag.text, "none/file"));
	/* A folder cannot be replaced by a file. */
	assert_int_equal(mkdir(scratch_path(&s, "folder"), 0700), 0);
	assert_true(lic_replace_file(scratch_path(&s, "folder"), LIC_STR("x"), &diag) < 0);
	assert_int_equal(scratch_count(s.dir, ".folder."), 0);
	scratch_remove(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
