#include "dns.h"

#include <sys/time.h>

#include <ares.h>

#include "clock.h"

/* Sockets of c-ares at once: one or two for each server. */
#define SOCKETS_MAX 32

/* How long a server has for an answer, and how often each is asked: within the time
 * that a check has. */
#define PATIENCE_MS 1500
#define TRIES 2

/* How long the other kind of addresses is waited for when there is one of one kind. */
#define PATIENCE_OTHER_NS 500000000u

#define INTERNET 1 /* the class, RFC 1035 section 3.2.4 */

/* Larger answers over UDP come in fragments, or not at all; they come by TCP. */
#define UDP_MAX 1232

struct lic_dns_socket {
	struct lic_loop_fd watch; /* first: the loop hands it back */
	struct lic_dns *dns;
};

struct lic_dns {
	struct lic_loop *loop;
	const struct lic_border *border;
	ares_channel channel;
	struct lic_dns_socket sockets[SOCKETS_MAX];
	struct lic_timer patience;
	struct lic_timer soon; /* c-ares has answered within our own call */
	struct lic_dns_question *open, *answered;
	struct lic_dns_question *waiting, **waiting_end; /* of those open; not sent yet */
	size_t questions, sent;
};

/* A question that is on its way, and all who wait for its answer. */
struct lic_dns_question {
	struct lic_dns *dns;
	struct lic_dns_question *next;
	struct lic_dns_question *next_waiting;
	struct lic_dns_query *queries;
	enum lic_dns_type type;
	struct lic_arena arena;
	struct lic_dns_message message;
	const char *why; /* no message */
	bool done;
	size_t len;
	char name[LIC_HOST_MAX + 1];
};

/* ---- the sockets of c-ares in our loop ------------------------------- */

static void mind_patience(struct lic_dns *dns)
{
	struct timeval left;

	if (!ares_timeout(dns->channel, NULL, &left)) {
		lic_loop_stop(dns->loop, &dns->patience);
		return;
	}
	uint64_t due = lic_clock_mono() + (uint64_t)left.tv_sec * 1000000000u +
		       (uint64_t)left.tv_usec * 1000u;
	/* Without memory for it, a question is given up with its check, at the deadline. */
	if (lic_loop_at(dns->loop, &dns->patience, due) < 0)
		return;
}

static void on_patience(struct lic_timer *timer)
{
	struct lic_dns *dns =
		(struct lic_dns *)(void *)((char *)timer - offsetof(struct lic_dns, patience));

	ares_process_fd(dns->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
	mind_patience(dns);
}

static void on_socket(struct lic_loop_fd *watch, unsigned events)
{
	struct lic_dns *dns = ((struct lic_dns_socket *)watch)->dns;
	int fd = watch->fd;

	ares_process_fd(dns->channel, events & LIC_LOOP_READ ? fd : ARES_SOCKET_BAD,
			events & LIC_LOOP_WRITE ? fd : ARES_SOCKET_BAD);
	mind_patience(dns);
}

static struct lic_dns_socket *find_socket(struct lic_dns *dns, int fd)
{
	struct lic_dns_socket *unused = NULL;

	for (size_t i = 0; i < SOCKETS_MAX; i++) {
		if (dns->sockets[i].watch.events && dns->sockets[i].watch.fd == fd)
			return &dns->sockets[i];
		if (!dns->sockets[i].watch.events)
			unused = &dns->sockets[i];
	}
	return unused;
}

static void on_state(void *ctx, ares_socket_t fd, int readable, int writable)
{
	struct lic_dns *dns = ctx;
	struct lic_dns_socket *socket = find_socket(dns, fd);
	unsigned events = (readable ? LIC_LOOP_READ : 0u) | (writable ? LIC_LOOP_WRITE : 0u);

	/* A socket that is not watched stays silent, and its question runs out of time. */
	if (socket && lic_loop_watch(dns->loop, &socket->watch, fd, events) < 0)
		return;
}

/* ---- questions ------------------------------------------------------- */

static void free_question(struct lic_dns_question *question)
{
	question->dns->questions--;
	lic_arena_release(&question->arena);
	free(question);
}

static void unlink_question(struct lic_dns_question **list, struct lic_dns_question *question)
{
	for (; *list; list = &(*list)->next)
		if (*list == question) {
			*list = question->next;
			return;
		}
}

static void send_waiting(struct lic_dns *dns);

/* Tell those who wait, outside of any call of theirs; and there is room for more. */
static void on_soon(struct lic_timer *timer)
{
	struct lic_dns *dns =
		(struct lic_dns *)(void *)((char *)timer - offsetof(struct lic_dns, soon));
	struct lic_dns_question *question;

	while ((question = dns->answered)) {
		struct lic_dns_query *query = question->queries;
		if (!query) {
			dns->answered = question->next;
			free_question(question);
			continue;
		}
		question->queries = query->next;
		query->question = NULL;
		query->answered(query, question->why ? NULL : &question->message, question->why);
	}
	send_waiting(dns);
}

static const char *why_no_answer(int status)
{
	switch (status) {
	case ARES_ETIMEOUT:
		return "no name server answers in time";
	case ARES_ECONNREFUSED: /* also what c-ares makes of failures of all of them */
	case ARES_ESERVFAIL:
	case ARES_EREFUSED:
		return "no name server gives an answer";
	default:
		return "the name servers give no usable answer";
	}
}

static const char *read_answer(struct lic_dns_question *question, int status, struct lic_str bytes)
{
	if (!bytes.len ||
	    (status != ARES_SUCCESS && status != ARES_ENODATA && status != ARES_ENOTFOUND))
		return why_no_answer(status);
	int err = lic_dns_message_parse(bytes, lic_str(question->name, question->len),
					question->type, &question->arena, &question->message);
	if (err == LIC_EREFUSED)
		return "no name server gives an answer";
	return err < 0 ? "the name servers give a broken answer" : NULL;
}

static void on_answer(void *ctx, int status, int timeouts, unsigned char *bytes, int len)
{
	struct lic_dns_question *question = ctx;
	struct lic_dns *dns = question->dns;

	(void)timeouts;
	if (question->done)
		return;
	question->done = true;
	dns->sent--;
	unlink_question(&dns->open, question);
	if (status == ARES_EDESTRUCTION) {
		free_question(question);
		return;
	}
	question->why = read_answer(question, status,
				    lic_str((const char *)bytes, len > 0 ? (size_t)len : 0));
	question->next = dns->answered;
	dns->answered = question;
	/* It would have been told at the deadline anyway. */
	if (lic_loop_at(dns->loop, &dns->soon, 0) < 0)
		return;
}

/* Name servers of homes have room for some hundred questions, and drop or refuse the
 * rest: those wait here. */
static void send_waiting(struct lic_dns *dns)
{
	struct lic_dns_question *question;

	while (dns->sent < LIC_DNS_SENT_MAX && (question = dns->waiting)) {
		dns->waiting = question->next_waiting;
		if (!dns->waiting)
			dns->waiting_end = &dns->waiting;
		if (!question->queries) { /* nobody wants to know any more */
			unlink_question(&dns->open, question);
			free_question(question);
			continue;
		}
		dns->sent++;
		ares_query(dns->channel, question->name, INTERNET, (int)question->type, on_answer,
			   question);
	}
	mind_patience(dns);
}

static struct lic_dns_question *find_question(struct lic_dns *dns, struct lic_str name,
					      enum lic_dns_type type)
{
	for (struct lic_dns_question *q = dns->open; q; q = q->next)
		if (q->type == type && lic_str_caseeq(lic_str(q->name, q->len), name))
			return q;
	return NULL;
}

static struct lic_dns_question *new_question(struct lic_dns *dns, struct lic_str name,
					     enum lic_dns_type type)
{
	struct lic_dns_question *question = calloc(1, sizeof(*question));

	if (!question)
		return NULL;
	question->dns = dns;
	question->type = type;
	question->arena = (struct lic_arena)LIC_ARENA_INIT;
	question->len = name.len;
	memcpy(question->name, name.ptr, name.len);
	question->next = dns->open;
	dns->open = question;
	dns->questions++;
	return question;
}

/* What c-ares would take for something else than these very labels. */
static bool may_ask(struct lic_str name)
{
	size_t label = 0;

	if (name.len == 0 || name.len > LIC_HOST_MAX || lic_border_is_local_name(name))
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if (c <= ' ' || c >= 0x7f || c == '\\' || (c == '.' && label == 0))
			return false;
		label = c == '.' ? 0 : label + 1;
		if (label > LIC_LABEL_MAX)
			return false;
	}
	return true;
}

int lic_dns_ask(struct lic_dns *dns, struct lic_dns_query *query, struct lic_str name,
		enum lic_dns_type type)
{
	if (name.len && name.ptr[name.len - 1] == '.')
		name.len--;
	if (!may_ask(name))
		return LIC_EHOST;
	struct lic_dns_question *question = find_question(dns, name, type);
	bool is_new = !question;
	if (is_new && dns->questions >= LIC_DNS_QUESTIONS_MAX)
		return LIC_ELIMIT;
	if (is_new)
		question = new_question(dns, name, type);
	if (!question)
		return LIC_ENOMEM;
	query->question = question;
	query->next = question->queries;
	question->queries = query;
	if (is_new) {
		*dns->waiting_end = question;
		dns->waiting_end = &question->next_waiting;
		send_waiting(dns);
	}
	return LIC_OK;
}

void lic_dns_cancel(struct lic_dns_query *query)
{
	if (!query->question)
		return;
	struct lic_dns_query **at = &query->question->queries;
	while (*at != query)
		at = &(*at)->next;
	*at = query->next;
	query->question = NULL;
}

/* ---- addresses for connecting ---------------------------------------- */

static void end_resolve(struct lic_resolve *resolve, const char *why)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(resolve->query); i++)
		lic_dns_cancel(&resolve->query[i]);
	lic_loop_stop(resolve->dns->loop, &resolve->soon);
	if (why)
		resolve->count = 0;
	resolve->why = why;
	resolve->resolved(resolve);
}

/* False: beyond the border. */
static bool take_address(struct lic_resolve *resolve, const struct lic_address *address)
{
	struct lic_peer to;

	if (lic_border_admit(resolve->dns->border, address, resolve->port, &to))
		return false;
	if (resolve->count < LIC_RESOLVE_MAX)
		resolve->peers[resolve->count++] = to;
	return true;
}

static const char beyond[] = "its address is not one of the public internet";

/* All have answered, or have had their time. */
static void conclude(struct lic_resolve *resolve)
{
	static const char none[] = "it has no address";

	/* IPv4 first: not every machine has the other. */
	for (size_t i = 1; i < resolve->count; i++)
		for (size_t k = i;
		     k && resolve->peers[k - 1].address.v6 > resolve->peers[k].address.v6; k--) {
			struct lic_peer peer = resolve->peers[k];
			resolve->peers[k] = resolve->peers[k - 1];
			resolve->peers[k - 1] = peer;
		}
	if (resolve->count)
		end_resolve(resolve, NULL);
	else
		end_resolve(resolve, resolve->why ? resolve->why : none);
}

static void on_addresses(struct lic_dns_query *query, const struct lic_dns_message *answer,
			 const char *why)
{
	struct lic_resolve *resolve = query->resolve;

	resolve->open--;
	for (size_t i = 0; answer && i < answer->records_count; i++)
		if (!take_address(resolve, &answer->records[i].address)) {
			end_resolve(resolve, beyond);
			return;
		}
	if (answer && !answer->exists)
		why = "there is no such name";
	if (why && !resolve->why)
		resolve->why = why;
	/* Some name servers never say a word about IPv6 (RFC 8305, section 3). */
	if (resolve->open && resolve->count &&
	    lic_loop_at(resolve->dns->loop, &resolve->soon, lic_clock_mono() + PATIENCE_OTHER_NS) ==
		    LIC_OK)
		return;
	if (!resolve->open)
		conclude(resolve);
}

static void on_resolve_soon(struct lic_timer *timer)
{
	struct lic_resolve *resolve =
		(struct lic_resolve *)(void *)((char *)timer - offsetof(struct lic_resolve, soon));

	conclude(resolve);
}

static int ask_addresses(struct lic_resolve *resolve, struct lic_str host)
{
	static const enum lic_dns_type types[] = {LIC_DNS_A, LIC_DNS_AAAA};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(types); i++) {
		struct lic_dns_query *query = &resolve->query[i];
		query->answered = on_addresses;
		query->resolve = resolve;
		int err = lic_dns_ask(resolve->dns, query, host, types[i]);
		if (err < 0) {
			lic_resolve_cancel(resolve);
			return err;
		}
		resolve->open++;
	}
	return LIC_OK;
}

int lic_resolve_begin(struct lic_dns *dns, struct lic_resolve *resolve, struct lic_str host,
		      uint16_t port)
{
	struct lic_address address;

	resolve->dns = dns;
	resolve->port = port;
	resolve->count = 0;
	resolve->open = 0;
	resolve->why = NULL;
	resolve->soon.fire = on_resolve_soon;
	if (lic_address_parse(host, &address) == LIC_OK) {
		if (!take_address(resolve, &address))
			resolve->why = beyond;
		return lic_loop_at(dns->loop, &resolve->soon, 0);
	}
	int err = ask_addresses(resolve, host);
	if (err != LIC_EHOST)
		return err;
	resolve->why = "its name is none of the public internet";
	return lic_loop_at(dns->loop, &resolve->soon, 0);
}

void lic_resolve_cancel(struct lic_resolve *resolve)
{
	if (!resolve->dns)
		return;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(resolve->query); i++)
		lic_dns_cancel(&resolve->query[i]);
	lic_loop_stop(resolve->dns->loop, &resolve->soon);
}

/* ---- life ------------------------------------------------------------ */

static int set_servers(struct lic_dns *dns, const char *servers, struct lic_diag *diag)
{
	char *commas = strdup(servers);

	if (!commas)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	for (char *p = commas; *p; p++)
		if (*p == ' ')
			*p = ',';
	int status = ares_set_servers_ports_csv(dns->channel, commas);
	free(commas);
	if (status != ARES_SUCCESS)
		return lic_diag_set(diag, LIC_EINVAL, "\"%.100s\" are no name servers", servers);
	return LIC_OK;
}

static int open_channel(struct lic_dns *dns, const char *servers, struct lic_diag *diag)
{
	static char files_aside[] = "b";
	struct ares_options options = {
		.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_EDNS,
		.timeout = PATIENCE_MS,
		.tries = TRIES,
		.lookups = files_aside,
		.ednspsz = UDP_MAX,
		.sock_state_cb = on_state,
		.sock_state_cb_data = dns,
	};
	int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS |
		   ARES_OPT_EDNSPSZ | ARES_OPT_SOCK_STATE_CB;

	int status = ares_init_options(&dns->channel, &options, mask);
	if (status != ARES_SUCCESS) {
		dns->channel = NULL;
		return lic_diag_set(diag, LIC_ENOMEM, "name servers: %s", ares_strerror(status));
	}
	return servers && *servers ? set_servers(dns, servers, diag) : LIC_OK;
}

int lic_dns_new(struct lic_dns **out, struct lic_loop *loop, const struct lic_border *border,
		const char *servers, struct lic_diag *diag)
{
	if (ares_library_init(ARES_LIB_INIT_ALL) != ARES_SUCCESS)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	struct lic_dns *dns = calloc(1, sizeof(*dns));
	if (!dns) {
		ares_library_cleanup();
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	}
	dns->loop = loop;
	dns->border = border;
	dns->patience.fire = on_patience;
	dns->soon.fire = on_soon;
	dns->waiting_end = &dns->waiting;
	for (size_t i = 0; i < SOCKETS_MAX; i++) {
		dns->sockets[i].watch.ready = on_socket;
		dns->sockets[i].dns = dns;
	}
	int err = open_channel(dns, servers, diag);
	if (err < 0) {
		lic_dns_free(dns);
		return err;
	}
	*out = dns;
	return LIC_OK;
}

void lic_dns_free(struct lic_dns *dns)
{
	struct lic_dns_question *question;

	if (!dns)
		return;
	if (dns->channel)
		ares_destroy(dns->channel);
	while ((question = dns->open)) { /* those that were never sent */
		dns->open = question->next;
		free_question(question);
	}
	while ((question = dns->answered)) {
		dns->answered = question->next;
		free_question(question);
	}
	lic_loop_stop(dns->loop, &dns->patience);
	lic_loop_stop(dns->loop, &dns->soon);
	free(dns);
	ares_library_cleanup();
}
