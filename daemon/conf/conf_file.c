#include "conf_file.h"

#include <fcntl.h>

int lic_conf_file_read(const char *path, struct lic_buf *out, struct lic_diag *diag)
{
	char part[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;

	if (fd >= 0) {
		while ((n = read(fd, part, sizeof(part))) > 0)
			lic_buf_add(out, part, (size_t)n);
	}
	int errnum = errno;
	if (fd >= 0)
		close(fd);
	if (n < 0)
		return lic_diag_set(diag, lic_err_from_errno(errnum),
				    "%s: cannot read the configuration file: %s", path,
				    strerror(errnum));
	if (lic_buf_error(out) < 0)
		return lic_diag_set(diag, lic_buf_error(out),
				    "%s: too large for a configuration file (over %u KiB)", path,
				    LIC_CONF_FILE_MAX >> 10);
	return LIC_OK;
}

static int each_line(const char *file, unsigned number, struct lic_str line,
		     int (*fn)(void *ctx, unsigned line, struct lic_str name, struct lic_str value),
		     void *ctx, struct lic_diag *diag)
{
	size_t equals = lic_str_find(line, '=');

	if (!lic_str_is_utf8(line) || memchr(line.ptr, '\0', line.len))
		return lic_diag_set(diag, LIC_EUTF8,
				    "%s:%u: this is not text in UTF-8; is it the right file?", file,
				    number);
	struct lic_str name = lic_str_trim(lic_str(line.ptr, equals));
	if (equals == line.len || name.len == 0)
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "%s:%u: write `name = value`, or put a # before the line", file,
				    number);
	struct lic_str value = lic_str(line.ptr + equals + 1, line.len - equals - 1);
	return fn(ctx, number, name, lic_str_trim(value));
}

int lic_conf_file_each(const char *file, struct lic_str text,
		       int (*fn)(void *ctx, unsigned line, struct lic_str name,
				 struct lic_str value),
		       void *ctx, struct lic_diag *diag)
{
	struct lic_str line;
	int err = LIC_OK;

	if (lic_str_starts(text, LIC_STR("\xef\xbb\xbf")))
		text = lic_str(text.ptr + 3, text.len - 3);
	for (unsigned number = 1; err >= 0 && text.ptr && lic_str_split(&text, '\n', &line);
	     number++) {
		line = lic_str_trim(line);
		if (line.len > 0 && line.ptr[0] != '#')
			err = each_line(file, number, line, fn, ctx, diag);
	}
	return err;
}
