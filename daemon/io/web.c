#include "web.h"

#include <netinet/in.h>

#include <curl/curl.h>

#include "clock.h"
#include "num.h"

/* How long one address may take to connect, when there may be others; and the
 * longest that any request may take, whoever forgot to end it. */
#define CONNECT_MS 4000L
#define REQUEST_MS 60000L

/* Of each open connection; curl's own default is 16 KiB. */
#define BUFFER 8192L

/* Pages shrink to a tenth or so; what grows beyond this is made to. */
#define RATIO_MAX 60
#define RATIO_FROM (256u << 10)

struct lic_web {
	struct lic_loop *loop;
	struct lic_dns *dns;
	const char *roots; /* NULL: the system's */
	CURLM *multi;
	struct lic_timer timer;
	atomic_size_t *held; /* memory of bodies, of open requests too */
};

struct web_socket {
	struct lic_loop_fd watch; /* first: the loop hands it back */
	struct lic_web *web;
};

struct transfer {
	struct lic_web_request *request;
	CURL *easy;
	struct curl_slist *headers, *connect_to;
	struct lic_peer peer;
	size_t next; /* address to try */
	size_t head; /* bytes of the head so far */
	uint64_t unpacked;
	bool enough;  /* we have stopped it ourselves */
	bool strayed; /* it would have gone elsewhere than to peer */
	const char *why;
};

/* ---- what arrives ---------------------------------------------------- */

static void keep(char *out, size_t size, struct lic_str value)
{
	size_t len = value.len < size ? value.len : size - 1;

	memcpy(out, value.ptr, len);
	out[len] = '\0';
}

static bool is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static void forget_fields(struct lic_web_request *request)
{
	request->location[0] = request->refresh[0] = '\0';
	request->type[0] = request->server[0] = '\0';
	request->retry_after = 0;
}

static void note_field(struct lic_web_request *request, struct lic_str line)
{
	size_t colon = lic_str_find(line, ':');
	uint64_t seconds;

	if (colon == line.len)
		return;
	struct lic_str name = lic_str(line.ptr, colon);
	struct lic_str value = lic_str_trim(lic_str(line.ptr + colon + 1, line.len - colon - 1));
	if (memchr(value.ptr, '\0', value.len))
		return;
	if (lic_str_caseeq(name, LIC_STR("Location")) && value.len <= LIC_URL_MAX)
		keep(request->location, sizeof(request->location), value);
	else if (lic_str_caseeq(name, LIC_STR("Refresh")) && value.len < sizeof(request->refresh))
		keep(request->refresh, sizeof(request->refresh), value);
	else if (lic_str_caseeq(name, LIC_STR("Content-Type")))
		keep(request->type, sizeof(request->type), value);
	else if (lic_str_caseeq(name, LIC_STR("Server")))
		keep(request->server, sizeof(request->server), value);
	else if (lic_str_caseeq(name, LIC_STR("Retry-After")) &&
		 lic_num_parse(value, UINT32_MAX, &seconds) == LIC_OK)
		request->retry_after = (unsigned)seconds;
}

/* The head is whole: does that do? */
static bool has_enough(struct transfer *t)
{
	struct lic_web_request *request = t->request;
	long status = 0;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status < 200)
		return false;
	request->status = (int)status;
	t->enough = is_redirect(request->status) && *request->location;
	return t->enough;
}

static size_t on_head(char *ptr, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	struct lic_str line = lic_str_trim(lic_str(ptr, n * size));

	t->head += n * size;
	if (t->head > LIC_WEB_HEAD_MAX) {
		t->why = "the head of its answer never ends";
		return 0;
	}
	if (lic_str_starts(line, LIC_STR("HTTP/"))) {
		forget_fields(t->request);
		return n * size;
	}
	if (!line.len)
		return has_enough(t) ? 0 : n * size;
	note_field(t->request, line);
	return n * size;
}

static bool is_bomb(struct transfer *t)
{
	curl_off_t wire = 0;

	if (t->unpacked < RATIO_FROM)
		return false;
	curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &wire);
	/* What was read last may not be counted yet. */
	return t->unpacked / RATIO_MAX > (uint64_t)wire + (uint64_t)BUFFER;
}

static size_t on_body(char *ptr, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	struct lic_web_request *request = t->request;
	struct lic_web *web = request->web;
	size_t had = request->body.cap;
	size_t room = request->body_max - request->body.len;

	n *= size;
	t->unpacked += n;
	if (is_bomb(t)) {
		t->why = "its answer unpacks to far more than was sent";
		return 0;
	}
	const size_t held_max = request->spare ? LIC_WEB_HELD_SPARE_MAX : LIC_WEB_HELD_MAX;
	request->starved = atomic_load(web->held) > held_max;
	request->cut = n > room || request->starved;
	if (!request->starved)
		lic_buf_add(&request->body, ptr, n > room ? room : n);
	atomic_fetch_add(web->held, request->body.cap - had);
	if (lic_buf_error(&request->body) < 0) {
		t->why = "out of memory";
		return 0;
	}
	t->enough = request->cut;
	return request->cut ? 0 : n;
}

/* ---- where it may go ------------------------------------------------- */

static bool is_peer(const struct curl_sockaddr *address, const struct lic_peer *peer)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (!peer->address.v6 && address->family == AF_INET && address->addrlen >= sizeof(v4)) {
		memcpy(&v4, &address->addr, sizeof(v4));
		return ntohs(v4.sin_port) == peer->port &&
		       memcmp(&v4.sin_addr, peer->address.bytes, 4) == 0;
	}
	if (peer->address.v6 && address->family == AF_INET6 && address->addrlen >= sizeof(v6)) {
		/* curl leaves room behind addr for the longest kind of address. */
		memcpy(&v6, (const void *)&address->addr, sizeof(v6));
		return ntohs(v6.sin6_port) == peer->port &&
		       memcmp(&v6.sin6_addr, peer->address.bytes, 16) == 0;
	}
	return false;
}

/* Nothing has been sent yet. The border has judged peer; nothing else is let
 * through, whatever curl makes of the URL. */
static curl_socket_t on_open(void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *t = ctx;

	if (purpose != CURLSOCKTYPE_IPCXN || !is_peer(address, &t->peer)) {
		t->strayed = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- setting up ------------------------------------------------------ */

static bool add_header(struct transfer *t, const char *name, const char *value)
{
	char line[512];
	int n = snprintf(line, sizeof(line), "%s: %s", name, value);
	struct curl_slist *list = curl_slist_append(t->headers, line);

	if (list)
		t->headers = list;
	return list && n > 0 && (size_t)n < sizeof(line);
}

/* To this address and port, whatever host and port the URL has. */
static bool pin(struct transfer *t)
{
	char address[LIC_ADDRESS_SIZE], to[LIC_ADDRESS_SIZE + 16];

	lic_address_write(&t->peer.address, address);
	snprintf(to, sizeof(to), t->peer.address.v6 ? "::[%s]:%u" : "::%s:%u", address,
		 (unsigned)t->peer.port);
	t->connect_to = curl_slist_append(NULL, to);
	return t->connect_to != NULL;
}

#define SET(option, value) (curl_easy_setopt(t->easy, CURLOPT_##option, value) == CURLE_OK)

static bool set_up_limits(struct transfer *t)
{
	return SET(PROTOCOLS_STR, "http,https") && SET(FOLLOWLOCATION, 0L) && SET(PROXY, "") &&
	       SET(NOSIGNAL, 1L) && SET(FRESH_CONNECT, 1L) && SET(FORBID_REUSE, 1L) &&
	       SET(CONNECTTIMEOUT_MS, CONNECT_MS) && SET(TIMEOUT_MS, REQUEST_MS) &&
	       SET(BUFFERSIZE, BUFFER) && SET(OPENSOCKETFUNCTION, on_open) &&
	       SET(OPENSOCKETDATA, t) && SET(HEADERFUNCTION, on_head) && SET(HEADERDATA, t) &&
	       SET(WRITEFUNCTION, on_body) && SET(WRITEDATA, t) && SET(PRIVATE, t);
}

/* Without `verify` the certificate is another probe's fact, and the page is looked
 * at whatever it is; nothing secret is sent. */
static bool set_up_tls(struct transfer *t)
{
	const char *roots = t->request->web->roots;

	if (t->request->verify)
		return !roots || (SET(CAINFO, roots) && SET(CAPATH, NULL));
	return SET(SSL_VERIFYPEER, 0L) && SET(SSL_VERIFYHOST, 0L) && SET(CAINFO, NULL) &&
	       SET(CAPATH, NULL) && SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_0) &&
	       SET(SSL_CIPHER_LIST, "DEFAULT@SECLEVEL=0");
}

static bool set_up(struct transfer *t)
{
	const struct lic_web_request *request = t->request;

	return pin(t) && set_up_limits(t) && set_up_tls(t) &&
	       (!request->accept || add_header(t, "Accept", request->accept)) &&
	       (!request->language || add_header(t, "Accept-Language", request->language)) &&
	       SET(URL, request->url) && SET(PATH_AS_IS, 1L) && SET(CONNECT_TO, t->connect_to) &&
	       SET(HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) && SET(ACCEPT_ENCODING, "gzip") &&
	       SET(USERAGENT, request->agent) && SET(REFERER, request->referer) &&
	       SET(HTTPHEADER, t->headers);
}

static void clear_easy(struct transfer *t)
{
	if (t->easy) {
		curl_multi_remove_handle(t->request->web->multi, t->easy);
		curl_easy_cleanup(t->easy);
	}
	curl_slist_free_all(t->headers);
	curl_slist_free_all(t->connect_to);
	t->easy = NULL;
	t->headers = t->connect_to = NULL;
}

static void finish(struct lic_web_request *request, const char *why)
{
	struct transfer *t = request->transfer;

	clear_easy(t);
	free(t);
	request->transfer = NULL;
	request->why = why;
	if (why)
		request->status = 0;
	request->done(request);
}

/* Begin with the next address: false when there is none left, or no memory. */
static bool try_next(struct transfer *t)
{
	struct lic_web_request *request = t->request;

	clear_easy(t);
	if (t->next >= request->resolve.count)
		return false;
	t->peer = request->resolve.peers[t->next++];
	t->head = 0;
	t->easy = curl_easy_init();
	return t->easy && set_up(t) &&
	       curl_multi_add_handle(request->web->multi, t->easy) == CURLM_OK;
}

static void on_resolved(struct lic_resolve *resolve)
{
	struct lic_web_request *request =
		(struct lic_web_request *)(void *)((char *)resolve -
						   offsetof(struct lic_web_request, resolve));

	if (resolve->why)
		finish(request, resolve->why);
	else if (!try_next(request->transfer))
		finish(request, "out of memory");
}

/* ---- what came of it ------------------------------------------------- */

static const char *why_failed(const struct transfer *t, CURLcode code)
{
	if (t->why)
		return t->why;
	if (t->strayed)
		return "its address is not one of the public internet";
	if (code == CURLE_OK || t->enough)
		return t->request->whole && t->request->cut ? "its answer is too long" : NULL;
	/* Cut short by the server: what is there is looked at. */
	if (t->request->status && !t->request->whole &&
	    (code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR))
		return NULL;
	switch (code) {
	case CURLE_COULDNT_CONNECT:
		return "nobody answers there";
	case CURLE_OPERATION_TIMEDOUT:
		return "no answer in time";
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CIPHER:
		return "no secure connection can be made";
	default:
		return "its answer is broken";
	}
}

static void on_done(struct transfer *t, CURLcode code)
{
	struct lic_web_request *request = t->request;
	curl_off_t connected = 0;

	curl_easy_getinfo(t->easy, CURLINFO_CONNECT_TIME_T, &connected);
	bool reached = connected > 0 || request->status;
	if (!reached && !t->strayed && !t->why && try_next(t))
		return;
	request->no_service = !reached || (code == CURLE_SSL_CONNECT_ERROR && !request->status);
	if (code != CURLE_OK && !t->enough)
		request->cut = true;
	finish(request, why_failed(t, code));
}

static void take_done(struct lic_web *web)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(web->multi, &left))) {
		char *t = NULL;
		CURLcode code = message->data.result;
		if (message->msg != CURLMSG_DONE ||
		    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &t) != CURLE_OK)
			continue;
		on_done((struct transfer *)(void *)t, code);
	}
}

/* ---- curl in our loop ------------------------------------------------ */

static void act(struct lic_web *web, curl_socket_t fd, int events)
{
	int running;

	if (curl_multi_socket_action(web->multi, fd, events, &running) == CURLM_OK)
		take_done(web);
}

static void on_ready(struct lic_loop_fd *watch, unsigned events)
{
	struct web_socket *socket = (struct web_socket *)watch;

	act(socket->web, watch->fd,
	    (events & LIC_LOOP_READ ? CURL_CSELECT_IN : 0) |
		    (events & LIC_LOOP_WRITE ? CURL_CSELECT_OUT : 0));
}

static void on_timer(struct lic_timer *timer)
{
	act((struct lic_web *)(void *)((char *)timer - offsetof(struct lic_web, timer)),
	    CURL_SOCKET_TIMEOUT, 0);
}

static int set_timer(CURLM *multi, long ms, void *ctx)
{
	struct lic_web *web = ctx;

	(void)multi;
	if (ms < 0) {
		lic_loop_stop(web->loop, &web->timer);
		return 0;
	}
	return lic_loop_at(web->loop, &web->timer, lic_clock_mono() + (uint64_t)ms * 1000000u);
}

static int watch_socket(CURL *easy, curl_socket_t fd, int what, void *ctx, void *socket_ctx)
{
	struct lic_web *web = ctx;
	struct web_socket *socket = socket_ctx;

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		if (socket) {
			lic_loop_unwatch(web->loop, &socket->watch);
			curl_multi_assign(web->multi, fd, NULL);
			free(socket);
		}
		return 0;
	}
	if (!socket) {
		socket = calloc(1, sizeof(*socket));
		if (!socket)
			return -1;
		socket->watch.ready = on_ready;
		socket->web = web;
		curl_multi_assign(web->multi, fd, socket);
	}
	return lic_loop_watch(web->loop, &socket->watch, fd,
			      (what & CURL_POLL_IN ? LIC_LOOP_READ : 0u) |
				      (what & CURL_POLL_OUT ? LIC_LOOP_WRITE : 0u));
}

/* ---- life ------------------------------------------------------------ */

int lic_web_new(struct lic_web **out, struct lic_loop *loop, struct lic_dns *dns, const char *roots,
		atomic_size_t *held, struct lic_diag *diag)
{
	struct lic_web *web = calloc(1, sizeof(*web));

	if (!web || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		free(web);
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	}
	web->loop = loop;
	web->dns = dns;
	web->held = held;
	web->roots = roots && *roots ? roots : NULL;
	web->timer.fire = on_timer;
	web->multi = curl_multi_init();
	if (!web->multi ||
	    curl_multi_setopt(web->multi, CURLMOPT_SOCKETFUNCTION, watch_socket) != CURLM_OK ||
	    curl_multi_setopt(web->multi, CURLMOPT_SOCKETDATA, web) != CURLM_OK ||
	    curl_multi_setopt(web->multi, CURLMOPT_TIMERFUNCTION, set_timer) != CURLM_OK ||
	    curl_multi_setopt(web->multi, CURLMOPT_TIMERDATA, web) != CURLM_OK) {
		lic_web_free(web);
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	}
	*out = web;
	return LIC_OK;
}

void lic_web_free(struct lic_web *web)
{
	if (!web)
		return;
	curl_multi_cleanup(web->multi);
	lic_loop_stop(web->loop, &web->timer);
	free(web);
	curl_global_cleanup();
}

int lic_web_begin(struct lic_web *web, struct lic_web_request *request)
{
	struct transfer *t = calloc(1, sizeof(*t));

	if (!t)
		return LIC_ENOMEM;
	t->request = request;
	request->web = web;
	request->transfer = t;
	request->status = 0;
	request->why = NULL;
	request->cut = request->starved = request->no_service = false;
	forget_fields(request);
	lic_buf_init(&request->body, request->body_max + 1);
	request->resolve.resolved = on_resolved;
	int err = lic_resolve_begin(web->dns, &request->resolve, request->host, request->port);
	if (err < 0) {
		free(t);
		request->transfer = NULL;
	}
	return err;
}

void lic_web_end(struct lic_web_request *request)
{
	struct transfer *t = request->transfer;

	if (!request->web)
		return;
	lic_resolve_cancel(&request->resolve);
	if (t) {
		clear_easy(t);
		free(t);
		request->transfer = NULL;
	}
	atomic_fetch_sub(request->web->held, request->body.cap);
	lic_buf_release(&request->body);
}
