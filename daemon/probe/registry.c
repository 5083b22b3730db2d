#include "registry.h"

#include <sys/socket.h>

#include "clock.h"
#include "rdap.h"
#include "registration_walk.h"
#include "registries.h"
#include "url.h"
#include "whois.h"

#define WHOIS_PORT 43
#define REDIRECTS_MAX 3

struct watch {
	struct lic_probe_run *run;
	struct lic_registration_walk walk;
	struct lic_timer turn; /* the server may be asked then */
	bool over;

	struct lic_web_request request;
	struct lic_buf url; /* of the request, canonical */
	struct lic_url parts;
	unsigned redirects;

	struct lic_connect connect;
	struct lic_loop_fd socket;
	char query[LIC_WHOIS_QUERY_MAX];
	size_t query_len, query_sent;
	struct lic_buf answer;

	struct lic_registration result;
};

static void next_step(struct watch *w);

static struct lic_registries *registries_of(const struct watch *w)
{
	return w->run->net->registries;
}

/* ---- the end ---------------------------------------------------------- */

static void publish(struct watch *w, const struct lic_registration *registration)
{
	struct lic_facts *facts = w->run->facts;

	w->result = *registration;
	facts->registration = &w->result;
	facts->known[LIC_SLOT_RDAP] = true;
}

static void keep(struct watch *w)
{
	struct lic_answers *answers = registries_of(w)->answers;
	int64_t now = lic_clock_now();
	int64_t seconds = lic_walk_keep(&w->walk, lic_date_of(now));
	const struct lic_kept_answer kept = {
		.whois = w->walk.registration.whois,
		.status = w->walk.last_status,
		.source = w->walk.last_server,
		.text = w->walk.last_text,
		.at = now,
	};

	if (answers && seconds &&
	    lic_answers_put(answers, w->walk.domain, &kept, now + seconds) < 0)
		return; /* It will be asked again. */
}

static void finish(struct watch *w)
{
	enum lic_answer answer = w->walk.answer;

	w->over = true;
	if (answer == LIC_ANSWER_FOUND || answer == LIC_ANSWER_NONE) {
		publish(w, &w->walk.registration);
		keep(w);
	} else {
		w->run->facts->why[LIC_SLOT_RDAP] = w->walk.why;
	}
	w->run->done(w->run, LIC_SLOT_RDAP);
}

/* The server that was asked said this; a refusal is remembered for all. */
static void answered(struct watch *w, struct lic_str text, int status, unsigned retry_after)
{
	struct lic_pace *pace = registries_of(w)->pace;
	struct lic_str server = w->walk.server;
	struct lic_str copy = lic_arena_copy(w->run->arena, text);

	lic_walk_answered(&w->walk, copy, status);
	if (w->walk.answer == LIC_ANSWER_REFUSED || status == 429)
		lic_pace_refused(pace, server, lic_clock_ms(), retry_after);
	else
		lic_pace_answered(pace, server);
	next_step(w);
}

static void failed(struct watch *w, const char *why, bool refused)
{
	lic_walk_failed(&w->walk, why, refused);
	next_step(w);
}

/* The reason is of its server, and must not be read as one of the site. */
static void unreached(struct watch *w, const char *why)
{
	const struct lic_str parts[] = {LIC_STR("no registry can be reached: "), lic_str_from(why)};
	const char *said = lic_arena_join(w->run->arena, parts, 2).ptr;

	failed(w, said ? said : "out of memory", false);
}

/* ---- RDAP ------------------------------------------------------------- */

static void fetch(struct watch *w, struct lic_str url);

static void fetched(struct lic_web_request *request)
{
	struct watch *w = (struct watch *)((char *)request - offsetof(struct watch, request));
	bool moved = request->status >= 301 && request->status <= 308 && *request->location;

	if (moved && ++w->redirects <= REDIRECTS_MAX) {
		struct lic_str to = lic_arena_copy(w->run->arena, lic_str_from(request->location));
		lic_web_end(request);
		fetch(w, to);
		return;
	}
	if (request->why) {
		const char *why = request->why;
		lic_web_end(request);
		unreached(w, why);
		return;
	}
	if (request->status == 0 || moved || request->cut) {
		lic_web_end(request);
		failed(w,
		       moved ? "the registry sends from one place to another"
			     : "the registry's answer is too long",
		       false);
		return;
	}
	int status = request->status;
	unsigned retry_after = request->retry_after;
	struct lic_str text = lic_arena_copy(w->run->arena, lic_buf_str(&request->body));
	lic_web_end(request);
	answered(w, text, status, retry_after);
}

/* Registries and their registrars speak https alone; an answer that anybody on the way
 * may have written is none. */
static void fetch(struct watch *w, struct lic_str url)
{
	if (!lic_str_starts(url, LIC_STR("https://")) ||
	    lic_url_parse(&w->parts, url, &w->url, NULL) < 0) {
		failed(w, "the registry's address cannot be read", false);
		return;
	}
	lic_buf_addc(&w->url, '\0');
	w->request = (struct lic_web_request){
		.url = w->url.ptr,
		.host = w->parts.host,
		.https = true,
		.port = 443,
		.agent = "licit",
		.accept = "application/rdap+json, application/json;q=0.9",
		.verify = true,
		.body_max = LIC_REGISTRATION_ANSWER_MAX,
		.done = fetched,
	};
	if (lic_buf_error(&w->url) < 0 || lic_web_begin(w->run->net->web, &w->request) < 0)
		failed(w, "too many questions are under way", false);
}

/* ---- WHOIS ------------------------------------------------------------ */

static void whois_close(struct watch *w)
{
	int fd = w->socket.fd;

	if (fd < 0)
		return;
	lic_loop_unwatch(w->run->net->loop, &w->socket);
	w->socket.fd = -1;
	close(fd);
}

/* The server closes when it has said all (RFC 3912, section 2). */
static void whois_end(struct watch *w, const char *why)
{
	struct lic_str text = lic_buf_str(&w->answer);

	whois_close(w);
	if (text.len) {
		text = lic_arena_copy(w->run->arena, text);
		lic_buf_reset(&w->answer);
		answered(w, text, 0, 0);
	} else {
		failed(w, why, false);
	}
}

static void whois_read(struct watch *w)
{
	char chunk[8192];
	ssize_t n;

	while ((n = recv(w->socket.fd, chunk, sizeof(chunk), 0)) > 0) {
		size_t room = LIC_REGISTRATION_ANSWER_MAX - w->answer.len;
		lic_buf_add(&w->answer, chunk, (size_t)n < room ? (size_t)n : room);
		if ((size_t)n >= room || lic_buf_error(&w->answer) < 0) {
			whois_end(w, "the WHOIS server's answer is too long");
			return;
		}
	}
	if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
		whois_end(w, "the WHOIS server said nothing");
}

static void whois_ready(struct lic_loop_fd *socket, unsigned events)
{
	struct watch *w = (struct watch *)((char *)socket - offsetof(struct watch, socket));
	struct lic_loop *loop = w->run->net->loop;

	if (w->query_sent < w->query_len && (events & LIC_LOOP_WRITE)) {
		ssize_t n = send(socket->fd, w->query + w->query_sent, w->query_len - w->query_sent,
				 MSG_NOSIGNAL);
		if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
			whois_end(w, "the WHOIS server closed the connection");
			return;
		}
		w->query_sent += n > 0 ? (size_t)n : 0;
		if (w->query_sent == w->query_len &&
		    lic_loop_watch(loop, socket, socket->fd, LIC_LOOP_READ) < 0)
			whois_end(w, "out of memory");
		return;
	}
	if (events & LIC_LOOP_READ)
		whois_read(w);
}

static void whois_connected(struct lic_connect *connect, int fd, const char *why)
{
	struct watch *w = (struct watch *)((char *)connect - offsetof(struct watch, connect));

	if (fd < 0) {
		unreached(w, why);
		return;
	}
	w->socket = (struct lic_loop_fd){.ready = whois_ready, .fd = fd};
	if (lic_loop_watch(w->run->net->loop, &w->socket, fd, LIC_LOOP_WRITE) < 0)
		whois_end(w, "out of memory");
}

static void ask_whois(struct watch *w)
{
	w->query_len = lic_whois_query(w->query, w->walk.server, w->walk.domain);
	w->query_sent = 0;
	lic_buf_reset(&w->answer);
	w->connect = (struct lic_connect){.connected = whois_connected};
	if (!w->query_len || lic_connect_begin(&w->connect, w->run->net->loop, w->run->net->dns,
					       w->walk.server, WHOIS_PORT) < 0)
		failed(w, "too many questions are under way", false);
}

/* ---- steps ------------------------------------------------------------ */

static void ask(struct watch *w)
{
	if (w->walk.step == LIC_WALK_RDAP) {
		w->redirects = 0;
		fetch(w, w->walk.url);
	} else {
		ask_whois(w);
	}
}

static void turn_comes(struct lic_timer *timer)
{
	struct watch *w = (struct watch *)((char *)timer - offsetof(struct watch, turn));

	if (lic_pace_is_shut(registries_of(w)->pace, w->walk.server, lic_clock_ms()))
		next_step(w);
	else
		ask(w);
}

/* Ask the server that is next, or wait for its turn; it may be that nobody is. */
static void next_step(struct watch *w)
{
	const unsigned most = w->run->net->turn_ms;

	if (w->walk.step == LIC_WALK_DONE) {
		finish(w);
		return;
	}
	uint64_t wait = lic_pace_ask(registries_of(w)->pace, w->walk.server, lic_clock_ms(), most);
	if (wait > most) {
		failed(w, "the registry was asked too often", true);
	} else if (wait) {
		if (lic_loop_at(w->run->net->loop, &w->turn, lic_clock_mono() + wait * 1000000) < 0)
			failed(w, "out of memory", false);
	} else {
		ask(w);
	}
}

/* An answer of some days ago: read again, as if it came now. */
static bool remembered(struct watch *w)
{
	struct lic_answers *answers = registries_of(w)->answers;
	struct lic_kept_answer kept;
	struct lic_registration got;
	struct lic_str referral;
	enum lic_answer answer;

	if (!answers ||
	    lic_answers_get(answers, w->walk.domain, lic_clock_now(), &kept, w->run->arena) <= 0)
		return false;
	if (kept.whois)
		answer = lic_whois_parse(&got, &referral, kept.text, w->walk.domain, w->run->arena);
	else
		answer = lic_rdap_parse(&got, &referral, kept.text, kept.status, w->walk.domain,
					w->run->arena);
	if (answer != LIC_ANSWER_FOUND && answer != LIC_ANSWER_NONE)
		return false;
	got.source = kept.source;
	publish(w, &got);
	w->over = true;
	return true;
}

/* The name that a registry knows: an owner of a public suffix of its own ("github.io")
 * hands out names that no registry knows. */
static const char *refuse(const struct lic_probe_run *run, struct lic_str site)
{
	size_t dot = lic_str_find(site, '.');

	if (run->facts->subject->is_ip)
		return "an address has no registration";
	if (dot == site.len)
		return "it is no registrable domain";
	struct lic_str suffix = lic_str(site.ptr + dot + 1, site.len - dot - 1);
	if (!lic_psl_is_registry(run->net->psl, suffix))
		return "the name was given by the owner of another domain, not by a registry";
	return NULL;
}

static int begin(struct lic_probe_run *run)
{
	struct lic_str site = run->facts->subject->site;
	const char *why = run->net->registries ? refuse(run, site) : "no registries are known";

	if (why) {
		run->facts->why[LIC_SLOT_RDAP] = why;
		return LIC_ENOENT;
	}
	struct watch *w = lic_arena_alloc(run->arena, sizeof(*w));
	if (!w)
		return LIC_ENOMEM;
	*w = (struct watch){.run = run, .turn = {.fire = turn_comes}, .socket = {.fd = -1}};
	lic_buf_init(&w->url, LIC_URL_MAX + 2);
	lic_buf_init(&w->answer, LIC_REGISTRATION_ANSWER_MAX + 1);
	run->state[LIC_SLOT_RDAP] = w;
	lic_walk_begin(&w->walk, &run->net->registries->rdap, &run->net->registries->whois, site,
		       run->arena);
	if (remembered(w))
		run->done(run, LIC_SLOT_RDAP);
	else
		next_step(w);
	return LIC_OK;
}

static void end(struct lic_probe_run *run)
{
	struct watch *w = run->state[LIC_SLOT_RDAP];

	lic_loop_stop(run->net->loop, &w->turn);
	lic_web_end(&w->request);
	lic_connect_cancel(&w->connect);
	whois_close(w);
	lic_buf_release(&w->url);
	lic_buf_release(&w->answer);
	/* What the registry itself said stands, where its registrar was slow. */
	if (!w->over && w->walk.answer == LIC_ANSWER_FOUND)
		publish(w, &w->walk.registration);
	else if (!w->over)
		run->facts->why[LIC_SLOT_RDAP] = "the registry did not answer in time";
}

const struct lic_probe lic_probe_registration = {
	.slot = LIC_SLOT_RDAP,
	.facet = LIC_FACET_SITE,
	.begin = begin,
	.end = end,
};
