/* Signing, where the key is: the staged folder holds all that is needed, and may be a copy on
 * a machine without a network. */
#include "publisher_stage.h"

#include "hex.h"
#include "publisher_pub.h"
#include "sign.h"

#define SIGNATURE_MAX 4096

struct signing {
	const char *staged;
	const struct lic_private_key *key;
	struct lic_public_key *pub;
	struct lic_buf *out;
	size_t may, signed_now;
	struct lic_diag *diag;
};

/* The id under which a role knows this key; empty: it does not. */
static struct lic_str id_in(const struct signing *s, const struct lic_tuf_keys *keys,
			    const struct lic_tuf_role *role)
{
	for (size_t i = 0; i < role->keyid_count; i++) {
		const struct lic_tuf_key *key = lic_tuf_keys_find(keys, role->keyids[i]);
		struct lic_public_key *theirs;
		if (!key || !key->genuine ||
		    lic_public_key_read(&theirs, key->keytype, key->scheme, key->text, NULL) < 0)
			continue;
		bool same = lic_public_key_same(theirs, s->pub);
		lic_public_key_free(theirs);
		if (same)
			return key->id;
	}
	return lic_str(NULL, 0);
}

/* The file once more, with one signature more. */
static int write_signed(const struct signing *s, const char *path, const struct lic_tuf *tuf,
			struct lic_str id, struct lic_str hex)
{
	struct lic_body_signature *all = calloc(tuf->signature_count + 1, sizeof(*all));
	struct lic_buf old, file;
	struct lic_str body;
	int err = all ? LIC_OK : lic_diag_set(s->diag, LIC_ENOMEM, "out of memory");

	lic_buf_init(&old, LIC_TUF_METADATA_MAX);
	lic_buf_init(&file, LIC_TUF_METADATA_MAX);
	if (!err)
		err = lic_folder_read(path, &old, s->diag);
	if (!err)
		err = lic_body_of(lic_buf_str(&old), &body, s->diag);
	if (!err && all) {
		for (size_t i = 0; i < tuf->signature_count; i++)
			all[i] = (struct lic_body_signature){tuf->signatures[i].keyid,
							     tuf->signatures[i].hex};
		all[tuf->signature_count] = (struct lic_body_signature){id, hex};
		lic_body_file(&file, body, all, tuf->signature_count + 1);
		err = lic_buf_error(&file);
	}
	if (!err)
		err = lic_folder_write(path, lic_buf_str(&file), 0644, s->diag);
	lic_buf_release(&old);
	lic_buf_release(&file);
	free(all);
	return err;
}

static int sign_file(struct signing *s, const char *path, const struct lic_tuf *tuf,
		     struct lic_str name, struct lic_str id)
{
	struct lic_buf bytes, hex;
	int err;

	s->may++;
	if (lic_publisher_view_has_signed(tuf, id))
		return LIC_OK;
	lic_buf_init(&bytes, SIGNATURE_MAX);
	lic_buf_init(&hex, 2 * SIGNATURE_MAX);
	err = lic_private_key_sign(s->key, tuf->signed_text, &bytes, s->diag);
	if (!err) {
		lic_hex_write(&hex, lic_buf_str(&bytes));
		err = lic_buf_error(&hex);
	}
	if (!err)
		err = write_signed(s, path, tuf, id, lic_buf_str(&hex));
	if (!err) {
		s->signed_now++;
		lic_buf_printf(s->out, "%.*s %llu\n", LIC_STR_ARG(name),
			       (unsigned long long)tuf->version);
	}
	lic_buf_release(&bytes);
	lic_buf_release(&hex);
	return err;
}

/* Sign a role's file if it is among the staged ones and one of the two may say that this key
 * counts for it: who vouches now, and, of a root, who did until now. */
static int sign_role(struct signing *s, struct lic_str name, const struct lic_tuf *tuf,
		     const struct lic_tuf_keys *keys, const struct lic_tuf_role *role,
		     const struct lic_tuf *before)
{
	struct lic_folder_path path;
	struct lic_str id;

	if (!tuf || !role)
		return LIC_OK;
	id = id_in(s, keys, role);
	if (!id.len && before)
		id = id_in(s, &before->keys, lic_publisher_view_top(before, LIC_PART_ROOT));
	if (!id.len)
		return LIC_OK;
	int err = lic_publisher_view_path(&path, s->staged, name, tuf->version, s->diag);
	if (err < 0 || !lic_folder_has(path.z))
		return err;
	return sign_file(s, path.z, tuf, name, id);
}

static int sign_view(struct signing *s, const struct lic_publisher_view *view)
{
	const struct lic_tuf *root = view->root;
	int err = LIC_OK;

	if (root) {
		const struct lic_tuf_keys *keys = &root->keys;
		err = sign_role(s, LIC_STR("root"), root, keys,
				lic_publisher_view_top(root, LIC_PART_ROOT), view->trusted);
		if (!err)
			err = sign_role(s, LIC_STR("snapshot"), view->snapshot, keys,
					lic_publisher_view_top(root, LIC_PART_SNAPSHOT), NULL);
		if (!err)
			err = sign_role(s, LIC_STR("timestamp"), view->timestamp, keys,
					lic_publisher_view_top(root, LIC_PART_TIMESTAMP), NULL);
	}
	/* What the owners of delegated roles signed is theirs. */
	if (!err && view->roles_count)
		err = sign_role(s, view->roles[0].name, view->roles[0].tuf, view->roles[0].keys,
				view->roles[0].by, NULL);
	return err;
}

static int open_public(struct signing *s)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_publisher_pub pub;
	int err = lic_publisher_pub_of(&pub, s->key, &arena, s->diag);

	if (!err)
		err = lic_public_key_read(&s->pub, pub.type, pub.scheme, pub.value, s->diag);
	lic_arena_release(&arena);
	return err;
}

int lic_publisher_sign(const char *staged, struct lic_str pem, struct lic_str passphrase,
		       struct lic_buf *out, struct lic_diag *diag)
{
	struct signing s = {.staged = staged, .out = out, .diag = diag};
	struct lic_publisher_view view, base;
	struct lic_private_key *key;
	int err = lic_publisher_must_be_staged(staged, diag);

	if (!err)
		err = lic_private_key_read(&key, pem,
					   passphrase.len ? passphrase : lic_str(NULL, 0), diag);
	if (err < 0)
		return err;
	s.key = key;
	err = lic_publisher_staged_read(staged, &view, &base, diag);
	if (!err) {
		err = open_public(&s);
		if (!err)
			err = sign_view(&s, &view);
		lic_publisher_view_release(&view);
		lic_publisher_view_release(&base);
	}
	if (!err && !s.may)
		err = lic_diag_set(diag, LIC_EREFUSED,
				   "this key may sign nothing of what is staged; `licit publish "
				   "status` says whose signatures are missing");
	lic_public_key_free(s.pub);
	lic_private_key_free(key);
	return err < 0 ? err : lic_buf_error(out);
}
