#include "visit.h"

#include "host.h"
#include "page_lead.h"
#include "url_join.h"

/* A browser that many have. A site that shows its visitors one page and us another
 * would show us nothing to judge. */
#define BROWSER "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
#define ROBOT "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
#define ACCEPT "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

static const struct {
	const char *agent, *referer;
} visitors[LIC_VISITORS] = {
	[LIC_VISITOR_PLAIN] = {BROWSER, NULL},
	[LIC_VISITOR_SEARCH] = {BROWSER, "https://www.google.com/"},
	[LIC_VISITOR_CRAWLER] = {ROBOT, NULL},
	[LIC_VISITOR_HOME] = {BROWSER, NULL},
};

struct visitor {
	struct lic_web_request request; /* first: web.c hands it back */
	struct state *state;
	enum lic_visitor who;
	struct lic_hop hops[LIC_WEB_HOPS_MAX];
	size_t count;
	struct lic_buf text; /* holds url */
	struct lic_url url;  /* of the last hop */
	bool fell_back;      /* to http, since nothing answers on https */
	bool over;
	const char *why;
};

struct state {
	struct lic_probe_run *run;
	struct lic_http_facts facts;
	size_t open, count;
	struct visitor visitor[];
};

static void on_answer(struct lic_web_request *request);

/* ---- hops ------------------------------------------------------------ */

static int add_hop(struct visitor *visitor)
{
	struct lic_probe_run *run = visitor->state->run;
	struct lic_hop *hop = &visitor->hops[visitor->count];
	const struct lic_url *url = &visitor->url;
	struct lic_str text = lic_arena_copy(run->arena, url->text);

	if (!text.ptr)
		return LIC_ENOMEM;
	*hop = (struct lic_hop){.url = text};
	hop->host = lic_host_without_dot(
		lic_str(text.ptr + (url->host.ptr - url->text.ptr), url->host.len));
	if (!url->is_ip)
		hop->site = lic_psl_site(run->net->psl, hop->host);
	if (!hop->site.len)
		hop->site = hop->host;
	visitor->count++;
	return LIC_OK;
}

/* Ask for visitor->url, as the next hop. */
static int go(struct visitor *visitor)
{
	struct lic_web_request *request = &visitor->request;
	int err = add_hop(visitor);

	if (err < 0)
		return err;
	lic_web_end(request);
	request->url = visitor->hops[visitor->count - 1].url.ptr;
	request->host = visitor->hops[visitor->count - 1].host;
	request->https = lic_url_is_https(&visitor->url);
	request->port = lic_url_port(&visitor->url);
	return lic_web_begin(visitor->state->run->net->web, request);
}

static bool was_there(const struct visitor *visitor, struct lic_str url)
{
	for (size_t i = 0; i < visitor->count; i++)
		if (lic_str_eq(visitor->hops[i].url, url))
			return true;
	return false;
}

/* Follow to where the last hop leads: whether there is more to wait for. Where it does not
 * lead anywhere, an answer without a page is a fault, and a page is read as it is. */
static bool follow(struct visitor *visitor, enum lic_leads leads, struct lic_str to)
{
	const bool is_page = leads != LIC_LEADS_HTTP;
	struct lic_url url;
	struct lic_buf text;

	if (visitor->count == LIC_WEB_HOPS_MAX) {
		visitor->why = "it redirects again and again";
		return false;
	}
	lic_buf_init(&text, LIC_URL_MAX);
	if (lic_url_join(&url, &visitor->url, to, &text, NULL) < 0) {
		lic_buf_release(&text);
		visitor->why = is_page ? NULL : "it redirects to what is no web address";
		return false;
	}
	if (was_there(visitor, url.text)) {
		lic_buf_release(&text);
		visitor->why = is_page ? NULL : "it redirects in a circle";
		return false;
	}
	lic_buf_release(&visitor->text);
	visitor->text = text;
	visitor->url = url;
	visitor->hops[visitor->count - 1].leads = leads;
	if (go(visitor) < 0) {
		visitor->why = "out of memory";
		return false;
	}
	return true;
}

/* Nobody speaks TLS there: as browsers do, try without. Only for an address that
 * names no port, of which nothing has answered yet. */
static bool fall_back(struct visitor *visitor)
{
	struct lic_str text = visitor->url.text;
	struct lic_buf plain;

	if (visitor->fell_back || visitor->count != 1 || !visitor->request.no_service ||
	    !lic_url_is_https(&visitor->url) || visitor->url.has_port)
		return false;
	lic_buf_init(&plain, LIC_URL_MAX);
	LIC_BUF_LIT(&plain, "http");
	lic_buf_add(&plain, text.ptr + 5, text.len - 5);
	struct lic_buf store;
	lic_buf_init(&store, LIC_URL_MAX);
	int err = lic_url_parse(&visitor->url, lic_buf_str(&plain), &store, NULL);
	lic_buf_release(&plain);
	lic_buf_release(&visitor->text);
	visitor->text = store;
	visitor->fell_back = true;
	visitor->count = 0;
	return err == LIC_OK && go(visitor) == LIC_OK;
}

/* ---- what came of it ------------------------------------------------- */

static bool is_one_of(struct lic_str type, const char *const *types, size_t count)
{
	type = lic_str_trim(lic_str(type.ptr, lic_str_find(type, ';')));
	return !type.len || lic_str_is_caseamong(type, types, count);
}

/* A page that browsers show as HTML, and whose scripts they run. */
static bool is_html(struct lic_str type)
{
	static const char *const types[] = {"text/html", "application/xhtml+xml"};

	return is_one_of(type, types, LIC_ARRAY_SIZE(types));
}

/* A page that a person could read. */
static bool is_page(struct lic_str type)
{
	static const char *const types[] = {"text/html", "application/xhtml+xml", "text/plain",
					    "application/xml", "text/xml"};

	return is_one_of(type, types, LIC_ARRAY_SIZE(types));
}

/* The same page as another visitor's: it is kept once. */
static bool share_page(struct visitor *visitor, struct lic_str body, struct lic_str url)
{
	struct lic_fetched *fetched = visitor->state->run->fetched;

	for (size_t i = 0; i < LIC_VISITORS; i++)
		if (fetched[i].body.len && lic_str_eq(fetched[i].body, body) &&
		    lic_str_eq(fetched[i].url, url)) {
			fetched[visitor->who] = fetched[i];
			return true;
		}
	return false;
}

/* What memory had no room for is left out, but for the page that is judged. */
static void keep_page(struct visitor *visitor)
{
	const struct lic_web_request *request = &visitor->request;
	struct lic_probe_run *run = visitor->state->run;
	struct lic_str type = lic_str_from(request->type), body = lic_buf_str(&request->body);
	struct lic_str url = visitor->hops[visitor->count - 1].url;
	struct lic_fetched page = {.url = url, .cut = request->cut};

	if (!is_page(type) || !body.len || (request->starved && request->spare) ||
	    share_page(visitor, body, url))
		return;
	page.body = lic_arena_copy(run->arena, body);
	page.type = lic_arena_copy(run->arena, type);
	if (!page.body.ptr)
		return;
	run->fetched[visitor->who] = page;
	run->pages += body.len;
	atomic_fetch_add(&run->net->held, body.len);
}

/* A visit is known when something answered it. */
static void close_visit(struct visitor *visitor)
{
	struct state *state = visitor->state;
	struct lic_visit *visit = &state->facts.visit[visitor->who];

	if (visitor->who == LIC_VISITOR_PLAIN)
		state->facts.server =
			lic_arena_copy(state->run->arena, lic_str_from(visitor->request.server));
	visit->known = visitor->count > 0 && visitor->hops[0].status != 0;
	visit->why = visitor->why;
	visit->hops = visitor->hops;
	visit->hops_count = visit->known ? visitor->count : 0;
	if (visitor->who == LIC_VISITOR_PLAIN && visit->known) {
		bool secure = false;
		for (size_t i = 0; i < visitor->count; i++)
			secure =
				secure || (visitor->hops[i].status &&
					   lic_str_starts(visitor->hops[i].url, LIC_STR("https:")));
		state->facts.plain_only = visitor->fell_back && !secure;
	}
	lic_web_end(&visitor->request);
	lic_buf_release(&visitor->text);
	visitor->over = true;
}

static void conclude(struct state *state)
{
	struct lic_facts *facts = state->run->facts;
	bool known = false;

	for (size_t i = 0; i < LIC_VISITORS; i++)
		known = known || state->facts.visit[i].known;
	if (known) {
		facts->http = &state->facts;
		facts->known[LIC_SLOT_HTTP] = true;
	} else {
		facts->why[LIC_SLOT_HTTP] = state->visitor[0].why;
	}
}

/* By the page, or its header, without asking: whether there is more to wait for. Where that
 * does not answer, this page is the one that was seen. */
static bool leads_on(struct visitor *visitor)
{
	const struct lic_web_request *request = &visitor->request;
	enum lic_leads leads = LIC_LEADS_REFRESH;
	struct lic_str address;
	struct lic_buf to;

	if (!is_html(lic_str_from(request->type)))
		return false;
	lic_buf_init(&to, LIC_URL_MAX);
	if (lic_refresh_lead(lic_str_from(request->refresh), &address))
		lic_buf_adds(&to, address);
	else
		leads = lic_page_lead(lic_buf_str(&request->body), &to);
	bool more = leads != LIC_LEADS_NOWHERE;
	if (more)
		keep_page(visitor);
	more = more && follow(visitor, leads, lic_buf_str(&to));
	lic_buf_release(&to);
	return more;
}

static void on_answer(struct lic_web_request *request)
{
	struct visitor *visitor = (struct visitor *)request;
	struct state *state = visitor->state;
	struct lic_hop *hop = &visitor->hops[visitor->count - 1];

	hop->status = request->status;
	visitor->why = request->why;
	if (request->why && fall_back(visitor))
		return;
	if (!request->why && request->status / 100 == 3 && *request->location) {
		if (follow(visitor, LIC_LEADS_HTTP, lic_str_from(request->location)))
			return;
	} else if (!request->why && request->status && leads_on(visitor)) {
		return;
	}
	if (request->status && !visitor->why)
		keep_page(visitor);
	close_visit(visitor);
	if (visitor->who == LIC_VISITOR_PLAIN)
		state->run->page_seen(state->run);
	if (--state->open == 0) {
		conclude(state);
		state->run->done(state->run, LIC_SLOT_HTTP);
	}
}

/* ---- life ------------------------------------------------------------ */

/* What the site is about shows on its home page. */
static int go_home(struct visitor *visitor)
{
	struct lic_buf text;
	struct lic_url home;

	lic_buf_init(&text, LIC_URL_MAX);
	int err = lic_url_join(&home, &visitor->url, LIC_STR("/"), &text, NULL);
	lic_buf_release(&visitor->text);
	visitor->text = text;
	visitor->url = home;
	return err;
}

static int set_out(struct visitor *visitor, struct state *state, enum lic_visitor who)
{
	struct lic_str url = state->run->facts->subject->url;
	const bool first = who == LIC_VISITOR_PLAIN;

	visitor->state = state;
	visitor->who = who;
	visitor->request.agent = visitors[who].agent;
	visitor->request.referer = visitors[who].referer;
	visitor->request.accept = ACCEPT;
	visitor->request.language = "en-US,en;q=0.5";
	visitor->request.body_max = first ? LIC_WEB_BODY_MAX : LIC_WEB_PEEK_MAX;
	visitor->request.spare = !first;
	visitor->request.done = on_answer;
	lic_buf_init(&visitor->text, LIC_URL_MAX);
	int err = lic_url_parse(&visitor->url, url, &visitor->text, NULL);
	if (!err && who == LIC_VISITOR_HOME)
		err = go_home(visitor);
	return err < 0 ? err : go(visitor);
}

static void give_up(struct state *state)
{
	for (size_t i = 0; i < state->count; i++)
		if (!state->visitor[i].over)
			close_visit(&state->visitor[i]);
}

/* The visitors from `first` to before `behind`; the one who matters most first. */
static int send_out(struct lic_probe_run *run, enum lic_visitor first, enum lic_visitor behind)
{
	const size_t size = sizeof(struct state) + (behind - first) * sizeof(struct visitor);
	struct state *state = lic_arena_alloc(run->arena, size);

	if (!state)
		return LIC_ENOMEM;
	memset(state, 0, size);
	state->run = run;
	for (enum lic_visitor who = first; who < behind; who++) {
		int err = set_out(&state->visitor[state->count++], state, who);
		if (err < 0) {
			give_up(state);
			return err;
		}
		state->open++;
	}
	run->state[LIC_SLOT_HTTP] = state;
	return LIC_OK;
}

static int begin(struct lic_probe_run *run)
{
	return send_out(run, LIC_VISITOR_PLAIN, LIC_VISITOR_HOME);
}

static int begin_home(struct lic_probe_run *run)
{
	return send_out(run, LIC_VISITOR_HOME, LIC_VISITORS);
}

/* The deadline: what came so far of the hop that is under way. */
static void run_out(struct visitor *visitor)
{
	struct lic_web_request *request = &visitor->request;

	visitor->why = "no answer in time";
	if (visitor->count)
		visitor->hops[visitor->count - 1].status = request->status;
	request->cut = true;
	if (request->status)
		keep_page(visitor);
}

static void end(struct lic_probe_run *run)
{
	struct state *state = run->state[LIC_SLOT_HTTP];

	for (size_t i = 0; i < state->count; i++)
		if (!state->visitor[i].over)
			run_out(&state->visitor[i]);
	give_up(state);
	if (state->open)
		conclude(state);
	state->open = 0;
}

const struct lic_probe lic_probe_http = {
	.slot = LIC_SLOT_HTTP,
	.facet = LIC_FACET_ADDRESS,
	.begin = begin,
	.end = end,
};

const struct lic_probe lic_probe_home = {
	.slot = LIC_SLOT_HTTP,
	.facet = LIC_FACET_HOME,
	.begin = begin_home,
	.end = end,
};
