#include "batch_resume.h"

#include "buf.h"
#include "file.h"
#include "num.h"

#include <fcntl.h>
#include <sys/stat.h>

#define MARK_MAX 256

static bool next_number(struct lic_str *rest, char end, uint64_t *out)
{
	struct lic_str part;

	return lic_str_split(rest, end, &part) && lic_num_parse(part, INT64_MAX, out) == 0;
}

int lic_batch_mark_read(struct lic_batch_mark *mark, const char *path, struct lic_diag *diag)
{
	char *text;
	size_t len;
	struct lic_str word;

	*mark = (struct lic_batch_mark){0};
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return LIC_OK;
	int err = lic_file_read(&text, &len, path, MARK_MAX, diag);
	if (err < 0)
		return err;
	struct lic_str rest = {text, len};
	if (!lic_str_split(&rest, ' ', &word) || !lic_str_eq(word, LIC_STR("licit-batch/1")) ||
	    !next_number(&rest, ' ', &mark->in) || !next_number(&rest, ' ', &mark->out) ||
	    !next_number(&rest, '\n', &mark->lines))
		err = lic_diag_set(diag, LIC_ECORRUPT,
				   "%s is no checkpoint of a batch; remove it to start anew", path);
	free(text);
	return err;
}

int lic_batch_mark_write(const struct lic_batch_mark *mark, const char *path, struct lic_diag *diag)
{
	char text[MARK_MAX];
	char temporary[4096];
	int len = snprintf(text, sizeof(text), "licit-batch/1 %llu %llu %llu\n",
			   (unsigned long long)mark->in, (unsigned long long)mark->out,
			   (unsigned long long)mark->lines);

	if ((size_t)snprintf(temporary, sizeof(temporary), "%s.new", path) >= sizeof(temporary))
		return lic_diag_set(diag, LIC_EINVAL, "the checkpoint's name is too long");
	int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && write(fd, text, (size_t)len) == len;
	if (fd >= 0)
		ok &= close(fd) == 0;
	if (!ok || rename(temporary, path) < 0)
		return lic_diag_set(diag, lic_err_from_errno(errno),
				    "cannot write the checkpoint %s: %s", path, strerror(errno));
	return LIC_OK;
}

/* What an earlier run left in the output must not stand behind this one's. */
static int start_anew(int out, struct lic_diag *diag)
{
	struct stat st;
	off_t at = lseek(out, 0, SEEK_CUR);
	int flags = fcntl(out, F_GETFL);

	if (at < 0 || flags < 0 || (flags & O_APPEND) || fstat(out, &st) < 0 ||
	    !S_ISREG(st.st_mode) || st.st_size <= at)
		return LIC_OK;
	if (ftruncate(out, at) < 0)
		return lic_diag_set(diag, LIC_EIO, "cannot empty the output: %s", strerror(errno));
	return LIC_OK;
}

int lic_batch_mark_seek(const struct lic_batch_mark *mark, int in, int out, struct lic_diag *diag)
{
	struct stat st;

	if (!mark->in)
		return start_anew(out, diag);
	if (lseek(in, (off_t)mark->in, SEEK_SET) < 0)
		return lic_diag_set(diag, LIC_EINVAL,
				    "to resume, the input must be a file, not a pipe");
	if (fstat(out, &st) < 0 || !S_ISREG(st.st_mode))
		return LIC_OK;
	if ((uint64_t)st.st_size < mark->out)
		return lic_diag_set(diag, LIC_EINVAL,
				    "the output is shorter than when the run was cut off; append "
				    "to that file (>>), or remove the checkpoint to start anew");
	/* What came after the checkpoint will come again. */
	if (ftruncate(out, (off_t)mark->out) < 0 || lseek(out, (off_t)mark->out, SEEK_SET) < 0)
		return lic_diag_set(diag, LIC_EIO, "cannot go back in the output: %s",
				    strerror(errno));
	return LIC_OK;
}
