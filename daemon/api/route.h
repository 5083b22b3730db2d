/*
 * The one table of what licitd answers: docs/openapi.json says the same, and a
 * test compares them. A new call is one row here and one function.
 */
#ifndef LIC_ROUTE_H
#define LIC_ROUTE_H

#include "request.h"

enum lic_body {
	LIC_BODY_NONE,  /* whatever is sent is thrown away */
	LIC_BODY_JSON,  /* one document, held in memory */
	LIC_BODY_LINES, /* NDJSON of any length, spooled */
	LIC_BODY_FORM,  /* of a page of the console, held in memory */
};

struct lic_sheet;

struct lic_route {
	const char *method; /* "GET" answers HEAD too */
	const char *path;
	bool open;  /* needs no token */
	bool waits; /* may wait for the store: runs on a thread of its own */
	enum lic_body body;
	size_t body_max; /* of a JSON body or a form */
	const char *summary;
	/* Begin the look at a site that the request asks for, into request->look; seen is
	 * called as by lic_look_begin. False: it asks for none, or none can be had. NULL: it
	 * never does. */
	bool (*look)(struct lic_request *request, void (*seen)(void *ctx), void *ctx);
	/* Of the console alone: writes the page. Whoever may do `action` gets it; open: anybody. */
	enum lic_problem (*page)(struct lic_sheet *page);
	enum lic_action action;
	/* Write the reply, or return the problem with its sentence in request->diag. */
	enum lic_problem (*run)(struct lic_request *request, struct lic_reply *reply);
};

extern const struct lic_route lic_routes[];
extern const size_t lic_routes_count;

/* The row of a method and path: NONE, or NOT_FOUND or BAD_METHOD with the
 * sentence in diag. */
enum lic_problem lic_route_find(struct lic_str method, struct lic_str path,
				const struct lic_route **out, struct lic_diag *diag);

/* The methods that a path takes, for the Allow field. */
#define LIC_ALLOW_SIZE 32
void lic_route_allow(struct lic_str path, char out[LIC_ALLOW_SIZE]);

#endif
