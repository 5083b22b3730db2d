#include "suffix_file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <sys/stat.h>

#include <cmocka.h>

#define BODY "// ===BEGIN ICANN DOMAINS===\ncom\n// ===END PRIVATE DOMAINS===\n"
#define DAY 86400

static char folder[] = "/tmp/licit-suffix-XXXXXX";

/* The candidates, in the order in which they are looked at. */
static const struct candidate {
	const char *name;
	const char *text; /* NULL: no such file */
	time_t mtime;
} candidates[] = {
	{"missing", NULL, 0},
	{"plain-old", BODY, 1000 * DAY},
	{"plain-new", BODY, 20000 * DAY},
	{"versioned-old", "// VERSION: 2024-11-02_01-02-03_UTC\r\n" BODY, 3000 * DAY},
	{"versioned-new", "// A comment\n\n// VERSION: 2026-01-02_03-04-05_UTC\n" BODY, 2000 * DAY},
	{"half", "// VERSION: 2027-01-01_00-00-00_UTC\n// ===BEGIN ICANN DOMAINS===\ncom\n", 0},
	{"empty", "", 0},
	{"late-version", BODY "// VERSION: 2028-01-01_00-00-00_UTC\n", 500 * DAY},
};

static char paths[LIC_ARRAY_SIZE(candidates)][64];

static void write_candidate(const char *path, const struct candidate *c)
{
	struct timespec times[2] = {{.tv_sec = c->mtime}, {.tv_sec = c->mtime}};
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(c->text, 1, strlen(c->text), file), strlen(c->text));
	fclose(file);
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static int set_up(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(candidates); i++) {
		snprintf(paths[i], sizeof(paths[i]), "%s/%s", folder, candidates[i].name);
		if (candidates[i].text)
			write_candidate(paths[i], &candidates[i]);
	}
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(candidates); i++)
		unlink(paths[i]);
	return rmdir(folder);
}

/* The first `count` candidates: which one is taken, and its version. */
static void check_newest(size_t count, int index, const char *version)
{
	const char *list[LIC_ARRAY_SIZE(candidates)];
	struct lic_suffix_file file;

	for (size_t i = 0; i < count; i++)
		list[i] = paths[i];
	assert_int_equal(lic_suffix_file_newest(&file, list, count), index);
	assert_string_equal(file.version, version);
	assert_non_null(file.text.ptr);
	lic_suffix_file_release(&file);
	assert_null(file.text.ptr);
}

static void test_newest(void **state)
{
	struct lic_suffix_file file;
	const char *missing = paths[0];

	(void)state;
	assert_int_equal(lic_suffix_file_newest(&file, &missing, 1), LIC_ENOENT);
	check_newest(2, 1, "1972-09-27");
	check_newest(3, 2, "2024-10-04");
	check_newest(4, 3, "2024-11-02_01-02-03_UTC");
	check_newest(5, 4, "2026-01-02_03-04-05_UTC");
	check_newest(LIC_ARRAY_SIZE(candidates), 4, "2026-01-02_03-04-05_UTC");
}

static void check_refused(size_t index, int err, const char *reason)
{
	struct lic_suffix_file file;
	struct lic_diag diag;

	assert_int_equal(lic_suffix_file_read(&file, paths[index], &diag), err);
	assert_non_null(strstr(diag.text, reason));
	assert_non_null(strstr(diag.text, paths[index]));
}

static void test_refused(void **state)
{
	(void)state;
	check_refused(0, LIC_ENOENT, "No such file or directory");
	check_refused(5, LIC_ESYNTAX, "or only a part of one");
	check_refused(6, LIC_ESYNTAX, "https://publicsuffix.org/list/public_suffix_list.dat");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_newest),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
