#include "file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#define WRITER_SIZE (1u << 20)

static int errno_diag(struct lic_diag *diag, const char *what, const char *path)
{
	int err = lic_err_from_errno(errno);

	return lic_diag_set(diag, err, "cannot %s %s: %s", what, path, strerror(errno));
}

int lic_map_open(struct lic_map *out, const char *path, struct lic_diag *diag)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int err = LIC_OK;

	if (fd < 0)
		return errno_diag(diag, "open", path);
	if (fstat(fd, &st) < 0) {
		err = errno_diag(diag, "read", path);
		goto out;
	}
	if (!S_ISREG(st.st_mode) || st.st_size <= 0) {
		err = lic_diag_set(diag, LIC_ECORRUPT, "%s is empty or no regular file", path);
		goto out;
	}
	void *ptr = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (ptr == MAP_FAILED) {
		err = errno_diag(diag, "map", path);
		goto out;
	}
	*out = (struct lic_map){ptr, (size_t)st.st_size};
out:
	close(fd);
	return err;
}

void lic_map_close(struct lic_map *map)
{
	if (map->ptr)
		munmap((void *)(uintptr_t)map->ptr, map->len);
	*map = (struct lic_map){NULL, 0};
}

/* Read to the end, growing as it comes: sizes of pipes are not known. */
static int read_all(int fd, const char *path, size_t max, char **out, size_t *len,
		    struct lic_diag *diag)
{
	size_t cap = 1u << 16, fill = 0;
	char *buf = malloc(cap + 1);

	while (buf) {
		ssize_t n = read(fd, buf + fill, cap - fill);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			free(buf);
			return errno_diag(diag, "read", path);
		}
		if (n == 0) {
			buf[fill] = '\0';
			*out = buf;
			*len = fill;
			return LIC_OK;
		}
		fill += (size_t)n;
		if (fill > max) {
			free(buf);
			return lic_diag_set(diag, LIC_ELIMIT, "%s is larger than %zu bytes", path,
					    max);
		}
		if (fill == cap) {
			char *grown = realloc(buf, cap * 2 + 1);
			if (!grown)
				break;
			buf = grown;
			cap *= 2;
		}
	}
	free(buf);
	return lic_diag_set(diag, LIC_ENOMEM, "not enough memory to read %s", path);
}

int lic_file_read(char **out, size_t *len, const char *path, size_t max, struct lic_diag *diag)
{
	if (strcmp(path, "-") == 0)
		return read_all(STDIN_FILENO, "standard input", max, out, len, diag);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno_diag(diag, "open", path);
	int err = read_all(fd, path, max, out, len, diag);
	close(fd);
	return err;
}

int lic_file_write(int fd, const void *ptr, size_t len)
{
	const char *at = ptr;

	while (len) {
		ssize_t n = write(fd, at, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return lic_err_from_errno(errno);
		at += n;
		len -= (size_t)n;
	}
	return LIC_OK;
}

int lic_dir_make(const char *path, struct lic_diag *diag)
{
	char part[4096];
	size_t len = strlen(path);

	if (len == 0 || len >= sizeof(part))
		return lic_diag_set(diag, LIC_EINVAL, "the folder name is empty or too long");
	for (size_t i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0700) < 0 && errno != EEXIST && errno != EISDIR) {
			/* Above us may be read-only and yet there. */
			int saved = errno;
			if (access(part, F_OK) == 0)
				continue;
			errno = saved;
			return errno_diag(diag, "make the folder", part);
		}
	}
	struct stat st;
	if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		return errno_diag(diag, "make the folder", path);
	}
	return LIC_OK;
}

int lic_dir_sync(const char *path, struct lic_diag *diag)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int err = LIC_OK;

	if (fd < 0)
		return errno_diag(diag, "open", path);
	if (fsync(fd) < 0)
		err = errno_diag(diag, "sync", path);
	close(fd);
	return err;
}

int lic_writer_open(struct lic_writer *w, const char *path, struct lic_diag *diag)
{
	*w = (struct lic_writer){.fd = -1};
	w->buf = malloc(WRITER_SIZE);
	if (!w->buf)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	w->fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (w->fd < 0) {
		free(w->buf);
		w->buf = NULL;
		return errno_diag(diag, "write", path);
	}
	return LIC_OK;
}

static void write_out(struct lic_writer *w, const char *ptr, size_t len)
{
	if (!w->err)
		w->err = lic_file_write(w->fd, ptr, len);
}

int lic_writer_flush(struct lic_writer *w)
{
	write_out(w, w->buf, w->fill);
	w->fill = 0;
	return w->err;
}

void lic_writer_add(struct lic_writer *w, const void *ptr, size_t len)
{
	w->offset += len;
	if (len > WRITER_SIZE - w->fill)
		lic_writer_flush(w);
	if (len >= WRITER_SIZE) {
		write_out(w, ptr, len);
		return;
	}
	if (len)
		memcpy(w->buf + w->fill, ptr, len);
	w->fill += len;
}

void lic_writer_align(struct lic_writer *w, size_t align)
{
	static const char zeros[4096];
	size_t over = w->offset & (align - 1);

	if (over)
		lic_writer_add(w, zeros, align - over);
}

int lic_writer_close(struct lic_writer *w)
{
	if (w->fd < 0)
		return w->err;
	lic_writer_flush(w);
	if (!w->err && fsync(w->fd) < 0)
		w->err = lic_err_from_errno(errno);
	if (close(w->fd) < 0 && !w->err)
		w->err = lic_err_from_errno(errno);
	w->fd = -1;
	free(w->buf);
	w->buf = NULL;
	return w->err;
}
