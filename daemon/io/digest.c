#include "digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <pthread.h>

static EVP_MD *sha256;
static pthread_once_t fetched = PTHREAD_ONCE_INIT;

static void fetch(void)
{
	sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
}

/* Looked up once: by its name each time costs more than to hash a short text. */
static const EVP_MD *algorithm(void)
{
	pthread_once(&fetched, fetch);
	return sha256 ? sha256 : EVP_sha256();
}

/* An EVP_MD_CTX under our own name. */
static EVP_MD_CTX *context(struct lic_digest *digest)
{
	return (EVP_MD_CTX *)(void *)digest;
}

static int begin(struct lic_digest **out, const EVP_MD *hash)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();

	if (!ctx || EVP_DigestInit_ex(ctx, hash, NULL) != 1) {
		EVP_MD_CTX_free(ctx);
		return LIC_ENOMEM;
	}
	*out = (struct lic_digest *)(void *)ctx;
	return LIC_OK;
}

int lic_digest_new(struct lic_digest **out)
{
	return begin(out, algorithm());
}

int lic_digest_new512(struct lic_digest **out)
{
	return begin(out, EVP_sha512());
}

void lic_digest_free(struct lic_digest *digest)
{
	EVP_MD_CTX_free(context(digest));
}

void lic_digest_add(struct lic_digest *digest, const void *ptr, size_t len)
{
	EVP_DigestUpdate(context(digest), ptr, len);
}

void lic_digest_final(struct lic_digest *digest, unsigned char *out)
{
	EVP_DigestFinal_ex(context(digest), out, NULL);
}

void lic_sha256(struct lic_str s, unsigned char out[LIC_SHA256_SIZE])
{
	EVP_Digest(s.ptr ? s.ptr : "", s.len, out, NULL, algorithm(), NULL);
}

void lic_sha1(struct lic_str s, unsigned char out[LIC_SHA1_SIZE])
{
	EVP_Digest(s.ptr ? s.ptr : "", s.len, out, NULL, EVP_sha1(), NULL);
}

int lic_random(void *out, size_t len)
{
	return RAND_bytes(out, (int)len) == 1 ? LIC_OK : LIC_EIO;
}

bool lic_equal_constant_time(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

void lic_hex(const unsigned char *in, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[in[i] >> 4];
		out[2 * i + 1] = digits[in[i] & 15];
	}
	out[2 * n] = '\0';
}
