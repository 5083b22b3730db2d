#include "publisher_stage.h"

#include "file.h"
#include "tuf_verify.h"

#define DAY 86400
#define NEXT ".staged-next"

/* ---- the shelf ------------------------------------------------------- */

int lic_publisher_shelf_add(struct lic_publisher_shelf *shelf, const struct lic_body_target *target,
			    struct lic_diag *diag)
{
	if (shelf->count == shelf->room) {
		size_t room = shelf->room ? 2 * shelf->room : 64;
		struct lic_body_target *grown = realloc(shelf->items, room * sizeof(*grown));
		if (!grown)
			return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
		shelf->items = grown;
		shelf->room = room;
	}
	struct lic_body_target *item = &shelf->items[shelf->count];
	*item = *target;
	item->path = lic_arena_copy(&shelf->arena, target->path);
	item->custom = lic_arena_copy(&shelf->arena, target->custom);
	if (!item->path.ptr || !item->custom.ptr)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	shelf->count++;
	return LIC_OK;
}

static int by_path(const void *a, const void *b)
{
	const struct lic_body_target *one = a, *other = b;

	return lic_str_cmp(one->path, other->path);
}

void lic_publisher_shelf_sort(struct lic_publisher_shelf *shelf)
{
	if (shelf->count)
		qsort(shelf->items, shelf->count, sizeof(*shelf->items), by_path);
}

void lic_publisher_shelf_release(struct lic_publisher_shelf *shelf)
{
	free(shelf->items);
	lic_arena_release(&shelf->arena);
}

int lic_publisher_target_path(struct lic_folder_path *out, const char *folder,
			      struct lic_str target, struct lic_str sha256, struct lic_diag *diag)
{
	size_t name = target.len;

	while (name && target.ptr[name - 1] != '/')
		name--;
	int n = snprintf(out->z, sizeof(out->z), "%s/" LIC_PUBLISHER_TARGETS "/%.*s%.*s.%.*s",
			 folder, (int)name, target.ptr, LIC_STR_ARG(sha256),
			 (int)(target.len - name), target.ptr + name);
	if (n < 0 || (size_t)n >= sizeof(out->z))
		return lic_diag_set(diag, LIC_ELIMIT, "the path of %.*s is too long",
				    LIC_STR_ARG(target));
	return LIC_OK;
}

int lic_publisher_stage_meta(struct lic_publisher_staging *s, struct lic_str role, uint64_t version)
{
	for (size_t i = 0; i < s->metas_count; i++) {
		if (!lic_str_eq(s->metas[i].role, role))
			continue;
		if (s->metas[i].version < version)
			s->metas[i].version = version;
		return LIC_OK;
	}
	if (s->metas_count == LIC_TUF_ROLES_MAX)
		return lic_diag_set(s->diag, LIC_ELIMIT, "more than %d roles in one feed",
				    LIC_TUF_ROLES_MAX);
	struct lic_str name = lic_arena_copy(&s->shelf.arena, role);
	if (!name.ptr)
		return lic_diag_set(s->diag, LIC_ENOMEM, "out of memory");
	s->metas[s->metas_count++] = (struct lic_body_meta){name, version};
	return LIC_OK;
}

/* ---- one part -------------------------------------------------------- */

struct part {
	struct lic_str name;
	enum lic_publisher_part kind;
	const struct lic_tuf *old, *was;
	bool must; /* a new version, although it says the same */
	void (*write)(const struct lic_publisher_staging *s, struct lic_buf *out,
		      const struct lic_body_term *term);
};

static int64_t period(const struct lic_publisher_staging *s, const struct part *part)
{
	return (int64_t)s->publisher->config->expiry_days[part->kind] * DAY;
}

/* Does a file say what is wanted? */
static int says(const struct lic_publisher_staging *s, const struct part *part,
		const struct lic_tuf *tuf, bool *same)
{
	const struct lic_body_term term = {1, 0};
	struct lic_buf text;

	*same = false;
	if (!tuf)
		return LIC_OK;
	lic_buf_init(&text, LIC_TUF_METADATA_MAX);
	part->write(s, &text, &term);
	int err = lic_buf_error(&text);
	if (err < 0)
		lic_diag_set(s->diag, err, "%.*s does not fit: %s", LIC_STR_ARG(part->name),
			     lic_strerror(err));
	else
		err = lic_body_says(tuf->json, lic_buf_str(&text), same, s->diag);
	lic_buf_release(&text);
	return err;
}

static int write_new(struct lic_publisher_staging *s, const struct part *part, uint64_t version)
{
	const struct lic_body_term term = {version, s->now + period(s, part)};
	struct lic_folder_path path;
	struct lic_buf body, file;

	lic_buf_init(&body, LIC_TUF_METADATA_MAX);
	lic_buf_init(&file, LIC_TUF_METADATA_MAX);
	part->write(s, &body, &term);
	lic_body_file(&file, lic_buf_str(&body), NULL, 0);
	int err = lic_buf_error(&body) < 0 ? lic_buf_error(&body) : lic_buf_error(&file);
	if (err < 0)
		lic_diag_set(s->diag, err, "%.*s does not fit: %s", LIC_STR_ARG(part->name),
			     lic_strerror(err));
	else
		err = lic_publisher_view_path(&path, s->next.z, part->name, version, s->diag);
	if (!err)
		err = lic_folder_write(path.z, lic_buf_str(&file), 0644, s->diag);
	lic_buf_release(&body);
	lic_buf_release(&file);
	return err;
}

/* Take the file that was staged before, with the signatures that it has. */
static int keep_staged(struct lic_publisher_staging *s, const struct part *part)
{
	struct lic_folder_path from, to;
	uint64_t version = part->was->version;
	int err = lic_publisher_view_path(&from, s->publisher->staged.z, part->name, version,
					  s->diag);

	if (!err)
		err = lic_publisher_view_path(&to, s->next.z, part->name, version, s->diag);
	return err < 0 ? err : lic_folder_copy(from.z, to.z, s->diag);
}

/* Its version afterwards, be it new or not. */
static int stage_part(struct lic_publisher_staging *s, const struct part *part, uint64_t *version)
{
	uint64_t last = part->old ? part->old->version : 0;
	const struct lic_tuf *was = part->was && part->was->version > last ? part->was : NULL;
	bool same, staged;
	int err = says(s, part, part->old, &same);

	if (!err)
		err = says(s, part, was, &staged);
	if (err < 0)
		return err;
	/* A third of its time left: whoever signs now should not come back next week. */
	bool soon = part->old && part->kind != LIC_PART_ROOT &&
		    part->old->expires - s->now < period(s, part) / 3;
	if (same && !soon && !part->must && s->mode != LIC_STAGE_ANEW) {
		*version = last;
		return LIC_OK;
	}
	s->parts++;
	if (staged && was->expires - s->now > period(s, part) / 2) {
		*version = was->version;
		return keep_staged(s, part);
	}
	/* One number never stands for two things that somebody signed; but roots follow each
	 * other without a gap. */
	if (was && was->signature_count && part->kind != LIC_PART_ROOT)
		last = was->version;
	*version = last + 1;
	return write_new(s, part, last + 1);
}

/* ---- the parts ------------------------------------------------------- */

static void write_root(const struct lic_publisher_staging *s, struct lic_buf *out,
		       const struct lic_body_term *term)
{
	lic_body_root(out, s->publisher->config, term);
}

static void write_targets(const struct lic_publisher_staging *s, struct lic_buf *out,
			  const struct lic_body_term *term)
{
	lic_body_targets(out, s->publisher->config, s->published, s->shelf.items, s->shelf.count,
			 term);
}

static void write_snapshot(const struct lic_publisher_staging *s, struct lic_buf *out,
			   const struct lic_body_term *term)
{
	lic_body_snapshot(out, s->metas, s->metas_count, term);
}

static void write_timestamp(const struct lic_publisher_staging *s, struct lic_buf *out,
			    const struct lic_body_term *term)
{
	/* The snapshot's version stands behind the others. */
	lic_body_timestamp(out, s->metas[s->metas_count - 1].version, term);
}

/* Enough keys for each threshold? Else nobody could ever sign it. */
static int check_keys(const struct lic_publisher_staging *s)
{
	const struct lic_publisher_config *config = s->publisher->config;

	for (size_t i = 0; i < LIC_PARTS; i++) {
		const struct lic_publisher_role *role = &config->roles[i];
		if (config->role.len && i != LIC_PART_TARGETS)
			continue;
		if (role->keyids_count < role->threshold)
			return lic_diag_set(
				s->diag, LIC_EREFUSED,
				"the role %.*s needs %u signatures and has %zu keys: "
				"`licit publish key new --role %.*s` makes one, `key add` "
				"takes somebody's, --threshold asks for fewer",
				LIC_STR_ARG(role->name), (unsigned)role->threshold,
				role->keyids_count, LIC_STR_ARG(role->name));
	}
	return LIC_OK;
}

static int stage_root(struct lic_publisher_staging *s)
{
	const struct part part = {LIC_STR("root"), LIC_PART_ROOT, s->old.root,
				  s->was.root,     false,         write_root};
	struct lic_folder_path path;
	uint64_t version = 0;
	int err = stage_part(s, &part, &version);

	if (err < 0)
		return err;
	s->root = s->old.root;
	if (s->old.root && version == s->old.root->version)
		return LIC_OK;
	err = lic_publisher_view_path(&path, s->next.z, part.name, version, s->diag);
	if (!err)
		err = lic_publisher_view_file(&s->own_root, path.z, LIC_TUF_ROOT, s->diag);
	s->root = s->own_root;
	return err;
}

/* Would clients with the root of this release refuse the old file? */
static bool is_outdated(const struct lic_publisher_staging *s, const struct lic_tuf *old,
			enum lic_publisher_part kind)
{
	return old &&
	       lic_tuf_verify(old, &s->root->keys, lic_publisher_view_top(s->root, kind), NULL) < 0;
}

static const struct lic_tuf *top_targets(const struct lic_publisher_view *view)
{
	return view->roles_count ? view->roles[0].tuf : NULL;
}

static int note_old_meta(void *ctx, const char *name, const struct lic_tuf_file *file)
{
	struct lic_publisher_staging *s = ctx;
	struct lic_str role = lic_str_from(name);

	/* What was once named stays named (specification, section 5.5.5). */
	if (lic_str_ends(role, LIC_STR(".json")))
		role.len -= strlen(".json");
	return lic_publisher_stage_meta(s, role, file->version);
}

static int stage_targets(struct lic_publisher_staging *s)
{
	struct part part = {LIC_STR("targets"),
			    LIC_PART_TARGETS,
			    top_targets(&s->old),
			    top_targets(&s->was),
			    false,
			    write_targets};
	uint64_t version = 0;
	int err = lic_publisher_stage_taken(s);

	part.must = is_outdated(s, part.old, LIC_PART_TARGETS);
	if (!err)
		err = stage_part(s, &part, &version);
	return err < 0 ? err : lic_publisher_stage_meta(s, part.name, version);
}

/* Root and targets as they were staged, or if nothing was, as they are. */
static int stage_kept(struct lic_publisher_staging *s)
{
	int err = LIC_OK;

	s->root = s->was.root ? s->was.root : s->old.root;
	if (!s->root)
		return lic_diag_set(s->diag, LIC_ENOENT, "nothing was released or staged yet");
	if (s->was.root) {
		err = lic_publisher_stage_folder(s, s->publisher->staged.z);
		s->parts++;
	}
	if (!err && s->was.snapshot)
		err = lic_tuf_each(s->was.snapshot, note_old_meta, s);
	return err;
}

/* Snapshot and timestamp, which machines sign. */
static int stage_machines(struct lic_publisher_staging *s)
{
	struct part part = {
		LIC_STR("snapshot"), LIC_PART_SNAPSHOT, s->old.snapshot, s->was.snapshot, false,
		write_snapshot};
	uint64_t version = 0;
	int err = s->old.snapshot ? lic_tuf_each(s->old.snapshot, note_old_meta, s) : LIC_OK;

	part.must = is_outdated(s, part.old, LIC_PART_SNAPSHOT);
	if (!err)
		err = stage_part(s, &part, &version);
	if (!err && s->metas_count == LIC_TUF_ROLES_MAX)
		err = lic_diag_set(s->diag, LIC_ELIMIT, "more than %d roles",
				   LIC_TUF_ROLES_MAX - 1);
	if (err < 0)
		return err;
	s->metas[s->metas_count++] = (struct lic_body_meta){part.name, version};
	part = (struct part){
		LIC_STR("timestamp"), LIC_PART_TIMESTAMP, s->old.timestamp, s->was.timestamp, false,
		write_timestamp};
	part.must = s->mode == LIC_STAGE_REFRESH || is_outdated(s, part.old, LIC_PART_TIMESTAMP);
	return stage_part(s, &part, &version);
}

/* ---- the folder ------------------------------------------------------ */

/* One file of what is released, if there is one. */
static int copy_file(struct lic_publisher_staging *s, const char *base, struct lic_str name,
		     const struct lic_tuf *tuf)
{
	struct lic_folder_path from, to;

	if (!tuf)
		return LIC_OK;
	int err = lic_publisher_view_path(&from, s->publisher->out.z, name, tuf->version, s->diag);
	if (!err)
		err = lic_publisher_view_path(&to, base, name, tuf->version, s->diag);
	return err < 0 ? err : lic_folder_clone(from.z, to.z, s->diag);
}

/* The root that all begins with, or an owner's last file. */
static int copy_trusted(struct lic_publisher_staging *s, const char *base)
{
	struct lic_folder_path from = s->publisher->trusted, to;
	int err = lic_folder_join(&to, base, LIC_STR(LIC_PUBLISHER_TRUSTED), s->diag);

	if (!err && s->old.root)
		err = lic_publisher_view_path(&from, s->publisher->out.z, LIC_STR("root"),
					      s->old.root->version, s->diag);
	return err < 0 ? err : lic_folder_clone(from.z, to.z, s->diag);
}

/* What the release stands on, so that a signer elsewhere can check all of it. */
static int copy_base(struct lic_publisher_staging *s)
{
	const struct lic_publisher_view *old = &s->old;
	struct lic_folder_path base, metadata;
	int err;

	if (!old->root && !old->roles_count)
		return LIC_OK;
	err = lic_folder_join(&base, s->next.z, LIC_STR(LIC_PUBLISHER_BASE), s->diag);
	if (!err)
		err = lic_folder_join(&metadata, base.z, LIC_STR(LIC_PUBLISHER_METADATA), s->diag);
	if (!err)
		err = lic_folder_make(metadata.z, s->diag);
	if (!err)
		err = copy_trusted(s, base.z);
	if (!err)
		err = copy_file(s, base.z, LIC_STR("timestamp"), old->timestamp);
	if (!err)
		err = copy_file(s, base.z, LIC_STR("snapshot"), old->snapshot);
	for (size_t i = 0; i < old->roles_count && !err; i++)
		err = copy_file(s, base.z, old->roles[i].name, old->roles[i].tuf);
	return err;
}

static int make_next(struct lic_publisher_staging *s)
{
	struct lic_folder_path path;
	int err = lic_folder_join(&s->next, s->publisher->repo.z, LIC_STR(NEXT), s->diag);

	if (!err)
		err = lic_folder_remove(s->next.z, s->diag);
	if (!err)
		err = lic_folder_join(&path, s->next.z, LIC_STR(LIC_PUBLISHER_METADATA), s->diag);
	if (!err)
		err = lic_folder_make(path.z, s->diag);
	if (!err)
		err = lic_folder_join(&path, s->next.z, LIC_STR(LIC_PUBLISHER_TARGETS), s->diag);
	return err < 0 ? err : lic_folder_make(path.z, s->diag);
}

/* Into the place of what was staged before. */
static int put_next(struct lic_publisher_staging *s)
{
	const char *staged = s->publisher->staged.z;
	int err = LIC_OK;

	if (lic_folder_has(staged)) {
		err = lic_folder_exchange(s->next.z, staged, s->diag);
		if (!err)
			return lic_folder_remove(s->next.z, s->diag);
		if (err == LIC_EREFUSED)
			err = lic_folder_remove(staged, s->diag);
	}
	if (!err && rename(s->next.z, staged) < 0)
		err = lic_diag_set(s->diag, lic_err_from_errno(errno), "cannot write %s: %s",
				   staged, strerror(errno));
	return err < 0 ? err : lic_dir_sync(s->publisher->repo.z, s->diag);
}

/* An owner of a delegated role has no root above him: who signs for it stands beside it. */
static int stage_own(struct lic_publisher_staging *s)
{
	struct part part = {s->publisher->config->role,
			    LIC_PART_TARGETS,
			    top_targets(&s->old),
			    top_targets(&s->was),
			    false,
			    write_targets};
	struct lic_folder_path path;
	struct lic_buf text;
	uint64_t version = 0;
	int err = lic_publisher_stage_taken(s);

	if (!err)
		err = stage_part(s, &part, &version);
	if (!err)
		err = lic_folder_join(&path, s->next.z, LIC_STR(LIC_PUBLISHER_OWNER), s->diag);
	if (err < 0)
		return err;
	lic_buf_init(&text, LIC_TUF_METADATA_MAX);
	lic_body_owner(&text, s->publisher->config, &s->publisher->config->roles[LIC_PART_TARGETS]);
	err = lic_buf_error(&text);
	if (!err)
		err = lic_folder_write(path.z, lic_buf_str(&text), 0644, s->diag);
	lic_buf_release(&text);
	return err;
}

/* One that cannot be read any more is made anew. */
static void read_staged(struct lic_publisher_staging *s)
{
	const char *staged = s->publisher->staged.z;

	if (lic_folder_has(staged) && lic_publisher_staged_view(staged, &s->was, NULL) < 0)
		s->was = (struct lic_publisher_view){.root = NULL};
}

static int stage_parts(struct lic_publisher_staging *s)
{
	int err = LIC_OK;

	if (s->mode == LIC_STAGE_KEEP || s->mode == LIC_STAGE_REFRESH) {
		err = stage_kept(s);
		return err < 0 ? err : stage_machines(s);
	}
	if (!lic_publisher_is_owner(s->publisher))
		err = stage_root(s);
	if (!err)
		err = lic_publisher_stage_lists(s, top_targets(&s->old));
	if (!err && lic_publisher_is_owner(s->publisher))
		return stage_own(s);
	if (!err)
		err = stage_targets(s);
	return err < 0 ? err : stage_machines(s);
}

static int stage_all(struct lic_publisher_staging *s)
{
	int err = check_keys(s);

	if (!err)
		err = lic_publisher_released(s->publisher, &s->old, s->diag);
	if (!err)
		err = make_next(s);
	if (err < 0)
		return err;
	read_staged(s);
	err = stage_parts(s);
	if (!err && s->parts)
		err = copy_base(s);
	if (!err && s->parts)
		return put_next(s);
	if (!err)
		err = lic_folder_remove(s->publisher->staged.z, s->diag);
	return err;
}

int lic_publisher_stage_mode(struct lic_publisher *publisher, enum lic_stage_mode mode,
			     struct lic_diag *diag)
{
	struct lic_publisher_staging s = {
		.publisher = publisher,
		.diag = diag,
		.now = lic_clock_now(),
		.mode = mode,
	};
	int err = LIC_OK;

	s.metas = calloc(LIC_TUF_ROLES_MAX, sizeof(*s.metas));
	if (!s.metas)
		err = lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	if (!err)
		err = stage_all(&s);
	if (s.next.z[0])
		(void)!lic_folder_remove(s.next.z, NULL);
	lic_publisher_view_release(&s.old);
	lic_publisher_view_release(&s.was);
	lic_tuf_free(s.own_root);
	lic_publisher_shelf_release(&s.shelf);
	free(s.metas);
	return err < 0 ? err : s.parts > 0;
}

int lic_publisher_stage(struct lic_publisher *publisher, bool anew, struct lic_diag *diag)
{
	int err = lic_publisher_settle(publisher, diag);

	return err < 0 ? err
		       : lic_publisher_stage_mode(publisher, anew ? LIC_STAGE_ANEW : LIC_STAGE_ALL,
						  diag);
}

int lic_publisher_restage(struct lic_publisher *publisher, struct lic_diag *diag)
{
	int err = lic_publisher_settle(publisher, diag);

	if (!err)
		err = lic_publisher_must_be_staged(publisher->staged.z, diag);
	if (err < 0)
		return err;
	/* An owner of a delegated role has no snapshot. */
	return lic_publisher_is_owner(publisher)
		       ? LIC_OK
		       : lic_publisher_stage_mode(publisher, LIC_STAGE_KEEP, diag);
}

int lic_publisher_unstage(struct lic_publisher *publisher, struct lic_diag *diag)
{
	return lic_folder_remove(publisher->staged.z, diag);
}
