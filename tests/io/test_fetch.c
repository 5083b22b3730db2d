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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_other_machines),
		cmocka_unit_test(test_no_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
