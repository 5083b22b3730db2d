#include "feed_client.h"

#include "file.h"
#include "limits.h"
#include "tuf_verify.h"

/* ---- life ------------------------------------------------------------- */

static char *copy_url(const char *url)
{
	char *out = NULL;
	const size_t len = strlen(url);

	/* Files lie below it. */
	if (asprintf(&out, "%s%s", url, len && url[len - 1] == '/' ? "" : "/") < 0)
		return NULL;
	return out;
}

static bool copy_options(struct lic_feed *feed, const struct lic_feed_options *options)
{
	feed->metadata_dir = strdup(options->metadata_dir);
	feed->metadata_url = copy_url(options->metadata_url);
	if (options->target_base_url)
		feed->target_base_url = copy_url(options->target_base_url);
	return feed->metadata_dir && feed->metadata_url &&
	       (!options->target_base_url || feed->target_base_url);
}

/* 5.2: the root that is trusted, which has to be whole. */
static int load_root(struct lic_feed *feed, struct lic_diag *diag)
{
	struct lic_tuf *root;
	struct lic_buf text;

	lic_buf_init(&text, LIC_TUF_METADATA_MAX + 1);
	int err = lic_feed_store_read(feed, "root", LIC_TUF_ROOT, &root, &text, diag);
	lic_buf_release(&text);
	if (err < 0)
		return err;
	err = lic_tuf_verify(root, &root->keys, &root->roles[LIC_TUF_ROOT], diag);
	if (err < 0) {
		lic_tuf_free(root);
		return lic_feed_blame(diag, err, "the trusted root.json", lic_str(NULL, 0));
	}
	feed->top[LIC_TUF_ROOT] = root;
	return LIC_OK;
}

int lic_feed_open(struct lic_feed **out, const struct lic_feed_options *options,
		  struct lic_diag *diag)
{
	struct lic_feed *feed = calloc(1, sizeof(*feed));
	int err = LIC_OK;

	if (!feed)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	feed->lock = -1;
	if (!copy_options(feed, options) || lic_fetcher_new(&feed->fetcher, options->roots) < 0)
		err = lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	else if (options->files)
		lic_fetcher_read_files(feed->fetcher);
	if (!err)
		err = lic_feed_store_lock(feed, diag);
	if (!err)
		err = load_root(feed, diag);
	if (err) {
		lic_feed_free(feed);
		return err;
	}
	*out = feed;
	return LIC_OK;
}

void lic_feed_forget(struct lic_feed *feed)
{
	for (size_t i = LIC_TUF_ROOT + 1; i < LIC_TUF_TYPES; i++) {
		lic_tuf_free(feed->top[i]);
		feed->top[i] = NULL;
	}
	for (size_t i = 0; i < feed->role_count; i++) {
		free(feed->roles[i].name);
		lic_tuf_free(feed->roles[i].tuf);
	}
	feed->role_count = 0;
}

void lic_feed_free(struct lic_feed *feed)
{
	if (!feed)
		return;
	lic_feed_forget(feed);
	lic_tuf_free(feed->top[LIC_TUF_ROOT]);
	free(feed->roles);
	if (feed->lock >= 0)
		close(feed->lock);
	lic_fetcher_free(feed->fetcher);
	free(feed->metadata_dir);
	free(feed->metadata_url);
	free(feed->target_base_url);
	free(feed);
}

/* ---- the first root --------------------------------------------------- */

static int put_root(struct lic_feed *feed, struct lic_str root, struct lic_diag *diag)
{
	struct lic_tuf *there;
	struct lic_buf text;
	int err = lic_feed_store_lock(feed, diag);

	if (err < 0)
		return err;
	lic_buf_init(&text, LIC_TUF_METADATA_MAX + 1);
	err = lic_feed_store_read(feed, "root", LIC_TUF_ROOT, &there, &text, NULL);
	if (!err)
		lic_tuf_free(there);
	if (text.len && !lic_str_eq(lic_buf_str(&text), root))
		err = lic_diag_set(diag, LIC_EREFUSED,
				   "%s has another root already; take another folder, or remove "
				   "this one if its feed is not to be trusted any more",
				   feed->metadata_dir);
	else
		err = lic_feed_store_write(feed, "root", root, diag);
	lic_buf_release(&text);
	return err;
}

int lic_feed_init(const char *metadata_dir, struct lic_str root, struct lic_diag *diag)
{
	struct lic_feed feed = {.metadata_dir = (char *)(uintptr_t)metadata_dir, .lock = -1};
	struct lic_tuf *tuf;
	int err = lic_tuf_read(&tuf, root, LIC_TUF_ROOT, diag);

	if (err < 0)
		return lic_feed_blame(diag, err, "the root", root);
	err = lic_tuf_verify(tuf, &tuf->keys, &tuf->roles[LIC_TUF_ROOT], diag);
	lic_tuf_free(tuf);
	if (err < 0)
		return lic_feed_blame(diag, err, "the root", root);
	err = lic_dir_make(metadata_dir, diag);
	if (!err)
		err = put_root(&feed, root, diag);
	if (feed.lock >= 0)
		close(feed.lock);
	return err;
}

/* ---- what is asked of it ---------------------------------------------- */

int64_t lic_feed_expires(const struct lic_feed *feed)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < LIC_TUF_TYPES; i++) {
		if (feed->top[i] && feed->top[i]->expires < first)
			first = feed->top[i]->expires;
	}
	return first;
}

unsigned lic_feed_retry_after(const struct lic_feed *feed)
{
	return feed->retry_after;
}

uint64_t lic_feed_version(const struct lic_feed *feed, const char *role)
{
	for (size_t i = 0; i < LIC_TUF_TYPES; i++) {
		if (feed->top[i] && strcmp(role, lic_tuf_type_name((enum lic_tuf_type)i)) == 0)
			return feed->top[i]->version;
	}
	return 0;
}

uint64_t lic_feed_bytes(const struct lic_feed *feed)
{
	return feed->bytes;
}

struct lic_tuf *lic_feed_role_find(const struct lic_feed *feed, const char *name)
{
	if (strcmp(name, "targets") == 0)
		return feed->top[LIC_TUF_TARGETS];
	for (size_t i = 0; i < feed->role_count; i++) {
		if (strcmp(feed->roles[i].name, name) == 0)
			return feed->roles[i].tuf;
	}
	return NULL;
}

int lic_feed_blame(struct lic_diag *diag, int err, const char *what, struct lic_str text)
{
	struct lic_diag why;

	if (!diag)
		return err;
	why = *diag;
	if (err == LIC_ESYNTAX && lic_str_starts(lic_str_trim(text), LIC_STR("<")))
		return lic_diag_set(diag, err,
				    "%s: the server answers with a web page, not with metadata",
				    what);
	return lic_diag_set(diag, err, "%s: %s", what, why.text);
}
