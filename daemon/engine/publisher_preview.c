#include "publisher_preview.h"

#include "bundle.h"
#include "delta.h"
#include "licit_feed.h"
#include "merkle.h"
#include "publisher_heads.h"
#include "publisher_stage.h"

#define PREVIEW ".preview"

/* ---- a client of its own --------------------------------------------- */

/* Begin to trust the file's root in a new folder. */
static int begin_client(const char *client, const char *root, struct lic_diag *diag)
{
	struct lic_buf text;

	lic_buf_init(&text, LIC_TUF_METADATA_MAX);
	int err = lic_folder_read(root, &text, diag);
	if (!err)
		err = lic_feed_init(client, lic_buf_str(&text), diag);
	lic_buf_release(&text);
	return err;
}

/* Open the feed that lies in a folder. */
static int open_client(const char *client, const char *site, struct lic_feed **out,
		       struct lic_diag *diag)
{
	struct lic_folder_path full, metadata, targets;

	if (!realpath(site, full.z))
		return lic_diag_set(diag, lic_err_from_errno(errno), "cannot find %s: %s", site,
				    strerror(errno));
	int n = snprintf(metadata.z, sizeof(metadata.z), "file://%s/" LIC_PUBLISHER_METADATA "/",
			 full.z);
	int m = snprintf(targets.z, sizeof(targets.z), "file://%s/" LIC_PUBLISHER_TARGETS "/",
			 full.z);
	if (n < 0 || m < 0 || (size_t)n >= sizeof(metadata.z) || (size_t)m >= sizeof(targets.z))
		return lic_diag_set(diag, LIC_ELIMIT, "the path %s is too long", full.z);
	const struct lic_feed_options options = {
		.metadata_dir = client,
		.metadata_url = metadata.z,
		.target_base_url = targets.z,
		.files = true,
	};
	return lic_feed_open(out, &options, diag);
}

/* ---- before a release ------------------------------------------------ */

static int overlay_file(void *ctx, const char *full, struct lic_str within)
{
	struct lic_folder_path to;
	int err = lic_folder_join(&to, ctx, within, NULL);

	return err < 0 ? err : lic_folder_copy(full, to.z, NULL);
}

/* The metadata as they will be. */
static int overlay(const struct lic_publisher *p, const char *site, struct lic_diag *diag)
{
	const char *const layers[] = {p->out.z, p->staged.z};
	struct lic_folder_path to, from;
	int err = lic_folder_join(&to, site, LIC_STR(LIC_PUBLISHER_METADATA), diag);

	if (!err)
		err = lic_folder_make(to.z, diag);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(layers) && !err; i++) {
		err = lic_folder_join(&from, layers[i], LIC_STR(LIC_PUBLISHER_METADATA), diag);
		if (!err)
			err = lic_folder_each(from.z, overlay_file, to.z, diag);
	}
	return err;
}

/* What a client that has the last release, or nothing but the first root, says to this one. */
static int walk(const struct lic_publisher *p, const char *root, const char *work, const char *site,
		bool from_last, struct lic_diag *diag)
{
	struct lic_folder_path client;
	struct lic_feed *feed = NULL;
	struct lic_diag why;
	int err = lic_folder_join(&client, work,
				  from_last ? LIC_STR("reader") : LIC_STR("newcomer"), diag);

	if (!err)
		err = begin_client(client.z, root, diag);
	if (!err && from_last) {
		err = open_client(client.z, p->out.z, &feed, diag);
		/* That it has expired meanwhile may be why there is a new one. */
		if (!err && lic_feed_refresh(feed, &why) < 0)
			lic_feed_load(feed);
		lic_feed_free(feed);
		feed = NULL;
	}
	if (!err)
		err = open_client(client.z, site, &feed, diag);
	if (!err) {
		err = lic_feed_refresh(feed, &why);
		if (err < 0)
			lic_diag_set(diag, err, "clients would not take this release: %s",
				     why.text);
	}
	lic_feed_free(feed);
	return err < 0 ? err : LIC_OK;
}

/* The first root: that of the staged release, or the one that is out. */
static int first_root(const struct lic_publisher *p, struct lic_folder_path *out,
		      struct lic_diag *diag)
{
	int err = lic_publisher_view_path(out, p->out.z, LIC_STR("root"), 1, diag);

	return err < 0 || lic_folder_has(out->z)
		       ? err
		       : lic_publisher_view_path(out, p->staged.z, LIC_STR("root"), 1, diag);
}

int lic_publisher_preview(struct lic_publisher *publisher, struct lic_diag *diag)
{
	struct lic_folder_path work, site, root;
	int err = lic_folder_join(&work, publisher->repo.z, LIC_STR(PREVIEW), diag);

	if (!err)
		err = lic_folder_join(&site, work.z, LIC_STR("site"), diag);
	if (!err)
		err = lic_folder_remove(work.z, diag);
	if (!err)
		err = first_root(publisher, &root, diag);
	if (!err)
		err = overlay(publisher, site.z, diag);
	if (!err)
		err = walk(publisher, root.z, work.z, site.z, false, diag);
	/* A second reader has what is out: for him nothing may go back. */
	if (!err && lic_folder_has(publisher->trusted.z))
		err = walk(publisher, root.z, work.z, site.z, true, diag);
	(void)!lic_folder_remove(work.z, NULL);
	return err;
}

/* ---- everything ------------------------------------------------------ */

struct reading {
	const struct lic_publisher *publisher;
	struct lic_feed *feed;
	struct lic_publisher_reading *out;
	struct lic_buf body;
	struct lic_diag *diag;
};

/* An object's sentence with its name before it. */
static int blame(struct lic_diag *diag, int err, const char *path, const char *why)
{
	return lic_diag_set(diag, err, "%s: %s", path, why);
}

static int read_list(struct reading *r, const char *path, const struct lic_published *published)
{
	struct lic_frontier frontier = {.size = published->size};
	struct lic_bundle *bundle;
	struct lic_hash root;
	struct lic_diag why;
	int err = lic_bundle_open(&bundle, lic_buf_str(&r->body), &why);

	if (err < 0)
		return blame(r->diag, err, path, why.text);
	const struct lic_bundle_log *log = lic_bundle_log(bundle);
	frontier.count = log->frontier_count;
	for (size_t i = 0; i < log->frontier_count; i++)
		memcpy(frontier.hash[i].byte, log->frontier[i], sizeof(root.byte));
	lic_frontier_root(&frontier, &root);
	if (log->size != published->size ||
	    memcmp(log->root, published->root, sizeof(log->root)) != 0 ||
	    frontier.count != lic_frontier_count(log->size) ||
	    memcmp(root.byte, log->root, sizeof(root.byte)) != 0)
		err = blame(r->diag, LIC_EMISMATCH, path, "its log is not the one that is signed");
	else if (lic_bundle_entries(bundle) != published->entries)
		err = blame(r->diag, LIC_EMISMATCH, path, "it has another number of entries");
	r->out->lists++;
	r->out->entries += lic_bundle_entries(bundle);
	lic_bundle_close(bundle);
	return err;
}

static int read_changes(struct reading *r, const char *path, const struct lic_published *published)
{
	struct lic_delta delta;
	struct lic_diag why;
	int err = lic_delta_open(&delta, lic_buf_str(&r->body), &why);

	if (err < 0)
		return blame(r->diag, err, path, why.text);
	if (delta.from != published->from || delta.to != published->to)
		err = blame(r->diag, LIC_EMISMATCH, path, "it holds other changes than it says");
	r->out->changes++;
	lic_delta_release(&delta);
	return err;
}

static int read_target(void *ctx, const char *path, const struct lic_tuf_file *file)
{
	struct reading *r = ctx;
	struct lic_feed_target target;
	struct lic_published published;
	int err = lic_feed_find(r->feed, path, &target, r->diag);

	lic_buf_reset(&r->body);
	if (!err)
		err = lic_feed_read(r->feed, &target, &r->body, r->diag);
	if (err < 0)
		return err;
	r->out->files++;
	r->out->bytes += r->body.len;
	lic_published_read(&published, file);
	if (published.kind == LIC_PUBLISHED_LIST)
		return read_list(r, path, &published);
	if (published.kind == LIC_PUBLISHED_CHANGES)
		return read_changes(r, path, &published);
	return LIC_OK;
}

static int read_roles(struct reading *r)
{
	struct lic_publisher_view view;
	int err = lic_publisher_released((struct lic_publisher *)(uintptr_t)r->publisher, &view,
					 r->diag);

	if (err < 0)
		return err;
	for (size_t i = 0; i < view.roles_count && !err; i++)
		err = lic_tuf_each(view.roles[i].tuf, read_target, r);
	r->out->roles = view.roles_count ? view.roles_count - 1 : 0;
	lic_publisher_view_release(&view);
	return err;
}

int lic_publisher_read_all(const struct lic_publisher *publisher, struct lic_publisher_reading *out,
			   struct lic_diag *diag)
{
	struct lic_publisher_reading got = {.root = 0};
	struct reading r = {.publisher = publisher, .out = &got, .diag = diag};
	struct lic_folder_path work, client, root;
	int err = lic_folder_join(&work, publisher->repo.z, LIC_STR(PREVIEW), diag);

	lic_buf_init(&r.body, LIC_BUNDLE_MAX);
	if (!err)
		err = lic_folder_remove(work.z, diag);
	if (!err)
		err = lic_folder_join(&client, work.z, LIC_STR("newcomer"), diag);
	if (!err)
		err = first_root(publisher, &root, diag);
	if (!err)
		err = begin_client(client.z, root.z, diag);
	if (!err)
		err = open_client(client.z, publisher->out.z, &r.feed, diag);
	if (!err)
		err = lic_feed_refresh(r.feed, diag);
	if (err >= 0) {
		got.root = lic_feed_version(r.feed, "root");
		got.timestamp = lic_feed_version(r.feed, "timestamp");
		got.snapshot = lic_feed_version(r.feed, "snapshot");
		got.targets = lic_feed_version(r.feed, "targets");
		err = read_roles(&r);
	}
	lic_feed_free(r.feed);
	(void)!lic_folder_remove(work.z, NULL);
	lic_buf_release(&r.body);
	if (!err)
		*out = got;
	return err;
}
