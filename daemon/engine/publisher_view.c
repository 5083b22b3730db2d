#include "publisher_view.h"

#include "num.h"
#include "publisher.h"
#include "tuf_verify.h"

struct reading {
	const struct lic_view_source *source;
	struct lic_publisher_view *view;
	struct lic_diag *diag;
};

int lic_publisher_view_name(char out[256], struct lic_str role, uint64_t version)
{
	int n;

	if (lic_str_eq(role, LIC_STR("timestamp")))
		n = snprintf(out, 256, "timestamp.json");
	else
		n = snprintf(out, 256, "%llu.%.*s.json", (unsigned long long)version,
			     LIC_STR_ARG(role));
	return n < 0 || n >= 256 ? LIC_ELIMIT : LIC_OK;
}

bool lic_publisher_view_split(struct lic_str name, struct lic_str *role, uint64_t *version)
{
	size_t dot = lic_str_find(name, '.');

	if (!lic_str_ends(name, LIC_STR(".json")) || name.len <= dot + 1 + strlen(".json") ||
	    lic_num_parse(lic_str(name.ptr, dot), INT64_MAX, version) < 0)
		return false;
	*role = lic_str(name.ptr + dot + 1, name.len - dot - 1 - strlen(".json"));
	return true;
}

int lic_publisher_view_path(struct lic_folder_path *out, const char *folder, struct lic_str role,
			    uint64_t version, struct lic_diag *diag)
{
	struct lic_folder_path dir;
	char name[256];
	int err = lic_publisher_view_name(name, role, version);

	if (err < 0)
		return lic_diag_set(diag, err, "the name %.*s is too long", LIC_STR_ARG(role));
	err = lic_folder_join(&dir, folder, LIC_STR(LIC_PUBLISHER_METADATA), diag);
	return err < 0 ? err : lic_folder_join(out, dir.z, lic_str_from(name), diag);
}

const struct lic_tuf_role *lic_publisher_view_top(const struct lic_tuf *root,
						  enum lic_publisher_part part)
{
	for (size_t i = 0; root && i < root->role_count; i++)
		if (lic_str_eq(root->roles[i].name, lic_str_from(lic_part_name(part))))
			return &root->roles[i];
	return NULL;
}

int lic_publisher_view_file(struct lic_tuf **out, const char *path, enum lic_tuf_type type,
			    struct lic_diag *diag)
{
	struct lic_buf text;
	struct lic_diag why;

	if (!lic_folder_has(path))
		return lic_diag_set(diag, LIC_ENOENT, "%s is missing", path);
	lic_buf_init(&text, LIC_TUF_METADATA_MAX);
	int err = lic_folder_read(path, &text, diag);
	if (!err) {
		err = lic_tuf_read(out, lic_buf_str(&text), type, &why);
		if (err < 0)
			lic_diag_set(diag, err, "%s: %s", path, why.text);
	}
	lic_buf_release(&text);
	return err;
}

/* A file of the staged release, or if it is not there, of the published one. */
static int find(const struct reading *r, struct lic_str role, uint64_t version,
		struct lic_folder_path *path)
{
	const char *const places[] = {r->source->over, r->source->base};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(places); i++) {
		if (!places[i])
			continue;
		int err = lic_publisher_view_path(path, places[i], role, version, r->diag);
		if (err < 0)
			return err;
		if (lic_folder_has(path->z))
			return LIC_OK;
	}
	return LIC_ENOENT;
}

/* LIC_ENOENT without a word when it is not there. */
static int read_role(const struct reading *r, struct lic_tuf **out, struct lic_str role,
		     uint64_t version, enum lic_tuf_type type)
{
	struct lic_folder_path path;
	int err = find(r, role, version, &path);

	*out = NULL;
	if (!err)
		err = lic_publisher_view_file(out, path.z, type, r->diag);
	if (!err && version && *out && (*out)->version != version) {
		err = lic_diag_set(r->diag, LIC_ECORRUPT, "%s is of version %llu", path.z,
				   (unsigned long long)(*out)->version);
		lic_tuf_free(*out);
		*out = NULL;
	}
	return err;
}

static int missing(const struct reading *r, struct lic_str role, uint64_t version)
{
	char name[256] = "";
	int err = lic_publisher_view_name(name, role, version);

	return lic_diag_set(r->diag, err < 0 ? err : LIC_ECORRUPT,
			    "%s is missing in %s: put it back from a copy (`licit publish verify` "
			    "says when all is there)",
			    name, r->source->base);
}

static int verify(const struct reading *r, const struct lic_tuf *tuf, struct lic_str name,
		  const struct lic_tuf_keys *keys, const struct lic_tuf_role *role)
{
	struct lic_diag why;

	if (!tuf || !role)
		return LIC_EINVAL;
	if (r->source->lenient)
		return LIC_OK;
	int err = lic_tuf_verify(tuf, keys, role, &why);
	return err < 0 ? lic_diag_set(r->diag, err, "version %llu of %.*s: %s",
				      (unsigned long long)tuf->version, LIC_STR_ARG(name), why.text)
		       : LIC_OK;
}

static int verify_top(const struct reading *r, const struct lic_tuf *tuf,
		      const struct lic_tuf *root, enum lic_publisher_part part)
{
	const struct lic_tuf_role *role = lic_publisher_view_top(root, part);

	return verify(r, tuf, lic_str_from(lic_part_name(part)), &root->keys, role);
}

static void step_to(struct lic_publisher_view *view, struct lic_tuf *next)
{
	if (view->root != view->trusted)
		lic_tuf_free(view->root);
	view->root = next;
}

/* From the trusted root, or the first one, to the last that there is. */
static int read_roots(const struct reading *r)
{
	struct lic_publisher_view *view = r->view;
	const struct lic_str name = LIC_STR("root");
	int err =
		lic_publisher_view_file(&view->trusted, r->source->trusted, LIC_TUF_ROOT, r->diag);

	if (!err) {
		view->root = view->trusted;
	} else if (err == LIC_ENOENT) {
		err = read_role(r, &view->root, name, 1, LIC_TUF_ROOT);
		if (err == LIC_ENOENT)
			return LIC_OK;
		if (!err)
			err = verify_top(r, view->root, view->root, LIC_PART_ROOT);
	}
	while (!err && view->root) {
		struct lic_tuf *next;
		err = read_role(r, &next, name, view->root->version + 1, LIC_TUF_ROOT);
		if (err == LIC_ENOENT)
			return LIC_OK;
		if (err < 0)
			break;
		err = verify_top(r, next, view->root, LIC_PART_ROOT);
		if (!err)
			err = verify_top(r, next, next, LIC_PART_ROOT);
		if (!err)
			step_to(view, next);
		else
			lic_tuf_free(next);
	}
	return err;
}

struct newest {
	struct lic_str role;
	uint64_t version;
};

static int look_at(void *ctx, const char *full, struct lic_str within)
{
	struct newest *newest = ctx;
	struct lic_str role;
	uint64_t version;

	(void)full;
	if (lic_publisher_view_split(within, &role, &version) && lic_str_eq(role, newest->role) &&
	    version > newest->version)
		newest->version = version;
	return LIC_OK;
}

uint64_t lic_publisher_view_newest(const char *metadata, struct lic_str role)
{
	struct newest newest = {role, 0};

	return lic_folder_each(metadata, look_at, &newest, NULL) < 0 ? 0 : newest.version;
}

/* The version of a role: the snapshot says it; an owner, who has none, takes the newest. */
static uint64_t version_of(const struct reading *r, struct lic_str name)
{
	const char *const places[] = {r->source->over, r->source->base};
	char member[LIC_TUF_FILE_NAME_MAX + 8];
	struct lic_tuf_file meta;
	uint64_t version = 0;

	snprintf(member, sizeof(member), "%.*s", LIC_STR_ARG(name));
	if (r->view->snapshot)
		return lic_tuf_meta(r->view->snapshot, member, &meta) < 0 ? 0 : meta.version;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(places) && !version; i++) {
		struct lic_folder_path dir;
		if (places[i] && lic_folder_join(&dir, places[i], LIC_STR(LIC_PUBLISHER_METADATA),
						 NULL) == LIC_OK)
			version = lic_publisher_view_newest(dir.z, name);
	}
	return version;
}

static int add_role(const struct reading *r, struct lic_str name, const struct lic_tuf_keys *keys,
		    const struct lic_tuf_role *by, size_t parent)
{
	struct lic_publisher_view *view = r->view;
	uint64_t version = version_of(r, name);
	struct lic_tuf *tuf;

	if (!version)
		return parent == view->roles_count && view->snapshot
			       ? lic_diag_set(r->diag, LIC_ECORRUPT,
					      "the snapshot does not name the targets")
			       : LIC_OK;
	if (view->roles_count == LIC_TUF_ROLES_MAX)
		return lic_diag_set(r->diag, LIC_ELIMIT, "more than %d roles", LIC_TUF_ROLES_MAX);
	int err = read_role(r, &tuf, name, version, LIC_TUF_TARGETS);
	if (err == LIC_ENOENT)
		return missing(r, name, version);
	if (err < 0)
		return err;
	err = verify(r, tuf, name, keys, by);
	if (err < 0) {
		lic_tuf_free(tuf);
		return err;
	}
	view->roles[view->roles_count++] = (struct lic_view_role){by->name, tuf, keys, by, parent};
	return LIC_OK;
}

/* Is it one of its own parents? Then it was read. */
static bool is_above(const struct lic_publisher_view *view, size_t at, struct lic_str name)
{
	while (!lic_str_eq(view->roles[at].name, name)) {
		if (at == view->roles[at].parent)
			return false;
		at = view->roles[at].parent;
	}
	return true;
}

/* The roles below those that were read. */
static int read_delegated(const struct reading *r)
{
	struct lic_publisher_view *view = r->view;
	int err = LIC_OK;

	for (size_t i = 0; i < view->roles_count && !err; i++) {
		const struct lic_tuf *tuf = view->roles[i].tuf;
		for (size_t j = 0; tuf && j < tuf->role_count && !err; j++)
			if (!is_above(view, i, tuf->roles[j].name))
				err = add_role(r, tuf->roles[j].name, &tuf->keys, &tuf->roles[j],
					       i);
	}
	return err;
}

static int make_room(const struct reading *r)
{
	r->view->roles = calloc(LIC_TUF_ROLES_MAX, sizeof(*r->view->roles));
	return r->view->roles ? LIC_OK : lic_diag_set(r->diag, LIC_ENOMEM, "out of memory");
}

static int read_targets(const struct reading *r)
{
	const struct lic_tuf *root = r->view->root;
	int err = make_room(r);

	if (!err)
		err = add_role(r, LIC_STR("targets"), &root->keys,
			       lic_publisher_view_top(root, LIC_PART_TARGETS), 0);
	return err < 0 ? err : read_delegated(r);
}

static int read_release(const struct reading *r)
{
	struct lic_publisher_view *view = r->view;
	struct lic_tuf_file meta;
	int err = read_role(r, &view->timestamp, LIC_STR("timestamp"), 0, LIC_TUF_TIMESTAMP);

	if (err == LIC_ENOENT)
		return LIC_OK;
	if (!err)
		err = verify_top(r, view->timestamp, view->root, LIC_PART_TIMESTAMP);
	if (!err)
		err = lic_tuf_meta(view->timestamp, "snapshot", &meta);
	if (err < 0)
		return err;
	err = read_role(r, &view->snapshot, LIC_STR("snapshot"), meta.version, LIC_TUF_SNAPSHOT);
	if (err == LIC_ENOENT)
		return missing(r, LIC_STR("snapshot"), meta.version);
	if (!err)
		err = verify_top(r, view->snapshot, view->root, LIC_PART_SNAPSHOT);
	return err < 0 ? err : read_targets(r);
}

static int read_owner(const struct reading *r)
{
	struct lic_publisher_view *view = r->view;
	const struct lic_json *role;
	struct lic_buf text;
	int err;

	lic_buf_init(&text, LIC_TUF_METADATA_MAX);
	err = lic_folder_read(r->source->owner, &text, r->diag);
	if (!err)
		err = lic_json_parse(&view->owner, lic_buf_str(&text), r->diag);
	lic_buf_release(&text);
	role = lic_json_get(view->owner, "role");
	if (!err)
		err = lic_tuf_keys_read(&view->own_keys, lic_json_get(view->owner, "keys"),
					&view->arena, r->diag);
	if (!err)
		err = lic_tuf_role_read(&view->own_role,
					lic_json_string(lic_json_get(role, "name")), role,
					&view->arena, r->diag);
	if (!err)
		err = lic_publisher_config_role_name(view->own_role.name, r->diag);
	return err < 0 ? err : make_room(r);
}

/* An owner's own file, and those of the roles below his. What he released last is trusted
 * for lying where only he writes; its keys may have been exchanged since. */
static int read_own(const struct reading *r)
{
	struct lic_publisher_view *view = r->view;
	struct lic_tuf *tuf;
	int err = read_owner(r);

	if (err < 0)
		return err;
	if (r->source->trusted && !r->source->over) {
		err = lic_publisher_view_file(&tuf, r->source->trusted, LIC_TUF_TARGETS, r->diag);
		if (err < 0)
			return err == LIC_ENOENT ? LIC_OK : err;
		view->roles[view->roles_count++] = (struct lic_view_role){
			view->own_role.name, tuf, &view->own_keys, &view->own_role, 0};
	} else {
		err = add_role(r, view->own_role.name, &view->own_keys, &view->own_role, 0);
	}
	return err < 0 ? err : read_delegated(r);
}

int lic_publisher_view_read(struct lic_publisher_view *out, const struct lic_view_source *source,
			    struct lic_diag *diag)
{
	/* In its place from the start: roles point to the owner's keys in it. */
	*out = (struct lic_publisher_view){.root = NULL};
	const struct reading r = {source, out, diag};
	int err = source->owner ? read_own(&r) : read_roots(&r);

	if (!err && out->root)
		err = read_release(&r);
	if (err < 0)
		lic_publisher_view_release(out);
	return err;
}

void lic_publisher_view_release(struct lic_publisher_view *view)
{
	for (size_t i = 0; i < view->roles_count; i++)
		lic_tuf_free(view->roles[i].tuf);
	free(view->roles);
	lic_tuf_free(view->timestamp);
	lic_tuf_free(view->snapshot);
	if (view->root != view->trusted)
		lic_tuf_free(view->root);
	lic_tuf_free(view->trusted);
	lic_json_free(view->owner);
	lic_arena_release(&view->arena);
	*view = (struct lic_publisher_view){.root = NULL};
}

const struct lic_view_role *lic_publisher_view_find(const struct lic_publisher_view *view,
						    struct lic_str name)
{
	for (size_t i = 0; i < view->roles_count; i++)
		if (lic_str_eq(view->roles[i].name, name))
			return &view->roles[i];
	return NULL;
}

bool lic_publisher_view_has_signed(const struct lic_tuf *tuf, struct lic_str keyid)
{
	for (size_t i = 0; i < tuf->signature_count; i++)
		if (lic_str_eq(tuf->signatures[i].keyid, keyid))
			return true;
	return false;
}

static int look_for_hash(void *ctx, const char *name, const struct lic_tuf_file *file)
{
	const struct lic_str *sha256 = ctx;

	(void)name;
	return lic_str_eq(file->sha256, *sha256) ? LIC_EBUSY : LIC_OK;
}

bool lic_publisher_view_has_body(const struct lic_publisher_view *view, struct lic_str sha256)
{
	for (size_t i = 0; i < view->roles_count; i++)
		if (lic_tuf_each(view->roles[i].tuf, look_for_hash, &sha256) < 0)
			return true;
	return false;
}
