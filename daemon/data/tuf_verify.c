#include "tuf_verify.h"

#include "hex.h"
#include "limits.h"
#include "sign.h"

/* Hex digits of either case to bytes; false: they are none. */
static bool to_bytes(struct lic_buf *out, struct lic_str hex)
{
	char low[LIC_KEY_TEXT_MAX];

	if (hex.len > sizeof(low) || hex.len == 0)
		return false;
	for (size_t i = 0; i < hex.len; i++)
		low[i] = lic_lower(hex.ptr[i]);
	lic_buf_reset(out);
	if (lic_buf_grow(out, hex.len / 2) < 0 || lic_hex_read(lic_str(low, hex.len), out->ptr) < 0)
		return false;
	out->len = hex.len / 2;
	return true;
}

/* The key that the role and the keys know under that id, loaded; NULL: none that counts. */
static struct lic_public_key *load(const struct lic_tuf_keys *keys, const struct lic_tuf_role *role,
				   struct lic_str id)
{
	const struct lic_tuf_key *key = lic_tuf_keys_find(keys, id);
	struct lic_public_key *loaded = NULL;

	if (!lic_tuf_role_names(role, id) || !key || !key->genuine ||
	    lic_public_key_read(&loaded, key->keytype, key->scheme, key->text, NULL) < 0)
		return NULL;
	return loaded;
}

static bool is_known(struct lic_public_key *const *keys, size_t count,
		     const struct lic_public_key *key)
{
	for (size_t i = 0; i < count; i++) {
		if (lic_public_key_same(keys[i], key))
			return true;
	}
	return false;
}

int lic_tuf_verify_count(const struct lic_tuf *tuf, const struct lic_tuf_keys *keys,
			 const struct lic_tuf_role *role, size_t *count)
{
	struct lic_public_key **signers =
		calloc(tuf->signature_count + 1, sizeof(struct lic_public_key *));
	struct lic_buf bytes;
	size_t n = 0;

	if (!signers)
		return LIC_ENOMEM;
	lic_buf_init(&bytes, LIC_KEY_TEXT_MAX);
	for (size_t i = 0; i < tuf->signature_count && n < role->threshold; i++) {
		const struct lic_tuf_signature *signature = &tuf->signatures[i];
		struct lic_public_key *key = load(keys, role, signature->keyid);
		if (!key)
			continue;
		if (!is_known(signers, n, key) && to_bytes(&bytes, signature->hex) &&
		    lic_public_key_verify(key, tuf->signed_text, lic_buf_str(&bytes)))
			signers[n++] = key;
		else
			lic_public_key_free(key);
	}
	*count = n;
	for (size_t i = 0; i < n; i++)
		lic_public_key_free(signers[i]);
	free(signers);
	lic_buf_release(&bytes);
	return LIC_OK;
}

int lic_tuf_verify(const struct lic_tuf *tuf, const struct lic_tuf_keys *keys,
		   const struct lic_tuf_role *role, struct lic_diag *diag)
{
	size_t count;
	int err = lic_tuf_verify_count(tuf, keys, role, &count);

	if (err < 0)
		return lic_diag_set(diag, err, "out of memory");
	if (count < role->threshold)
		return lic_diag_set(diag, LIC_ESIGNATURE,
				    "it has %zu valid signatures of the %llu that %.*s needs",
				    count, (unsigned long long)role->threshold,
				    LIC_STR_ARG(role->name));
	return LIC_OK;
}
