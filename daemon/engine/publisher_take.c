/* What the owners of delegated roles hand in: whether it is what such a role may say, and its
 * way into a release. */
#include "publisher_stage.h"

#include "clock.h"
#include "file.h"
#include "tuf_verify.h"

/* Whoever stole an owner's key could use up all version numbers at once, so that the owner
 * never could publish again. */
#define VERSION_STEP_MAX 100000

/* A delegation of the config as metadata says it. */
struct delegated {
	struct lic_arena arena;
	struct lic_json *json;
	struct lic_tuf_keys keys;
	struct lic_tuf_role role;
};

static void release(struct delegated *d)
{
	lic_json_free(d->json);
	lic_arena_release(&d->arena);
	*d = (struct delegated){.json = NULL};
}

static int read_delegated(struct delegated *out, const struct lic_publisher_config *config,
			  const struct lic_publisher_role *role, struct lic_diag *diag)
{
	struct lic_buf text;
	int err;

	*out = (struct delegated){.json = NULL};
	lic_buf_init(&text, LIC_TUF_METADATA_MAX);
	lic_body_owner(&text, config, role);
	err = lic_buf_error(&text);
	if (!err)
		err = lic_json_parse(&out->json, lic_buf_str(&text), diag);
	lic_buf_release(&text);
	if (!err)
		err = lic_tuf_keys_read(&out->keys, lic_json_get(out->json, "keys"), &out->arena,
					diag);
	if (!err)
		err = lic_tuf_role_read_delegated(&out->role, lic_json_get(out->json, "role"),
						  &out->arena, diag);
	if (err < 0)
		release(out);
	return err;
}

/* ---- taking ---------------------------------------------------------- */

struct taking {
	struct lic_publisher *publisher;
	const char *metadata; /* the folder that FILE lies in, and its neighbour's */
	const char *from;
	struct lic_folder_path next;
	const struct lic_publisher_view *released;
	/* Those that vouch for the role at hand, from the first delegation down. */
	const struct lic_tuf_role *above[LIC_TUF_VISITS_MAX];
	size_t depth;
	struct lic_str role; /* at hand */
	struct lic_buf *out;
	struct lic_diag *diag;
};

static int check_body(const struct taking *t, const char *path, const struct lic_tuf_file *file)
{
	struct lic_folder_path there = {""}, from = {""}, to = {""};
	struct lic_str target = lic_str_from(path);
	struct lic_map map;
	struct lic_diag why;
	int err = lic_publisher_target_path(&there, t->publisher->out.z, target, file->sha256,
					    t->diag);

	if (!err)
		err = lic_publisher_target_path(&from, t->from, target, file->sha256, t->diag);
	/* What is out already need not be handed in again. */
	if (!err && !lic_folder_has(from.z) && lic_folder_has(there.z))
		from = there;
	if (!err)
		err = lic_map_open(&map, from.z, t->diag);
	if (err < 0)
		return err;
	err = lic_tuf_file_check(file, lic_str(map.ptr, map.len), &why);
	lic_map_close(&map);
	if (err < 0)
		return lic_diag_set(t->diag, err, "%s: %s", from.z, why.text);
	err = lic_publisher_target_path(&to, t->next.z, target, file->sha256, t->diag);
	if (!err)
		err = lic_folder_make_above(to.z, t->diag);
	return err < 0 ? err : lic_folder_copy(from.z, to.z, t->diag);
}

/* A name is taken only if it is safe as a path, and every delegation above covers it. */
static int check_target(void *ctx, const char *path, const struct lic_tuf_file *file)
{
	const struct taking *t = ctx;
	struct lic_str rest = lic_str_from(path), part;

	while (lic_str_split(&rest, '/', &part)) {
		bool good = part.len && part.ptr[0] != '.';
		for (size_t i = 0; good && i < part.len; i++)
			good = lic_is_alpha(part.ptr[i]) || lic_is_digit(part.ptr[i]) ||
			       strchr("-_.", part.ptr[i]);
		if (!good)
			return lic_diag_set(t->diag, LIC_EREFUSED,
					    "%.*s names a target whose name cannot be a file's: "
					    "letters, digits, -, _ and . only",
					    LIC_STR_ARG(t->role));
	}
	for (size_t i = 0; i < t->depth; i++)
		if (!lic_tuf_role_covers(t->above[i], lic_str_from(path)))
			return lic_diag_set(
				t->diag, LIC_EREFUSED,
				"%.*s speaks of %s, which is not among the names that were "
				"given to it",
				LIC_STR_ARG(t->role), path);
	if (file->sha256.len != 2 * LIC_SHA256_SIZE || file->length < 0)
		return lic_diag_set(t->diag, LIC_EREFUSED, "%s has no SHA-256", path);
	return check_body(t, path, file);
}

/* The version that the world knows. */
static uint64_t released_version(const struct lic_publisher_view *released, struct lic_str role)
{
	const struct lic_view_role *known = lic_publisher_view_find(released, role);
	char name[LIC_PUBLISHER_NAME_MAX + 1];
	struct lic_tuf_file meta;

	snprintf(name, sizeof(name), "%.*s", LIC_STR_ARG(role));
	if (released->snapshot && lic_tuf_meta(released->snapshot, name, &meta) == LIC_OK)
		return meta.version;
	return known ? known->tuf->version : 0;
}

static int check_version(const struct taking *t, const struct lic_tuf *tuf, struct lic_str role)
{
	uint64_t known = released_version(t->released, role);

	if (tuf->version < known)
		return lic_diag_set(t->diag, LIC_EROLLBACK,
				    "this is version %llu of %.*s, and %llu is released already",
				    (unsigned long long)tuf->version, LIC_STR_ARG(role),
				    (unsigned long long)known);
	if (tuf->version - known > VERSION_STEP_MAX)
		return lic_diag_set(t->diag, LIC_EREFUSED,
				    "version %llu of %.*s comes after %llu: such a leap may be a "
				    "thief's who uses up the numbers; ask its owner",
				    (unsigned long long)tuf->version, LIC_STR_ARG(role),
				    (unsigned long long)known);
	return LIC_OK;
}

static int take_role(struct taking *t, struct lic_str name, uint64_t version,
		     const struct lic_tuf_keys *keys, const struct lic_tuf_role *by);

static int take_below(struct taking *t, const struct lic_tuf *tuf)
{
	int err = LIC_OK;

	for (size_t i = 0; i < tuf->role_count && !err; i++) {
		const struct lic_tuf_role *role = &tuf->roles[i];
		uint64_t version;
		err = lic_publisher_config_role_name(role->name, t->diag);
		if (err < 0)
			break;
		version = lic_publisher_view_newest(t->metadata, role->name);
		if (!version)
			err = lic_diag_set(t->diag, LIC_ENOENT,
					   "the file of %.*s, a role below, does not lie in %s",
					   LIC_STR_ARG(role->name), t->metadata);
		else
			err = take_role(t, role->name, version, &tuf->keys, role);
	}
	return err;
}

static int check_role(struct taking *t, const struct lic_tuf *tuf, struct lic_str name,
		      const struct lic_tuf_keys *keys, const struct lic_tuf_role *by)
{
	struct lic_diag why;
	int err = lic_tuf_verify(tuf, keys, by, &why);

	if (err < 0)
		return lic_diag_set(t->diag, err, "%.*s: %s", LIC_STR_ARG(name), why.text);
	if (lic_tuf_is_expired(tuf, lic_clock_now()))
		return lic_diag_set(t->diag, LIC_EEXPIRED,
				    "%.*s has expired; its owner must stage and sign it anew",
				    LIC_STR_ARG(name));
	err = check_version(t, tuf, name);
	t->role = name;
	return err < 0 ? err : lic_tuf_each(tuf, check_target, t);
}

static int take_role(struct taking *t, struct lic_str name, uint64_t version,
		     const struct lic_tuf_keys *keys, const struct lic_tuf_role *by)
{
	struct lic_folder_path from, to, dir;
	char file[256];
	struct lic_tuf *tuf = NULL;
	int err = lic_publisher_view_name(file, name, version);

	if (t->depth == LIC_ARRAY_SIZE(t->above))
		return lic_diag_set(t->diag, LIC_ELIMIT, "delegations are nested too deep");
	if (!err)
		err = lic_folder_join(&from, t->metadata, lic_str_from(file), t->diag);
	if (!err)
		err = lic_publisher_view_file(&tuf, from.z, LIC_TUF_TARGETS, t->diag);
	if (err < 0 || !tuf)
		return err;
	t->above[t->depth++] = by;
	if (tuf->version != version)
		err = lic_diag_set(t->diag, LIC_ECORRUPT, "%s is of version %llu", from.z,
				   (unsigned long long)tuf->version);
	if (!err)
		err = check_role(t, tuf, name, keys, by);
	if (!err)
		err = lic_folder_join(&dir, t->next.z, LIC_STR(LIC_PUBLISHER_METADATA), t->diag);
	if (!err)
		err = lic_folder_make(dir.z, t->diag);
	if (!err)
		err = lic_folder_join(&to, dir.z, lic_str_from(file), t->diag);
	if (!err)
		err = lic_folder_clone(from.z, to.z, t->diag);
	if (!err) {
		lic_buf_printf(t->out, "%.*s %llu\n", LIC_STR_ARG(name),
			       (unsigned long long)version);
		err = take_below(t, tuf);
	}
	t->above[--t->depth] = NULL;
	lic_tuf_free(tuf);
	return err;
}

/* Role and version by the name of the file. */
static int read_name(const char *file, struct lic_str *role, uint64_t *version,
		     struct lic_diag *diag)
{
	const char *slash = strrchr(file, '/');

	if (lic_publisher_view_split(lic_str_from(slash ? slash + 1 : file), role, version))
		return LIC_OK;
	return lic_diag_set(diag, LIC_EINVAL,
			    "%s: name the file as its owner released it, N.ROLE.json, with his "
			    "targets beside its folder",
			    file);
}

/* Make it the one that is taken. */
static int put_taken(struct taking *t, struct lic_str role)
{
	struct lic_folder_path to;
	int err = lic_folder_join(&to, t->publisher->taken.z, role, t->diag);

	if (!err)
		err = lic_folder_remove(to.z, t->diag);
	if (!err && rename(t->next.z, to.z) < 0)
		err = lic_diag_set(t->diag, lic_err_from_errno(errno), "cannot write %s: %s", to.z,
				   strerror(errno));
	return err < 0 ? err : lic_dir_sync(t->publisher->taken.z, t->diag);
}

static int take(struct taking *t, struct lic_str role, uint64_t version,
		const struct lic_publisher_role *delegation)
{
	struct delegated delegated;
	int err = lic_folder_make(t->publisher->taken.z, t->diag);

	if (!err)
		err = lic_folder_join(&t->next, t->publisher->taken.z, LIC_STR(".next"), t->diag);
	if (!err)
		err = lic_folder_remove(t->next.z, t->diag);
	if (!err)
		err = read_delegated(&delegated, t->publisher->config, delegation, t->diag);
	if (err < 0)
		return err;
	err = take_role(t, role, version, &delegated.keys, &delegated.role);
	if (!err)
		err = put_taken(t, role);
	else
		(void)!lic_folder_remove(t->next.z, NULL);
	release(&delegated);
	return err;
}

int lic_publisher_take(struct lic_publisher *publisher, const char *file, struct lic_buf *out,
		       struct lic_diag *diag)
{
	struct lic_folder_path metadata, from;
	struct lic_publisher_view released;
	struct taking t = {.publisher = publisher, .out = out, .diag = diag};
	const struct lic_publisher_config *config = publisher->config;
	const char *slash = strrchr(file, '/');
	struct lic_str role = {NULL, 0};
	uint64_t version = 0;
	int err = read_name(file, &role, &version, diag);

	if (err < 0)
		return err;
	const size_t at = lic_publisher_config_delegation(config, role);
	if (at == config->delegations_count)
		return lic_diag_set(diag, LIC_EREFUSED,
				    "nothing is delegated to %.*s; see `licit publish delegate`",
				    LIC_STR_ARG(role));
	err = lic_folder_join(&metadata, slash ? "" : ".", lic_str(NULL, 0), diag);
	if (slash)
		snprintf(metadata.z, sizeof(metadata.z), "%.*s", (int)(slash - file), file);
	if (!err)
		err = lic_folder_join(&from, metadata.z, LIC_STR(".."), diag);
	if (!err)
		err = lic_publisher_settle(publisher, diag);
	if (!err)
		err = lic_publisher_released(publisher, &released, diag);
	if (err < 0)
		return err;
	t.metadata = metadata.z;
	t.from = from.z;
	t.released = &released;
	err = take(&t, role, version, &config->delegations[at]);
	lic_publisher_view_release(&released);
	return err < 0 ? err : lic_buf_error(out);
}

/* ---- into a release -------------------------------------------------- */

struct moving {
	struct lic_publisher_staging *staging;
	struct lic_folder_path to;
	bool metadata;
};

/* "ID/HASH.name": a body that the world has? */
static bool is_released(const struct lic_publisher_view *old, struct lic_str within)
{
	size_t name = within.len;

	while (name && within.ptr[name - 1] != '/')
		name--;
	return within.len - name > 2 * LIC_SHA256_SIZE &&
	       lic_publisher_view_has_body(old, lic_str(within.ptr + name, 2 * LIC_SHA256_SIZE));
}

static int move_file(void *ctx, const char *full, struct lic_str within)
{
	struct moving *m = ctx;
	struct lic_folder_path to;
	struct lic_str role;
	uint64_t version;

	/* These two are made for the whole. */
	if (m->metadata && (lic_str_ends(within, LIC_STR(".snapshot.json")) ||
			    lic_str_eq(within, LIC_STR("timestamp.json"))))
		return LIC_OK;
	if (!m->metadata && is_released(&m->staging->old, within))
		return LIC_OK;
	int err = lic_folder_join(&to, m->to.z, within, m->staging->diag);

	if (!err)
		err = lic_folder_make_above(to.z, m->staging->diag);
	if (!err)
		err = lic_folder_copy(full, to.z, m->staging->diag);
	if (err < 0 || !m->metadata || !lic_publisher_view_split(within, &role, &version) ||
	    lic_str_eq(role, LIC_STR("root")))
		return err;
	return lic_publisher_stage_meta(m->staging, role, version);
}

/* All of one owner, beside the rest of the release. */
int lic_publisher_stage_folder(struct lic_publisher_staging *staging, const char *folder)
{
	static const char *const parts[] = {LIC_PUBLISHER_METADATA, LIC_PUBLISHER_TARGETS};
	int err = LIC_OK;

	for (size_t i = 0; i < LIC_ARRAY_SIZE(parts) && !err; i++) {
		struct moving m = {.staging = staging, .metadata = i == 0};
		struct lic_folder_path from;
		err = lic_folder_join(&from, folder, lic_str_from(parts[i]), staging->diag);
		if (!err)
			err = lic_folder_join(&m.to, staging->next.z, lic_str_from(parts[i]),
					      staging->diag);
		if (!err)
			err = lic_folder_each(from.z, move_file, &m, staging->diag);
	}
	return err;
}

/* Would the delegation as it is now believe what the world has? */
static bool still_good(const struct lic_publisher_staging *s,
		       const struct lic_publisher_role *delegation,
		       const struct lic_view_role *known)
{
	struct delegated delegated;
	bool good;

	if (!known || read_delegated(&delegated, s->publisher->config, delegation, NULL) < 0)
		return false;
	good = lic_tuf_verify(known->tuf, &delegated.keys, &delegated.role, NULL) == LIC_OK;
	release(&delegated);
	return good;
}

struct looking {
	const struct lic_publisher_staging *staging;
	bool newer;
};

/* A file of a role, his own or one below, that the world does not have. */
static int look_for_newer(void *ctx, const char *full, struct lic_str within)
{
	struct looking *l = ctx;
	struct lic_str role;
	uint64_t version;

	(void)full;
	if (lic_publisher_view_split(within, &role, &version) &&
	    version > released_version(&l->staging->old, role))
		l->newer = true;
	return LIC_OK;
}

static int stage_delegation(struct lic_publisher_staging *s, size_t i)
{
	const struct lic_publisher_role *delegation = &s->publisher->config->delegations[i];
	struct lic_folder_path folder, metadata, file;
	struct lic_view_role taken = {.tuf = NULL};
	struct looking looking = {.staging = s};
	struct lic_tuf *tuf;
	char name[256];
	int err = lic_folder_join(&folder, s->publisher->taken.z, delegation->name, s->diag);

	if (!err)
		err = lic_folder_join(&metadata, folder.z, LIC_STR(LIC_PUBLISHER_METADATA),
				      s->diag);
	if (!err)
		err = lic_folder_each(metadata.z, look_for_newer, &looking, s->diag);
	if (!err && !looking.newer) {
		s->published[i] = still_good(s, delegation,
					     lic_publisher_view_find(&s->old, delegation->name));
		return LIC_OK;
	}
	if (!err)
		err = lic_publisher_view_name(
			name, delegation->name,
			lic_publisher_view_newest(metadata.z, delegation->name));
	if (!err)
		err = lic_folder_join(&file, metadata.z, lic_str_from(name), s->diag);
	if (!err)
		err = lic_publisher_view_file(&tuf, file.z, LIC_TUF_TARGETS, s->diag);
	if (err < 0)
		return err;
	taken.tuf = tuf;
	s->published[i] = still_good(s, delegation, &taken);
	lic_tuf_free(tuf);
	if (!s->published[i])
		return LIC_OK;
	s->parts++;
	return lic_publisher_stage_folder(s, folder.z);
}

int lic_publisher_stage_taken(struct lic_publisher_staging *staging)
{
	int err = LIC_OK;

	for (size_t i = 0; i < staging->publisher->config->delegations_count && !err; i++)
		err = stage_delegation(staging, i);
	return err;
}
