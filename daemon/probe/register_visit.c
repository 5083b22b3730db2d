#include "register_visit.h"

#include "clock.h"
#include "host.h"
#include "pace.h"
#include "register_link.h"
#include "url_join.h"

/* A register has no reason to show us another page than people: it is told who asks. */
#define AGENT "Mozilla/5.0 (compatible; Licit)"

#define REDIRECTS_MAX 3

struct state {
	struct lic_web_request request; /* first: web.c hands it back */
	struct lic_probe_run *run;
	struct lic_register_page page;
	const struct lic_seal *seal; /* whose issuer is asked */
	struct lic_buf text;         /* holds url */
	struct lic_url url;          /* of the request */
	struct lic_str server;       /* whose pace is kept */
	struct lic_timer turn;       /* it may be asked then */
	unsigned redirects;
	bool over;
};

static struct state *state_of(struct lic_probe_run *run)
{
	return run->state[LIC_SLOT_REGISTER];
}

/* ---- the end ------------------------------------------------------------- */

static void close_state(struct state *s)
{
	lic_loop_stop(s->run->net->loop, &s->turn);
	lic_web_end(&s->request);
	lic_buf_release(&s->text);
	s->over = true;
}

/* why NULL: it is known. */
static void finish(struct state *s, const char *why)
{
	struct lic_facts *facts = s->run->facts;

	close_state(s);
	facts->why[LIC_SLOT_REGISTER] = why;
	facts->register_page = why ? NULL : &s->page;
	facts->known[LIC_SLOT_REGISTER] = !why;
	s->run->done(s->run, LIC_SLOT_REGISTER);
}

static bool is_html(struct lic_str type)
{
	static const char *const types[] = {"text/html", "application/xhtml+xml"};

	type = lic_str_trim(lic_str(type.ptr, lic_str_find(type, ';')));
	return lic_str_is_caseamong(type, types, LIC_ARRAY_SIZE(types));
}

/* NULL, or why it is not kept. */
static const char *keep_page(struct state *s)
{
	struct lic_probe_run *run = s->run;
	struct lic_str type = lic_str_from(s->request.type), body = lic_buf_str(&s->request.body);
	struct lic_fetched page = {.url = s->page.at, .cut = s->request.cut};

	if (!body.len || !is_html(type))
		return "what it answers is no page to read";
	page.body = s->request.starved ? lic_str(NULL, 0) : lic_arena_copy(run->arena, body);
	page.type = lic_arena_copy(run->arena, type);
	if (!page.body.ptr || !page.type.ptr)
		return "out of memory";
	run->fetched[LIC_VISITOR_PLAIN] = page;
	run->pages = body.len;
	atomic_fetch_add(&run->net->held, body.len);
	return NULL;
}

/* A refusal is remembered for all. */
static const char *refused(struct state *s)
{
	lic_pace_refused(s->run->net->pace, s->server, lic_clock_ms(), s->request.retry_after);
	return "it does not answer now: it was asked too often";
}

static const char *read_answer(struct state *s)
{
	const int status = s->request.status;

	if (s->request.why)
		return s->request.why;
	if (status == 429 || status == 503)
		return refused(s);
	lic_pace_answered(s->run->net->pace, s->server);
	s->page.status = status;
	s->page.of_entry = lic_register_is_entry(&s->url, s->seal, s->run->net->psl);
	s->page.cut = s->request.cut;
	if (status == 404 || status == 410)
		return NULL;
	return status == 200 ? keep_page(s) : "it answers with an error";
}

/* ---- the way there --------------------------------------------------------- */

static const char *go(struct state *s)
{
	struct lic_web_request *request = &s->request;
	struct lic_str at = lic_arena_copy(s->run->arena, s->url.text);

	if (!at.ptr)
		return "out of memory";
	s->page.at = at;
	s->page.secure = lic_url_is_https(&s->url);
	lic_web_end(request);
	request->url = at.ptr;
	request->host = lic_host_without_dot(
		lic_str(at.ptr + (s->url.host.ptr - s->url.text.ptr), s->url.host.len));
	request->https = s->page.secure;
	request->port = lic_url_port(&s->url);
	return lic_web_begin(s->run->net->web, request) < 0 ? "too many questions are under way"
							    : NULL;
}

/* Within the issuer's hosts: NULL, or why not. */
static const char *follow(struct state *s)
{
	struct lic_url url;
	struct lic_buf text;

	if (s->redirects++ == REDIRECTS_MAX)
		return "it redirects again and again";
	lic_buf_init(&text, LIC_URL_MAX);
	if (lic_url_join(&url, &s->url, lic_str_from(s->request.location), &text, NULL) < 0 ||
	    !lic_register_is_host(&url, s->seal, s->run->net->psl)) {
		lic_buf_release(&text);
		return "it redirects away from its issuer";
	}
	lic_buf_release(&s->text);
	s->text = text;
	s->url = url;
	return go(s);
}

static void on_answer(struct lic_web_request *request)
{
	struct state *s = (struct state *)request;
	const char *why;

	if (!request->why && *request->location && request->status / 100 == 3) {
		why = follow(s);
		if (why)
			finish(s, why);
		return;
	}
	why = read_answer(s);
	finish(s, why);
}

static void on_turn(struct lic_timer *timer)
{
	struct state *s = (struct state *)(void *)((char *)timer - offsetof(struct state, turn));
	const char *why = lic_pace_is_shut(s->run->net->pace, s->server, lic_clock_ms())
				  ? "it does not answer now: it was asked too often"
				  : go(s);

	if (why)
		finish(s, why);
}

/* ---- life ------------------------------------------------------------------ */

static int wait_for_turn(struct state *s)
{
	const struct lic_net *net = s->run->net;
	uint64_t wait = lic_pace_ask(net->pace, s->server, lic_clock_ms(), net->turn_ms);

	if (wait > net->turn_ms) {
		s->run->facts->why[LIC_SLOT_REGISTER] = "it was asked too often";
		return LIC_EBUSY;
	}
	s->turn.fire = on_turn;
	return lic_loop_at(net->loop, &s->turn, lic_clock_mono() + wait * 1000000);
}

static int begin(struct lic_probe_run *run)
{
	const struct lic_subject *subject = run->facts->subject;
	struct state *s = lic_arena_alloc(run->arena, sizeof(*s));

	if (!s)
		return LIC_ENOMEM;
	memset(s, 0, sizeof(*s));
	s->run = run;
	s->server = subject->site;
	s->page.url = subject->url;
	s->request.agent = AGENT;
	s->request.accept = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";
	s->request.language = "en-US,en;q=0.5";
	s->request.body_max = LIC_WEB_BODY_MAX;
	s->request.verify = true;
	s->request.spare = true;
	s->request.done = on_answer;
	run->state[LIC_SLOT_REGISTER] = s;
	lic_buf_init(&s->text, LIC_URL_MAX);
	int err = lic_url_parse(&s->url, subject->url, &s->text, NULL);
	if (!err && !(s->seal = lic_register_seal(&s->url, run->seals, run->net->psl)))
		err = LIC_EHOST;
	if (!err)
		err = wait_for_turn(s);
	if (err < 0)
		lic_buf_release(&s->text);
	return err;
}

static void end(struct lic_probe_run *run)
{
	if (!state_of(run)->over)
		close_state(state_of(run));
}

const struct lic_probe lic_probe_register = {
	.slot = LIC_SLOT_REGISTER,
	.facet = LIC_FACET_REGISTER,
	.begin = begin,
	.end = end,
};
