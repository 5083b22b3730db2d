#include "feed_client.h"

#include "digest.h"
#include "file.h"
#include "limits.h"
#include "replace.h"
#include "tuf_path.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>

#define LOCK_FILE ".lock"
#define VALIDATORS_FILE ".timestamp.http" /* not one of the *.json, which are metadata */
#define VALIDATORS_MAX 4096

/* "dir/name.json", of the arena of nobody: free it. NULL after setting diag. */
static char *path_of(const struct lic_feed *feed, const char *role, struct lic_diag *diag)
{
	struct lic_buf path;
	int err;

	lic_buf_init(&path, LIC_URL_MAX);
	lic_buf_printf(&path, "%s/", feed->metadata_dir);
	err = lic_tuf_path_file_name(&path, lic_str_from(role));
	LIC_BUF_LIT(&path, ".json");
	char *out = err < 0 ? NULL : lic_buf_take(&path);
	lic_buf_release(&path);
	if (!out)
		lic_diag_set(diag, LIC_ELIMIT, "the role's name or the folder's is too long: %s",
			     role);
	return out;
}

/* "..timestamp.http.k3J9dA": what replace.h writes beside a file, and leaves if it is killed. */
static bool is_left_over(const char *name)
{
	const char *dot = strrchr(name, '.');

	if (name[0] != '.' || !dot || strlen(dot) != sizeof(".XXXXXX") - 1)
		return false;
	const struct lic_str before = lic_str(name, (size_t)(dot - name));
	return lic_str_ends(before, LIC_STR(".json")) ||
	       lic_str_ends(before, LIC_STR("." VALIDATORS_FILE));
}

/* With the lock nobody else is writing. */
static void remove_left_over(const struct lic_feed *feed)
{
	DIR *dir = opendir(feed->metadata_dir);

	for (const struct dirent *item = dir ? readdir(dir) : NULL; item; item = readdir(dir)) {
		if (is_left_over(item->d_name))
			unlinkat(dirfd(dir), item->d_name, 0);
	}
	if (dir)
		closedir(dir);
}

int lic_feed_store_lock(struct lic_feed *feed, struct lic_diag *diag)
{
	char *path = NULL;

	if (asprintf(&path, "%s/" LOCK_FILE, feed->metadata_dir) < 0)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	feed->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	const int errnum = errno;
	free(path);
	if (feed->lock < 0)
		return lic_diag_set(diag, lic_err_from_errno(errnum), "cannot work in %s: %s",
				    feed->metadata_dir, strerror(errnum));
	if (flock(feed->lock, LOCK_EX | LOCK_NB) < 0)
		return lic_diag_set(diag, LIC_EBUSY, "another process works in %s; try again later",
				    feed->metadata_dir);
	remove_left_over(feed);
	return LIC_OK;
}

int lic_feed_store_read(const struct lic_feed *feed, const char *role, enum lic_tuf_type type,
			struct lic_tuf **out, struct lic_buf *text, struct lic_diag *diag)
{
	char *path = path_of(feed, role, diag), *ptr = NULL;
	size_t len = 0;

	if (!path)
		return LIC_ENOENT;
	int err = lic_file_read(&ptr, &len, path, LIC_TUF_METADATA_MAX, diag);
	free(path);
	if (err < 0)
		return LIC_ENOENT;
	lic_buf_add(text, ptr, len);
	free(ptr);
	err = lic_buf_error(text) ? LIC_ENOENT : lic_tuf_read(out, lic_buf_str(text), type, diag);
	if (err < 0)
		return lic_feed_blame(diag, LIC_ENOENT, role, lic_str(NULL, 0));
	return LIC_OK;
}

int lic_feed_store_write(struct lic_feed *feed, const char *role, struct lic_str text,
			 struct lic_diag *diag)
{
	char *path = path_of(feed, role, diag);

	if (!path)
		return LIC_ELIMIT;
	int err = lic_replace_file(path, text, diag);
	free(path);
	feed->changed = feed->changed || !err;
	return err;
}

int lic_feed_store_remove(struct lic_feed *feed, const char *role, struct lic_diag *diag)
{
	char *path = path_of(feed, role, diag);
	int err = LIC_OK;

	if (!path)
		return LIC_ELIMIT;
	if (unlink(path) < 0 && errno != ENOENT)
		err = lic_diag_set(diag, lic_err_from_errno(errno), "cannot remove %s: %s", path,
				   strerror(errno));
	free(path);
	return err ? err : lic_dir_sync(feed->metadata_dir, diag);
}

/* ---- validators ------------------------------------------------------- */

/* They are good for one server and for the bytes that lie in the folder. */
static void write_key(const struct lic_feed *feed, struct lic_str timestamp, struct lic_buf *out)
{
	unsigned char hash[LIC_SHA256_SIZE];
	char hex[2 * LIC_SHA256_SIZE + 1];

	lic_sha256(timestamp, hash);
	lic_hex(hash, sizeof(hash), hex);
	lic_buf_printf(out, "%s %s", hex, feed->metadata_url);
}

static void copy_text(const struct lic_json *object, const char *key, char *out, size_t size)
{
	const struct lic_str text = lic_json_string(lic_json_get(object, key));

	if (text.len == 0 || text.len >= size)
		return;
	memcpy(out, text.ptr, text.len);
	out[text.len] = '\0';
}

static char *validators_path(const struct lic_feed *feed)
{
	char *path = NULL;

	return asprintf(&path, "%s/" VALIDATORS_FILE, feed->metadata_dir) < 0 ? NULL : path;
}

/* A failure means to ask without conditions. */
bool lic_feed_store_read_validators(const struct lic_feed *feed, struct lic_str timestamp,
				    struct lic_fetch_validators *out)
{
	char *path = validators_path(feed), *text = NULL;
	struct lic_json *json = NULL;
	struct lic_buf key;
	size_t len;
	bool known = false;

	*out = (struct lic_fetch_validators){.etag = ""};
	lic_buf_init(&key, LIC_URL_MAX);
	write_key(feed, timestamp, &key);
	if (path && lic_file_read(&text, &len, path, VALIDATORS_MAX, NULL) == LIC_OK &&
	    lic_json_parse(&json, lic_str(text, len), NULL) == LIC_OK &&
	    lic_str_eq(lic_json_string(lic_json_get(json, "of")), lic_buf_str(&key))) {
		copy_text(json, "etag", out->etag, sizeof(out->etag));
		copy_text(json, "modified", out->modified, sizeof(out->modified));
		known = out->etag[0] || out->modified[0];
	}
	lic_json_free(json);
	lic_buf_release(&key);
	free(text);
	free(path);
	return known;
}

void lic_feed_store_write_validators(const struct lic_feed *feed, struct lic_str timestamp,
				     const struct lic_fetch_validators *validators)
{
	char *path = validators_path(feed);
	struct lic_buf key, text;

	lic_buf_init(&key, LIC_URL_MAX);
	lic_buf_init(&text, VALIDATORS_MAX);
	write_key(feed, timestamp, &key);
	lic_buf_addc(&text, '{');
	lic_json_field(&text, "of", lic_buf_str(&key));
	lic_buf_addc(&text, ',');
	lic_json_field(&text, "etag", lic_str_from(validators->etag));
	lic_buf_addc(&text, ',');
	lic_json_field(&text, "modified", lic_str_from(validators->modified));
	LIC_BUF_LIT(&text, "}\n");
	/* Without it the next question is asked without conditions. */
	if (path && !lic_buf_error(&key) && !lic_buf_error(&text) &&
	    lic_replace_file(path, lic_buf_str(&text), NULL) < 0)
		unlink(path);
	lic_buf_release(&key);
	lic_buf_release(&text);
	free(path);
}
