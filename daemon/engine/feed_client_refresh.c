#include "feed_client.h"

#include "clock.h"
#include "limits.h"
#include "tuf_verify.h"

/* A file that was received: its text, and what it says. */
struct received {
	struct lic_buf text;
	struct lic_tuf *tuf;
};

static void init(struct received *r)
{
	/* One more than the longest, for the one that is too long. */
	lic_buf_init(&r->text, LIC_TUF_METADATA_MAX + 1);
	r->tuf = NULL;
}

static void release(struct received *r)
{
	lic_buf_release(&r->text);
	lic_tuf_free(r->tuf);
	r->tuf = NULL;
}

static void set_top(struct lic_feed *feed, struct received *r)
{
	const enum lic_tuf_type type = r->tuf->type;

	lic_tuf_free(feed->top[type]);
	feed->top[type] = r->tuf;
	r->tuf = NULL;
}

static const struct lic_tuf *root_of(const struct lic_feed *feed)
{
	return feed->top[LIC_TUF_ROOT];
}

/* Signed as the trusted root asks of that type? */
static int verify_top(const struct lic_feed *feed, const struct lic_tuf *tuf, struct lic_diag *diag)
{
	const struct lic_tuf *root = root_of(feed);

	return lic_tuf_verify(tuf, &root->keys, &root->roles[tuf->type], diag);
}

static int check_expiry(const struct lic_feed *feed, const struct lic_tuf *tuf, const char *what,
			struct lic_diag *diag)
{
	char time[LIC_TIME_SIZE];

	if (!lic_tuf_is_expired(tuf, feed->now))
		return LIC_OK;
	lic_time_format(tuf->expires, time);
	return lic_diag_set(diag, LIC_EEXPIRED,
			    "%s of version %llu expired on %s: the publisher is late, somebody "
			    "holds newer ones back, or this machine's clock is wrong",
			    what, (unsigned long long)tuf->version, time);
}

/* What the folder holds of a top-level role, if the trusted root's keys signed it. */
static void load_top(const struct lic_feed *feed, enum lic_tuf_type type, struct received *r)
{
	if (lic_feed_store_read(feed, lic_tuf_type_name(type), type, &r->tuf, &r->text, NULL) < 0) {
		r->tuf = NULL;
	} else if (verify_top(feed, r->tuf, NULL) < 0) {
		lic_tuf_free(r->tuf);
		r->tuf = NULL;
	}
}

/* ---- 5.3: the root ---------------------------------------------------- */

static int check_new_root(const struct lic_feed *feed, const struct lic_tuf *root,
			  struct lic_diag *diag)
{
	int err = verify_top(feed, root, diag); /* 5.3.4 (1) */

	if (!err)
		err = lic_tuf_verify(root, &root->keys, &root->roles[LIC_TUF_ROOT], diag); /* (2) */
	if (!err && root->version != root_of(feed)->version + 1) /* 5.3.5 */
		err = lic_diag_set(diag, LIC_EROLLBACK, "it is of version %llu",
				   (unsigned long long)root->version);
	return err;
}

/* 5.3.11. Done before the root is stored, not after the last one: neither a crash nor a root that
 * has expired may leave files behind that nobody knows are to be deleted. */
static int forget_rotated(struct lic_feed *feed, const struct lic_tuf *root, struct lic_diag *diag)
{
	const struct lic_tuf_role *old = root_of(feed)->roles, *new = root->roles;

	if (lic_tuf_role_same_keys(&old[LIC_TUF_TIMESTAMP], &new[LIC_TUF_TIMESTAMP]) &&
	    lic_tuf_role_same_keys(&old[LIC_TUF_SNAPSHOT], &new[LIC_TUF_SNAPSHOT]))
		return LIC_OK;
	int err = lic_feed_store_remove(feed, "timestamp", diag);
	return err ? err : lic_feed_store_remove(feed, "snapshot", diag);
}

/* The next root: 1 if it is trusted now, 0 if there is none. */
static int next_root(struct lic_feed *feed, struct lic_diag *diag)
{
	struct lic_feed_request request = {
		.role = "root",
		.version = root_of(feed)->version + 1,
		.max = LIC_TUF_ROOT_MAX,
	};
	struct received r;
	char name[48];

	snprintf(name, sizeof(name), "%llu.root.json", (unsigned long long)request.version);
	init(&r);
	int err = lic_feed_fetch(feed, &request, &r.text, diag);
	if (err == LIC_ENOENT) {
		release(&r);
		return 0;
	}
	if (!err) {
		err = lic_tuf_read(&r.tuf, lic_buf_str(&r.text), LIC_TUF_ROOT, diag);
		if (!err)
			err = check_new_root(feed, r.tuf, diag);
		if (err)
			lic_feed_blame(diag, err, name, lic_buf_str(&r.text));
	}
	if (!err)
		err = forget_rotated(feed, r.tuf, diag);
	if (!err)
		err = lic_feed_store_write(feed, "root", lic_buf_str(&r.text), diag); /* 5.3.8 */
	if (!err)
		set_top(feed, &r); /* 5.3.7 */
	release(&r);
	return err ? err : 1;
}

static int update_root(struct lic_feed *feed, struct lic_diag *diag)
{
	int err = 1;

	for (unsigned i = 0; i < LIC_TUF_ROOTS_MAX && err == 1; i++)
		err = next_root(feed, diag);
	return err < 0 ? err : check_expiry(feed, root_of(feed), "root.json", diag); /* 5.3.10 */
}

/* ---- 5.4: the timestamp ----------------------------------------------- */

static uint64_t snapshot_version(const struct lic_tuf *timestamp)
{
	struct lic_tuf_file file;

	return lic_tuf_meta(timestamp, "snapshot", &file) < 0 ? 0 : file.version;
}

/* 5.4.3: 0 if it is newer, 1 if it is the same. */
static int compare_timestamps(const struct lic_tuf *old, const struct lic_tuf *new,
			      struct lic_diag *diag)
{
	if (new->version < old->version)
		return lic_diag_set(
			diag, LIC_EROLLBACK, "it is of version %llu, and %llu was trusted already",
			(unsigned long long)new->version, (unsigned long long)old->version);
	if (new->version == old->version)
		return 1;
	if (snapshot_version(new) < snapshot_version(old))
		return lic_diag_set(diag, LIC_EROLLBACK,
				    "it names version %llu of the snapshot, and %llu was trusted "
				    "already",
				    (unsigned long long)snapshot_version(new),
				    (unsigned long long)snapshot_version(old));
	return 0;
}

/* A timestamp that was received beside the one of the folder, if any: 0 if it is to be trusted, 1
 * if that one is to be kept. */
static int judge_timestamp(struct lic_feed *feed, struct received *new, const struct received *old,
			   struct lic_diag *diag)
{
	int err = lic_tuf_read(&new->tuf, lic_buf_str(&new->text), LIC_TUF_TIMESTAMP, diag);

	if (!err)
		err = verify_top(feed, new->tuf, diag); /* 5.4.2 */
	if (!err && old->tuf)
		err = compare_timestamps(old->tuf, new->tuf, diag);
	if (err < 0)
		return lic_feed_blame(diag, err, "timestamp.json", lic_buf_str(&new->text));
	if (err == 1)
		return 1;
	return check_expiry(feed, new->tuf, "timestamp.json", diag); /* 5.4.4 */
}

/* 5.4.3.1: nothing new, which is normal; if the old one has not expired meanwhile. */
static int keep_timestamp(struct lic_feed *feed, const struct received *new, struct received *old,
			  const struct lic_feed_request *request, struct lic_diag *diag)
{
	const struct lic_str text = lic_buf_str(&old->text);
	int err = check_expiry(feed, old->tuf, "timestamp.json", diag);

	if (!request->unchanged && lic_str_eq(lic_buf_str(&new->text), text))
		lic_feed_store_write_validators(feed, text, &request->got);
	set_top(feed, old);
	return err;
}

static int update_timestamp_with(struct lic_feed *feed, struct received *new, struct received *old,
				 struct lic_diag *diag)
{
	struct lic_fetch_validators had;
	struct lic_feed_request request = {.role = "timestamp", .max = LIC_TUF_TIMESTAMP_MAX};

	load_top(feed, LIC_TUF_TIMESTAMP, old);
	if (old->tuf && lic_feed_store_read_validators(feed, lic_buf_str(&old->text), &had))
		request.had = &had;
	int err = lic_feed_fetch(feed, &request, &new->text, diag);
	if (err < 0)
		return err;
	err = request.unchanged ? 1 : judge_timestamp(feed, new, old, diag);
	if (err < 0)
		return err;
	if (err == 1 && old->tuf)
		return keep_timestamp(feed, new, old, &request, diag);
	err = lic_feed_store_write(feed, "timestamp", lic_buf_str(&new->text), diag); /* 5.4.5 */
	if (err < 0)
		return err;
	lic_feed_store_write_validators(feed, lic_buf_str(&new->text), &request.got);
	set_top(feed, new);
	return LIC_OK;
}

static int update_timestamp(struct lic_feed *feed, struct lic_diag *diag)
{
	struct received new, old;

	init(&new);
	init(&old);
	int err = update_timestamp_with(feed, &new, &old, diag);
	release(&new);
	release(&old);
	return err;
}

/* ---- what is announced by other metadata ------------------------------ */

/* Fetch a file that a timestamp or a snapshot announces, and check length, hashes and type. */
static int fetch_announced(struct lic_feed *feed, const char *role, enum lic_tuf_type type,
			   const struct lic_tuf_file *file, uint64_t max, struct received *r,
			   struct lic_diag *diag)
{
	struct lic_feed_request request = {
		.role = role,
		.version = root_of(feed)->consistent_snapshot ? file->version : 0,
		.max = file->length < 0 ? max : (uint64_t)file->length,
	};

	if (request.max > LIC_TUF_METADATA_MAX) {
		lic_diag_set(diag, LIC_ELIMIT,
			     "%s.json is said to have %llu bytes, which is too many", role,
			     (unsigned long long)request.max);
		return LIC_ELIMIT;
	}
	int err = lic_feed_fetch(feed, &request, &r->text, diag);
	if (err < 0)
		return err;
	err = lic_tuf_file_check(file, lic_buf_str(&r->text), diag);
	if (!err)
		err = lic_tuf_read(&r->tuf, lic_buf_str(&r->text), type, diag);
	return err;
}

static int check_version(const struct lic_tuf *tuf, const struct lic_tuf_file *file,
			 struct lic_diag *diag)
{
	if (tuf->version == file->version)
		return LIC_OK;
	return lic_diag_set(diag, LIC_EMISMATCH, "it is of version %llu, and %llu was announced",
			    (unsigned long long)tuf->version, (unsigned long long)file->version);
}

/* Is what the folder holds what is announced, and has not expired? */
static bool is_current(const struct lic_feed *feed, const struct received *r,
		       const struct lic_tuf_file *file)
{
	return r->tuf && r->tuf->version == file->version &&
	       lic_tuf_file_check(file, lic_buf_str(&r->text), NULL) == LIC_OK &&
	       !lic_tuf_is_expired(r->tuf, feed->now);
}

/* ---- 5.5: the snapshot ------------------------------------------------ */

struct comparison {
	const struct lic_tuf *new;
	struct lic_diag *diag;
};

/* 5.5.5, for one file that the trusted snapshot lists. */
static int check_listed(void *ctx, const char *name, const struct lic_tuf_file *old)
{
	const struct comparison *comparison = ctx;
	struct lic_tuf_file new;
	const size_t len = strlen(name), suffix = strlen(".json");
	char *role = strndup(name, len > suffix ? len - suffix : 0);
	int err = role ? lic_tuf_meta(comparison->new, role, &new) : LIC_ENOMEM;

	free(role);
	if (err == LIC_ENOENT)
		return lic_diag_set(comparison->diag, LIC_EROLLBACK, "it no longer lists %s", name);
	if (!err && new.version < old->version)
		return lic_diag_set(comparison->diag, LIC_EROLLBACK,
				    "it lists version %llu of %s, and %llu was trusted already",
				    (unsigned long long)new.version, name,
				    (unsigned long long)old->version);
	return err;
}

static int judge_snapshot(struct lic_feed *feed, const struct lic_tuf *new,
			  const struct lic_tuf *old, const struct lic_tuf_file *file,
			  struct lic_diag *diag)
{
	struct comparison comparison = {new, diag};
	int err = verify_top(feed, new, diag); /* 5.5.3 */

	if (!err)
		err = check_version(new, file, diag); /* 5.5.4 */
	if (!err && old)
		err = lic_tuf_each(old, check_listed, &comparison);
	return err;
}

static int update_snapshot_with(struct lic_feed *feed, struct received *new, struct received *old,
				struct lic_diag *diag)
{
	struct lic_tuf_file file;
	int err = lic_tuf_meta(feed->top[LIC_TUF_TIMESTAMP], "snapshot", &file);

	if (err < 0)
		return lic_diag_set(diag, err, "timestamp.json does not name the snapshot");
	load_top(feed, LIC_TUF_SNAPSHOT, old);
	if (is_current(feed, old, &file)) {
		set_top(feed, old);
		return LIC_OK;
	}
	err = fetch_announced(feed, "snapshot", LIC_TUF_SNAPSHOT, &file, LIC_TUF_SNAPSHOT_MAX, new,
			      diag);
	if (!err)
		err = judge_snapshot(feed, new->tuf, old->tuf, &file, diag);
	if (err)
		return lic_feed_blame(diag, err, "snapshot.json", lic_buf_str(&new->text));
	err = check_expiry(feed, new->tuf, "snapshot.json", diag); /* 5.5.6 */
	if (!err)
		err = lic_feed_store_write(feed, "snapshot", lic_buf_str(&new->text), diag);
	if (!err)
		set_top(feed, new);
	return err;
}

static int update_snapshot(struct lic_feed *feed, struct lic_diag *diag)
{
	struct received new, old;

	init(&new);
	init(&old);
	int err = update_snapshot_with(feed, &new, &old, diag);
	release(&new);
	release(&old);
	return err;
}

/* ---- 5.6: targets, top-level and delegated ---------------------------- */

/* What the folder holds of the role, if it is good: 1, or 0. */
static bool load_targets(struct lic_feed *feed, const char *name, const struct lic_tuf_keys *keys,
			 const struct lic_tuf_role *role, const struct lic_tuf_file *file,
			 struct received *r)
{
	if (lic_feed_store_read(feed, name, LIC_TUF_TARGETS, &r->tuf, &r->text, NULL) == LIC_OK &&
	    lic_tuf_verify(r->tuf, keys, role, NULL) == LIC_OK && is_current(feed, r, file))
		return true;
	lic_tuf_free(r->tuf);
	r->tuf = NULL;
	return false;
}

static int fetch_targets(struct lic_feed *feed, const char *name, const struct lic_tuf_keys *keys,
			 const struct lic_tuf_role *role, const struct lic_tuf_file *file,
			 struct received *r, struct lic_diag *diag)
{
	int err = fetch_announced(feed, name, LIC_TUF_TARGETS, file, LIC_TUF_TARGETS_MAX, r, diag);

	if (!err)
		err = lic_tuf_verify(r->tuf, keys, role, diag); /* 5.6.3 */
	if (!err)
		err = check_version(r->tuf, file, diag); /* 5.6.4 */
	if (err)
		return lic_feed_blame(diag, err, name, lic_buf_str(&r->text));
	err = check_expiry(feed, r->tuf, name, diag); /* 5.6.5 */
	if (!err)
		err = lic_feed_store_write(feed, name, lic_buf_str(&r->text), diag); /* 5.6.6 */
	return err;
}

int lic_feed_get_targets(struct lic_feed *feed, const char *name, const struct lic_tuf_keys *keys,
			 const struct lic_tuf_role *role, struct lic_tuf **out,
			 struct lic_diag *diag)
{
	struct lic_tuf_file file;
	struct received r;
	int err = lic_tuf_meta(feed->top[LIC_TUF_SNAPSHOT], name, &file);

	if (err < 0)
		return lic_diag_set(diag, LIC_EMISMATCH, "snapshot.json does not list the role %s",
				    name);
	init(&r);
	if (!load_targets(feed, name, keys, role, &file, &r))
		err = fetch_targets(feed, name, keys, role, &file, &r, diag);
	if (!err) {
		*out = r.tuf;
		r.tuf = NULL;
	}
	release(&r);
	return err;
}

static int update_targets(struct lic_feed *feed, struct lic_diag *diag)
{
	const struct lic_tuf *root = root_of(feed);

	return lic_feed_get_targets(feed, "targets", &root->keys, &root->roles[LIC_TUF_TARGETS],
				    &feed->top[LIC_TUF_TARGETS], diag);
}

/* ---- all of it -------------------------------------------------------- */

int lic_feed_refresh(struct lic_feed *feed, struct lic_diag *diag)
{
	int err;

	feed->now = lic_clock_now(); /* 5.1 */
	feed->changed = false;
	feed->retry_after = 0;
	feed->fresh = false;
	lic_feed_forget(feed);
	err = update_root(feed, diag);
	if (!err)
		err = update_timestamp(feed, diag);
	if (!err)
		err = update_snapshot(feed, diag);
	if (!err)
		err = update_targets(feed, diag);
	feed->fresh = !err;
	return err ? err : feed->changed;
}

void lic_feed_load(struct lic_feed *feed)
{
	struct received r;

	feed->fresh = false;
	lic_feed_forget(feed);
	for (size_t i = LIC_TUF_ROOT + 1; i < LIC_TUF_TYPES; i++) {
		init(&r);
		load_top(feed, (enum lic_tuf_type)i, &r);
		if (r.tuf)
			set_top(feed, &r);
		release(&r);
	}
}
