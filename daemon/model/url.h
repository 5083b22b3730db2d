/*
 * An http or https address in the form that a browser would open (WHATWG URL
 * Standard, https://url.spec.whatwg.org/). Pure.
 */
#ifndef LIC_URL_H
#define LIC_URL_H

#include "buf.h"
#include "diag.h"

struct lic_url {
	struct lic_str text; /* canonical, without user-info and fragment */
	struct lic_str host; /* as in text: a dot at its end is still there */
	struct lic_str path; /* from its '/', query included: the end of text */
	bool is_ip;
	bool has_user; /* user-info was given, and dropped */
	bool has_port; /* a port other than the scheme's own */
	bool is_plain; /* input and text are the same, and neither needs an escape in JSON */
};

/* Parse an address. One without a scheme is read as https. The views lie in
 * store, which is emptied first. 0, LIC_ELIMIT (longer than LIC_URL_MAX, as given or
 * in canonical form), LIC_ESCHEME, LIC_EHOST (also for the port) or LIC_ENOMEM,
 * with what to do in diag. */
LIC_CHECKED int lic_url_parse(struct lic_url *out, struct lic_str input, struct lic_buf *store,
			      struct lic_diag *diag);

#endif
