/* The probe of the registry against WHOIS servers of our own on this machine. */
#include "registry.h"

#include "registries.h"
#include "rows.h"
#include "scratch.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>

#define NOW "2026-11-23T12:00:00Z"

/* Answers one question after the other, each in two pieces, and closes. */
struct server {
	pthread_t thread;
	int fd;
	uint16_t port;
	const char *answer;
	unsigned questions;
	char asked[512];
};

static void serve_one(struct server *s, int fd)
{
	size_t len = 0, half = strlen(s->answer) / 2;
	ssize_t n;

	while (len < sizeof(s->asked) - 1 && !memchr(s->asked, '\n', len) &&
	       (n = recv(fd, s->asked + len, sizeof(s->asked) - 1 - len, 0)) > 0)
		len += (size_t)n;
	s->asked[len] = '\0';
	__atomic_add_fetch(&s->questions, 1, __ATOMIC_SEQ_CST);
	(void)!send(fd, s->answer, half, MSG_NOSIGNAL);
	(void)!send(fd, s->answer + half, strlen(s->answer) - half, MSG_NOSIGNAL);
	close(fd);
}

static void *serve(void *arg)
{
	struct server *s = arg;
	int fd;

	while ((fd = accept(s->fd, NULL, NULL)) >= 0)
		serve_one(s, fd);
	return NULL;
}

static void server_start(struct server *s, const char *answer)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);

	*s = (struct server){.answer = answer};
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(s->fd >= 0);
	assert_int_equal(bind(s->fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(s->fd, 8), 0);
	assert_int_equal(getsockname(s->fd, (struct sockaddr *)&at, &len), 0);
	s->port = ntohs(at.sin_port);
	assert_int_equal(pthread_create(&s->thread, NULL, serve, s), 0);
}

static void server_stop(struct server *s)
{
	shutdown(s->fd, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->fd);
}

/* ---- one look ---------------------------------------------------------- */

static struct scratch scratch;
static struct lic_psl *psl;
static struct lic_border border;
static struct lic_loop *loop;
static struct lic_dns *dns;
static struct lic_web *web;
static struct lic_registries registries;
static atomic_size_t held;
static unsigned dones;

static void done(struct lic_probe_run *run, enum lic_slot slot)
{
	(void)run;
	assert_int_equal(slot, LIC_SLOT_RDAP);
	dones++;
}

static void write_file(const char *name, const char *text)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/%s", scratch.dir, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

/* The servers of .cz are at 192.0.2.1, as far as anybody knows. */
static void open_all(const char *rdap, const char *whois, uint16_t port, bool keep)
{
	char passes[128];
	struct lic_diag diag = {""};

	write_file(LIC_RDAP_FILE, rdap);
	write_file(LIC_WHOIS_FILE, whois);
	snprintf(passes, sizeof(passes), "192.0.2.1:43=127.0.0.1:%u", port);
	assert_int_equal(lic_border_init(&border, lic_str_from(passes), &diag), 0);
	assert_int_equal(lic_loop_new(&loop), 0);
	assert_int_equal(lic_dns_new(&dns, loop, &border, "127.0.0.1:1", &diag), 0);
	assert_int_equal(lic_web_new(&web, loop, dns, NULL, &held, &diag), 0);
	assert_int_equal(
		lic_registries_open(&registries, scratch.dir, keep ? scratch.dir : NULL, &diag), 0);
}

static void close_all(void)
{
	lic_registries_close(&registries);
	lic_web_free(web);
	lic_dns_free(dns);
	lic_loop_free(loop);
}

static void look(const char *address, struct lic_buf *out)
{
	static struct lic_facts facts;
	struct lic_net net = {.loop = loop,
			      .dns = dns,
			      .web = web,
			      .border = &border,
			      .psl = psl,
			      .registries = &registries,
			      .turn_ms = LIC_LOOK_TURN_MS};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_subject subject;
	struct lic_buf store;
	char date[LIC_DATE_SIZE] = "none";

	lic_buf_init(&store, LIC_URL_MAX);
	assert_int_equal(lic_subject_parse(&subject, lic_str_from(address), psl, &store, NULL), 0);
	lic_facts_init(&facts, &subject, LIC_STR(""), 20780);
	struct lic_probe_run run = {.net = &net, .facts = &facts, .arena = &arena, .done = done};
	uint64_t until = lic_clock_mono() + 20ull * 1000000000;
	dones = 0;
	if (lic_probe_registration.begin(&run) == 0) {
		while (!dones && lic_clock_mono() < until)
			lic_loop_step(loop, until);
		assert_int_equal(dones, 1);
		lic_probe_registration.end(&run);
	}
	lic_buf_reset(out);
	const struct lic_registration *r = facts.registration;
	if (r && r->registered)
		lic_date_format(r->registered, date);
	if (facts.known[LIC_SLOT_RDAP])
		lic_buf_printf(out, "%s %s %.*s", r->exists ? "registered" : "none", date,
			       LIC_STR_ARG(r->source));
	else
		lic_buf_printf(out, "%s", facts.why[LIC_SLOT_RDAP]);
	lic_buf_addc(out, '\0');
	lic_buf_release(&store);
	lic_arena_release(&arena);
}

#define NO_RDAP "{\"services\":[]}"
#define WHOIS "zone,server,confidence\ncz,192.0.2.1,read\n"

static void test_whois(void **state)
{
	struct server server;
	struct lic_buf got;

	(void)state;
	lic_buf_init(&got, 4096);
	server_start(&server, "domain:       pills.cz\r\nregistered:   30.08.2004 22:55:00\r\n");
	open_all(NO_RDAP, WHOIS, server.port, true);
	look("https://www.pills.cz/buy", &got);
	assert_string_equal(got.ptr, "registered 2004-08-30 192.0.2.1");
	assert_string_equal(server.asked, "pills.cz\r\n");
	/* The second asker is told from what was kept, also after a restart. */
	look("pills.cz", &got);
	assert_string_equal(got.ptr, "registered 2004-08-30 192.0.2.1");
	close_all();
	open_all(NO_RDAP, WHOIS, server.port, true);
	look("shop.pills.cz", &got);
	assert_string_equal(got.ptr, "registered 2004-08-30 192.0.2.1");
	assert_int_equal(server.questions, 1);
	close_all();
	server_stop(&server);
	lic_buf_release(&got);
}

/* A refusal is not kept, says nothing of the domain, and stops further questions. */
static void test_refused(void **state)
{
	struct server server;
	struct lic_buf got;

	(void)state;
	lic_buf_init(&got, 4096);
	server_start(&server, "Too many requests. Domain not found.\r\n");
	open_all(NO_RDAP, WHOIS, server.port, true);
	look("pills.cz", &got);
	assert_string_equal(got.ptr, "the registry does not answer now: it was asked too often");
	look("other.cz", &got);
	assert_string_equal(got.ptr, "the registry does not answer now: it was asked too often");
	assert_int_equal(server.questions, 1);
	close_all();
	server_stop(&server);
	lic_buf_release(&got);
}

static void test_none(void **state)
{
	struct server server;
	struct lic_buf got;

	(void)state;
	lic_buf_init(&got, 4096);
	server_start(&server, "%ERROR:101: no entries found\r\n");
	open_all(NO_RDAP, WHOIS, server.port, false);
	look("pills.cz", &got);
	assert_string_equal(got.ptr, "none none 192.0.2.1");
	close_all();
	server_stop(&server);
	lic_buf_release(&got);
}

/* RDAP that cannot be reached leads on to WHOIS. */
static void test_fallback(void **state)
{
	struct server server;
	struct lic_buf got;

	(void)state;
	lic_buf_init(&got, 4096);
	server_start(&server, "domain: pills.cz\nregistered: 30.08.2004\n");
	open_all("{\"services\":[[[\"cz\"],[\"https://127.0.0.1/\"]]]}", WHOIS, server.port, false);
	look("pills.cz", &got);
	assert_string_equal(got.ptr, "registered 2004-08-30 192.0.2.1");
	close_all();
	server_stop(&server);
	lic_buf_release(&got);
}

/* Nobody is asked for names that no registry gave. */
static void test_not_asked(void **state)
{
	struct server server;
	struct lic_buf got;

	(void)state;
	lic_buf_init(&got, 4096);
	server_start(&server, "");
	open_all(NO_RDAP, WHOIS, server.port, false);
	look("http://192.0.2.7/", &got);
	assert_string_equal(got.ptr, "an address has no registration");
	look("pills.github.io", &got);
	assert_string_equal(got.ptr,
			    "the name was given by the owner of another domain, not by a registry");
	assert_int_equal(server.questions, 0);
	/* A server that says nothing. */
	look("pills.cz", &got);
	assert_string_equal(got.ptr, "the WHOIS server said nothing");
	close_all();
	server_stop(&server);
	lic_buf_release(&got);
}

static int set_up(void **state)
{
	(void)state;
	scratch_make(&scratch);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	scratch_remove(&scratch);
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_whois, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_none, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_fallback, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_not_asked, set_up, tear_down),
	};
	struct lic_diag diag;

	setenv("LICIT_TIME", NOW, 1);
	if (lic_psl_open(&psl, NULL, &diag) < 0)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	lic_psl_free(psl);
	return failed;
}
