#include "db.h"

#include "rows.h"
#include "scratch.h"

#include <sqlite3.h>
#include <sys/wait.h>

#define NOBODY 65534

static struct scratch scratch;

static int64_t ask(struct lic_db *db, const char *sql)
{
	struct lic_stmt *stmt;

	assert_int_equal(lic_stmt_new(&stmt, db, sql, NULL), 0);
	assert_int_equal(lic_stmt_step(stmt), 1);
	int64_t n = lic_stmt_get_int(stmt, 0);
	lic_stmt_free(stmt);
	return n;
}

static void fill(const char *path)
{
	struct lic_db *db;

	assert_int_equal(lic_db_open(&db, path, true, NULL), 0);
	assert_int_equal(
		lic_db_exec(db, "CREATE TABLE t(n, s); INSERT INTO t VALUES(7, 'x')", NULL), 0);
	lic_db_close(db);
}

static sqlite3 *busy;

/* Whoever waits in SQLite's own way makes the other writer end. */
static int let_go(sqlite3_vfs *vfs, int microseconds)
{
	(void)vfs;
	assert_int_equal(sqlite3_exec(busy, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	return microseconds;
}

/* A new file that another writer is at cannot become one with a write-ahead log yet. */
static void test_busy_at_first(void **state)
{
	const char *path = scratch_path(&scratch, "busy.db");
	sqlite3_vfs *usual = sqlite3_vfs_find(NULL), waiting = *usual;
	struct lic_db *db;
	struct lic_diag diag;

	(void)state;
	waiting.zName = "waiting";
	waiting.xSleep = let_go;
	assert_int_equal(sqlite3_open(path, &busy), SQLITE_OK);
	assert_int_equal(sqlite3_exec(busy, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_vfs_register(&waiting, 1);
	int err = lic_db_open(&db, path, true, &diag);
	sqlite3_vfs_unregister(&waiting);
	assert_int_equal(err, 0);
	assert_int_equal(sqlite3_get_autocommit(busy), 1);
	lic_db_close(db);
	sqlite3_close(busy);
}

static void test_values(void **state)
{
	struct lic_db *db;
	struct lic_stmt *stmt;
	struct lic_diag diag;

	(void)state;
	assert_int_equal(lic_db_open(&db, scratch_path(&scratch, "values.db"), true, &diag), 0);
	assert_int_equal(lic_db_exec(db, "CREATE TABLE t(n, s, b)", &diag), 0);
	assert_int_equal(lic_stmt_new(&stmt, db, "INSERT INTO t VALUES(?,?,?)", &diag), 0);
	for (int i = 0; i < 3; i++) {
		static const struct lic_str texts[] = {{"a\0b", 3}, {"", 0}, {"\xFF", 1}};
		lic_stmt_int(stmt, 1, i ? INT64_MIN + i : INT64_MAX);
		lic_stmt_text(stmt, 2, texts[i]);
		lic_stmt_blob(stmt, 3, "\0\1", 2);
		assert_int_equal(lic_stmt_run(stmt), 0);
	}
	lic_stmt_free(stmt);
	assert_int_equal(lic_stmt_new(&stmt, db, "SELECT n, s, b FROM t ORDER BY rowid", &diag), 0);
	assert_int_equal(lic_stmt_step(stmt), 1);
	assert_true(lic_stmt_get_int(stmt, 0) == INT64_MAX);
	assert_true(lic_str_eq(lic_stmt_get_text(stmt, 1), LIC_STR("a\0b")));
	assert_true(lic_str_eq(lic_stmt_get_text(stmt, 2), LIC_STR("\0\1")));
	assert_int_equal(lic_stmt_step(stmt), 1);
	assert_true(lic_stmt_get_int(stmt, 0) == INT64_MIN + 1);
	assert_int_equal(lic_stmt_get_text(stmt, 1).len, 0);
	assert_int_equal(lic_stmt_step(stmt), 1);
	assert_true(lic_str_eq(lic_stmt_get_text(stmt, 1), LIC_STR("\xFF")));
	assert_int_equal(lic_stmt_step(stmt), 0);
	/* Reset by itself: from the beginning. */
	assert_int_equal(lic_stmt_step(stmt), 1);
	lic_stmt_reset(stmt);
	lic_stmt_free(stmt);
	lic_stmt_free(NULL);
	assert_int_equal(ask(db, "SELECT count(*) FROM t WHERE s IS NULL"), 1);
	lic_db_close(db);
	lic_db_close(NULL);
}

static void test_refused(void **state)
{
	struct lic_db *db;
	struct lic_stmt *stmt;
	struct lic_diag diag;
	const char *path = scratch_path(&scratch, "none.db");

	(void)state;
	assert_int_equal(lic_db_open(&db, path, false, &diag), LIC_EDENIED);
	assert_int_not_equal(access(path, F_OK), 0);
	path = scratch_path(&scratch, "text.db");
	scratch_write(path, LIC_STR("This is a letter, and not a database at all.\n"));
	assert_int_equal(lic_db_open(&db, path, true, &diag), LIC_ECORRUPT);
	assert_int_equal(lic_db_open(&db, path, false, &diag), LIC_ECORRUPT);
	assert_non_null(strstr(diag.text, "cannot open"));
	path = scratch_path(&scratch, "refused.db");
	fill(path);
	assert_int_equal(lic_db_open(&db, path, false, &diag), 0);
	assert_int_equal(lic_db_exec(db, "INSERT INTO t VALUES(1, 2)", &diag), LIC_EREADONLY);
	assert_non_null(strstr(diag.text, "cannot be written to"));
	assert_true(lic_stmt_new(&stmt, db, "SELECT m FROM t", &diag) < 0);
	assert_non_null(strstr(diag.text, "no such column"));
	assert_true(lic_db_exec(db, "SELEKT", &diag) < 0);
	assert_int_equal(ask(db, "SELECT n FROM t"), 7);
	lic_db_close(db);
}

/* A reader sees what was there when it began to read, and is in nobody's way. */
static void test_read_while_written(void **state)
{
	struct lic_db *writer, *reader;
	const char *path = scratch_path(&scratch, "both.db");

	(void)state;
	fill(path);
	assert_int_equal(lic_db_open(&writer, path, true, NULL), 0);
	assert_int_equal(lic_db_open(&reader, path, false, NULL), 0);
	assert_int_equal(lic_db_exec(writer, "BEGIN IMMEDIATE; UPDATE t SET n = 8", NULL), 0);
	assert_int_equal(ask(reader, "SELECT n FROM t"), 7);
	assert_int_equal(lic_db_exec(writer, "COMMIT", NULL), 0);
	assert_int_equal(ask(reader, "SELECT n FROM t"), 8);
	lic_db_close(reader);
	lic_db_close(writer);
}

/* As a user who may read and not write: the exit status is the number read. */
static int read_as_nobody(const char *path)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		struct lic_db *db;
		struct lic_stmt *stmt;
		if (geteuid() == 0 && (setgid(NOBODY) < 0 || setuid(NOBODY) < 0))
			_exit(99);
		if (lic_db_open(&db, path, false, NULL) < 0)
			_exit(98);
		if (lic_stmt_new(&stmt, db, "SELECT n FROM t", NULL) < 0 || lic_stmt_step(stmt) < 1)
			_exit(97);
		int n = (int)lic_stmt_get_int(stmt, 0);
		lic_stmt_free(stmt);
		lic_db_close(db);
		_exit(n);
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A database with a write-ahead log, in a folder that cannot be written to. */
static void test_read_only_folder(void **state)
{
	static const char *const names[] = {"plain.db", "a?b#c%20d.db"};
	char dir[SCRATCH_MAX + 16], path[SCRATCH_MAX + 64];

	(void)state;
	snprintf(dir, sizeof(dir), "%s/folder", scratch.dir);
	assert_int_equal(mkdir(dir, 0755), 0);
	assert_int_equal(chmod(scratch.dir, 0755), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		fill(path);
		assert_int_equal(chmod(path, 0444), 0);
	}
	assert_int_equal(chmod(dir, 0555), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		assert_int_equal(read_as_nobody(path), 7);
	}
	assert_int_equal(scratch_count(dir, "plain.db"), 1);
	assert_int_equal(chmod(dir, 0755), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),           cmocka_unit_test(test_refused),
		cmocka_unit_test(test_busy_at_first),    cmocka_unit_test(test_read_while_written),
		cmocka_unit_test(test_read_only_folder),
	};

	scratch_make(&scratch);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	scratch_remove(&scratch);
	return failed;
}
