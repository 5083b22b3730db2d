/*
 * POST /v1/batch. The lines wait in the request's spool until the upload has
 * ended; then each is checked when the client is ready to read its verdict, so
 * that memory stays at one window of input and one block of output, however
 * long the batch is and however slowly it is read.
 */
#include "calls.h"
#include "json.h"

/* Room for a block of output and the line that runs over its end. */
#define OUT_MAX (LIC_HTTP_BLOCK + 2u * LIC_VERDICT_MAX)

struct batch {
	struct lic_stream stream; /* first: a batch is a stream */
	struct lic_service *service;
	struct lic_spool *lines;
	struct lic_buf out;
	size_t sent; /* of out */
	struct lic_batch_totals totals;
	struct lic_str country; /* for lines that name none: empty, or code */
	char code[2];
};

static void batch_free(struct lic_stream *stream)
{
	struct batch *batch = (struct batch *)stream;

	lic_spool_free(batch->lines);
	lic_buf_release(&batch->out);
	free(batch);
}

/* Move what was counted since the last time to the counters of the daemon. */
static void count(struct batch *batch)
{
	struct lic_counters *counters = &batch->service->counters;

	lic_counter_add(&counters->batch_lines, batch->totals.lines);
	lic_counter_add(&counters->refused_inputs, batch->totals.errors);
	for (int i = 0; i < LIC_VERDICT_CLASSES; i++)
		lic_counter_add(&counters->verdicts[i], batch->totals.by_class[i]);
	batch->totals = (struct lic_batch_totals){.lines = 0};
}

static void write_error(struct batch *batch, struct lic_str input, const char *error)
{
	batch->totals.lines++;
	batch->totals.errors++;
	lic_verdict_write_error(&batch->out, input, error);
	lic_buf_addc(&batch->out, '\n');
}

static void check_input(struct batch *batch, struct lic_check *check, struct lic_str input,
			struct lic_str country)
{
	const struct lic_batch_options options = {.country = country, .format = LIC_BATCH_NDJSON};

	lic_batch_line(check, &options, input, &batch->out, &batch->totals);
}

/* A line that is JSON: a string, or an object with "url" and perhaps "country". */
static void check_json(struct batch *batch, struct lic_check *check, struct lic_str line)
{
	struct lic_json *root = NULL;
	struct lic_diag diag;
	struct lic_str url, named, country = batch->country;
	char code[2];

	if (lic_json_parse(&root, line, &diag) < 0) {
		write_error(batch, line,
			    "not valid JSON: send an address, or a JSON string, or an object with "
			    "“url”");
		return;
	}
	url = lic_json_string(root);
	named = lic_json_string(lic_json_get(root, "country"));
	if (!url.ptr)
		url = lic_json_string(lic_json_get(root, "url"));
	if (named.len)
		country = lic_str(code, sizeof(code));
	if (!url.ptr)
		write_error(batch, line, "the object has no string “url”");
	else if (named.len && !lic_call_country_code(named, code))
		write_error(batch, line, LIC_COUNTRY_HELP);
	else
		check_input(batch, check, url, country);
	lic_json_free(root);
}

static void check_line(struct batch *batch, struct lic_check *check, struct lic_str line)
{
	struct lic_str text = lic_str_trim(line);

	if (line.len <= LIC_BATCH_LINE_MAX && text.len &&
	    (text.ptr[0] == '{' || text.ptr[0] == '"'))
		check_json(batch, check, text);
	else
		check_input(batch, check, line, batch->country);
}

static int64_t batch_read(struct lic_stream *stream, char *out, size_t size)
{
	struct batch *batch = (struct batch *)stream;
	struct lic_worker *worker = lic_service_worker(batch->service);
	struct lic_str line;

	if (!worker)
		return LIC_ENOMEM;
	if (batch->sent == batch->out.len) {
		batch->sent = 0;
		lic_buf_reset(&batch->out);
	}
	while (batch->out.len - batch->sent < size && batch->sent == 0) {
		int more = lic_spool_next(batch->lines, &line);
		if (more < 0)
			return more;
		if (more == 0)
			break;
		check_line(batch, worker->check, line);
		if (lic_buf_error(&batch->out))
			return lic_buf_error(&batch->out);
	}
	count(batch);
	size_t len = batch->out.len - batch->sent;
	if (len > size)
		len = size;
	if (len)
		memcpy(out, batch->out.ptr + batch->sent, len);
	batch->sent += len;
	return (int64_t)len;
}

enum lic_problem lic_call_batch(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_str country;
	struct batch *batch;
	enum lic_problem problem = lic_call_country_param(request, &country);

	if (problem)
		return problem;
	batch = calloc(1, sizeof(*batch));
	if (!batch)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BUSY,
				       "out of memory: try again");
	batch->stream.read = batch_read;
	batch->stream.free = batch_free;
	batch->service = request->service;
	batch->lines = request->lines;
	request->lines = NULL;
	lic_buf_init(&batch->out, OUT_MAX);
	if (country.len == sizeof(batch->code)) {
		memcpy(batch->code, country.ptr, sizeof(batch->code));
		batch->country = lic_str(batch->code, sizeof(batch->code));
	}
	reply->type = LIC_TYPE_NDJSON;
	reply->stream = &batch->stream;
	return LIC_PROBLEM_NONE;
}
