/*
 * A folder for one test, below $TMPDIR or /tmp, and files in it. Depends on
 * nothing but base.
 */
#ifndef LIC_SCRATCH_H
#define LIC_SCRATCH_H

#include "str.h"

#include <dirent.h>
#include <ftw.h>
#include <sys/stat.h>

#define SCRATCH_MAX 512

struct scratch {
	char dir[SCRATCH_MAX];
	char path[SCRATCH_MAX + 256]; /* of the last scratch_path */
};

static inline void scratch_make(struct scratch *s)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(s->dir, sizeof(s->dir), "%s/licit-test-XXXXXX", tmp && tmp[0] ? tmp : "/tmp");
	if (!mkdtemp(s->dir)) {
		perror(s->dir);
		exit(1);
	}
}

static inline int scratch_remove_one(const char *path, const struct stat *st, int type,
				     struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void scratch_remove(struct scratch *s)
{
	nftw(s->dir, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* "dir/name", until the next call. */
static inline const char *scratch_path(struct scratch *s, const char *name)
{
	snprintf(s->path, sizeof(s->path), "%s/%s", s->dir, name);
	return s->path;
}

static inline void scratch_write(const char *path, struct lic_str text)
{
	FILE *file = fopen(path, "wb");

	if (!file || fwrite(text.ptr ? text.ptr : "", 1, text.len, file) != text.len ||
	    fclose(file) != 0) {
		perror(path);
		exit(1);
	}
}

/* How many files of the folder have a name that begins so. */
static inline unsigned scratch_count(const char *dir, const char *begin)
{
	unsigned count = 0;
	DIR *d = opendir(dir);

	for (const struct dirent *item = d ? readdir(d) : NULL; item; item = readdir(d))
		count += lic_str_starts(lic_str_from(item->d_name), lic_str_from(begin));
	if (d)
		closedir(d);
	return count;
}

#endif
