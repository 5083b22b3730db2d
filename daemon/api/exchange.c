#include "exchange.h"

#include "console.h"
#include "guard.h"
#include "num.h"

void lic_exchange_reset(struct lic_exchange *exchange, struct lic_service *service)
{
	struct lic_request *request = &exchange->request;

	lic_buf_release(&request->body);
	lic_spool_free(request->lines);
	lic_look_free(request->look);
	/* All but the sentence, which is the larger part, and is set before use. */
	memset(request, 0, offsetof(struct lic_request, diag));
	request->service = service;
	exchange->refused = LIC_PROBLEM_NONE;
	exchange->thrown_away = 0;
}

void lic_exchange_field(struct lic_exchange *exchange, struct lic_str name, struct lic_str value)
{
	static const char *const names[LIC_FIELDS] = {
		[LIC_FIELD_AUTHORIZATION] = "Authorization",
		[LIC_FIELD_CACHE_CONTROL] = "Cache-Control",
		[LIC_FIELD_CONTENT_ENCODING] = "Content-Encoding",
		[LIC_FIELD_CONTENT_LENGTH] = "Content-Length",
		[LIC_FIELD_CONTENT_TYPE] = "Content-Type",
		[LIC_FIELD_COOKIE] = "Cookie",
		[LIC_FIELD_EXPECT] = "Expect",
		[LIC_FIELD_HOST] = "Host",
		[LIC_FIELD_ORIGIN] = "Origin",
		[LIC_FIELD_SEC_FETCH_SITE] = "Sec-Fetch-Site",
		[LIC_FIELD_TRANSFER_ENCODING] = "Transfer-Encoding",
	};
	struct lic_head *head = &exchange->request.head;

	for (int i = 0; i < LIC_FIELDS; i++) {
		if (lic_str_caseeq(name, lic_str_from(names[i]))) {
			head->fields[i] = lic_str_trim(value);
			head->counts[i]++;
		}
	}
}

void lic_exchange_refuse(struct lic_exchange *exchange, enum lic_problem problem, const char *what)
{
	exchange->refused = lic_problem_set(&exchange->request.diag, problem, "%s", what);
}

static bool must_answer_now(const struct lic_exchange *exchange)
{
	const struct lic_head *head = &exchange->request.head;
	uint64_t declared;

	if (!exchange->refused)
		return false;
	return exchange->refused == LIC_PROBLEM_BAD_REQUEST || head->counts[LIC_FIELD_EXPECT] ||
	       (head->counts[LIC_FIELD_CONTENT_LENGTH] &&
		lic_num_parse(head->fields[LIC_FIELD_CONTENT_LENGTH], LIC_HTTP_DRAIN_MAX,
			      &declared) < 0);
}

bool lic_exchange_begin(struct lic_exchange *exchange)
{
	struct lic_request *request = &exchange->request;

	if (!exchange->refused)
		exchange->refused =
			request->vouched ? lic_guard_vouched(request) : lic_guard_admit(request);
	if (!exchange->refused &&
	    (request->route->body == LIC_BODY_JSON || request->route->body == LIC_BODY_FORM))
		lic_buf_init(&request->body, request->route->body_max);
	if (!exchange->refused && request->route->body == LIC_BODY_LINES &&
	    lic_spool_new(&request->lines, &request->service->spooled) < 0)
		lic_exchange_refuse(exchange, LIC_PROBLEM_BUSY, "out of memory: try again");
	return must_answer_now(exchange);
}

static bool throw_away(struct lic_exchange *exchange, size_t size)
{
	exchange->thrown_away += size;
	return exchange->thrown_away <= LIC_HTTP_DRAIN_MAX;
}

bool lic_exchange_receive(struct lic_exchange *exchange, struct lic_str bytes)
{
	struct lic_request *request = &exchange->request;
	int err;

	if (exchange->refused || request->route->body == LIC_BODY_NONE)
		return throw_away(exchange, bytes.len);
	if (request->route->body == LIC_BODY_LINES) {
		err = lic_spool_add(request->lines, bytes, &request->diag);
		if (err < 0)
			exchange->refused =
				err == LIC_ELIMIT ? LIC_PROBLEM_TOO_LARGE : LIC_PROBLEM_STORAGE;
		return true;
	}
	lic_buf_adds(&request->body, bytes);
	err = lic_buf_error(&request->body);
	if (err == LIC_ELIMIT)
		exchange->refused =
			lic_problem_set(&request->diag, LIC_PROBLEM_TOO_LARGE,
					"send at most %zu bytes", request->route->body_max);
	else if (err < 0)
		lic_exchange_refuse(exchange, LIC_PROBLEM_BUSY, "out of memory: try again");
	return true;
}

enum lic_next lic_exchange_next(const struct lic_exchange *exchange)
{
	const struct lic_request *request = &exchange->request;

	if (exchange->refused)
		return LIC_NEXT_ANSWER;
	if (request->route->look && request->service->online)
		return LIC_NEXT_LOOK;
	return request->route->waits ? LIC_NEXT_WAIT : LIC_NEXT_ANSWER;
}

static void write_problem(struct lic_exchange *exchange)
{
	struct lic_reply *reply = &exchange->reply;

	*reply = (struct lic_reply){.status = lic_problem_kinds[exchange->refused].status,
				    .type = LIC_TYPE_PROBLEM,
				    .body = reply->body};
	lic_buf_reset(reply->body);
	if (lic_console_has(exchange->request.head.path) && !exchange->request.vouched) {
		lic_console_refuse(&exchange->request, reply, exchange->refused);
		return;
	}
	lic_problem_write(reply->body, exchange->refused, exchange->request.diag.text);
	if (exchange->refused == LIC_PROBLEM_NO_TOKEN) {
		lic_reply_field(reply, "WWW-Authenticate", "Bearer realm=\"licit\"");
	} else if (exchange->refused == LIC_PROBLEM_BAD_METHOD) {
		lic_route_allow(exchange->request.head.path, exchange->allow);
		lic_reply_field(reply, "Allow", exchange->allow);
	} else if (exchange->refused == LIC_PROBLEM_BUSY) {
		lic_reply_field(reply, "Retry-After", "1");
	}
}

void lic_exchange_answer(struct lic_exchange *exchange, struct lic_worker *worker,
			 struct lic_buf *body)
{
	struct lic_request *request = &exchange->request;

	exchange->reply = (struct lic_reply){.status = 200, .type = LIC_TYPE_JSON, .body = body};
	if (!exchange->refused && !worker)
		lic_exchange_refuse(exchange, LIC_PROBLEM_BUSY, "out of memory: try again");
	if (!exchange->refused) {
		request->worker = worker;
		exchange->refused = request->route->run(request, &exchange->reply);
		request->worker = NULL;
	}
	if (!exchange->refused && lic_buf_error(body))
		lic_exchange_refuse(exchange, LIC_PROBLEM_INTERNAL,
				    "the answer is too long, or memory ran out");
	if (exchange->refused)
		write_problem(exchange);
}
