#include "spool.h"

#include <fcntl.h>

#include "buf.h"
#include "limits.h"

struct lic_spool {
	atomic_uint_fast64_t *total;
	struct lic_buf window;  /* what is not on disk yet; then what was read */
	size_t at;              /* in the window: the next line */
	size_t line_len;        /* bytes of the line that is arriving */
	int fd;                 /* -1: all of it fits into the window */
	uint64_t written, read; /* bytes of the file */
	bool reading;
	int err;
};

int lic_spool_new(struct lic_spool **out, atomic_uint_fast64_t *total)
{
	struct lic_spool *spool = calloc(1, sizeof(*spool));

	if (!spool)
		return LIC_ENOMEM;
	spool->total = total;
	spool->fd = -1;
	lic_buf_init(&spool->window, LIC_BATCH_CHUNK);
	*out = spool;
	return LIC_OK;
}

void lic_spool_free(struct lic_spool *spool)
{
	if (!spool)
		return;
	if (spool->fd >= 0)
		close(spool->fd);
	atomic_fetch_sub(spool->total, spool->written);
	lic_buf_release(&spool->window);
	free(spool);
}

static int open_in(const char *dir)
{
	char path[4096];

	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	int n = snprintf(path, sizeof(path), "%s/licit-XXXXXX", dir);
	if (n < 0 || (size_t)n >= sizeof(path))
		return -1;
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

static int open_file(struct lic_spool *spool, struct lic_diag *diag)
{
	const char *dirs[] = {getenv("TMPDIR"), "/var/tmp", "/tmp"};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(dirs) && spool->fd < 0; i++) {
		if (dirs[i] && dirs[i][0])
			spool->fd = open_in(dirs[i]);
	}
	if (spool->fd < 0)
		return lic_diag_set(diag, lic_err_from_errno(errno),
				    "no temporary file could be made (%s): set TMPDIR to a folder "
				    "that licitd can write to, or send fewer lines at a time",
				    strerror(errno));
	return LIC_OK;
}

/* Move the window to the file. */
static int flush(struct lic_spool *spool, struct lic_diag *diag)
{
	size_t len = spool->window.len;
	size_t done = 0;

	if (spool->fd < 0) {
		int err = open_file(spool, diag);
		if (err < 0)
			return err;
	}
	if (atomic_fetch_add(spool->total, len) + len > LIC_HTTP_SPOOL_MAX) {
		atomic_fetch_sub(spool->total, len);
		return lic_diag_set(diag, LIC_ELIMIT,
				    "the batches under way hold more than licitd keeps: send fewer "
				    "lines at a time, or use `licit batch`, which has no limit");
	}
	spool->written += len;
	while (done < len) {
		ssize_t n = write(spool->fd, spool->window.ptr + done, len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return lic_diag_set(diag, lic_err_from_errno(errno),
					    "the temporary file could not be written (%s): make "
					    "room, set TMPDIR to another folder, or use `licit "
					    "batch`, which needs none",
					    strerror(errno));
		done += (size_t)n;
	}
	lic_buf_reset(&spool->window);
	return LIC_OK;
}

static int put(struct lic_spool *spool, const char *ptr, size_t len, struct lic_diag *diag)
{
	if (len > LIC_BATCH_CHUNK - spool->window.len) {
		int err = flush(spool, diag);
		if (err < 0)
			return err;
	}
	lic_buf_add(&spool->window, ptr, len);
	return lic_buf_error(&spool->window);
}

int lic_spool_add(struct lic_spool *spool, struct lic_str bytes, struct lic_diag *diag)
{
	while (bytes.len && !spool->err) {
		size_t eol = lic_str_find(bytes, '\n');
		size_t room = LIC_BATCH_LINE_MAX + 1 - spool->line_len;
		size_t keep = eol < room ? eol : room;

		spool->err = put(spool, bytes.ptr, keep, diag);
		spool->line_len += keep;
		if (eol < bytes.len) {
			if (!spool->err)
				spool->err = put(spool, "\n", 1, diag);
			spool->line_len = 0;
			eol++;
		}
		bytes = lic_str(bytes.ptr + eol, bytes.len - eol);
	}
	return spool->err;
}

/* Take more of the file behind what is left of the window: 1, 0 at its end. */
static int refill(struct lic_spool *spool)
{
	struct lic_buf *window = &spool->window;
	uint64_t left = spool->written - spool->read;
	ssize_t n;

	if (left == 0)
		return 0;
	window->len -= spool->at;
	memmove(window->ptr, window->ptr + spool->at, window->len);
	spool->at = 0;
	size_t room = window->cap - window->len;
	do {
		n = pread(spool->fd, window->ptr + window->len, left < room ? left : room,
			  (off_t)spool->read);
	} while (n < 0 && errno == EINTR);
	if (n <= 0)
		return LIC_EIO;
	window->len += (size_t)n;
	spool->read += (uint64_t)n;
	return 1;
}

static int begin_reading(struct lic_spool *spool)
{
	spool->reading = true;
	if (spool->fd < 0)
		return LIC_OK;
	int err = flush(spool, NULL);
	if (err < 0)
		return err;
	return lic_buf_grow(&spool->window, LIC_BATCH_CHUNK);
}

int lic_spool_next(struct lic_spool *spool, struct lic_str *line)
{
	if (spool->err)
		return spool->err;
	if (!spool->reading)
		spool->err = begin_reading(spool);
	while (!spool->err) {
		const struct lic_buf *window = &spool->window;
		struct lic_str rest = {NULL, window->len - spool->at};
		size_t eol = 0;

		if (rest.len) {
			rest.ptr = window->ptr + spool->at;
			eol = lic_str_find(rest, '\n');
		}
		int more = eol < rest.len ? 1 : refill(spool);

		if (more < 0)
			spool->err = more;
		if (more == 0 && rest.len == 0)
			return 0;
		if (more < 0 || (more == 1 && eol == rest.len))
			continue;
		*line = lic_str(rest.ptr, eol);
		spool->at += eol < rest.len ? eol + 1 : eol;
		return 1;
	}
	return spool->err;
}
