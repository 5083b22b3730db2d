#include "publisher_pub.h"

#include "hex.h"
#include "json.h"
#include "sign.h"
#include "tuf_role.h"

/* The DER before the 32 bytes of an Ed25519 key (RFC 8410 section 4) in base64: twelve
 * bytes, so that the key begins a group of its own. */
#define ED25519_HEAD "MCowBQYDK2VwAyEA"
#define ED25519_TEXT 44 /* 32 bytes in base64, with one "=" */

static int six_bits(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* The key of such a PEM as 64 hex digits: false when it is not one. */
static bool read_ed25519(struct lic_str pem, char out[65])
{
	const struct lic_str head = LIC_STR(ED25519_HEAD);
	const char *at = pem.len ? memmem(pem.ptr, pem.len, head.ptr, head.len) : NULL;
	unsigned char bytes[33];
	struct lic_buf hex;

	if (!at || (size_t)(pem.ptr + pem.len - at) < head.len + ED25519_TEXT)
		return false;
	at += head.len;
	if (at[ED25519_TEXT - 1] != '=')
		return false;
	for (size_t group = 0; group < ED25519_TEXT / 4; group++) {
		uint32_t bits = 0;
		for (size_t i = 0; i < 4; i++) {
			char c = at[4 * group + i];
			bool pad = group == ED25519_TEXT / 4 - 1 && i == 3;
			int six = pad ? 0 : six_bits(c);
			if (six < 0)
				return false;
			bits = bits << 6 | (uint32_t)six;
		}
		for (size_t i = 0; i < 3; i++)
			bytes[3 * group + i] = (unsigned char)(bits >> (16 - 8 * i));
	}
	lic_buf_init(&hex, 128);
	lic_hex_write(&hex, lic_str((const char *)bytes, 32));
	bool good = !lic_buf_error(&hex) && hex.len == 64;
	if (good) {
		memcpy(out, hex.ptr, 64);
		out[64] = '\0';
	}
	lic_buf_release(&hex);
	return good;
}

/* Does OpenSSL take it as that? */
static bool is_key(struct lic_str type, struct lic_str scheme, struct lic_str value,
		   struct lic_diag *diag)
{
	struct lic_public_key *key;

	if (lic_public_key_read(&key, type, scheme, value, diag) < 0)
		return false;
	lic_public_key_free(key);
	return true;
}

void lic_publisher_pub_write(struct lic_buf *out, const struct lic_publisher_pub *key)
{
	lic_buf_addc(out, '{');
	lic_json_field(out, "keytype", key->type);
	LIC_BUF_LIT(out, ",\"keyval\":{");
	lic_json_field(out, "public", key->value);
	LIC_BUF_LIT(out, "},");
	lic_json_field(out, "scheme", key->scheme);
	LIC_BUF_LIT(out, "}\n");
}

/* The id of a key: the hash of its object in canonical form. */
static int set_id(struct lic_publisher_pub *key, struct lic_arena *arena, struct lic_diag *diag)
{
	char id[LIC_TUF_KEY_ID_SIZE];
	struct lic_json *object = NULL;
	struct lic_buf text;

	lic_buf_init(&text, 4 * LIC_KEY_TEXT_MAX);
	lic_publisher_pub_write(&text, key);
	int err = lic_buf_error(&text);
	if (!err)
		err = lic_json_parse(&object, lic_buf_str(&text), diag);
	if (!err)
		err = lic_tuf_key_id(object, id);
	if (!err) {
		key->id = lic_arena_copy(arena, lic_str_from(id));
		err = key->id.ptr ? LIC_OK : LIC_ENOMEM;
	}
	lic_json_free(object);
	lic_buf_release(&text);
	return err < 0 ? lic_diag_set(diag, err, "cannot name the key: %s", lic_strerror(err))
		       : LIC_OK;
}

static int read_pem(struct lic_publisher_pub *out, struct lic_str pem, struct lic_arena *arena,
		    struct lic_diag *diag)
{
	char hex[65];

	if (read_ed25519(pem, hex)) {
		out->type = lic_str_from(lic_key_kind_name(LIC_KEY_ED25519));
		out->scheme = lic_str_from(lic_key_kind_scheme(LIC_KEY_ED25519));
		out->value = lic_arena_copy(arena, lic_str_from(hex));
		return out->value.ptr ? LIC_OK : lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	}
	const struct lic_str parts[] = {lic_str_trim(pem), LIC_STR("\n")};
	struct lic_str value = lic_arena_join(arena, parts, 2);
	if (!value.ptr)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	for (int kind = LIC_KEY_ECDSA; kind < LIC_KEY_KINDS; kind++) {
		out->type = lic_str_from(lic_key_kind_name((enum lic_key_kind)kind));
		out->scheme = lic_str_from(lic_key_kind_scheme((enum lic_key_kind)kind));
		out->value = value;
		if (is_key(out->type, out->scheme, value, NULL))
			return LIC_OK;
	}
	return lic_diag_set(diag, LIC_ESYNTAX,
			    "this is no public key of Ed25519, ECDSA P-256 or RSA from 2048 bits");
}

static int copy(struct lic_arena *arena, const struct lic_json *object, const char *name,
		struct lic_str *out)
{
	*out = lic_arena_copy(arena, lic_json_string(lic_json_get(object, name)));
	return out->ptr ? LIC_OK : LIC_ENOMEM;
}

static int read_json(struct lic_publisher_pub *out, struct lic_str text, struct lic_arena *arena,
		     struct lic_diag *diag)
{
	struct lic_json *object;
	int err = lic_json_parse(&object, text, diag);

	if (err < 0)
		return err;
	err = copy(arena, object, "keytype", &out->type);
	if (!err)
		err = copy(arena, object, "scheme", &out->scheme);
	if (!err)
		err = copy(arena, lic_json_get(object, "keyval"), "public", &out->value);
	lic_json_free(object);
	if (err < 0)
		return lic_diag_set(diag, err, "out of memory");
	return is_key(out->type, out->scheme, out->value, diag) ? LIC_OK : LIC_ESYNTAX;
}

int lic_publisher_pub_read(struct lic_publisher_pub *out, struct lic_str text,
			   struct lic_arena *arena, struct lic_diag *diag)
{
	struct lic_publisher_pub key = {.id = {NULL, 0}};
	int err;

	text = lic_str_trim(text);
	if (lic_str_holds(text, LIC_STR("PRIVATE KEY")))
		return lic_diag_set(diag, LIC_EREFUSED,
				    "this is a private key, which its owner should show to nobody; "
				    "give the public one (FILE.pub)");
	if (lic_str_starts(text, LIC_STR("{")))
		err = read_json(&key, text, arena, diag);
	else if (lic_str_starts(text, LIC_STR("-----BEGIN PUBLIC KEY-----")))
		err = read_pem(&key, text, arena, diag);
	else
		err = lic_diag_set(
			diag, LIC_ESYNTAX,
			"this is no public key: neither the JSON that `licit publish key "
			"new` writes, nor PEM that begins with BEGIN PUBLIC KEY");
	if (!err)
		err = set_id(&key, arena, diag);
	if (!err)
		*out = key;
	return err;
}

/* The value in a key object that is in canonical form, whose strings hold line feeds as they
 * are: between "public":" and the quote after it, which no key's text holds. */
int lic_publisher_pub_of(struct lic_publisher_pub *out, const struct lic_private_key *key,
			 struct lic_arena *arena, struct lic_diag *diag)
{
	const struct lic_str mark = LIC_STR("\"public\":\"");
	struct lic_publisher_pub pub = {
		.type = lic_str_from(lic_key_kind_name(lic_private_key_kind(key))),
		.scheme = lic_str_from(lic_key_kind_scheme(lic_private_key_kind(key))),
	};
	struct lic_buf text;

	lic_buf_init(&text, LIC_KEY_TEXT_MAX);
	int err = lic_private_key_public(key, &text, diag);
	const char *at = !err ? memmem(text.ptr, text.len, mark.ptr, mark.len) : NULL;
	if (at) {
		at += mark.len;
		size_t left = text.len - (size_t)(at - text.ptr);
		pub.value =
			lic_arena_copy(arena, lic_str(at, lic_str_find(lic_str(at, left), '"')));
	}
	if (!err && !pub.value.ptr)
		err = lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	if (!err)
		err = set_id(&pub, arena, diag);
	if (!err)
		*out = pub;
	lic_buf_release(&text);
	return err;
}
