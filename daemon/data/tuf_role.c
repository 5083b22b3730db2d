#include "tuf_role.h"

#include "canonical.h"
#include "limits.h"
#include "tuf_path.h"

static int syntax(struct lic_diag *diag, const char *what)
{
	return lic_diag_set(diag, LIC_ESYNTAX, "%s", what);
}

static int no_memory(struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
}

/* ---- keys ------------------------------------------------------------- */

int lic_tuf_key_id(const struct lic_json *key, char out[LIC_TUF_KEY_ID_SIZE])
{
	unsigned char hash[LIC_SHA256_SIZE];
	struct lic_buf text;

	lic_buf_init(&text, LIC_TUF_METADATA_MAX);
	int err = lic_canonical_write(&text, key, NULL);
	if (!err) {
		lic_sha256(lic_buf_str(&text), hash);
		lic_hex(hash, sizeof(hash), out);
	}
	lic_buf_release(&text);
	return err;
}

struct reading {
	struct lic_tuf_keys *keys;
	struct lic_diag *diag;
};

static int read_key(void *ctx, const char *id, const struct lic_json *value)
{
	struct reading *reading = ctx;
	const struct lic_json *keyval = lic_json_get(value, "keyval");
	struct lic_tuf_key key = {
		.id = lic_str_from(id),
		.keytype = lic_json_string(lic_json_get(value, "keytype")),
		.scheme = lic_json_string(lic_json_get(value, "scheme")),
		.text = lic_json_string(lic_json_get(keyval, "public")),
	};
	char real[LIC_TUF_KEY_ID_SIZE];

	if (!key.keytype.ptr || !key.scheme.ptr || lic_json_type(keyval) != LIC_JSON_OBJECT)
		return syntax(reading->diag, "a key has no keytype, no scheme or no keyval");
	int err = lic_tuf_key_id(value, real);
	if (err < 0)
		return err;
	key.genuine = strcmp(real, id) == 0;
	reading->keys->items[reading->keys->count++] = key;
	return LIC_OK;
}

int lic_tuf_keys_read(struct lic_tuf_keys *out, const struct lic_json *value,
		      struct lic_arena *arena, struct lic_diag *diag)
{
	const size_t count = lic_json_members(value);
	struct lic_tuf_keys keys = {NULL, 0};
	struct reading reading = {&keys, diag};

	if (lic_json_type(value) != LIC_JSON_OBJECT)
		return syntax(diag, "\"keys\" is no object");
	if (count > LIC_TUF_KEYS_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "there are more than %d keys",
				    LIC_TUF_KEYS_MAX);
	keys.items = lic_arena_alloc(arena, (count + 1) * sizeof(*keys.items));
	if (!keys.items)
		return no_memory(diag);
	int err = lic_json_each(value, read_key, &reading);
	if (!err)
		*out = keys;
	return err;
}

const struct lic_tuf_key *lic_tuf_keys_find(const struct lic_tuf_keys *keys, struct lic_str id)
{
	for (size_t i = 0; i < keys->count; i++) {
		if (lic_str_eq(keys->items[i].id, id))
			return &keys->items[i];
	}
	return NULL;
}

/* ---- roles ------------------------------------------------------------ */

bool lic_tuf_role_names(const struct lic_tuf_role *role, struct lic_str id)
{
	for (size_t i = 0; i < role->keyid_count; i++) {
		if (lic_str_eq(role->keyids[i], id))
			return true;
	}
	return false;
}

static int read_keyids(struct lic_tuf_role *role, const struct lic_json *value,
		       struct lic_arena *arena, struct lic_diag *diag)
{
	const size_t count = lic_json_size(value);

	if (lic_json_type(value) != LIC_JSON_ARRAY)
		return syntax(diag, "a role has no keyids");
	if (count > LIC_TUF_KEYS_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "a role has more than %d keys",
				    LIC_TUF_KEYS_MAX);
	role->keyids = lic_arena_alloc(arena, (count + 1) * sizeof(*role->keyids));
	if (!role->keyids)
		return no_memory(diag);
	for (size_t i = 0; i < count; i++) {
		struct lic_str id = lic_json_string(lic_json_at(value, i));
		if (!id.ptr)
			return syntax(diag, "a role's keyid is no string");
		if (lic_tuf_role_names(role, id))
			return syntax(diag, "a role names a key twice");
		role->keyids[role->keyid_count++] = id;
	}
	return LIC_OK;
}

int lic_tuf_role_read(struct lic_tuf_role *out, struct lic_str name, const struct lic_json *value,
		      struct lic_arena *arena, struct lic_diag *diag)
{
	struct lic_tuf_role role = {.name = name};
	int64_t threshold;
	int err = read_keyids(&role, lic_json_get(value, "keyids"), arena, diag);

	if (err < 0)
		return err;
	if (!lic_json_integer(lic_json_get(value, "threshold"), &threshold) || threshold < 1)
		return syntax(diag, "a role's threshold is no whole number above 0");
	role.threshold = (uint64_t)threshold;
	*out = role;
	return LIC_OK;
}

/* No delegated role may have their names. */
static bool is_top(struct lic_str name)
{
	static const char *const tops[] = {"root", "timestamp", "snapshot", "targets", "mirrors"};

	return lic_str_is_among(name, tops, LIC_ARRAY_SIZE(tops));
}

static bool are_strings(const struct lic_json *array)
{
	if (lic_json_type(array) != LIC_JSON_ARRAY)
		return false;
	for (size_t i = 0; i < lic_json_size(array); i++) {
		if (lic_json_type(lic_json_at(array, i)) != LIC_JSON_STRING)
			return false;
	}
	return true;
}

int lic_tuf_role_read_delegated(struct lic_tuf_role *out, const struct lic_json *value,
				struct lic_arena *arena, struct lic_diag *diag)
{
	const struct lic_str name = lic_json_string(lic_json_get(value, "name"));
	const struct lic_json *terminating = lic_json_get(value, "terminating");
	struct lic_tuf_role role;

	if (name.len == 0)
		return syntax(diag, "a delegated role has no name");
	if (is_top(name))
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "a delegated role has the name of a top-level role, %s",
				    name.ptr);
	int err = lic_tuf_role_read(&role, name, value, arena, diag);
	if (err < 0)
		return err;
	role.paths = lic_json_get(value, "paths");
	role.prefixes = lic_json_get(value, "path_hash_prefixes");
	if ((role.paths && role.prefixes) || (role.paths && !are_strings(role.paths)) ||
	    (role.prefixes && !are_strings(role.prefixes)))
		return syntax(diag,
			      "a delegated role has both paths and path_hash_prefixes, or they "
			      "are no lists of strings");
	if (terminating && lic_json_type(terminating) != LIC_JSON_BOOL)
		return syntax(diag, "a delegated role's \"terminating\" is neither true nor false");
	role.terminating = lic_json_is_true(terminating);
	*out = role;
	return LIC_OK;
}

bool lic_tuf_role_covers(const struct lic_tuf_role *role, struct lic_str path)
{
	unsigned char hash[LIC_SHA256_SIZE];
	char hex[2 * LIC_SHA256_SIZE + 1];

	for (size_t i = 0; i < lic_json_size(role->paths); i++) {
		if (lic_tuf_path_matches(lic_json_string(lic_json_at(role->paths, i)), path))
			return true;
	}
	if (!role->prefixes)
		return false;
	lic_sha256(path, hash);
	lic_hex(hash, sizeof(hash), hex);
	for (size_t i = 0; i < lic_json_size(role->prefixes); i++) {
		if (lic_str_starts(lic_str_from(hex),
				   lic_json_string(lic_json_at(role->prefixes, i))))
			return true;
	}
	return false;
}

bool lic_tuf_role_same_keys(const struct lic_tuf_role *a, const struct lic_tuf_role *b)
{
	if (a->keyid_count != b->keyid_count)
		return false;
	for (size_t i = 0; i < a->keyid_count; i++) {
		if (!lic_tuf_role_names(b, a->keyids[i]))
			return false;
	}
	return true;
}
