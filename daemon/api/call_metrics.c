#include "calls.h"

/* The text format of Prometheus, version 0.0.4. */
#define METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"

static void describe(struct lic_buf *out, const char *name, const char *type, const char *help)
{
	lic_buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void label(struct lic_buf *out, const char *name, struct lic_str value)
{
	lic_buf_printf(out, "%s=\"", name);
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];

		if (c == '\n') {
			LIC_BUF_LIT(out, "\\n");
			continue;
		}
		if (c == '"' || c == '\\')
			lic_buf_addc(out, '\\');
		lic_buf_addc(out, c);
	}
	lic_buf_addc(out, '"');
}

static void sample(struct lic_buf *out, uint64_t value)
{
	lic_buf_printf(out, " %llu\n", (unsigned long long)value);
}

static void one(struct lic_buf *out, const char *name, const char *type, const char *help,
		uint64_t value)
{
	describe(out, name, type, help);
	lic_buf_adds(out, lic_str_from(name));
	sample(out, value);
}

static void write_requests(struct lic_buf *out, const struct lic_counters *counters)
{
	describe(out, "licit_http_requests_total", "counter", "Requests answered, by status.");
	for (unsigned i = 0; i < LIC_ARRAY_SIZE(counters->statuses); i++) {
		uint64_t count = lic_counter_get(&counters->statuses[i]);

		if (count) {
			lic_buf_printf(out, "licit_http_requests_total{status=\"%u\"}",
				       i + LIC_COUNTED_STATUS_MIN);
			sample(out, count);
		}
	}
}

static void write_counters(struct lic_buf *out, const struct lic_counters *counters)
{
	uint64_t closed = lic_counter_get(&counters->connections_closed);

	describe(out, "licit_checks_total", "counter", "Addresses checked, by verdict.");
	for (int i = 0; i < LIC_VERDICT_CLASSES; i++) {
		lic_buf_printf(out, "licit_checks_total{verdict=\"%s\"}",
			       lic_verdict_class_name((enum lic_verdict_class)i));
		sample(out, lic_counter_get(&counters->verdicts[i]));
	}
	one(out, "licit_refused_inputs_total", "counter", "Addresses that could not be checked.",
	    lic_counter_get(&counters->refused_inputs));
	one(out, "licit_batch_lines_total", "counter", "Lines of batches.",
	    lic_counter_get(&counters->batch_lines));
	one(out, "licit_reports_total", "counter", "Reports kept.",
	    lic_counter_get(&counters->reports));
	write_requests(out, counters);
	one(out, "licit_http_connections", "gauge", "Connections open now.",
	    lic_counter_get(&counters->connections_opened) - closed);
	one(out, "licit_http_overdue_total", "counter",
	    "Connections closed because their request did not arrive in time.",
	    lic_counter_get(&counters->overdue));
}

static int write_list_entries(void *ctx, const struct lic_list_info *info)
{
	struct lic_buf *out = ctx;

	LIC_BUF_LIT(out, "licit_list_entries{");
	label(out, "list", info->id);
	lic_buf_addc(out, ',');
	label(out, "kind", info->kind);
	lic_buf_addc(out, '}');
	sample(out, info->in_force);
	return lic_buf_error(out);
}

static int write_list_as_of(void *ctx, const struct lic_list_info *info)
{
	struct lic_buf *out = ctx;

	if (info->as_of == 0)
		return LIC_OK;
	LIC_BUF_LIT(out, "licit_list_as_of_timestamp_seconds{");
	label(out, "list", info->id);
	lic_buf_printf(out, "} %lld\n", (long long)info->as_of * 86400);
	return lic_buf_error(out);
}

static int write_list_state(void *ctx, const struct lic_list_info *info)
{
	struct lic_buf *out = ctx;

	LIC_BUF_LIT(out, "licit_list_out_of_date{");
	label(out, "list", info->id);
	lic_buf_addc(out, '}');
	sample(out, lic_list_info_is_old(info));
	return lic_buf_error(out);
}

static int write_lists(struct lic_buf *out, struct lic_engine *engine)
{
	describe(out, "licit_list_entries", "gauge", "Entries in force.");
	int err = lic_lists_each(engine, write_list_entries, out);
	if (err < 0)
		return err;
	describe(out, "licit_list_as_of_timestamp_seconds", "gauge",
		 "The date of the state that a list was read in.");
	err = lic_lists_each(engine, write_list_as_of, out);
	if (err < 0)
		return err;
	describe(out, "licit_list_out_of_date", "gauge", "1 where a list is older than it may be.");
	return lic_lists_each(engine, write_list_state, out);
}

static void write_status(void *ctx, const struct lic_status *status)
{
	struct lic_buf *out = ctx;

	describe(out, "licit_info", "gauge", "The version, the listset and the model in use.");
	LIC_BUF_LIT(out, "licit_info{version=\"" LICIT_VERSION "\",");
	label(out, "listset", status->listset);
	lic_buf_addc(out, ',');
	label(out, "model", status->model);
	LIC_BUF_LIT(out, "} 1\n");
	one(out, "licit_entries", "gauge", "Entries of all lists.", status->entries);
	one(out, "licit_pairings", "gauge", "Tokens in force.", status->pairings);
}

enum lic_problem lic_call_metrics(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_service *service = request->service;
	struct lic_buf *out = reply->body;

	reply->type = METRICS_TYPE;
	lic_service_status(service, write_status, out);
	one(out, "licit_start_time_seconds", "gauge", "When licitd was started.",
	    (uint64_t)service->started_at);
	write_counters(out, &service->counters);
	return lic_call_lists_read(request, out, write_lists(out, service->engine));
}
