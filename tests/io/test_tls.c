/* A handshake with a server in the same thread, over a pair of sockets. */
#include "tls.h"

#include "rows.h"

#include <fcntl.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <sys/socket.h>

struct server {
	SSL_CTX *ctx;
	SSL *ssl;
	char name[256]; /* that was asked for */
};

static X509 *make_cert(EVP_PKEY *key)
{
	X509 *cert = X509_new();

	X509_set_version(cert, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_gmtime_adj(X509_getm_notBefore(cert), -7200);
	X509_gmtime_adj(X509_getm_notAfter(cert), -3600);
	X509_set_pubkey(cert, key);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "CN", MBSTRING_ASC,
				   (const unsigned char *)"past.example", -1, -1, 0);
	X509_set_issuer_name(cert, X509_get_subject_name(cert));
	assert_true(X509_sign(cert, key, EVP_sha256()) > 0);
	return cert;
}

static void server_open(struct server *s, int fd)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = make_cert(key);

	s->ctx = SSL_CTX_new(TLS_server_method());
	assert_int_equal(SSL_CTX_use_certificate(s->ctx, cert), 1);
	assert_int_equal(SSL_CTX_use_PrivateKey(s->ctx, key), 1);
	s->ssl = SSL_new(s->ctx);
	SSL_set_fd(s->ssl, fd);
	SSL_set_accept_state(s->ssl);
	X509_free(cert);
	EVP_PKEY_free(key);
}

static void server_step(struct server *s)
{
	const char *name;

	SSL_do_handshake(s->ssl);
	name = SSL_get_servername(s->ssl, TLSEXT_NAMETYPE_host_name);
	if (name)
		snprintf(s->name, sizeof(s->name), "%s", name);
}

static void server_close(struct server *s)
{
	SSL_free(s->ssl);
	SSL_CTX_free(s->ctx);
}

static void sockets(int ends[2])
{
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
}

/* An expired certificate that nobody vouches for: seen all the same. */
static void handshake(const char *host, bool is_ip, const char *asked)
{
	struct lic_tls_client *client;
	struct lic_tls *tls;
	struct server server = {NULL, NULL, ""};
	struct lic_str chain[4];
	enum lic_tls_step step = LIC_TLS_WANT_READ;
	int ends[2];

	sockets(ends);
	server_open(&server, ends[1]);
	assert_int_equal(lic_tls_client_new(&client), 0);
	assert_int_equal(lic_tls_new(&tls, client, ends[0], lic_str_from(host), is_ip), 0);
	assert_int_equal(lic_tls_chain(tls, chain, 4), 0);
	for (int turn = 0; turn < 20 && step != LIC_TLS_DONE; turn++) {
		step = lic_tls_step(tls);
		assert_int_not_equal(step, LIC_TLS_FAILED);
		server_step(&server);
	}
	assert_int_equal(step, LIC_TLS_DONE);
	assert_int_equal(lic_tls_chain(tls, chain, 4), 1);
	assert_true(chain[0].len > 100 && chain[0].ptr[0] == 0x30);
	assert_string_equal(lic_tls_version(tls), "TLSv1.3");
	assert_string_equal(server.name, asked);
	lic_tls_free(tls);
	lic_tls_client_free(client);
	server_close(&server);
	close(ends[0]);
	close(ends[1]);
}

static void test_handshake(void **state)
{
	(void)state;
	handshake("past.example", false, "past.example");
	handshake("192.0.2.7", true, "");
}

/* Something else answers, or nobody does any more. */
static void test_no_tls(void **state)
{
	static const char answer[] = "HTTP/1.0 400 Bad Request\r\n\r\n";
	struct lic_tls_client *client;
	struct lic_tls *tls;
	struct lic_str chain[4];
	int ends[2];

	(void)state;
	assert_int_equal(lic_tls_client_new(&client), 0);
	for (int closed = 0; closed < 2; closed++) {
		sockets(ends);
		assert_int_equal(lic_tls_new(&tls, client, ends[0], LIC_STR("x.example"), false),
				 0);
		assert_int_equal(lic_tls_step(tls), LIC_TLS_WANT_READ);
		if (closed)
			close(ends[1]);
		else
			assert_int_equal(write(ends[1], answer, sizeof(answer) - 1),
					 (ssize_t)sizeof(answer) - 1);
		assert_int_equal(lic_tls_step(tls), LIC_TLS_FAILED);
		assert_int_equal(lic_tls_chain(tls, chain, 4), 0);
		lic_tls_free(tls);
		close(ends[0]);
		if (!closed)
			close(ends[1]);
	}
	lic_tls_client_free(client);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_handshake),
		cmocka_unit_test(test_no_tls),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
