#include "fetch.h"

#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>

#include <setjmp.h>

#include <cmocka.h>

struct server {
	int fd;
	pthread_t thread;
	const char *answer; /* NULL: take the connection and say nothing */
	char url[64];
};

static void *serve(void *arg)
{
	struct server *server = arg;
	char request[4096];
	int client = accept(server->fd, NULL, NULL);

	if (client >= 0 && read(client, request, sizeof(request)) > 0) {
		if (server->answer)
			(void)!write(client, server->answer, strlen(server->answer));
		else
			(void)!read(client, request, sizeof(request));
	}
	close(client);
	return NULL;
}

static void start(struct server *server, const char *answer)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(address);

	server->answer = answer;
	server->fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(server->fd, (struct sockaddr *)&address, len), 0);
	assert_int_equal(listen(server->fd, 1), 0);
	assert_int_equal(getsockname(server->fd, (struct sockaddr *)&address, &len), 0);
	snprintf(server->url, sizeof(server->url), "http://127.0.0.1:%u/healthz",
		 (unsigned)ntohs(address.sin_port));
	assert_int_equal(pthread_create(&server->thread, NULL, serve, server), 0);
}

static void stop(struct server *server)
{
	pthread_join(server->thread, NULL);
	close(server->fd);
}

static void test_answers(void **state)
{
	static const struct {
		const char *answer;
		int err;
		const char *body;
	} cases[] = {
		{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", LIC_OK, "hello"},
		{"HTTP/1.1 200 OK\r\n\r\n", LIC_OK, ""},
		{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123456789", LIC_ELIMIT, ""},
		{"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", LIC_EREFUSED, ""},
		{"HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n",
		 LIC_EREFUSED, ""},
		{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe", LIC_EIO, ""},
		{"SSH-2.0-x\r\n", LIC_EIO, ""},
		{NULL, LIC_EBUSY, ""},
	};

	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(cases); i++) {
		struct server server;
		struct lic_diag diag = {""};
		struct lic_buf out;

		lic_buf_init(&out, 64);
		start(&server, cases[i].answer);
		int err = lic_fetch_get(server.url, cases[i].answer ? 5000 : 100, 8, &out, &diag);
		assert_int_equal(err, cases[i].err);
		assert_int_equal(out.len, strlen(cases[i].body));
		assert_memory_equal(out.ptr ? out.ptr : "", cases[i].body, out.len);
		assert_int_equal(err < 0, diag.text[0] != '\0');
		stop(&server);
		lic_buf_release(&out);
	}
}

/* Nothing may be sent to another machine, whatever the address looks like. */
static void test_other_machines(void **state)
{
	static const char *const urls[] = {
		"http://192.0.2.1/",       "http://0.0.0.0:1/",     "http://10.0.0.1:7965/",
		"http://169.254.169.254/", "http://[2001:db8::1]/", "http://[::ffff:192.0.2.1]/",
	};

	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(urls); i++) {
		struct lic_diag diag;
		struct lic_buf out;

		lic_buf_init(&out, 64);
		assert_int_equal(lic_fetch_get(urls[i], 5000, 64, &out, &diag), LIC_EREFUSED);
		assert_non_null(strstr(diag.text, "is not on this machine"));
		lic_buf_release(&out);
	}
}

static void test_no_answer(void **state)
{
	struct server server;
	struct lic_diag diag;
	struct lic_buf out;

	(void)state;
	/* A port that was free a moment ago. */
	lic_buf_init(&out, 64);
	start(&server, "");
	shutdown(server.fd, SHUT_RDWR);
	stop(&server);
	assert_int_equal(lic_fetch_get(server.url, 5000, 64, &out, &diag), LIC_ENOENT);
	assert_int_equal(lic_fetch_get("file:///etc/hostname", 5000, 64, &out, &diag), LIC_EIO);
	lic_buf_release(&out);
}

/* ---- any server ------------------------------------------------------- */

static int take(void *ctx, const char *ptr, size_t len)
{
	struct lic_buf *out = ctx;

	lic_buf_add(out, ptr, len);
	return lic_buf_error(out);
}

static void test_fetcher(void **state)
{
	static const struct {
		const char *answer;
		int err;
		const char *body;
		const char *etag;
		bool unchanged;
		unsigned retry_after;
	} cases[] = {
		{"HTTP/1.0 200 OK\r\nETag: \"a b\"\r\n\r\nhello", LIC_OK, "hello", "\"a b\"", false,
		 0},
		{"HTTP/1.0 200 OK\r\n\r\n", LIC_OK, "", "", false, 0},
		{"HTTP/1.0 304 Not Modified\r\n\r\n", LIC_OK, "", "", true, 0},
		{"HTTP/1.0 200 OK\r\n\r\n123456789", LIC_ELIMIT, NULL, "", false, 0},
		{"HTTP/1.0 204 No Content\r\n\r\n", LIC_EREFUSED, "", "", false, 0},
		{"HTTP/1.0 206 Partial Content\r\n\r\nhe", LIC_EREFUSED, "", "", false, 0},
		{"HTTP/1.0 404 Not Found\r\n\r\nno such file is here", LIC_ENOENT, "", "", false,
		 0},
		{"HTTP/1.0 403 Forbidden\r\n\r\n", LIC_ENOENT, "", "", false, 0},
		{"HTTP/1.0 410 Gone\r\n\r\n", LIC_ENOENT, "", "", false, 0},
		{"HTTP/1.0 401 Unauthorized\r\n\r\n", LIC_EREFUSED, "", "", false, 0},
		{"HTTP/1.0 500 Oh\r\n\r\n", LIC_EREFUSED, "", "", false, 0},
		{"HTTP/1.0 503 Busy\r\nRetry-After: 77\r\n\r\nx", LIC_EBUSY, "", "", false, 77},
		{"HTTP/1.0 302 Found\r\nLocation: ftp://127.0.0.1/\r\n\r\n", LIC_EREFUSED, "", "",
		 false, 0},
		{"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhe", LIC_EIO, NULL, "", false, 0},
		{"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\nhe", LIC_OK, "he", "", false, 0},
		{"SSH-2.0-x\r\n", LIC_EIO, "", "", false, 0},
		{NULL, LIC_EBUSY, "", "", false, 0},
	};
	static const struct lic_fetch_validators had = {.etag = "\"x\""};
	struct lic_fetcher *fetcher;

	(void)state;
	assert_int_equal(lic_fetcher_new(&fetcher, NULL), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(cases); i++) {
		struct server server;
		struct lic_diag diag = {""};
		struct lic_buf out;
		struct lic_fetch fetch = {.url = server.url,
					  .max_bytes = 8,
					  .timeout_ms = cases[i].answer ? 5000 : 100,
					  .had = &had,
					  .take = take,
					  .ctx = &out};

		lic_buf_init(&out, 64);
		start(&server, cases[i].answer);
		int err = lic_fetcher_get(fetcher, &fetch, &diag);
		assert_int_equal(err, cases[i].err);
		assert_int_equal(err < 0, diag.text[0] != '\0');
		if (cases[i].body) {
			assert_int_equal(out.len, strlen(cases[i].body));
			assert_memory_equal(out.ptr ? out.ptr : "", cases[i].body, out.len);
		}
		assert_string_equal(fetch.got.etag, cases[i].etag);
		assert_int_equal(fetch.unchanged, cases[i].unchanged);
		assert_int_equal(fetch.retry_after, cases[i].retry_after);
		stop(&server);
		lic_buf_release(&out);
	}
	lic_fetcher_free(fetcher);
}

static void test_fetcher_urls(void **state)
{
	static const char *const urls[] = {"file:///etc/hostname", "ftp://127.0.0.1/", "x", "",
					   "http://"};
	struct lic_fetcher *fetcher;

	(void)state;
	assert_int_equal(lic_fetcher_new(&fetcher, NULL), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(urls); i++) {
		struct lic_diag diag = {""};
		struct lic_buf out;
		struct lic_fetch fetch = {.url = urls[i],
					  .max_bytes = 8,
					  .timeout_ms = 1000,
					  .take = take,
					  .ctx = &out};

		lic_buf_init(&out, 64);
		int err = lic_fetcher_get(fetcher, &fetch, &diag);
		assert_int_equal(err, LIC_EINVAL);
		assert_int_equal(out.len, 0);
		lic_buf_release(&out);
	}
	lic_fetcher_free(fetcher);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),      cmocka_unit_test(test_other_machines),
		cmocka_unit_test(test_no_answer),    cmocka_unit_test(test_fetcher),
		cmocka_unit_test(test_fetcher_urls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
