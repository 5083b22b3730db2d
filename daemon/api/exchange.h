/*
 * The course of one request, from its head to its reply, without a socket: is it
 * let in, where does its body go, what is answered. server.c and native.c move the
 * bytes.
 *
 * A refusal is noted when it is found and answered when the whole request has
 * arrived, because a client that still sends would not read it.
 */
#ifndef LIC_EXCHANGE_H
#define LIC_EXCHANGE_H

#include "request.h"
#include "route.h"

struct lic_exchange {
	struct lic_request request;
	struct lic_reply reply;
	enum lic_problem refused;
	uint64_t thrown_away; /* bytes of a body that nobody wants */
	char allow[LIC_ALLOW_SIZE];
};

/* Make ready for a request, the first or the next. */
void lic_exchange_reset(struct lic_exchange *exchange, struct lic_service *service);

/* Note a field of the head. */
void lic_exchange_field(struct lic_exchange *exchange, struct lic_str name, struct lic_str value);

/* The head is whole, and request.head filled in. True: answer now and read no
 * more of the connection. */
bool lic_exchange_begin(struct lic_exchange *exchange);

/* A piece of the body. False: enough, close the connection. */
bool lic_exchange_receive(struct lic_exchange *exchange, struct lic_str bytes);

/* Refuse what begin let in. */
void lic_exchange_refuse(struct lic_exchange *exchange, enum lic_problem problem, const char *what);

/* What a request whose body is whole waits for. */
enum lic_next {
	LIC_NEXT_ANSWER, /* nothing */
	LIC_NEXT_WAIT,   /* the store, perhaps: answer on the thread for that */
	LIC_NEXT_LOOK,   /* a look at a site, which route->look begins */
};
enum lic_next lic_exchange_next(const struct lic_exchange *exchange);

/* Make the reply, with its text in body. worker: the calling thread's, or NULL
 * where there is no memory for one. */
void lic_exchange_answer(struct lic_exchange *exchange, struct lic_worker *worker,
			 struct lic_buf *body);

#endif
