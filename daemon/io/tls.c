#include "tls.h"

#include "limits.h"

/* err.h asks for the system's limits.h, and finds ours. */
#ifndef INT_MAX
#define INT_MAX __INT_MAX__
#endif
#include <openssl/err.h>
#include <openssl/ssl.h>

struct lic_tls_client {
	SSL_CTX *ctx;
};

struct lic_tls {
	SSL *ssl;
	struct lic_str chain[LIC_TLS_CHAIN_MAX];
	size_t count;
	size_t bytes;
};

static void keep(struct lic_tls *tls, const X509 *cert)
{
	unsigned char *der = NULL;
	int len = tls->count < LIC_TLS_CHAIN_MAX ? i2d_X509(cert, &der) : -1;

	if (len <= 0)
		return;
	if (tls->bytes + (size_t)len > LIC_TLS_CHAIN_BYTES_MAX) {
		OPENSSL_free(der);
		return;
	}
	tls->bytes += (size_t)len;
	tls->chain[tls->count++] = lic_str((char *)der, (size_t)len);
}

/* In place of OpenSSL's judgement: record, and accept. io/cert.c judges. */
static int record(X509_STORE_CTX *store, void *arg)
{
	SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
	struct lic_tls *tls = ssl ? SSL_get_app_data(ssl) : NULL;
	STACK_OF(X509) *chain = X509_STORE_CTX_get0_untrusted(store);

	(void)arg;
	if (tls && !tls->count)
		for (int i = 0; i < sk_X509_num(chain); i++)
			keep(tls, sk_X509_value(chain, i));
	return 1;
}

int lic_tls_client_new(struct lic_tls_client **out)
{
	struct lic_tls_client *client = calloc(1, sizeof(*client));

	if (!client)
		return LIC_ENOMEM;
	client->ctx = SSL_CTX_new(TLS_client_method());
	if (!client->ctx) {
		free(client);
		return LIC_ENOMEM;
	}
	SSL_CTX_set_min_proto_version(client->ctx, TLS1_VERSION);
	SSL_CTX_set_security_level(client->ctx, 0);
	SSL_CTX_set_options(client->ctx, SSL_OP_LEGACY_SERVER_CONNECT);
	SSL_CTX_set_max_cert_list(client->ctx, LIC_TLS_CHAIN_BYTES_MAX);
	SSL_CTX_set_verify(client->ctx, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_cert_verify_callback(client->ctx, record, NULL);
	*out = client;
	return LIC_OK;
}

void lic_tls_client_free(struct lic_tls_client *client)
{
	if (!client)
		return;
	SSL_CTX_free(client->ctx);
	free(client);
}

int lic_tls_new(struct lic_tls **out, struct lic_tls_client *client, int fd, struct lic_str host,
		bool is_ip)
{
	struct lic_tls *tls = calloc(1, sizeof(*tls));
	char name[LIC_HOST_MAX + 1];

	if (!tls)
		return LIC_ENOMEM;
	tls->ssl = SSL_new(client->ctx);
	if (!tls->ssl || SSL_set_fd(tls->ssl, fd) != 1) {
		lic_tls_free(tls);
		return LIC_ENOMEM;
	}
	SSL_set_app_data(tls->ssl, tls);
	if (!is_ip && host.len < sizeof(name)) {
		memcpy(name, host.ptr, host.len);
		name[host.len] = '\0';
		SSL_set_tlsext_host_name(tls->ssl, name);
	}
	SSL_set_connect_state(tls->ssl);
	*out = tls;
	return LIC_OK;
}

void lic_tls_free(struct lic_tls *tls)
{
	if (!tls)
		return;
	for (size_t i = 0; i < tls->count; i++)
		OPENSSL_free((void *)(uintptr_t)tls->chain[i].ptr);
	SSL_free(tls->ssl);
	free(tls);
}

enum lic_tls_step lic_tls_step(struct lic_tls *tls)
{
	/* The queue of errors is the thread's: what others left there is none of ours. */
	ERR_clear_error();
	int ret = SSL_do_handshake(tls->ssl);
	int why = ret == 1 ? SSL_ERROR_NONE : SSL_get_error(tls->ssl, ret);

	ERR_clear_error();
	switch (why) {
	case SSL_ERROR_NONE:
		return LIC_TLS_DONE;
	case SSL_ERROR_WANT_READ:
		return LIC_TLS_WANT_READ;
	case SSL_ERROR_WANT_WRITE:
		return LIC_TLS_WANT_WRITE;
	default:
		return LIC_TLS_FAILED;
	}
}

size_t lic_tls_chain(const struct lic_tls *tls, struct lic_str *out, size_t max)
{
	size_t count = tls->count < max ? tls->count : max;

	memcpy(out, tls->chain, count * sizeof(*out));
	return count;
}

const char *lic_tls_version(const struct lic_tls *tls)
{
	return SSL_get_version(tls->ssl);
}
