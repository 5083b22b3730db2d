/*
 * The parameters of a request's query: those that Licit knows, as they were
 * sent, and their decoding. A name that Licit does not know is ignored, so that
 * a client may be newer than licitd.
 *
 * Depends on base only.
 */
#ifndef LIC_QUERY_H
#define LIC_QUERY_H

#include "arena.h"
#include "diag.h"

enum lic_param {
	LIC_PARAM_CLASS,
	LIC_PARAM_CODE,
	LIC_PARAM_COUNTRY,
	LIC_PARAM_DO,
	LIC_PARAM_DONE,
	LIC_PARAM_ID,
	LIC_PARAM_LIST,
	LIC_PARAM_NAME,
	LIC_PARAM_NEXT,
	LIC_PARAM_PAGE,
	LIC_PARAM_Q,
	LIC_PARAM_STATE,
	LIC_PARAM_TLD,
	LIC_PARAM_URL,
	LIC_PARAMS,
};

struct lic_query {
	struct lic_str values[LIC_PARAMS]; /* percent-encoded */
	unsigned counts[LIC_PARAMS];
};

const char *lic_param_name(enum lic_param param);

/* Note a name and value, both percent-encoded, with '+' already read as space. */
void lic_query_add(struct lic_query *query, struct lic_str name, struct lic_str value);

/* Note the parameters of a query as it stands in a target, behind the '?'. Turns each
 * '+' into a space where it lies; the query borrows the text. */
void lic_query_read(struct lic_query *query, char *text, size_t len);

/* The decoded value, in the arena or borrowed from the query; {NULL, 0} when it
 * was not sent. LIC_ESYNTAX: twice, or a '%' without two hexadecimal digits. */
LIC_CHECKED int lic_query_get(const struct lic_query *query, enum lic_param param,
			      struct lic_arena *arena, struct lic_str *out, struct lic_diag *diag);

#endif
