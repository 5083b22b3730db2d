/* From staged/ to the world. First all is read as a client would read it; then files that
 * nobody asks for yet are put in their places; then one rename makes them the release. */
#include "publisher_stage.h"

#include "clock.h"
#include "file.h"
#include "publisher_preview.h"

#include <fcntl.h>

#define TIMESTAMP "timestamp.json"

/* ---- may it go out? -------------------------------------------------- */

static int check_time(const struct lic_tuf *tuf, struct lic_str name, struct lic_diag *diag)
{
	char end[LIC_TIME_SIZE], now[LIC_TIME_SIZE];

	if (!tuf || !lic_tuf_is_expired(tuf, lic_clock_now()))
		return LIC_OK;
	lic_time_format(tuf->expires, end);
	lic_time_format(lic_clock_now(), now);
	return lic_diag_set(
		diag, LIC_EEXPIRED,
		"version %llu of %.*s counts until %s, and now it is %s: if this clock is "
		"right, stage and sign again",
		(unsigned long long)tuf->version, LIC_STR_ARG(name), end, now);
}

static int check_times(const struct lic_publisher_view *view, struct lic_diag *diag)
{
	int err = check_time(view->root, LIC_STR("root"), diag);

	if (!err)
		err = check_time(view->snapshot, LIC_STR("snapshot"), diag);
	if (!err)
		err = check_time(view->timestamp, LIC_STR("timestamp"), diag);
	for (size_t i = 0; i < view->roles_count && !err; i++)
		err = check_time(view->roles[i].tuf, view->roles[i].name, diag);
	return err;
}

static int stale(struct lic_str name, const struct lic_tuf *tuf, struct lic_diag *diag)
{
	return lic_diag_set(
		diag, LIC_EROLLBACK,
		"version %llu of %.*s was released since this was staged: `licit publish "
		"release --key FILE`, with the keys of snapshot and timestamp, makes these "
		"two anew, or stage again",
		(unsigned long long)tuf->version, LIC_STR_ARG(name));
}

/* Is the staged release later than what is out in all its parts? base: what it stands on. */
static int check_later(struct lic_publisher *p, const struct lic_publisher_view *next,
		       const struct lic_publisher_view *base, struct lic_diag *diag)
{
	struct lic_publisher_view old;
	int err = lic_publisher_released(p, &old, diag);

	if (err < 0)
		return err;
	if (old.timestamp &&
	    (!base->timestamp || old.timestamp->version != base->timestamp->version))
		err = stale(LIC_STR("timestamp"), old.timestamp, diag);
	for (size_t i = 0; i < old.roles_count && !err; i++) {
		const struct lic_view_role *role = lic_publisher_view_find(next, old.roles[i].name);
		if (role && role->tuf->version < old.roles[i].tuf->version)
			err = stale(role->name, old.roles[i].tuf, diag);
	}
	lic_publisher_view_release(&old);
	return err;
}

/* The release as it would be, each signature counted from the root that the world trusts. */
static int check_signatures(struct lic_publisher *p, struct lic_publisher_view *out,
			    struct lic_diag *diag)
{
	struct lic_folder_path owner;
	struct lic_diag why = {""};
	struct lic_view_source source = {
		.over = p->staged.z,
		.base = p->out.z,
		.trusted = p->trusted.z,
	};
	int err = lic_folder_join(&owner, p->staged.z, LIC_STR(LIC_PUBLISHER_OWNER), diag);

	if (!err && lic_publisher_is_owner(p))
		source.owner = owner.z;
	if (err < 0)
		return err;
	err = lic_publisher_view_read(out, &source, &why);
	if (err == LIC_ESIGNATURE)
		return lic_diag_set(diag, err, "%s; `licit publish status` says who must sign yet",
				    why.text);
	return err < 0 ? lic_diag_set(diag, err, "%s", why.text) : LIC_OK;
}

/* ---- out ------------------------------------------------------------- */

struct install {
	const char *to;
	bool timestamp; /* that alone, or all but that */
	struct lic_diag *diag;
};

/* A staged file may come from another machine by a copy that was not synced. */
static int sync_file(const char *path, struct lic_diag *diag)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int err = LIC_OK;

	if (fd < 0 || fsync(fd) < 0)
		err = lic_diag_set(diag, lic_err_from_errno(errno), "cannot sync %s: %s", path,
				   strerror(errno));
	if (fd >= 0)
		close(fd);
	return err;
}

static int install_file(void *ctx, const char *full, struct lic_str within)
{
	const struct install *in = ctx;
	struct lic_folder_path to;
	int err;

	if (lic_str_eq(within, LIC_STR(TIMESTAMP)) != in->timestamp)
		return LIC_OK;
	err = lic_folder_join(&to, in->to, within, in->diag);
	if (!err)
		err = sync_file(full, in->diag);
	if (!err)
		err = lic_folder_make_above(to.z, in->diag);
	if (!err)
		err = lic_folder_copy(full, to.z, in->diag);
	return err < 0 ? err : lic_folder_sync_above(to.z, in->diag);
}

static int install(const char *from, const char *to, bool timestamp, struct lic_diag *diag)
{
	struct install in = {to, timestamp, diag};

	return lic_folder_each(from, install_file, &in, diag);
}

static int link_file(void *ctx, const char *full, struct lic_str within)
{
	const struct install *in = ctx;
	struct lic_folder_path to;
	int err = lic_folder_join(&to, in->to, within, in->diag);

	return err < 0 ? err : lic_folder_copy(full, to.z, in->diag);
}

/* With a new root, two files would have to appear at once: the root and what its keys
 * signed. So the whole folder is made beside the old one, and they change places. */
static int put_whole(const struct lic_publisher *p, const char *staged, const char *metadata,
		     struct lic_diag *diag)
{
	struct lic_folder_path next;
	struct install in = {next.z, false, diag};
	int err = lic_folder_join(&next, p->out.z, LIC_STR(LIC_PUBLISHER_NEXT), diag);

	if (!err)
		err = lic_folder_remove(next.z, diag);
	if (!err)
		err = lic_folder_make(next.z, diag);
	if (!err)
		err = lic_folder_each(metadata, link_file, &in, diag);
	if (!err)
		err = install(staged, next.z, false, diag);
	if (!err)
		err = install(staged, next.z, true, diag);
	if (err < 0)
		return err;
	if (lic_folder_has(metadata))
		err = lic_folder_exchange(next.z, metadata, diag);
	else if (rename(next.z, metadata) < 0)
		err = lic_diag_set(diag, lic_err_from_errno(errno), "cannot write %s: %s", metadata,
				   strerror(errno));
	if (!err)
		err = lic_dir_sync(p->out.z, diag);
	(void)!lic_folder_remove(next.z, NULL);
	return err;
}

static int put_files(const char *staged, const char *metadata, struct lic_diag *diag)
{
	int err = lic_folder_make(metadata, diag);

	if (!err)
		err = install(staged, metadata, false, diag);
	if (!err)
		err = lic_dir_sync(metadata, diag);
	return err < 0 ? err : install(staged, metadata, true, diag);
}

static int has_root(void *ctx, const char *full, struct lic_str within)
{
	(void)full;
	if (lic_str_ends(within, LIC_STR(".root.json")))
		*(bool *)ctx = true;
	return LIC_OK;
}

static int put_out(struct lic_publisher *p, struct lic_diag *diag)
{
	struct lic_folder_path staged, targets, metadata, out;
	bool whole = false;
	int err = lic_folder_join(&staged, p->staged.z, LIC_STR(LIC_PUBLISHER_TARGETS), diag);

	if (!err)
		err = lic_folder_join(&targets, p->out.z, LIC_STR(LIC_PUBLISHER_TARGETS), diag);
	if (!err)
		err = lic_folder_make(targets.z, diag);
	if (!err)
		err = install(staged.z, targets.z, false, diag);
	if (!err)
		err = lic_dir_sync(targets.z, diag);
	if (!err)
		err = lic_folder_join(&metadata, p->staged.z, LIC_STR(LIC_PUBLISHER_METADATA),
				      diag);
	if (!err)
		err = lic_folder_join(&out, p->out.z, LIC_STR(LIC_PUBLISHER_METADATA), diag);
	if (!err)
		err = lic_folder_each(metadata.z, has_root, &whole, diag);
	if (err < 0)
		return err;
	if (whole) {
		err = put_whole(p, metadata.z, out.z, diag);
		if (err != LIC_EREFUSED)
			return err;
	}
	return put_files(metadata.z, out.z, diag);
}

static void say_part(struct lic_buf *out, const struct lic_publisher *p, struct lic_str role,
		     const struct lic_tuf *tuf)
{
	if (tuf && lic_publisher_is_staged(p->staged.z, role, tuf->version))
		lic_buf_printf(out, "%.*s %llu\n", LIC_STR_ARG(role),
			       (unsigned long long)tuf->version);
}

/* What is new. */
static void say(struct lic_buf *out, const struct lic_publisher *p,
		const struct lic_publisher_view *view)
{
	say_part(out, p, LIC_STR("root"), view->root);
	for (size_t i = 0; i < view->roles_count; i++)
		say_part(out, p, view->roles[i].name, view->roles[i].tuf);
	say_part(out, p, LIC_STR("snapshot"), view->snapshot);
	say_part(out, p, LIC_STR("timestamp"), view->timestamp);
}

int lic_publisher_release(struct lic_publisher *publisher, struct lic_buf *out,
			  struct lic_diag *diag)
{
	struct lic_publisher_view view = {.root = NULL}, next, base;
	int err = lic_publisher_settle(publisher, diag);

	if (!err)
		err = lic_publisher_staged_read(publisher->staged.z, &next, &base, diag);
	if (err < 0)
		return err;
	err = check_signatures(publisher, &view, diag);
	if (!err)
		err = check_times(&view, diag);
	if (!err)
		err = check_later(publisher, &view, &base, diag);
	if (!err && !lic_publisher_is_owner(publisher))
		err = lic_publisher_preview(publisher, diag);
	if (!err)
		err = put_out(publisher, diag);
	if (!err)
		say(out, publisher, &view);
	lic_publisher_view_release(&view);
	lic_publisher_view_release(&next);
	lic_publisher_view_release(&base);
	if (!err)
		err = lic_publisher_settle(publisher, diag);
	return err < 0 ? err : lic_buf_error(out);
}
