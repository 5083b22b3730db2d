/*
 * Who may call. Any web page that the shopper has open can send requests to a
 * loopback port, directly or by a name that it points there: so a request must
 * name this daemon by a host it knows, must not come from a web page, and must
 * carry a token. No reply ever allows a web page to read it (no CORS).
 */
#ifndef LIC_GUARD_H
#define LIC_GUARD_H

#include "request.h"

/* Look at the head of a request and set its route: NONE, or the refusal with its
 * sentence in request->diag. */
enum lic_problem lic_guard_admit(struct lic_request *request);

/* The same where the browser vouches for the caller (native messaging): the path and
 * the method are looked at, and no fields. */
enum lic_problem lic_guard_vouched(struct lic_request *request);

/* The three tests on their own, for their test. */

/* Is this Host a loopback name or address, the address listened on, or a
 * configured name? Any port will do. */
bool lic_guard_knows_host(const struct lic_service *service, struct lic_str host);

/* Is this Origin a browser extension's? */
bool lic_guard_knows_origin(struct lic_str origin);

/* The token of an Authorization field; {NULL, 0} if it is none. */
struct lic_str lic_guard_token(struct lic_str authorization);

#endif
