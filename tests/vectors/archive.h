/*
 * The files of a vector that comes as a .tar.xz, in memory.
 */
#ifndef LIC_ARCHIVE_H
#define LIC_ARCHIVE_H

#include "vectors.h"

#include <sys/wait.h>

#define ARCHIVE_MAX (64u << 20)
#define ARCHIVE_FILES_MAX 256
#define ARCHIVE_BLOCK 512u

struct archive_file {
	char name[256];
	struct lic_str text; /* a view into the archive */
};

static struct archive_file archive[ARCHIVE_FILES_MAX];
static size_t archive_count;

static inline void archive_unpack(const char *path, struct lic_buf *out)
{
	char chunk[65536];
	ssize_t n;
	int ends[2], status = -1;

	lic_buf_init(out, ARCHIVE_MAX);
	if (pipe(ends) < 0)
		vectors_stop(1, path, strerror(errno));
	pid_t pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		execlp("xz", "xz", "-dc", path, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	while ((n = read(ends[0], chunk, sizeof(chunk))) > 0)
		lic_buf_add(out, chunk, (size_t)n);
	close(ends[0]);
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status))
		vectors_stop(1, path, "xz failed");
	if (WEXITSTATUS(status) == 127)
		vectors_stop(VECTORS_SKIP, path, "skipped, xz is not installed");
	if (WEXITSTATUS(status) || lic_buf_error(out))
		vectors_stop(1, path, "cannot unpack it");
}

static inline size_t archive_octal(const char *p, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len && p[i] >= '0' && p[i] <= '7'; i++)
		n = n * 8 + (size_t)(p[i] - '0');
	return n;
}

/* Fill archive[] with the regular files; they stay until the program ends. */
static inline void archive_load(const char *name)
{
	static struct lic_buf text;
	char path[4096];

	vectors_path(path, sizeof(path), name);
	lic_buf_release(&text);
	archive_unpack(path, &text);
	archive_count = 0;
	for (size_t at = 0; at + ARCHIVE_BLOCK <= text.len && text.ptr[at];) {
		const char *head = text.ptr + at;
		size_t size = archive_octal(head + 124, 12);
		at += ARCHIVE_BLOCK;
		if (size > text.len - at)
			vectors_stop(1, path, "is cut off");
		if ((head[156] == '0' || head[156] == '\0') && archive_count < ARCHIVE_FILES_MAX) {
			struct archive_file *file = &archive[archive_count++];
			snprintf(file->name, sizeof(file->name), "%.*s", 100, head);
			file->text = lic_str(text.ptr + at, size);
		}
		at += (size + ARCHIVE_BLOCK - 1) / ARCHIVE_BLOCK * ARCHIVE_BLOCK;
	}
	if (archive_count == 0)
		vectors_stop(1, path, "holds no files");
}

/* The file whose name ends so. */
static inline struct lic_str archive_find(const char *end)
{
	for (size_t i = 0; i < archive_count; i++)
		if (lic_str_ends(lic_str_from(archive[i].name), lic_str_from(end)))
			return archive[i].text;
	vectors_stop(1, end, "is not in the archive");
}

#endif
