#include "suffix_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "clock.h"
#include "limits.h"

static int refuse_errno(const char *path, struct lic_diag *diag)
{
	return lic_diag_set(diag, lic_err_from_errno(errno),
			    "Cannot read the public suffix list %s: %s.", path, strerror(errno));
}

static int read_all(int fd, char *text, size_t len)
{
	for (size_t at = 0; at < len;) {
		ssize_t n = read(fd, text + at, len - at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n == 0)
			errno = EIO;
		if (n <= 0)
			return -1;
		at += (size_t)n;
	}
	return 0;
}

static int read_text(struct lic_suffix_file *file, int fd, const char *path, struct lic_diag *diag)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return refuse_errno(path, diag);
	if (!S_ISREG(st.st_mode) || st.st_size > (off_t)LIC_PSL_FILE_MAX)
		return lic_diag_set(diag, LIC_ELIMIT,
				    "%s is no public suffix list: it is not a plain file of at "
				    "most %u bytes.",
				    path, LIC_PSL_FILE_MAX);
	size_t len = (size_t)st.st_size;
	char *text = malloc(len + 1);
	if (!text)
		return LIC_ENOMEM;
	file->text = lic_str(text, len);
	file->mtime = st.st_mtime;
	return read_all(fd, text, len) < 0 ? refuse_errno(path, diag) : LIC_OK;
}

/* "// VERSION: 2026-06-15_07-44-12_UTC" among the first comments. */
static void find_version(struct lic_suffix_file *file)
{
	static const struct lic_str mark = {"// VERSION:", 11};
	struct lic_str rest = file->text;
	struct lic_str line;

	while (lic_str_split(&rest, '\n', &line)) {
		line = lic_str_trim(line);
		if (line.len && !lic_str_starts(line, LIC_STR("//")))
			break;
		if (!lic_str_starts(line, mark))
			continue;
		line = lic_str_trim(lic_str(line.ptr + mark.len, line.len - mark.len));
		if (line.len == 0 || line.len >= sizeof(file->version))
			break;
		memcpy(file->version, line.ptr, line.len);
		file->version[line.len] = '\0';
		file->has_version = true;
		return;
	}
	lic_date_format(lic_date_of(file->mtime), file->version);
}

int lic_suffix_file_read(struct lic_suffix_file *out, const char *path, struct lic_diag *diag)
{
	struct lic_suffix_file file = {.text = {NULL, 0}};
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return refuse_errno(path, diag);
	int err = read_text(&file, fd, path, diag);
	close(fd);
	/* Half a list would silently turn suffixes into sites. */
	if (!err && !(lic_str_holds(file.text, LIC_STR("===BEGIN ICANN DOMAINS===")) &&
		      lic_str_holds(file.text, LIC_STR("===END PRIVATE DOMAINS==="))))
		err = lic_diag_set(
			diag, LIC_ESYNTAX,
			"%s is no public suffix list, or only a part of one: get it "
			"anew from https://publicsuffix.org/list/public_suffix_list.dat.",
			path);
	if (err < 0) {
		lic_suffix_file_release(&file);
		return err;
	}
	find_version(&file);
	*out = file;
	return LIC_OK;
}

void lic_suffix_file_release(struct lic_suffix_file *file)
{
	free((char *)(uintptr_t)file->text.ptr);
	file->text = lic_str(NULL, 0);
}

static bool is_newer(const struct lic_suffix_file *a, const struct lic_suffix_file *b)
{
	if (a->has_version != b->has_version)
		return a->has_version;
	if (a->has_version)
		return strcmp(a->version, b->version) > 0;
	return a->mtime > b->mtime;
}

int lic_suffix_file_newest(struct lic_suffix_file *out, const char *const *paths, size_t count)
{
	struct lic_suffix_file best = {.text = {NULL, 0}};
	int found = LIC_ENOENT;

	for (size_t i = 0; i < count; i++) {
		struct lic_suffix_file file;
		if (lic_suffix_file_read(&file, paths[i], NULL) < 0)
			continue;
		if (found >= 0 && !is_newer(&file, &best)) {
			lic_suffix_file_release(&file);
			continue;
		}
		lic_suffix_file_release(&best);
		best = file;
		found = (int)i;
	}
	if (found >= 0)
		*out = best;
	return found;
}
