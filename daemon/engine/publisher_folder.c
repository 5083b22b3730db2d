#include "publisher_folder.h"

#include "clock.h"
#include "file.h"
#include "limits.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>

#define COPY_SIZE (1u << 20)
#define DEPTH_MAX 16

static int fail(struct lic_diag *diag, const char *what, const char *path)
{
	int err = lic_err_from_errno(errno);

	return lic_diag_set(diag, err, "cannot %s %s: %s", what, path, strerror(errno));
}

int lic_folder_join(struct lic_folder_path *out, const char *dir, struct lic_str name,
		    struct lic_diag *diag)
{
	struct lic_folder_path made;
	int n = snprintf(made.z, sizeof(made.z), "%s%s%.*s", dir, name.len ? "/" : "",
			 LIC_STR_ARG(name));

	if (n < 0 || (size_t)n >= sizeof(made.z))
		return lic_diag_set(diag, LIC_ELIMIT, "the path of %.*s is too long",
				    LIC_STR_ARG(name));
	memcpy(out->z, made.z, (size_t)n + 1);
	return LIC_OK;
}

int lic_folder_make(const char *path, struct lic_diag *diag)
{
	struct lic_folder_path part;
	size_t len = strlen(path);
	struct stat st;

	if (len == 0 || len >= sizeof(part.z))
		return lic_diag_set(diag, LIC_EINVAL, "the folder name is empty or too long");
	for (size_t i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part.z, path, i);
		part.z[i] = '\0';
		if (mkdir(part.z, 0755) == 0)
			continue;
		int why = errno;
		if (stat(part.z, &st) < 0) {
			errno = why;
			return fail(diag, "make the folder", part.z);
		}
	}
	if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		return fail(diag, "make the folder", path);
	}
	return LIC_OK;
}

/* The folder that holds the file. */
static int above(struct lic_folder_path *out, const char *path, struct lic_diag *diag)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return lic_folder_join(out, ".", lic_str(NULL, 0), diag);
	if (slash == path)
		return lic_folder_join(out, "/", lic_str(NULL, 0), diag);
	if ((size_t)(slash - path) >= sizeof(out->z))
		return lic_diag_set(diag, LIC_ELIMIT, "the path %s is too long", path);
	memcpy(out->z, path, (size_t)(slash - path));
	out->z[slash - path] = '\0';
	return LIC_OK;
}

int lic_folder_make_above(const char *path, struct lic_diag *diag)
{
	struct lic_folder_path dir;
	int err = above(&dir, path, diag);

	return err < 0 ? err : lic_folder_make(dir.z, diag);
}

bool lic_folder_has(const char *path)
{
	return access(path, F_OK) == 0;
}

int lic_folder_sync_above(const char *path, struct lic_diag *diag)
{
	struct lic_folder_path dir;
	int err = above(&dir, path, diag);

	return err < 0 ? err : lic_dir_sync(dir.z, diag);
}

static int write_all(int fd, struct lic_str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		bytes = lic_str(bytes.ptr + n, bytes.len - (size_t)n);
	}
	return 0;
}

/* All the bytes to a new file, for good; closed in any case. */
static int fill(int fd, struct lic_str bytes, const char *path, struct lic_diag *diag)
{
	int err = LIC_OK;

	if (write_all(fd, bytes) < 0 || fsync(fd) < 0)
		err = fail(diag, "write", path);
	if (close(fd) < 0 && !err)
		err = fail(diag, "write", path);
	return err;
}

/* Name of a file on its way: hidden, so that nobody takes it for one that is there. */
static int way_name(struct lic_folder_path *out, const char *path, struct lic_diag *diag)
{
	const char *slash = strrchr(path, '/');
	size_t head = slash ? (size_t)(slash + 1 - path) : 0;
	int n = snprintf(out->z, sizeof(out->z), "%.*s.%s.part", (int)head, path, path + head);

	if (n < 0 || (size_t)n >= sizeof(out->z))
		return lic_diag_set(diag, LIC_ELIMIT, "the path %s is too long", path);
	return LIC_OK;
}

int lic_folder_write(const char *path, struct lic_str bytes, unsigned mode, struct lic_diag *diag)
{
	struct lic_folder_path way = {""};
	int err = way_name(&way, path, diag);

	if (err < 0)
		return err;
	/* What a killed run left may be linked elsewhere: it is not written over. */
	unlink(way.z);
	int fd = open(way.z, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd < 0)
		return fail(diag, "write", path);
	err = fill(fd, bytes, path, diag);
	if (!err && rename(way.z, path) < 0)
		err = fail(diag, "write", path);
	if (err < 0)
		unlink(way.z);
	return err;
}

int lic_folder_create(const char *path, struct lic_str bytes, unsigned mode, struct lic_diag *diag)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);

	if (fd < 0 && errno == EEXIST)
		return lic_diag_set(diag, LIC_EBUSY, "%s is there already, and is not written over",
				    path);
	if (fd < 0)
		return fail(diag, "write", path);
	int err = fill(fd, bytes, path, diag);
	if (!err)
		err = lic_folder_sync_above(path, diag);
	if (err < 0)
		unlink(path);
	return err;
}

static int copy_bytes(int from, int to)
{
	char *buf = malloc(COPY_SIZE);
	int err = buf ? 0 : -1;

	while (!err) {
		ssize_t n = read(from, buf, COPY_SIZE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			err = n < 0 ? -1 : 0;
			break;
		}
		err = write_all(to, lic_str(buf, (size_t)n));
	}
	free(buf);
	return err;
}

int lic_folder_copy(const char *from, const char *to, struct lic_diag *diag)
{
	struct lic_folder_path way = {""};
	int err = way_name(&way, to, diag);

	if (err < 0)
		return err;
	unlink(way.z);
	if (link(from, way.z) == 0) {
		if (rename(way.z, to) < 0)
			err = fail(diag, "write", to);
		/* Of two links to one file, rename leaves both. */
		unlink(way.z);
		return err;
	}
	int in = open(from, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return fail(diag, "read", from);
	int fd = open(way.z, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd < 0 || copy_bytes(in, fd) < 0 || fsync(fd) < 0 || rename(way.z, to) < 0)
		err = fail(diag, "write", to);
	if (fd >= 0)
		close(fd);
	if (err < 0)
		unlink(way.z);
	close(in);
	return err;
}

int lic_folder_read(const char *path, struct lic_buf *out, struct lic_diag *diag)
{
	char *text = NULL;
	size_t len = 0;
	int err = lic_file_read(&text, &len, path, out->max, diag);

	if (err < 0)
		return err;
	lic_buf_reset(out);
	lic_buf_add(out, text, len);
	free(text);
	err = lic_buf_error(out);
	return err < 0 ? lic_diag_set(diag, err, "not enough memory to read %s", path) : LIC_OK;
}

int lic_folder_clone(const char *from, const char *to, struct lic_diag *diag)
{
	struct lic_buf bytes;

	lic_buf_init(&bytes, LIC_TUF_METADATA_MAX);
	int err = lic_folder_read(from, &bytes, diag);
	if (!err)
		err = lic_folder_write(to, lic_buf_str(&bytes), 0644, diag);
	lic_buf_release(&bytes);
	return err;
}

struct walk {
	int (*fn)(void *ctx, const char *full, struct lic_str within);
	void *ctx;
	size_t head; /* of the full path, before what lies within */
	struct lic_diag *diag;
};

static int walk(const struct walk *w, const char *path, unsigned depth)
{
	const struct dirent *item;
	DIR *dir = opendir(path);
	int err = LIC_OK;

	if (!dir)
		return errno == ENOENT ? LIC_OK : fail(w->diag, "read the folder", path);
	while (!err && (item = readdir(dir))) {
		struct lic_folder_path full;
		struct stat st;
		if (item->d_name[0] == '.')
			continue;
		err = lic_folder_join(&full, path, lic_str_from(item->d_name), w->diag);
		if (err < 0 || lstat(full.z, &st) < 0)
			continue;
		if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
			err = walk(w, full.z, depth + 1);
		else if (S_ISREG(st.st_mode))
			err = w->fn(w->ctx, full.z, lic_str_from(full.z + w->head));
	}
	closedir(dir);
	return err;
}

int lic_folder_each(const char *path, int (*fn)(void *ctx, const char *full, struct lic_str within),
		    void *ctx, struct lic_diag *diag)
{
	const struct walk w = {fn, ctx, strlen(path) + 1, diag};

	return walk(&w, path, 0);
}

static int remove_below(const char *path, unsigned depth, struct lic_diag *diag)
{
	const struct dirent *item;
	DIR *dir = opendir(path);
	int err = LIC_OK;

	if (!dir)
		return errno == ENOENT ? LIC_OK : fail(diag, "read the folder", path);
	while (!err && (item = readdir(dir))) {
		struct lic_folder_path full;
		struct stat st;
		if (strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0)
			continue;
		err = lic_folder_join(&full, path, lic_str_from(item->d_name), diag);
		if (err < 0 || lstat(full.z, &st) < 0)
			continue;
		if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
			err = remove_below(full.z, depth + 1, diag);
		else if (unlink(full.z) < 0)
			err = fail(diag, "remove", full.z);
	}
	closedir(dir);
	if (!err && rmdir(path) < 0)
		err = fail(diag, "remove", path);
	return err;
}

int lic_folder_remove(const char *path, struct lic_diag *diag)
{
	return remove_below(path, 0, diag);
}

int lic_folder_exchange(const char *a, const char *b, struct lic_diag *diag)
{
	if (renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0)
		return LIC_OK;
	if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)
		return lic_diag_set(diag, LIC_EREFUSED,
				    "this file system cannot exchange two folders");
	return fail(diag, "put the release into", b);
}

int lic_folder_lock(const char *path, int *out, struct lic_diag *diag)
{
	const uint64_t end = lic_clock_ms() + LIC_STORE_BUSY_MS;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return fail(diag, "write", path);
	while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EINTR && errno != EWOULDBLOCK) {
			int err = fail(diag, "lock", path);
			close(fd);
			return err;
		}
		if (lic_clock_ms() > end) {
			close(fd);
			return lic_diag_set(
				diag, LIC_EBUSY,
				"another process works in this repository; try again when "
				"it is done");
		}
		poll(NULL, 0, 20);
	}
	*out = fd;
	return LIC_OK;
}
