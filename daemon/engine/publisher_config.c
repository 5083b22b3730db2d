#include "publisher_config.h"

#include "file.h"
#include "json.h"
#include "num.h"

#define SCHEMA "licit/publisher/1"

static const struct {
	const char *name;
	uint32_t threshold, days;
} defaults[LIC_PARTS] = {
	/* Two of the root, so that one stolen key is not the end, nor a lost one where there
	 * are three. Its holders meet once a year. */
	[LIC_PART_ROOT] = {"root", 2, 365},
	/* Four eyes on what shoppers see. A quarter: who signs nothing for so long does not
	 * look after the list any more. */
	[LIC_PART_TARGETS] = {"targets", 2, 90},
	/* Machines sign these two. */
	[LIC_PART_SNAPSHOT] = {"snapshot", 1, 14},
	/* The longest that an attacker on the way can hold back a release. Renewed every day:
	 * one that fails on a Friday night is found on Monday. */
	[LIC_PART_TIMESTAMP] = {"timestamp", 1, 3},
};

const char *lic_part_name(enum lic_publisher_part part)
{
	return defaults[part].name;
}

int lic_part_find(struct lic_str name, enum lic_publisher_part *out)
{
	for (size_t i = 0; i < LIC_PARTS; i++) {
		if (lic_str_eq(name, lic_str_from(defaults[i].name))) {
			*out = (enum lic_publisher_part)i;
			return LIC_OK;
		}
	}
	return LIC_ENOENT;
}

/* A copy in the arena; an empty text stays empty. */
static int keep(struct lic_publisher_config *config, struct lic_str text, struct lic_str *out,
		struct lic_diag *diag)
{
	*out = (struct lic_str){NULL, 0};
	if (!text.len)
		return LIC_OK;
	*out = lic_arena_copy(&config->arena, text);
	return out->ptr ? LIC_OK : lic_diag_set(diag, LIC_ENOMEM, "out of memory");
}

int lic_publisher_config_new(struct lic_publisher_config **out, struct lic_str role,
			     struct lic_diag *diag)
{
	struct lic_publisher_config *config = calloc(1, sizeof(*config));

	if (!config)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	int err = keep(config, role, &config->role, diag);
	for (size_t i = 0; i < LIC_PARTS; i++) {
		config->roles[i].name = lic_str_from(defaults[i].name);
		config->roles[i].threshold = defaults[i].threshold;
		config->expiry_days[i] = defaults[i].days;
	}
	if (role.len) {
		config->roles[LIC_PART_TARGETS].name = config->role;
		/* How many the owner needs is for who delegates to say. */
		config->roles[LIC_PART_TARGETS].threshold = 1;
	}
	if (err < 0) {
		lic_publisher_config_free(config);
		return err;
	}
	*out = config;
	return LIC_OK;
}

void lic_publisher_config_free(struct lic_publisher_config *config)
{
	if (!config)
		return;
	lic_arena_release(&config->arena);
	free(config);
}

int lic_publisher_config_numbers(struct lic_str text, uint32_t most, uint32_t out[LIC_PARTS],
				 struct lic_diag *diag)
{
	struct lic_str item;

	while (lic_str_split(&text, ',', &item)) {
		enum lic_publisher_part part;
		size_t at = lic_str_find(item, '=');
		uint64_t n;
		if (at == item.len || lic_part_find(lic_str(item.ptr, at), &part) < 0 ||
		    lic_num_parse(lic_str(item.ptr + at + 1, item.len - at - 1), most, &n) < 0 ||
		    n == 0)
			return lic_diag_set(diag, LIC_EINVAL,
					    "\"%.*s\" is none of root=N, targets=N, snapshot=N and "
					    "timestamp=N, with N from 1 to %u",
					    LIC_STR_ARG(item), (unsigned)most);
		out[part] = (uint32_t)n;
	}
	return LIC_OK;
}

int lic_publisher_config_lists(struct lic_publisher_config *config, struct lic_str text,
			       struct lic_diag *diag)
{
	struct lic_str item;
	int err = LIC_OK;

	while (!err && text.len && lic_str_split(&text, ',', &item)) {
		item = lic_str_trim(item);
		bool known = !item.len;
		for (size_t i = 0; i < config->lists_count; i++)
			known |= lic_str_eq(item, config->lists[i]);
		if (known)
			continue;
		if (config->lists_count == LIC_PUBLISHER_LISTS_MAX)
			return lic_diag_set(diag, LIC_ELIMIT, "more than %d lists in one feed",
					    LIC_PUBLISHER_LISTS_MAX);
		err = keep(config, item, &config->lists[config->lists_count++], diag);
	}
	return err;
}

int lic_publisher_config_role_name(struct lic_str name, struct lic_diag *diag)
{
	enum lic_publisher_part part;
	bool good = name.len > 0 && name.len <= LIC_PUBLISHER_NAME_MAX && name.ptr[0] != '.' &&
		    lic_part_find(name, &part) < 0;

	for (size_t i = 0; good && i < name.len; i++) {
		char c = name.ptr[i];
		good = lic_is_alpha(c) || lic_is_digit(c) || c == '-' || c == '_' || c == '.';
	}
	/* "1.root" would be taken for the file of the first root. */
	if (good && !lic_is_digit(name.ptr[0]))
		return LIC_OK;
	return lic_diag_set(
		diag, LIC_EINVAL,
		"\"%.*s\" cannot name a role: take a letter, then letters, digits, -, _ "
		"and ., up to %d, and no top-level role's name",
		LIC_STR_ARG(name), LIC_PUBLISHER_NAME_MAX);
}

struct lic_publisher_role *lic_publisher_config_role(struct lic_publisher_config *config,
						     struct lic_str name, struct lic_diag *diag)
{
	size_t first = config->role.len ? LIC_PART_TARGETS : 0;
	size_t last = config->role.len ? LIC_PART_TARGETS : LIC_PARTS - 1;

	for (size_t i = first; i <= last; i++)
		if (lic_str_eq(config->roles[i].name, name))
			return &config->roles[i];
	if (config->role.len)
		lic_diag_set(diag, LIC_EINVAL, "the only role that is kept here is %.*s",
			     LIC_STR_ARG(config->role));
	else
		lic_diag_set(diag, LIC_EINVAL,
			     "\"%.*s\" is none of the roles root, targets, snapshot and timestamp; "
			     "keys of a delegated role are named by `licit publish delegate`",
			     LIC_STR_ARG(name));
	return NULL;
}

const struct lic_publisher_pub *lic_publisher_config_key(const struct lic_publisher_config *config,
							 struct lic_str id)
{
	for (size_t i = 0; i < config->keys_count; i++)
		if (lic_str_eq(config->keys[i].id, id))
			return &config->keys[i];
	return NULL;
}

bool lic_publisher_config_has_key(const struct lic_publisher_role *role, struct lic_str id)
{
	for (size_t i = 0; i < role->keyids_count; i++)
		if (lic_str_eq(role->keyids[i], id))
			return true;
	return false;
}

size_t lic_publisher_config_delegation(const struct lic_publisher_config *config,
				       struct lic_str name)
{
	size_t i = 0;

	while (i < config->delegations_count && !lic_str_eq(config->delegations[i].name, name))
		i++;
	return i;
}

static int ring_add(struct lic_publisher_config *config, const struct lic_publisher_pub *key,
		    struct lic_str *id, struct lic_diag *diag)
{
	const struct lic_publisher_pub *known = lic_publisher_config_key(config, key->id);

	if (known) {
		*id = known->id;
		return LIC_OK;
	}
	if (config->keys_count == LIC_PUBLISHER_KEYS_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "more than %d keys in one repository",
				    LIC_PUBLISHER_KEYS_MAX);
	struct lic_publisher_pub *to = &config->keys[config->keys_count];
	int err = keep(config, key->id, &to->id, diag);
	if (!err)
		err = keep(config, key->type, &to->type, diag);
	if (!err)
		err = keep(config, key->scheme, &to->scheme, diag);
	if (!err)
		err = keep(config, key->value, &to->value, diag);
	if (err < 0)
		return err;
	config->keys_count++;
	*id = to->id;
	return LIC_OK;
}

int lic_publisher_config_add_key(struct lic_publisher_config *config,
				 struct lic_publisher_role *role,
				 const struct lic_publisher_pub *key, struct lic_diag *diag)
{
	struct lic_str id;
	int err = ring_add(config, key, &id, diag);

	if (err < 0)
		return err;
	if (lic_publisher_config_has_key(role, id))
		return LIC_OK;
	if (role->keyids_count == LIC_PUBLISHER_ROLE_KEYS_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "more than %d keys for one role",
				    LIC_PUBLISHER_ROLE_KEYS_MAX);
	role->keyids[role->keyids_count++] = id;
	return LIC_OK;
}

int lic_publisher_config_find_key(const struct lic_publisher_role *role, struct lic_str start,
				  size_t *out, struct lic_diag *diag)
{
	size_t found = 0;

	for (size_t i = 0; i < role->keyids_count; i++) {
		if (!lic_str_starts(role->keyids[i], start))
			continue;
		*out = i;
		found++;
	}
	if (found == 1 && start.len)
		return LIC_OK;
	if (found > 1 || !start.len)
		return lic_diag_set(diag, LIC_EINVAL,
				    "more than one key of the role %.*s begins with \"%.*s\": give "
				    "more of its id",
				    LIC_STR_ARG(role->name), LIC_STR_ARG(start));
	return lic_diag_set(diag, LIC_ENOENT,
			    "no key of the role %.*s begins with \"%.*s\"; `licit publish status` "
			    "shows those there are",
			    LIC_STR_ARG(role->name), LIC_STR_ARG(start));
}

void lic_publisher_config_drop_key(struct lic_publisher_role *role, size_t at)
{
	role->keyids_count--;
	memmove(&role->keyids[at], &role->keyids[at + 1],
		(role->keyids_count - at) * sizeof(role->keyids[0]));
}

void lic_publisher_config_sweep(struct lic_publisher_config *config)
{
	size_t kept = 0;

	for (size_t i = 0; i < config->keys_count; i++) {
		bool used = false;
		for (size_t j = 0; j < LIC_PARTS; j++)
			used |= lic_publisher_config_has_key(&config->roles[j], config->keys[i].id);
		for (size_t j = 0; j < config->delegations_count; j++)
			used |= lic_publisher_config_has_key(&config->delegations[j],
							     config->keys[i].id);
		if (used)
			config->keys[kept++] = config->keys[i];
	}
	config->keys_count = kept;
}

/* ---- reading --------------------------------------------------------- */

struct reader {
	struct lic_publisher_config *config;
	const char *path;
	struct lic_diag *diag;
};

static int refuse(const struct reader *r, const char *what)
{
	return lic_diag_set(r->diag, LIC_ECORRUPT, "%s: %s; put back a copy of it that is whole",
			    r->path, what);
}

static int read_strings(const struct reader *r, const struct lic_json *array, struct lic_str *out,
			size_t most, size_t *count)
{
	size_t n = lic_json_size(array);

	if (n > most)
		return refuse(r, "too many names");
	for (size_t i = 0; i < n; i++) {
		int err = keep(r->config, lic_json_string(lic_json_at(array, i)), &out[i], r->diag);
		if (err < 0)
			return err;
		if (!out[i].len)
			return refuse(r, "a name is missing");
	}
	*count = n;
	return LIC_OK;
}

static int read_role(const struct reader *r, const struct lic_json *object,
		     struct lic_publisher_role *role)
{
	double threshold = lic_json_number(lic_json_get(object, "threshold"), 0);
	int err = read_strings(r, lic_json_get(object, "keyids"), role->keyids,
			       LIC_PUBLISHER_ROLE_KEYS_MAX, &role->keyids_count);

	if (!err && (threshold < 1 || threshold > LIC_PUBLISHER_ROLE_KEYS_MAX))
		err = refuse(r, "a role without a threshold");
	if (!err)
		err = read_strings(r, lic_json_get(object, "paths"), role->paths,
				   LIC_PUBLISHER_PATHS_MAX, &role->paths_count);
	if (err < 0)
		return err;
	for (size_t i = 0; i < role->keyids_count; i++)
		if (!lic_publisher_config_key(r->config, role->keyids[i]))
			return refuse(r, "a role has a key that is not among the keys");
	role->threshold = (uint32_t)threshold;
	role->terminating = lic_json_is_true(lic_json_get(object, "terminating"));
	return LIC_OK;
}

static int read_key(void *ctx, const char *id, const struct lic_json *value)
{
	const struct reader *r = ctx;
	const struct lic_publisher_pub key = {
		.id = lic_str_from(id),
		.type = lic_json_string(lic_json_get(value, "keytype")),
		.scheme = lic_json_string(lic_json_get(value, "scheme")),
		.value = lic_json_string(lic_json_get(value, "public")),
	};
	struct lic_str kept;

	if (!key.type.len || !key.scheme.len || !key.value.len)
		return refuse(r, "a key has no type, scheme or value");
	return ring_add(r->config, &key, &kept, r->diag);
}

static int read_delegations(const struct reader *r, const struct lic_json *array)
{
	struct lic_publisher_config *config = r->config;
	size_t n = lic_json_size(array);
	int err = LIC_OK;

	if (n > LIC_PUBLISHER_DELEGATIONS_MAX)
		return refuse(r, "too many delegations");
	for (size_t i = 0; i < n && !err; i++) {
		const struct lic_json *object = lic_json_at(array, i);
		struct lic_publisher_role *role = &config->delegations[i];
		struct lic_str name = lic_json_string(lic_json_get(object, "name"));
		err = lic_publisher_config_role_name(name, r->diag);
		if (!err)
			err = keep(config, name, &role->name, r->diag);
		if (!err)
			err = read_role(r, object, role);
	}
	config->delegations_count = n;
	return err;
}

static int read_config(const struct reader *r, const struct lic_json *root)
{
	struct lic_publisher_config *config = r->config;
	const struct lic_json *roles = lic_json_get(root, "roles");
	const struct lic_json *days = lic_json_get(root, "expiry_days");
	int err = keep(config, lic_json_string(lic_json_get(root, "out")), &config->out, r->diag);

	if (!err && !config->out.len)
		err = refuse(r, "it does not say where to publish (\"out\")");
	if (!err)
		err = read_strings(r, lic_json_get(root, "lists"), config->lists,
				   LIC_PUBLISHER_LISTS_MAX, &config->lists_count);
	if (!err)
		err = lic_json_each(lic_json_get(root, "keys"), read_key, (void *)(uintptr_t)r);
	for (size_t i = 0; i < LIC_PARTS && !err; i++) {
		double n = lic_json_number(
			lic_json_get(days, lic_part_name((enum lic_publisher_part)i)),
			config->expiry_days[i]);
		if (n < 1 || n > LIC_PUBLISHER_EXPIRY_DAYS_MAX)
			err = refuse(r, "a number of days is out of bounds");
		else
			config->expiry_days[i] = (uint32_t)n;
		if (!err && (!config->role.len || i == LIC_PART_TARGETS))
			err = read_role(
				r, lic_json_get(roles, lic_part_name((enum lic_publisher_part)i)),
				&config->roles[i]);
	}
	if (!err)
		err = read_delegations(r, lic_json_get(root, "delegations"));
	return err;
}

int lic_publisher_config_read(struct lic_publisher_config **out, const char *path,
			      struct lic_diag *diag)
{
	struct reader r = {.path = path, .diag = diag};
	struct lic_json *root = NULL;
	char *text = NULL;
	size_t len = 0;
	struct lic_diag why;
	int err = lic_file_read(&text, &len, path, LIC_JSON_FILE_MAX, diag);

	if (err < 0)
		return err;
	err = lic_json_parse(&root, lic_str(text, len), &why);
	if (err < 0)
		err = refuse(&r, why.text);
	else if (!lic_str_eq(lic_json_string(lic_json_get(root, "schema")), LIC_STR(SCHEMA)))
		err = refuse(&r, "it is not of the schema " SCHEMA);
	if (!err)
		err = lic_publisher_config_new(&r.config,
					       lic_json_string(lic_json_get(root, "role")), diag);
	if (!err && r.config)
		err = read_config(&r, root);
	lic_json_free(root);
	free(text);
	if (err < 0)
		lic_publisher_config_free(r.config);
	else
		*out = r.config;
	return err;
}
