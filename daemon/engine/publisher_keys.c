/* Keys: made, taken in, exchanged, struck off. They are wishes of publisher.json until a
 * release with a root of its own says them to the world. */
#include "publisher.h"

#include "publisher_pub.h"
#include "sign.h"

static const enum lic_key_kind kinds[] = {
	[LIC_PUBLISHER_ED25519] = LIC_KEY_ED25519,
	[LIC_PUBLISHER_ECDSA] = LIC_KEY_ECDSA,
	[LIC_PUBLISHER_RSA] = LIC_KEY_RSA,
};

/* Set it once the keys are there: a threshold above their number is allowed while more
 * are to come, and `stage` is where it counts. */
static int set_threshold(struct lic_publisher_role *role, uint32_t threshold, struct lic_diag *diag)
{
	if (!threshold)
		return LIC_OK;
	if (threshold > LIC_PUBLISHER_ROLE_KEYS_MAX)
		return lic_diag_set(diag, LIC_EINVAL, "a role has %d keys at most",
				    LIC_PUBLISHER_ROLE_KEYS_MAX);
	role->threshold = threshold;
	return LIC_OK;
}

static void give_id(struct lic_str id, char out[LIC_KEYID_SIZE])
{
	size_t len = id.len < LIC_KEYID_SIZE ? id.len : LIC_KEYID_SIZE - 1;

	memcpy(out, id.ptr, len);
	out[len] = '\0';
}

/* Where a new key goes when nothing says so: keys/ROLE-12345678.pem. */
static int key_file(const struct lic_publisher *p, const struct lic_publisher_key *key,
		    struct lic_str id, struct lic_folder_path *out, struct lic_diag *diag)
{
	char name[LIC_PUBLISHER_NAME_MAX + 64];

	if (key->file)
		return lic_folder_join(out, key->file, lic_str(NULL, 0), diag);
	snprintf(name, sizeof(name), LIC_PUBLISHER_KEYS "/%.*s-%.8s.pem", LIC_STR_ARG(key->role),
		 id.ptr);
	return lic_folder_join(out, p->repo.z, lic_str_from(name), diag);
}

static int write_private(const struct lic_private_key *made, const char *path,
			 struct lic_str passphrase, struct lic_diag *diag)
{
	struct lic_buf pem;

	lic_buf_init(&pem, LIC_KEY_TEXT_MAX);
	int err = lic_private_key_write(made, &pem, passphrase.len ? passphrase : lic_str(NULL, 0),
					diag);
	if (!err)
		err = lic_folder_create(path, lic_buf_str(&pem), 0600, diag);
	if (pem.ptr)
		lic_wipe(pem.ptr, pem.cap);
	lic_buf_release(&pem);
	return err;
}

/* FILE.pub beside it: what its owner hands to others. */
static int write_public(struct lic_str text, const char *path, struct lic_diag *diag)
{
	struct lic_folder_path pub;
	int n = snprintf(pub.z, sizeof(pub.z), "%s.pub", path);

	if (n < 0 || (size_t)n >= sizeof(pub.z))
		return lic_diag_set(diag, LIC_ELIMIT, "the path %s is too long", path);
	return lic_folder_create(pub.z, text, 0644, diag);
}

static int keep_new(struct lic_publisher *p, struct lic_publisher_role *role,
		    const struct lic_publisher_key *key, const struct lic_private_key *made,
		    char keyid[LIC_KEYID_SIZE], struct lic_buf *path, struct lic_diag *diag)
{
	struct lic_publisher_pub pub;
	struct lic_folder_path file;
	struct lic_buf text;

	lic_buf_init(&text, LIC_KEY_TEXT_MAX);
	int err = lic_publisher_pub_of(&pub, made, &p->config->arena, diag);
	if (!err)
		lic_publisher_pub_write(&text, &pub);
	if (!err)
		err = lic_buf_error(&text);
	if (!err)
		err = lic_publisher_config_add_key(p->config, role, &pub, diag);
	if (!err)
		err = set_threshold(role, key->threshold, diag);
	if (!err)
		err = key_file(p, key, pub.id, &file, diag);
	if (!err)
		err = write_private(made, file.z, key->passphrase, diag);
	if (!err)
		err = write_public(lic_buf_str(&text), file.z, diag);
	if (!err)
		err = lic_publisher_save(p, diag);
	if (!err) {
		give_id(pub.id, keyid);
		lic_buf_adds(path, lic_str_from(file.z));
	}
	lic_buf_release(&text);
	return err;
}

int lic_publisher_key_new(struct lic_publisher *publisher, const struct lic_publisher_key *key,
			  char keyid[LIC_KEYID_SIZE], struct lic_buf *path, struct lic_diag *diag)
{
	struct lic_publisher_role *role =
		lic_publisher_config_role(publisher->config, key->role, diag);
	struct lic_private_key *made;

	if (!role)
		return LIC_EINVAL;
	if (key->file && lic_folder_has(key->file))
		return lic_diag_set(diag, LIC_EBUSY, "%s is there already, and is not written over",
				    key->file);
	int err = lic_private_key_make(&made, kinds[key->type], diag);
	if (err < 0)
		return err;
	err = keep_new(publisher, role, key, made, keyid, path, diag);
	lic_private_key_free(made);
	return err;
}

int lic_publisher_key_add(struct lic_publisher *publisher, struct lic_str role_name,
			  struct lic_str pem, uint32_t threshold, char keyid[LIC_KEYID_SIZE],
			  struct lic_diag *diag)
{
	struct lic_publisher_config *config = publisher->config;
	struct lic_publisher_role *role = lic_publisher_config_role(config, role_name, diag);
	struct lic_publisher_pub pub;

	if (!role)
		return LIC_EINVAL;
	int err = lic_publisher_pub_read(&pub, pem, &config->arena, diag);
	if (!err)
		err = lic_publisher_config_add_key(config, role, &pub, diag);
	if (!err)
		err = set_threshold(role, threshold, diag);
	if (!err)
		err = lic_publisher_save(publisher, diag);
	if (!err)
		give_id(pub.id, keyid);
	return err;
}

int lic_publisher_key_rotate(struct lic_publisher *publisher, struct lic_str role_name,
			     struct lic_str old, struct lic_str pem, char keyid[LIC_KEYID_SIZE],
			     struct lic_diag *diag)
{
	struct lic_publisher_config *config = publisher->config;
	struct lic_publisher_role *role = lic_publisher_config_role(config, role_name, diag);
	struct lic_publisher_pub pub;
	size_t at;

	if (!role)
		return LIC_EINVAL;
	int err = lic_publisher_config_find_key(role, old, &at, diag);
	if (!err)
		err = lic_publisher_pub_read(&pub, pem, &config->arena, diag);
	if (!err && lic_str_eq(pub.id, role->keyids[at]))
		err = lic_diag_set(diag, LIC_EINVAL, "that is the same key");
	if (err < 0)
		return err;
	lic_publisher_config_drop_key(role, at);
	err = lic_publisher_config_add_key(config, role, &pub, diag);
	lic_publisher_config_sweep(config);
	if (!err)
		err = lic_publisher_save(publisher, diag);
	if (!err)
		give_id(pub.id, keyid);
	return err;
}

static int revoke_from(struct lic_publisher_role *role, struct lic_str key, struct lic_diag *diag)
{
	size_t at;
	int err = lic_publisher_config_find_key(role, key, &at, diag);

	if (err < 0)
		return err;
	if (role->keyids_count <= role->threshold)
		return lic_diag_set(
			diag, LIC_EREFUSED,
			"the role %.*s needs %u signatures and would have %zu keys left: "
			"put another in its place (`licit publish key rotate`), or add "
			"one first",
			LIC_STR_ARG(role->name), (unsigned)role->threshold, role->keyids_count - 1);
	lic_publisher_config_drop_key(role, at);
	return LIC_OK;
}

int lic_publisher_key_revoke(struct lic_publisher *publisher, struct lic_str role_name,
			     struct lic_str key, struct lic_diag *diag)
{
	struct lic_publisher_config *config = publisher->config;
	size_t struck = 0;
	int err = LIC_OK;

	if (role_name.len) {
		struct lic_publisher_role *role =
			lic_publisher_config_role(config, role_name, diag);
		if (!role)
			return LIC_EINVAL;
		err = revoke_from(role, key, diag);
		struck = 1;
	}
	for (size_t i = 0; !role_name.len && i < LIC_PARTS && !err; i++) {
		size_t at;
		if (lic_publisher_config_find_key(&config->roles[i], key, &at, NULL) < 0)
			continue;
		err = revoke_from(&config->roles[i], key, diag);
		struck++;
	}
	if (!err && !struck)
		err = lic_diag_set(diag, LIC_ENOENT,
				   "no role has a key that begins with \"%.*s\"; `licit publish "
				   "status` shows those there are",
				   LIC_STR_ARG(key));
	if (err < 0)
		return err;
	lic_publisher_config_sweep(config);
	return lic_publisher_save(publisher, diag);
}

int lic_publisher_keys(struct lic_publisher *publisher, struct lic_buf *out, struct lic_diag *diag)
{
	const struct lic_publisher_config *config = publisher->config;

	for (size_t i = 0; i < LIC_PARTS + config->delegations_count; i++) {
		const struct lic_publisher_role *role =
			i < LIC_PARTS ? &config->roles[i] : &config->delegations[i - LIC_PARTS];
		for (size_t j = 0; j < role->keyids_count; j++) {
			const struct lic_publisher_pub *key =
				lic_publisher_config_key(config, role->keyids[j]);
			lic_buf_printf(out, "%.*s %.*s %.*s\n", LIC_STR_ARG(role->name),
				       LIC_STR_ARG(key->id), LIC_STR_ARG(key->type));
		}
	}
	int err = lic_buf_error(out);
	return err < 0 ? lic_diag_set(diag, err, "out of memory") : LIC_OK;
}
