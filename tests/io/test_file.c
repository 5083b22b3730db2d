#include "file.h"

#include "rows.h"
#include "scratch.h"

#include <fcntl.h>
#include <sys/wait.h>

static struct scratch scratch;

static void expect_file(const char *path, const char *text, size_t len)
{
	char *got;
	size_t got_len;

	assert_int_equal(lic_file_read(&got, &got_len, path, 64u << 20, NULL), 0);
	assert_int_equal(got_len, len);
	assert_memory_equal(got, text, len);
	assert_int_equal(got[len], '\0');
	free(got);
}

/* Pieces around the writer's own buffer of 1 MiB, and larger than it. */
static void test_writer(void **state)
{
	static const size_t sizes[] = {0, 1, 3, 4096, 1048570, 7, 1048576, 2097153, 1048575, 2};
	const char *path = scratch_path(&scratch, "written");
	char *all = malloc(8u << 20);
	struct lic_writer w;
	size_t len = 0;

	(void)state;
	assert_int_equal(lic_writer_open(&w, path, NULL), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(sizes); i++) {
		for (size_t at = 0; at < sizes[i]; at++)
			all[len + at] = (char)(at * 31 + i);
		lic_writer_add(&w, all + len, sizes[i]);
		len += sizes[i];
		assert_int_equal(w.offset, len);
		while (len % 16)
			all[len++] = '\0';
		lic_writer_align(&w, 16);
		lic_writer_align(&w, 16);
		assert_int_equal(w.offset, len);
	}
	assert_int_equal(lic_writer_flush(&w), 0);
	expect_file(path, all, len);
	assert_int_equal(lic_writer_close(&w), 0);
	assert_int_equal(lic_writer_close(&w), 0);
	expect_file(path, all, len);
	/* Opening anew empties it. */
	assert_int_equal(lic_writer_open(&w, path, NULL), 0);
	assert_int_equal(lic_writer_close(&w), 0);
	expect_file(path, "", 0);
	free(all);
}

static void test_writer_fails(void **state)
{
	struct lic_writer w;
	struct lic_diag diag;

	(void)state;
	assert_int_equal(lic_writer_open(&w, scratch_path(&scratch, "no/such/file"), &diag),
			 LIC_ENOENT);
	assert_non_null(strstr(diag.text, "no/such/file"));
	/* A full disk is told at the end, however much is added after it. */
	assert_int_equal(lic_writer_open(&w, "/dev/full", NULL), 0);
	lic_writer_add(&w, "x", 1);
	assert_int_equal(lic_writer_flush(&w), LIC_ENOSPC);
	lic_writer_add(&w, "y", 1);
	assert_int_equal(lic_writer_close(&w), LIC_ENOSPC);
	assert_int_equal(lic_writer_close(&w), LIC_ENOSPC);
}

static void test_map(void **state)
{
	struct lic_map map = {NULL, 0};
	struct lic_diag diag;

	(void)state;
	const char *path = scratch_path(&scratch, "mapped");
	scratch_write(path, LIC_STR("text"));
	assert_int_equal(lic_map_open(&map, path, &diag), 0);
	assert_true(lic_str_eq(lic_str(map.ptr, map.len), LIC_STR("text")));
	/* What is mapped stays, also when the file's name is gone. */
	unlink(path);
	assert_memory_equal(map.ptr, "text", 4);
	lic_map_close(&map);
	lic_map_close(&map);
	assert_null(map.ptr);
	assert_int_equal(lic_map_open(&map, path, &diag), LIC_ENOENT);
	scratch_write(path, LIC_STR(""));
	assert_int_equal(lic_map_open(&map, path, &diag), LIC_ECORRUPT);
	assert_int_equal(lic_map_open(&map, scratch.dir, &diag), LIC_ECORRUPT);
	assert_null(map.ptr);
}

static void test_read_limit(void **state)
{
	const char *path = scratch_path(&scratch, "limit");
	struct lic_diag diag;
	char *text;
	size_t len;

	(void)state;
	scratch_write(path, LIC_STR("12345"));
	assert_int_equal(lic_file_read(&text, &len, path, 5, &diag), 0);
	assert_int_equal(len, 5);
	free(text);
	assert_int_equal(lic_file_read(&text, &len, path, 4, &diag), LIC_ELIMIT);
	assert_non_null(strstr(diag.text, "larger than 4 bytes"));
	assert_int_equal(lic_file_read(&text, &len, scratch.dir, 5, &diag), LIC_EIO);
	assert_int_equal(lic_file_read(&text, &len, scratch_path(&scratch, "none"), 5, &diag),
			 LIC_ENOENT);
	/* A stream without an end. */
	assert_int_equal(lic_file_read(&text, &len, "/dev/zero", 1u << 20, &diag), LIC_ELIMIT);
}

static void test_read_pipe(void **state)
{
	static char text[200000];
	int pipe_fds[2], saved = dup(STDIN_FILENO), status;
	char *got;
	size_t len;

	(void)state;
	memset(text, 'p', sizeof(text));
	assert_int_equal(pipe(pipe_fds), 0);
	pid_t child = fork();
	if (child == 0) {
		for (size_t at = 0; at < sizeof(text); at += 1000)
			if (write(pipe_fds[1], text + at, 1000) != 1000)
				_exit(1);
		_exit(0);
	}
	close(pipe_fds[1]);
	dup2(pipe_fds[0], STDIN_FILENO);
	close(pipe_fds[0]);
	assert_int_equal(lic_file_read(&got, &len, "-", 1u << 20, NULL), 0);
	assert_int_equal(len, sizeof(text));
	assert_memory_equal(got, text, len);
	free(got);
	dup2(saved, STDIN_FILENO);
	close(saved);
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
}

static void test_dir_make(void **state)
{
	char path[SCRATCH_MAX + 64], longer[5000];
	struct lic_diag diag;
	struct stat st;

	(void)state;
	umask(0);
	snprintf(path, sizeof(path), "%s/a//b/c/", scratch.dir);
	assert_int_equal(lic_dir_make(path, &diag), 0);
	assert_int_equal(lic_dir_make(path, &diag), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode, S_IFDIR | 0700);
	assert_int_equal(lic_dir_sync(path, &diag), 0);
	assert_int_equal(lic_dir_make("/", &diag), 0);
	assert_int_equal(lic_dir_make("", &diag), LIC_EINVAL);
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_int_equal(lic_dir_make(longer, &diag), LIC_EINVAL);
	/* A file in the way, above and in the place itself. */
	scratch_write(scratch_path(&scratch, "file"), LIC_STR("x"));
	snprintf(path, sizeof(path), "%s/file/d", scratch.dir);
	assert_int_equal(lic_dir_make(path, &diag), LIC_EIO);
	snprintf(path, sizeof(path), "%s/file", scratch.dir);
	assert_int_equal(lic_dir_make(path, &diag), LIC_EIO);
	assert_non_null(strstr(diag.text, "/file: Not a directory"));
	assert_int_equal(lic_dir_sync(path, &diag), LIC_EIO);
	assert_int_equal(lic_dir_sync(scratch_path(&scratch, "none"), &diag), LIC_ENOENT);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_writer),    cmocka_unit_test(test_writer_fails),
		cmocka_unit_test(test_map),       cmocka_unit_test(test_read_limit),
		cmocka_unit_test(test_read_pipe), cmocka_unit_test(test_dir_make),
	};

	scratch_make(&scratch);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	scratch_remove(&scratch);
	return failed;
}
