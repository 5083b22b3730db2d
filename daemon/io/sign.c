#include "sign.h"

#include "canonical.h"
#include "hex.h"
#include "limits.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#define ED25519_SIZE 32
#define RSA_BITS 3072 /* of a new key: 128 bits of strength (NIST SP 800-57) */
#define RSA_BITS_MIN 2048
#define RSA_BITS_MAX 16384

/* A guess at a passphrase costs 16 MiB and some tenths of a second. */
#define SCRYPT_N 16384
#define SCRYPT_R 8
#define SCRYPT_P 5
#define SALT_SIZE 16

static const struct kind {
	const char *name;
	const char *scheme;
	const char *old_name; /* also understood; or NULL */
	int type;             /* OpenSSL's */
} kinds[LIC_KEY_KINDS] = {
	[LIC_KEY_ED25519] = {"ed25519", "ed25519", NULL, EVP_PKEY_ED25519},
	[LIC_KEY_ECDSA] = {"ecdsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", EVP_PKEY_EC},
	[LIC_KEY_RSA] = {"rsa", "rsassa-pss-sha256", NULL, EVP_PKEY_RSA},
};

const char *lic_key_kind_name(enum lic_key_kind kind)
{
	return kinds[kind].name;
}

const char *lic_key_kind_scheme(enum lic_key_kind kind)
{
	return kinds[kind].scheme;
}

int lic_key_kind_find(struct lic_str name)
{
	for (int i = 0; i < LIC_KEY_KINDS; i++) {
		if (lic_str_eq(name, lic_str_from(kinds[i].name)) ||
		    (kinds[i].old_name && lic_str_eq(name, lic_str_from(kinds[i].old_name))))
			return i;
	}
	return -1;
}

/* An EVP_PKEY under our own names. */
static EVP_PKEY *public_of(const struct lic_public_key *key)
{
	return (EVP_PKEY *)(void *)(uintptr_t)key;
}

static EVP_PKEY *private_of(const struct lic_private_key *key)
{
	return (EVP_PKEY *)(void *)(uintptr_t)key;
}

/* The kind of a key whose curve and size are ours, or -1. */
static int kind_of(const EVP_PKEY *pkey)
{
	char group[32];
	size_t len;

	switch (EVP_PKEY_get_base_id(pkey)) {
	case EVP_PKEY_ED25519:
		return LIC_KEY_ED25519;
	case EVP_PKEY_EC:
		if (EVP_PKEY_get_group_name(pkey, group, sizeof(group), &len) != 1)
			return -1;
		return strcmp(group, "prime256v1") == 0 ? LIC_KEY_ECDSA : -1;
	case EVP_PKEY_RSA:
		if (EVP_PKEY_get_bits(pkey) < RSA_BITS_MIN ||
		    EVP_PKEY_get_bits(pkey) > RSA_BITS_MAX)
			return -1;
		return LIC_KEY_RSA;
	default:
		return -1;
	}
}

/* ---- public keys ------------------------------------------------------ */

static EVP_PKEY *read_hex(struct lic_str text)
{
	unsigned char raw[ED25519_SIZE];

	if (text.len != 2 * sizeof(raw) || lic_hex_read(text, (char *)raw) < 0)
		return NULL;
	return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, raw, sizeof(raw));
}

static EVP_PKEY *read_pem(struct lic_str text)
{
	BIO *bio = BIO_new_mem_buf(text.ptr ? text.ptr : "", (int)text.len);
	EVP_PKEY *pkey = bio ? PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL) : NULL;

	BIO_free(bio);
	return pkey;
}

int lic_public_key_read(struct lic_public_key **out, struct lic_str keytype, struct lic_str scheme,
			struct lic_str text, struct lic_diag *diag)
{
	const int kind = lic_key_kind_find(keytype);

	if (kind < 0 || !lic_str_eq(scheme, lic_str_from(kinds[kind].scheme)))
		return lic_diag_set(diag, LIC_EVERSION,
				    "keys of the type %.*s and the scheme %.*s are not known",
				    LIC_STR_ARG(keytype), LIC_STR_ARG(scheme));
	if (text.len > LIC_KEY_TEXT_MAX)
		return lic_diag_set(diag, LIC_ESYNTAX, "the key is too long");
	EVP_PKEY *pkey = kind == LIC_KEY_ED25519 ? read_hex(text) : read_pem(text);
	if (!pkey || kind_of(pkey) != kind) {
		EVP_PKEY_free(pkey);
		return lic_diag_set(diag, LIC_ESYNTAX, "no %s key can be read from keyval.public",
				    kinds[kind].name);
	}
	*out = (struct lic_public_key *)(void *)pkey;
	return LIC_OK;
}

void lic_public_key_free(struct lic_public_key *key)
{
	EVP_PKEY_free(public_of(key));
}

/* Ed25519 hashes by itself. */
static const EVP_MD *hash_of(const EVP_PKEY *pkey)
{
	return EVP_PKEY_get_base_id(pkey) == EVP_PKEY_ED25519 ? NULL : EVP_sha256();
}

static bool set_padding(EVP_PKEY_CTX *ctx, const EVP_PKEY *pkey, int salt)
{
	return EVP_PKEY_get_base_id(pkey) != EVP_PKEY_RSA ||
	       (EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) == 1 &&
		EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, salt) == 1);
}

static const unsigned char *bytes(struct lic_str s)
{
	return (const unsigned char *)(s.ptr ? s.ptr : "");
}

bool lic_public_key_verify(const struct lic_public_key *key, struct lic_str message,
			   struct lic_str signature)
{
	EVP_PKEY *pkey = public_of(key);
	EVP_PKEY_CTX *parameters = NULL;
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok = ctx && EVP_DigestVerifyInit(ctx, &parameters, hash_of(pkey), NULL, pkey) == 1 &&
		  set_padding(parameters, pkey, RSA_PSS_SALTLEN_AUTO) &&
		  EVP_DigestVerify(ctx, bytes(signature), signature.len, bytes(message),
				   message.len) == 1;

	EVP_MD_CTX_free(ctx);
	return ok;
}

bool lic_public_key_same(const struct lic_public_key *a, const struct lic_public_key *b)
{
	return EVP_PKEY_eq(public_of(a), public_of(b)) == 1;
}

/* ---- private keys ----------------------------------------------------- */

int lic_private_key_make(struct lic_private_key **out, enum lic_key_kind kind,
			 struct lic_diag *diag)
{
	EVP_PKEY *pkey = NULL;

	switch (kind) {
	case LIC_KEY_ED25519:
		pkey = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
		break;
	case LIC_KEY_ECDSA:
		pkey = EVP_EC_gen("P-256");
		break;
	case LIC_KEY_RSA:
		pkey = EVP_RSA_gen(RSA_BITS);
		break;
	case LIC_KEY_KINDS:
		break;
	}
	if (!pkey)
		return lic_diag_set(diag, LIC_EIO, "OpenSSL cannot make a key");
	*out = (struct lic_private_key *)(void *)pkey;
	return LIC_OK;
}

struct asking {
	struct lic_str passphrase;
	bool asked;
};

/* OpenSSL would ask the terminal if there were no callback. */
static int on_passphrase(char *buf, int size, int writing, void *ctx)
{
	struct asking *asking = ctx;

	(void)writing;
	asking->asked = true;
	if (!asking->passphrase.ptr || asking->passphrase.len > (size_t)size)
		return -1;
	if (asking->passphrase.len)
		memcpy(buf, asking->passphrase.ptr, asking->passphrase.len);
	return (int)asking->passphrase.len;
}

int lic_private_key_read(struct lic_private_key **out, struct lic_str pem,
			 struct lic_str passphrase, struct lic_diag *diag)
{
	struct asking asking = {passphrase, false};

	if (pem.len > LIC_KEY_TEXT_MAX)
		return lic_diag_set(diag, LIC_ESYNTAX, "the key is too long");
	BIO *bio = BIO_new_mem_buf(pem.ptr ? pem.ptr : "", (int)pem.len);
	EVP_PKEY *pkey = bio ? PEM_read_bio_PrivateKey(bio, NULL, on_passphrase, &asking) : NULL;
	BIO_free(bio);
	if (!pkey && asking.asked && !passphrase.ptr)
		return lic_diag_set(diag, LIC_EDENIED, "the key is encrypted: give its passphrase");
	if (!pkey && asking.asked)
		return lic_diag_set(diag, LIC_EDENIED, "this is not the key's passphrase");
	if (!pkey || kind_of(pkey) < 0) {
		EVP_PKEY_free(pkey);
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "no Ed25519, ECDSA P-256 or RSA private key in PEM");
	}
	*out = (struct lic_private_key *)(void *)pkey;
	return LIC_OK;
}

void lic_private_key_free(struct lic_private_key *key)
{
	EVP_PKEY_free(private_of(key));
}

enum lic_key_kind lic_private_key_kind(const struct lic_private_key *key)
{
	return (enum lic_key_kind)kind_of(private_of(key));
}

static bool write_encrypted(BIO *bio, const PKCS8_PRIV_KEY_INFO *info, struct lic_str passphrase)
{
	unsigned char salt[SALT_SIZE];
	X509_ALGOR *how = NULL;
	X509_SIG *sealed = NULL;

	if (RAND_bytes(salt, sizeof(salt)) != 1)
		return false;
	how = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), salt, sizeof(salt), NULL, SCRYPT_N, SCRYPT_R,
				    SCRYPT_P);
	/* It takes `how` if it succeeds, and the info is not changed. */
	if (how)
		sealed = PKCS8_set0_pbe((const char *)bytes(passphrase), (int)passphrase.len,
					(PKCS8_PRIV_KEY_INFO *)(uintptr_t)info, how);
	if (!sealed)
		X509_ALGOR_free(how);
	bool ok = sealed && PEM_write_bio_PKCS8(bio, sealed) == 1;
	X509_SIG_free(sealed);
	return ok;
}

/* What a memory BIO holds, to the buffer. */
static void move_out(BIO *bio, struct lic_buf *out)
{
	char *ptr = NULL;
	long len = BIO_get_mem_data(bio, &ptr);

	if (len > 0)
		lic_buf_add(out, ptr, (size_t)len);
}

int lic_private_key_write(const struct lic_private_key *key, struct lic_buf *pem,
			  struct lic_str passphrase, struct lic_diag *diag)
{
	/* Wiped when it is freed. */
	BIO *bio = BIO_new(BIO_s_secmem());
	PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(private_of(key));
	bool ok = bio && info;

	if (ok && passphrase.ptr)
		ok = write_encrypted(bio, info, passphrase);
	else if (ok)
		ok = PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio, info) == 1;
	if (ok)
		move_out(bio, pem);
	PKCS8_PRIV_KEY_INFO_free(info);
	BIO_free(bio);
	if (!ok || lic_buf_error(pem) < 0)
		return lic_diag_set(diag, LIC_EIO, "OpenSSL cannot write the key");
	return LIC_OK;
}

int lic_private_key_sign(const struct lic_private_key *key, struct lic_str message,
			 struct lic_buf *signature, struct lic_diag *diag)
{
	EVP_PKEY *pkey = private_of(key);
	EVP_PKEY_CTX *parameters = NULL;
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	unsigned char made[RSA_BITS_MAX / 8];
	size_t len = sizeof(made);
	bool ok = ctx && EVP_DigestSignInit(ctx, &parameters, hash_of(pkey), NULL, pkey) == 1 &&
		  set_padding(parameters, pkey, RSA_PSS_SALTLEN_DIGEST) &&
		  EVP_DigestSign(ctx, made, &len, bytes(message), message.len) == 1;

	EVP_MD_CTX_free(ctx);
	if (!ok)
		return lic_diag_set(diag, LIC_EIO, "OpenSSL cannot sign with this key");
	lic_buf_add(signature, (const char *)made, len);
	return lic_buf_error(signature);
}

/* keyval.public: hex digits, or PEM. */
static bool write_public(const EVP_PKEY *pkey, struct lic_buf *out)
{
	unsigned char raw[ED25519_SIZE];
	size_t len = sizeof(raw);

	if (EVP_PKEY_get_base_id(pkey) == EVP_PKEY_ED25519) {
		if (EVP_PKEY_get_raw_public_key(pkey, raw, &len) != 1)
			return false;
		lic_hex_write(out, lic_str((const char *)raw, len));
		return true;
	}
	BIO *bio = BIO_new(BIO_s_mem());
	bool ok = bio && PEM_write_bio_PUBKEY(bio, (EVP_PKEY *)(uintptr_t)pkey) == 1;
	if (ok)
		move_out(bio, out);
	BIO_free(bio);
	return ok;
}

int lic_private_key_text(const struct lic_private_key *key, struct lic_buf *out,
			 struct lic_diag *diag)
{
	if (!write_public(private_of(key), out) || lic_buf_error(out) < 0)
		return lic_diag_set(diag, LIC_EIO, "OpenSSL cannot write the public key");
	return LIC_OK;
}

int lic_private_key_public(const struct lic_private_key *key, struct lic_buf *out,
			   struct lic_diag *diag)
{
	const struct kind *kind = &kinds[lic_private_key_kind(key)];
	struct lic_buf text;

	lic_buf_init(&text, LIC_KEY_TEXT_MAX);
	int err = lic_private_key_text(key, &text, diag);
	if (err < 0)
		goto out;
	LIC_BUF_LIT(out, "{\"keytype\":");
	lic_canonical_str(out, lic_str_from(kind->name));
	LIC_BUF_LIT(out, ",\"keyval\":{\"public\":");
	lic_canonical_str(out, lic_buf_str(&text));
	LIC_BUF_LIT(out, "},\"scheme\":");
	lic_canonical_str(out, lic_str_from(kind->scheme));
	lic_buf_addc(out, '}');
	err = lic_buf_error(out);
out:
	lic_buf_release(&text);
	return err;
}

void lic_wipe(void *ptr, size_t len)
{
	if (ptr)
		OPENSSL_cleanse(ptr, len);
}
