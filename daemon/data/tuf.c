#include "tuf.h"

#include "canonical.h"
#include "clock.h"
#include "limits.h"

#define META_SUFFIX ".json"

static const char *const type_names[LIC_TUF_TYPES] = {
	[LIC_TUF_ROOT] = "root",
	[LIC_TUF_TIMESTAMP] = "timestamp",
	[LIC_TUF_SNAPSHOT] = "snapshot",
	[LIC_TUF_TARGETS] = "targets",
};

const char *lic_tuf_type_name(enum lic_tuf_type type)
{
	return type_names[type];
}

static int syntax(struct lic_diag *diag, const char *what)
{
	return lic_diag_set(diag, LIC_ESYNTAX, "%s", what);
}

static int no_memory(struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
}

/* ---- what all have ---------------------------------------------------- */

static int read_signature(struct lic_tuf *tuf, const struct lic_json *value, struct lic_diag *diag)
{
	const struct lic_tuf_signature signature = {
		lic_json_string(lic_json_get(value, "keyid")),
		lic_json_string(lic_json_get(value, "sig")),
	};

	if (!signature.keyid.ptr || !signature.hex.ptr)
		return syntax(diag, "a signature has no keyid or no sig");
	for (size_t i = 0; i < tuf->signature_count; i++) {
		if (lic_str_eq(tuf->signatures[i].keyid, signature.keyid))
			return syntax(diag, "two signatures are by the same key");
	}
	tuf->signatures[tuf->signature_count++] = signature;
	return LIC_OK;
}

static int read_signatures(struct lic_tuf *tuf, struct lic_diag *diag)
{
	const struct lic_json *array = lic_json_get(tuf->json, "signatures");
	const size_t count = lic_json_size(array);
	int err = LIC_OK;

	if (lic_json_type(array) != LIC_JSON_ARRAY)
		return syntax(diag, "it has no list of signatures");
	if (count > LIC_TUF_SIGNATURES_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "it has more than %d signatures",
				    LIC_TUF_SIGNATURES_MAX);
	tuf->signatures = lic_arena_alloc(&tuf->arena, (count + 1) * sizeof(*tuf->signatures));
	if (!tuf->signatures)
		return no_memory(diag);
	for (size_t i = 0; i < count && !err; i++)
		err = read_signature(tuf, lic_json_at(array, i), diag);
	return err;
}

/* "1.0.34", or "1.0" as some still write. */
static bool is_spec_ours(struct lic_str s)
{
	struct lic_str major, minor;

	return s.ptr && lic_str_split(&s, '.', &major) && lic_str_split(&s, '.', &minor) &&
	       lic_str_eq(major, LIC_STR("1")) && minor.len && lic_is_digit(minor.ptr[0]);
}

static int read_common(struct lic_tuf *tuf, const struct lic_json *content, struct lic_diag *diag)
{
	const char *name = type_names[tuf->type];
	int64_t version;

	if (lic_json_type(content) != LIC_JSON_OBJECT)
		return syntax(diag, "it has no object \"signed\"");
	if (!lic_str_eq(lic_json_string(lic_json_get(content, "_type")), lic_str_from(name)))
		return lic_diag_set(diag, LIC_ESYNTAX, "its type is not \"%s\"", name);
	if (!is_spec_ours(lic_json_string(lic_json_get(content, "spec_version"))))
		return lic_diag_set(diag, LIC_EVERSION,
				    "it is not of version 1 of the TUF specification");
	if (!lic_json_integer(lic_json_get(content, "version"), &version) || version < 1)
		return syntax(diag, "its version is no whole number above 0");
	tuf->version = (uint64_t)version;
	if (lic_time_parse(lic_json_string(lic_json_get(content, "expires")), &tuf->expires) < 0)
		return syntax(diag, "it does not say when it expires (YYYY-MM-DDTHH:MM:SSZ)");
	int err = lic_canonical_write(&tuf->text, content, diag);
	tuf->signed_text = lic_buf_str(&tuf->text);
	return err ? err : read_signatures(tuf, diag);
}

/* ---- each type -------------------------------------------------------- */

static int read_root(struct lic_tuf *tuf, const struct lic_json *content, struct lic_diag *diag)
{
	const struct lic_json *consistent = lic_json_get(content, "consistent_snapshot");
	const struct lic_json *roles = lic_json_get(content, "roles");
	int err = lic_tuf_keys_read(&tuf->keys, lic_json_get(content, "keys"), &tuf->arena, diag);

	if (err < 0)
		return err;
	if (consistent && lic_json_type(consistent) != LIC_JSON_BOOL)
		return syntax(diag, "consistent_snapshot is neither true nor false");
	tuf->consistent_snapshot = lic_json_is_true(consistent);
	tuf->roles = lic_arena_alloc(&tuf->arena, LIC_TUF_TYPES * sizeof(*tuf->roles));
	if (!tuf->roles)
		return no_memory(diag);
	for (size_t i = 0; i < LIC_TUF_TYPES && !err; i++) {
		const struct lic_json *role = lic_json_get(roles, type_names[i]);
		if (lic_json_type(role) != LIC_JSON_OBJECT)
			return lic_diag_set(diag, LIC_ESYNTAX, "the role %s is missing",
					    type_names[i]);
		err = lic_tuf_role_read(&tuf->roles[i], lic_str_from(type_names[i]), role,
					&tuf->arena, diag);
		tuf->role_count++;
	}
	return err;
}

static int check_meta(void *ctx, const char *name, const struct lic_json *value)
{
	struct lic_tuf_file file;

	(void)name;
	return lic_tuf_file_read_meta(&file, value, ctx);
}

static int read_meta(struct lic_tuf *tuf, const struct lic_json *content, struct lic_diag *diag)
{
	const struct lic_json *meta = lic_json_get(content, "meta");

	if (lic_json_type(meta) != LIC_JSON_OBJECT)
		return syntax(diag, "it has no object \"meta\"");
	if (tuf->type == LIC_TUF_TIMESTAMP && !lic_json_get(meta, "snapshot" META_SUFFIX))
		return syntax(diag, "it does not tell the snapshot's version");
	return lic_json_each(meta, check_meta, diag);
}

static int check_target(void *ctx, const char *path, const struct lic_json *value)
{
	struct lic_tuf_file file;

	(void)path;
	return lic_tuf_file_read_target(&file, value, ctx);
}

static int read_delegation(struct lic_tuf *tuf, const struct lic_json *value, struct lic_diag *diag)
{
	struct lic_tuf_role role;
	int err = lic_tuf_role_read_delegated(&role, value, &tuf->arena, diag);

	if (err < 0)
		return err;
	for (size_t i = 0; i < tuf->role_count; i++) {
		if (lic_str_eq(tuf->roles[i].name, role.name))
			return syntax(diag, "two delegations are to one role");
	}
	tuf->roles[tuf->role_count++] = role;
	return LIC_OK;
}

static int read_delegations(struct lic_tuf *tuf, const struct lic_json *value,
			    struct lic_diag *diag)
{
	const struct lic_json *roles = lic_json_get(value, "roles");
	const size_t count = lic_json_size(roles);
	int err = lic_tuf_keys_read(&tuf->keys, lic_json_get(value, "keys"), &tuf->arena, diag);

	if (err < 0)
		return err;
	if (lic_json_type(roles) != LIC_JSON_ARRAY)
		return syntax(diag, "the delegations have no list of roles");
	if (count > LIC_TUF_ROLES_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "there are more than %d delegations",
				    LIC_TUF_ROLES_MAX);
	tuf->roles = lic_arena_alloc(&tuf->arena, (count + 1) * sizeof(*tuf->roles));
	if (!tuf->roles)
		return no_memory(diag);
	for (size_t i = 0; i < count && !err; i++)
		err = read_delegation(tuf, lic_json_at(roles, i), diag);
	return err;
}

static int read_targets(struct lic_tuf *tuf, const struct lic_json *content, struct lic_diag *diag)
{
	const struct lic_json *targets = lic_json_get(content, "targets");
	const struct lic_json *delegations = lic_json_get(content, "delegations");

	if (lic_json_type(targets) != LIC_JSON_OBJECT)
		return syntax(diag, "it has no object \"targets\"");
	int err = lic_json_each(targets, check_target, diag);
	if (err < 0 || !delegations)
		return err;
	return read_delegations(tuf, delegations, diag);
}

static int (*const readers[LIC_TUF_TYPES])(struct lic_tuf *, const struct lic_json *,
					   struct lic_diag *) = {
	[LIC_TUF_ROOT] = read_root,
	[LIC_TUF_TIMESTAMP] = read_meta,
	[LIC_TUF_SNAPSHOT] = read_meta,
	[LIC_TUF_TARGETS] = read_targets,
};

int lic_tuf_read(struct lic_tuf **out, struct lic_str text, enum lic_tuf_type type,
		 struct lic_diag *diag)
{
	struct lic_json *json = NULL;
	struct lic_tuf *tuf;

	if (text.len > LIC_TUF_METADATA_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "it has more than %u bytes",
				    LIC_TUF_METADATA_MAX);
	int err = lic_json_parse(&json, text, diag);
	if (err < 0)
		return err;
	tuf = calloc(1, sizeof(*tuf));
	if (!tuf) {
		lic_json_free(json);
		return no_memory(diag);
	}
	tuf->type = type;
	tuf->json = json;
	/* Escapes shrink, and nothing grows. */
	lic_buf_init(&tuf->text, LIC_TUF_METADATA_MAX);
	const struct lic_json *content = lic_json_get(json, "signed");
	err = read_common(tuf, content, diag);
	if (!err)
		err = readers[type](tuf, content, diag);
	if (err) {
		lic_tuf_free(tuf);
		return err;
	}
	*out = tuf;
	return LIC_OK;
}

void lic_tuf_free(struct lic_tuf *tuf)
{
	if (!tuf)
		return;
	lic_json_free((struct lic_json *)(uintptr_t)tuf->json);
	lic_buf_release(&tuf->text);
	lic_arena_release(&tuf->arena);
	free(tuf);
}

bool lic_tuf_is_expired(const struct lic_tuf *tuf, int64_t now)
{
	return tuf->expires <= now;
}

/* ---- questions -------------------------------------------------------- */

static const struct lic_json *files_of(const struct lic_tuf *tuf)
{
	return lic_json_get(lic_json_get(tuf->json, "signed"),
			    tuf->type == LIC_TUF_TARGETS ? "targets" : "meta");
}

int lic_tuf_meta(const struct lic_tuf *tuf, const char *role, struct lic_tuf_file *out)
{
	struct lic_buf name;
	int err = LIC_ENOENT;

	lic_buf_init(&name, LIC_TUF_METADATA_MAX);
	lic_buf_adds(&name, lic_str_from(role));
	LIC_BUF_LIT(&name, META_SUFFIX "\0");
	if (lic_buf_error(&name) < 0)
		err = lic_buf_error(&name);
	else if (tuf->type != LIC_TUF_TARGETS && lic_json_get(files_of(tuf), name.ptr))
		err = lic_tuf_file_read_meta(out, lic_json_get(files_of(tuf), name.ptr), NULL);
	lic_buf_release(&name);
	return err;
}

int lic_tuf_target(const struct lic_tuf *tuf, const char *path, struct lic_tuf_file *out)
{
	const struct lic_json *value = lic_json_get(files_of(tuf), path);

	if (tuf->type != LIC_TUF_TARGETS || !value)
		return LIC_ENOENT;
	return lic_tuf_file_read_target(out, value, NULL);
}

struct walk {
	const struct lic_tuf *tuf;
	lic_tuf_each_fn *fn;
	void *ctx;
};

static int visit(void *ctx, const char *name, const struct lic_json *value)
{
	const struct walk *walk = ctx;
	struct lic_tuf_file file;
	int err = walk->tuf->type == LIC_TUF_TARGETS ? lic_tuf_file_read_target(&file, value, NULL)
						     : lic_tuf_file_read_meta(&file, value, NULL);

	return err < 0 ? err : walk->fn(walk->ctx, name, &file);
}

int lic_tuf_each(const struct lic_tuf *tuf, lic_tuf_each_fn *fn, void *ctx)
{
	struct walk walk = {tuf, fn, ctx};

	return lic_json_each(files_of(tuf), visit, &walk);
}
