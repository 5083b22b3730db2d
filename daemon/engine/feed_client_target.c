#include "feed_client.h"

#include "file.h"
#include "limits.h"
#include "percent.h"
#include "replace.h"
#include "tuf_path.h"

#include <fcntl.h>
#include <sys/stat.h>

/* A target on its way to a file or a buffer. */
struct arrival {
	struct lic_tuf_check *check;
	struct lic_replace *file; /* or NULL */
	struct lic_buf *out;      /* or NULL */
};

/* A path that leads up: web servers and clients read it each in their own way. */
static bool leads_up(struct lic_str path)
{
	struct lic_str part;

	while (lic_str_split(&path, '/', &part)) {
		if (lic_str_eq(part, LIC_STR(".")) || lic_str_eq(part, LIC_STR("..")))
			return true;
	}
	return false;
}

/* What is signed of it, with all its hashes. */
static int look_up(const struct lic_feed *feed, const struct lic_feed_target *target,
		   struct lic_tuf_file *file, struct lic_diag *diag)
{
	const struct lic_tuf *tuf = lic_feed_role_find(feed, target->role.ptr);

	if (!tuf || lic_tuf_target(tuf, target->path.ptr, file) < 0)
		return lic_diag_set(diag, LIC_EINVAL, "the target %s was not looked for",
				    target->path.ptr);
	if (leads_up(target->path))
		return lic_diag_set(diag, LIC_EINVAL,
				    "%s has . or .. in its path: it is not fetched",
				    target->path.ptr);
	if (target->length > LIC_TUF_TARGET_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "%s is said to have %llu bytes: too many",
				    target->path.ptr, (unsigned long long)target->length);
	return LIC_OK;
}

/* 5.7.3: "dir/HASH.name" where snapshots are consistent, else the path itself. */
static char *url_of(const struct lic_feed *feed, struct lic_str path,
		    const struct lic_tuf_file *file)
{
	size_t name = path.len;
	struct lic_buf url;

	while (name > 0 && path.ptr[name - 1] != '/')
		name--;
	lic_buf_init(&url, LIC_URL_MAX);
	lic_buf_adds(&url, lic_str_from(feed->target_base_url));
	lic_percent_write(&url, lic_str(path.ptr, name), true);
	if (feed->top[LIC_TUF_ROOT]->consistent_snapshot) {
		lic_buf_adds(&url, file->sha256.len ? file->sha256 : file->sha512);
		lic_buf_addc(&url, '.');
	}
	lic_percent_write(&url, lic_str(path.ptr + name, path.len - name), true);
	char *out = lic_buf_take(&url);
	lic_buf_release(&url);
	return out;
}

static int take(void *ctx, const char *ptr, size_t len)
{
	struct arrival *arrival = ctx;

	lic_tuf_check_add(arrival->check, ptr, len);
	if (arrival->file)
		return lic_replace_add(arrival->file, ptr, len);
	lic_buf_add(arrival->out, ptr, len);
	return lic_buf_error(arrival->out);
}

/* Fetch it, and be sure that it is it. */
static int fetch(struct lic_feed *feed, const struct lic_feed_target *target,
		 const struct lic_tuf_file *file, struct arrival *arrival, struct lic_diag *diag)
{
	char *url = feed->target_base_url ? url_of(feed, target->path, file) : NULL;

	if (!url)
		return lic_diag_set(diag, LIC_EINVAL, "%s: no URL of targets, or one too long",
				    target->path.ptr);
	struct lic_fetch request = {
		.url = url,
		.max_bytes = target->length,
		.timeout_ms = LIC_FETCH_TARGET_MS,
		.take = take,
		.ctx = arrival,
	};
	int err = lic_tuf_check_new(&arrival->check);
	if (!err)
		err = lic_fetcher_get(feed->fetcher, &request, diag);
	feed->bytes += request.bytes;
	if (request.retry_after)
		feed->retry_after = request.retry_after;
	free(url);
	if (!err) {
		err = lic_tuf_check_end(arrival->check, file, diag);
		if (err)
			lic_feed_blame(diag, err, target->path.ptr, lic_str(NULL, 0));
	}
	lic_tuf_check_free(arrival->check);
	return err;
}

int lic_feed_read(struct lic_feed *feed, const struct lic_feed_target *target, struct lic_buf *out,
		  struct lic_diag *diag)
{
	struct arrival arrival = {.out = out};
	struct lic_tuf_file file;
	const size_t before = out->len;
	int err = look_up(feed, target, &file, diag);

	if (!err)
		err = fetch(feed, target, &file, &arrival, diag);
	if (err)
		out->len = before;
	return err;
}

/* ---- to a file -------------------------------------------------------- */

/* Is the file there, and the target to the last bit? */
static bool is_there(const char *path, const struct lic_tuf_file *file)
{
	struct lic_tuf_check *check = NULL;
	char chunk[1 << 16];
	struct stat st;
	ssize_t n = -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool same = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		    st.st_size == file->length && lic_tuf_check_new(&check) == LIC_OK;

	while (same && (n = read(fd, chunk, sizeof(chunk))) > 0)
		lic_tuf_check_add(check, chunk, (size_t)n);
	same = same && n == 0 && lic_tuf_check_end(check, file, NULL) == LIC_OK;
	lic_tuf_check_free(check);
	if (fd >= 0)
		close(fd);
	return same;
}

static char *path_of(const char *folder, struct lic_str name, struct lic_diag *diag)
{
	struct lic_buf path;

	lic_buf_init(&path, LIC_URL_MAX);
	lic_buf_printf(&path, "%s/", folder);
	int err = lic_tuf_path_file_name(&path, name);
	char *out = err < 0 ? NULL : lic_buf_take(&path);
	lic_buf_release(&path);
	if (!out)
		lic_diag_set(diag, LIC_ELIMIT, "%.*s cannot be the name of a file",
			     LIC_STR_ARG(name));
	return out;
}

static int download_to(struct lic_feed *feed, const struct lic_feed_target *target,
		       const struct lic_tuf_file *file, const char *path, struct lic_diag *diag)
{
	struct lic_replace beside;
	struct arrival arrival = {.file = &beside};
	int err = lic_replace_open(&beside, path, diag);

	if (err < 0)
		return err;
	err = fetch(feed, target, file, &arrival, diag);
	if (err < 0) {
		lic_replace_abandon(&beside);
		return err;
	}
	err = lic_replace_commit(&beside, diag);
	return err ? err : 1;
}

int lic_feed_download(struct lic_feed *feed, const struct lic_feed_target *target,
		      const char *folder, struct lic_diag *diag)
{
	struct lic_tuf_file file;
	int err = look_up(feed, target, &file, diag);

	if (!err)
		err = lic_dir_make(folder, diag);
	if (err < 0)
		return err;
	char *path = path_of(folder, target->path, diag);
	if (!path)
		return LIC_ELIMIT;
	err = is_there(path, &file) ? LIC_OK : download_to(feed, target, &file, path, diag);
	free(path);
	return err;
}
