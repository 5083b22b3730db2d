#include "replace.h"

#include "file.h"

#include <fcntl.h>
#include <libgen.h>

static int no_memory(struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
}

/* "dir/.name.XXXXXX" for "dir/name". */
static char *name_beside(const char *path)
{
	const char *slash = strrchr(path, '/');
	const int dir = slash ? (int)(slash - path) + 1 : 0;
	char *out = NULL;

	if (asprintf(&out, "%.*s.%s.XXXXXX", dir, path, path + dir) < 0)
		return NULL;
	return out;
}

int lic_replace_open(struct lic_replace *r, const char *path, struct lic_diag *diag)
{
	*r = (struct lic_replace){.fd = -1, .path = strdup(path), .beside = name_beside(path)};
	if (!r->path || !r->beside) {
		lic_replace_abandon(r);
		no_memory(diag);
		return LIC_ENOMEM;
	}
	r->fd = mkostemp(r->beside, O_CLOEXEC);
	if (r->fd < 0) {
		const int errnum = errno;
		lic_diag_set(diag, LIC_EIO, "cannot write %s: %s", path, strerror(errnum));
		free(r->beside);
		r->beside = NULL;
		lic_replace_abandon(r);
		return lic_err_from_errno(errnum);
	}
	return LIC_OK;
}

int lic_replace_add(struct lic_replace *r, const void *ptr, size_t len)
{
	if (!r->err)
		r->err = lic_file_write(r->fd, ptr, len);
	return r->err;
}

static int sync_folder(const char *path, struct lic_diag *diag)
{
	char *copy = strdup(path);
	int err = copy ? lic_dir_sync(dirname(copy), diag) : no_memory(diag);

	free(copy);
	return err;
}

int lic_replace_commit(struct lic_replace *r, struct lic_diag *diag)
{
	if (!r->path)
		return lic_diag_set(diag, LIC_EINVAL, "no file is being replaced");
	if (!r->err && fsync(r->fd) < 0)
		r->err = lic_err_from_errno(errno);
	if (close(r->fd) < 0 && !r->err)
		r->err = lic_err_from_errno(errno);
	r->fd = -1;
	if (!r->err && rename(r->beside, r->path) < 0)
		r->err = lic_err_from_errno(errno);
	int err = r->err;
	if (err) {
		lic_diag_set(diag, err, "cannot write %s: %s", r->path, lic_strerror(err));
	} else {
		free(r->beside);
		r->beside = NULL;
		err = sync_folder(r->path, diag);
	}
	lic_replace_abandon(r);
	return err;
}

void lic_replace_abandon(struct lic_replace *r)
{
	if (r->fd >= 0)
		close(r->fd);
	if (r->beside)
		unlink(r->beside);
	free(r->beside);
	free(r->path);
	*r = (struct lic_replace){.fd = -1};
}

int lic_replace_file(const char *path, struct lic_str text, struct lic_diag *diag)
{
	struct lic_replace r;
	int err = lic_replace_open(&r, path, diag);

	if (err < 0)
		return err;
	lic_replace_add(&r, text.ptr, text.len);
	return lic_replace_commit(&r, diag);
}
