/*
 * The functions behind the rows of route.c, one file for each group. Each reads
 * the request and writes the reply, or returns a problem.
 */
#ifndef LIC_CALLS_H
#define LIC_CALLS_H

#include "request.h"

/* call_check.c */
enum lic_problem lic_call_check_get(struct lic_request *request, struct lic_reply *reply);
enum lic_problem lic_call_check_post(struct lic_request *request, struct lic_reply *reply);
bool lic_call_check_look(struct lic_request *request, void (*seen)(void *ctx), void *ctx);
enum lic_problem lic_call_facts(struct lic_request *request, struct lic_reply *reply);

/* call_batch.c */
enum lic_problem lic_call_batch(struct lic_request *request, struct lic_reply *reply);

/* call_lists.c */
enum lic_problem lic_call_lists(struct lic_request *request, struct lic_reply *reply);
enum lic_problem lic_call_alternatives(struct lic_request *request, struct lic_reply *reply);

/* call_warned.c */
enum lic_problem lic_call_warned(struct lic_request *request, struct lic_reply *reply);

/* call_status.c */
enum lic_problem lic_call_status(struct lic_request *request, struct lic_reply *reply);
enum lic_problem lic_call_healthz(struct lic_request *request, struct lic_reply *reply);

/* call_metrics.c */
enum lic_problem lic_call_metrics(struct lic_request *request, struct lic_reply *reply);

/* call_reports.c */
enum lic_problem lic_call_report(struct lic_request *request, struct lic_reply *reply);
enum lic_problem lic_call_reports(struct lic_request *request, struct lic_reply *reply);
enum lic_problem lic_call_report_remove(struct lic_request *request, struct lic_reply *reply);

/* call_pair.c */
enum lic_problem lic_call_pair(struct lic_request *request, struct lic_reply *reply);

/* call_page.c */
enum lic_problem lic_call_page(struct lic_request *request, struct lic_reply *reply);
bool lic_call_page_look(struct lic_request *request, void (*seen)(void *ctx), void *ctx);
enum lic_problem lic_call_openapi(struct lic_request *request, struct lic_reply *reply);

/* ---- what several of them share (call_common.c) ----------------------- */

#define LIC_COUNTRY_HELP "give the country by its two letters of ISO 3166-1, as CZ or DE"

/* A country's code in capitals; false if there is no such country. */
bool lic_call_country_code(struct lic_str named, char out[2]);

/* The buyer's country of a request: what it names, else the setting's; empty for
 * none. */
enum lic_problem lic_call_country(struct lic_request *request, struct lic_str named,
				  struct lic_str *out);

/* The country of the query. */
enum lic_problem lic_call_country_param(struct lic_request *request, struct lic_str *out);

/* Elements that are written into an array of the reply, one by one. */
struct lic_call_array {
	struct lic_buf *out;
	size_t count;
};

/* What is added to out next is an element of it. */
void lic_call_element(struct lic_call_array *array);

/* The "country" of a reply; null where there is none. */
void lic_call_country_field(struct lic_buf *out, struct lic_str country);

/* The problem of a reply for which lists were read, with err or too long for its room;
 * NONE if neither. */
enum lic_problem lic_call_lists_read(struct lic_request *request, const struct lic_buf *body,
				     int err);

/* Parse the body into an object: the caller frees *out. */
struct lic_json;
enum lic_problem lic_call_json(struct lic_request *request, struct lic_json **out);

/* Check what a document of POST /v1/check says (call_check.c). The verdict, and the
 * facts that the worker's check has, borrow from the document. */
struct lic_verdict;
enum lic_problem lic_call_check_document(struct lic_request *request, const struct lic_json *root,
					 const struct lic_verdict **verdict);

/* A string member of at most max bytes. {NULL, 0} where an optional one is
 * missing. */
enum lic_problem lic_call_member(struct lic_request *request, const struct lic_json *object,
				 const char *name, size_t max, bool needed, struct lic_str *out);

#endif
