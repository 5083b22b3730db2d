#include "route.h"

#include "calls.h"
#include "console.h"

const struct lic_route lic_routes[] = {
	{
		.method = "GET",
		.path = "/",
		.open = true,
		.summary = "A page for people: checks an address, and says how to pair a browser",
		.look = lic_call_page_look,
		.run = lic_call_page,
	},
	{
		.method = "GET",
		.path = "/healthz",
		.open = true,
		.summary = "Whether licitd runs",
		.run = lic_call_healthz,
	},
	{
		.method = "GET",
		.path = "/openapi.json",
		.open = true,
		.summary = "This description",
		.run = lic_call_openapi,
	},
	{
		.method = "GET",
		.path = "/metrics",
		.summary = "Counters for Prometheus",
		.run = lic_call_metrics,
	},
	{
		.method = "GET",
		.path = "/v1/check",
		.summary = "The verdict on an address, by lists and name",
		.run = lic_call_check_get,
	},
	{
		.method = "POST",
		.path = "/v1/check",
		.body = LIC_BODY_JSON,
		.body_max = LIC_HTTP_BODY_MAX,
		.summary = "The verdict on an address, sent in a body",
		.look = lic_call_check_look,
		.run = lic_call_check_post,
	},
	{
		.method = "POST",
		.path = "/v1/facts",
		.body = LIC_BODY_JSON,
		.body_max = LIC_HTTP_BODY_MAX,
		.summary = "What the verdict on an address rests on",
		.look = lic_call_check_look,
		.run = lic_call_facts,
	},
	{
		.method = "POST",
		.path = "/v1/batch",
		.body = LIC_BODY_LINES,
		.summary = "Verdicts on many addresses, one line each",
		.run = lic_call_batch,
	},
	{
		.method = "GET",
		.path = "/v1/alternatives",
		.summary = "Verified pharmacies for a buyer's country, and its registers",
		.run = lic_call_alternatives,
	},
	{
		.method = "GET",
		.path = "/v1/warned",
		.summary = "The sites that lists of illegal sellers have warned about",
		.run = lic_call_warned,
	},
	{
		.method = "GET",
		.path = "/v1/lists",
		.summary = "The lists that verdicts rest on, and how old they are",
		.run = lic_call_lists,
	},
	{
		.method = "GET",
		.path = "/v1/status",
		.summary = "What licitd knows and has done",
		.run = lic_call_status,
	},
	{
		.method = "POST",
		.path = "/v1/reports",
		.waits = true,
		.body = LIC_BODY_JSON,
		.body_max = LIC_HTTP_REPORT_MAX,
		.summary = "Keep a shopper's report of a site, or of a false alarm",
		.run = lic_call_report,
	},
	{
		.method = "GET",
		.path = "/v1/reports",
		.waits = true,
		.summary = "The reports that are kept",
		.run = lic_call_reports,
	},
	{
		.method = "DELETE",
		.path = "/v1/reports",
		.waits = true,
		.summary = "Forget a report",
		.run = lic_call_report_remove,
	},
	{
		.method = "POST",
		.path = "/v1/pair",
		.open = true,
		.waits = true,
		.body = LIC_BODY_JSON,
		.body_max = LIC_HTTP_PAIR_MAX,
		.summary = "Trade a one-time code for a token",
		.run = lic_call_pair,
	},
};

const size_t lic_routes_count = LIC_ARRAY_SIZE(lic_routes);

/* The calls, and the pages of the console. */
static const struct lic_route *row_at(size_t i)
{
	if (i < lic_routes_count)
		return &lic_routes[i];
	i -= lic_routes_count;
	return i < lic_console_routes_count ? &lic_console_routes[i] : NULL;
}

static bool takes(const struct lic_route *route, struct lic_str method)
{
	return lic_str_eq(method, lic_str_from(route->method)) ||
	       (strcmp(route->method, "GET") == 0 && lic_str_eq(method, LIC_STR("HEAD")));
}

enum lic_problem lic_route_find(struct lic_str method, struct lic_str path,
				const struct lic_route **out, struct lic_diag *diag)
{
	char allow[LIC_ALLOW_SIZE];
	const struct lic_route *row;
	bool path_known = false;

	for (size_t i = 0; (row = row_at(i)) != NULL; i++) {
		if (!lic_str_eq(path, lic_str_from(row->path)))
			continue;
		path_known = true;
		if (takes(row, method)) {
			*out = row;
			return LIC_PROBLEM_NONE;
		}
	}
	if (!path_known)
		return lic_problem_set(diag, LIC_PROBLEM_NOT_FOUND,
				       "GET /openapi.json lists every call that there is.");
	lic_route_allow(path, allow);
	return lic_problem_set(diag, LIC_PROBLEM_BAD_METHOD, "Use %s.", allow);
}

void lic_route_allow(struct lic_str path, char out[LIC_ALLOW_SIZE])
{
	const struct lic_route *row;
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; (row = row_at(i)) != NULL; i++) {
		if (!lic_str_eq(path, lic_str_from(row->path)))
			continue;
		int n = snprintf(out + len, LIC_ALLOW_SIZE - len, "%s%s", len ? ", " : "",
				 strcmp(row->method, "GET") == 0 ? "GET, HEAD" : row->method);
		len += n > 0 ? (size_t)n : 0;
	}
}
