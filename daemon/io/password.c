#include "password.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <pthread.h>

#include "digest.h"
#include "hex.h"
#include "limits.h"
#include "num.h"

#define SALT_SIZE 16
#define KEY_SIZE 32

struct kept {
	uint64_t log_n, r, p;
	unsigned char salt[SALT_SIZE], key[KEY_SIZE];
};

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static int derive(struct lic_str password, struct kept *kept)
{
	uint64_t n = 1ull << kept->log_n, memory = LIC_SCRYPT_MEMORY;
	uint32_t r = (uint32_t)kept->r, p = (uint32_t)kept->p;
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "SCRYPT", NULL);
	EVP_KDF_CTX *ctx = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
	/* The library takes pointers to what it will not write to. */
	const OSSL_PARAM params[] = {
		OSSL_PARAM_construct_octet_string(
			OSSL_KDF_PARAM_PASSWORD,
			(void *)(uintptr_t)(password.ptr ? password.ptr : ""), password.len),
		OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, kept->salt, SALT_SIZE),
		OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
		OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
		OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
		OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
		OSSL_PARAM_construct_end(),
	};

	pthread_mutex_lock(&turn);
	int ok = ctx && EVP_KDF_derive(ctx, kept->key, KEY_SIZE, params) == 1;
	pthread_mutex_unlock(&turn);
	EVP_KDF_CTX_free(ctx);
	EVP_KDF_free(kdf);
	return ok ? LIC_OK : LIC_ENOMEM;
}

int lic_password_keep(struct lic_str password, char out[LIC_PASSWORD_SIZE])
{
	struct kept kept = {.log_n = LIC_SCRYPT_LOG_N, .r = LIC_SCRYPT_R, .p = LIC_SCRYPT_P};
	char salt[2 * SALT_SIZE + 1], key[2 * KEY_SIZE + 1];

	int err = lic_random(kept.salt, SALT_SIZE);
	if (!err)
		err = derive(password, &kept);
	if (err < 0)
		return err;
	lic_hex(kept.salt, SALT_SIZE, salt);
	lic_hex(kept.key, KEY_SIZE, key);
	snprintf(out, LIC_PASSWORD_SIZE, "scrypt:%d:%d:%d:%s:%s", LIC_SCRYPT_LOG_N, LIC_SCRYPT_R,
		 LIC_SCRYPT_P, salt, key);
	return LIC_OK;
}

static bool take_bytes(struct lic_str *rest, unsigned char *out, size_t size)
{
	struct lic_str part;

	return rest->ptr && lic_str_split(rest, ':', &part) && part.len == 2 * size &&
	       lic_hex_read(part, (char *)out) == LIC_OK;
}

static bool take_number(struct lic_str *rest, uint64_t most, uint64_t *out)
{
	struct lic_str part;

	return rest->ptr && lic_str_split(rest, ':', &part) &&
	       lic_num_parse(part, most, out) == LIC_OK && *out > 0;
}

/* A store that somebody else wrote must not make us work for hours. */
static bool read_kept(struct lic_str text, struct kept *kept)
{
	struct lic_str part;

	return lic_str_split(&text, ':', &part) && lic_str_eq(part, LIC_STR("scrypt")) &&
	       take_number(&text, LIC_SCRYPT_LOG_N + 2, &kept->log_n) &&
	       take_number(&text, 4 * LIC_SCRYPT_R, &kept->r) &&
	       take_number(&text, 4 * LIC_SCRYPT_P, &kept->p) &&
	       take_bytes(&text, kept->salt, SALT_SIZE) && take_bytes(&text, kept->key, KEY_SIZE) &&
	       !text.ptr;
}

bool lic_password_fits(struct lic_str password, struct lic_str text)
{
	struct kept kept = {.log_n = 0}, tried;
	bool known = read_kept(text, &kept);

	if (!known)
		kept = (struct kept){
			.log_n = LIC_SCRYPT_LOG_N, .r = LIC_SCRYPT_R, .p = LIC_SCRYPT_P};
	tried = kept;
	if (derive(password, &tried) < 0)
		return false;
	return lic_equal_constant_time(tried.key, kept.key, KEY_SIZE) && known;
}
