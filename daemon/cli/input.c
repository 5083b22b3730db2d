#include "input.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "limits.h"

#define PART (256u << 10)

/* Room for the whole of a file at once, so that it is not copied as it grows. */
static void expect(int fd, struct lic_buf *out)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    (uint64_t)st.st_size < out->max && lic_buf_grow(out, (size_t)st.st_size + PART) < 0)
		lic_buf_reset(out);
}

static int read_all(int fd, struct lic_buf *out)
{
	expect(fd, out);
	for (;;) {
		if (lic_buf_grow(out, out->max - out->len < PART ? 1 : PART) < 0)
			return lic_buf_error(out);
		ssize_t n = read(fd, out->ptr + out->len, out->cap - out->len);
		if (n == 0)
			return LIC_OK;
		if (n > 0)
			out->len += (size_t)n;
		else if (errno != EINTR)
			return LIC_EIO;
	}
}

int lic_input_read(const char *path, struct lic_buf *out, struct lic_diag *diag)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	const char *name = is_stdin ? "standard input" : path;
	const bool in_mib = out->max >= 1u << 20;

	if (fd < 0)
		return lic_diag_set(diag, lic_err_from_errno(errno), "%s: cannot open it: %s", name,
				    strerror(errno));
	int err = read_all(fd, out);
	int errnum = errno;
	if (!is_stdin)
		close(fd);
	if (err == LIC_EIO)
		lic_diag_set(diag, err, "%s: cannot read it: %s", name, strerror(errnum));
	else if (err == LIC_ELIMIT)
		lic_diag_set(diag, err, "%s: larger than %zu %s, which is more than such a file is",
			     name, out->max >> (in_mib ? 20 : 10), in_mib ? "MiB" : "KiB");
	else if (err < 0)
		lic_diag_set(diag, err, "%s: %s", name, lic_strerror(err));
	return err;
}

void lic_stdin_init(struct lic_stdin *lines)
{
	*lines = (struct lic_stdin){.start = 0};
	lic_buf_init(&lines->buf, (size_t)2 * LIC_BATCH_LINE_MAX);
}

void lic_stdin_release(struct lic_stdin *lines)
{
	lic_buf_release(&lines->buf);
}

/* A whole line, or the beginning of one that is too long, out of what was read. */
static bool take(struct lic_stdin *lines, struct lic_str *out)
{
	struct lic_buf *buf = &lines->buf;
	if (lines->start == buf->len)
		return false;
	struct lic_str rest = lic_str(buf->ptr + lines->start, buf->len - lines->start);
	size_t end = lic_str_find(rest, '\n');
	bool whole = end < rest.len;
	bool cut = !whole && rest.len > LIC_BATCH_LINE_MAX;

	if (!whole && !cut && !lines->ended)
		return false;
	lines->start += whole ? end + 1 : rest.len;
	bool behind = lines->skipping;
	lines->skipping = cut;
	if (behind)
		return take(lines, out);
	if (end > LIC_BATCH_LINE_MAX)
		end = LIC_BATCH_LINE_MAX + 1;
	if (end > 0 && rest.ptr[end - 1] == '\r')
		end--;
	*out = lic_str(rest.ptr, end);
	return true;
}

/* Move what is left to the front, and read behind it. */
static int fill(struct lic_stdin *lines)
{
	struct lic_buf *buf = &lines->buf;
	size_t left = buf->len - lines->start;

	if (left)
		memmove(buf->ptr, buf->ptr + lines->start, left);
	buf->len = left;
	lines->start = 0;
	if (lic_buf_grow(buf, buf->max - left) < 0)
		return lic_buf_error(buf);
	for (;;) {
		ssize_t n = read(STDIN_FILENO, buf->ptr + left, buf->max - left);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return LIC_EIO;
		buf->len += (size_t)n;
		lines->ended = n == 0;
		return LIC_OK;
	}
}

int lic_stdin_next(struct lic_stdin *lines, struct lic_str *out, struct lic_diag *diag)
{
	while (!take(lines, out)) {
		if (lines->ended)
			return 0;
		int err = fill(lines);
		if (err < 0)
			return lic_diag_set(diag, err, "standard input: cannot read it: %s",
					    err == LIC_EIO ? strerror(errno) : lic_strerror(err));
	}
	return 1;
}
