#include "batch_line.h"

#include "csv.h"
#include "json.h"

/* One field of CSV or TSV. TSV knows no quoting: what would break a line or a
 * column becomes a space. */
static void put_field(struct lic_buf *out, enum lic_batch_format format, struct lic_str s)
{
	if (format == LIC_BATCH_CSV) {
		lic_csv_write(out, s);
		return;
	}
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		lic_buf_addc(out, c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
	}
}

static char separator(enum lic_batch_format format)
{
	return format == LIC_BATCH_CSV ? ',' : '\t';
}

void lic_batch_line_header(struct lic_buf *out, enum lic_batch_format format)
{
	static const char *const columns[] = {"input",          "host",    "site",
					      "verdict",        "risk",    "coverage",
					      "sells_medicine", "signals", "error"};

	if (format == LIC_BATCH_NDJSON)
		return;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(columns); i++) {
		if (i)
			lic_buf_addc(out, separator(format));
		lic_buf_adds(out, lic_str_from(columns[i]));
	}
	lic_buf_addc(out, '\n');
}

static void put_signals(struct lic_buf *out, const struct lic_verdict *v)
{
	for (size_t i = 0; i < v->findings_count; i++) {
		if (i)
			lic_buf_addc(out, ' ');
		lic_buf_adds(out, lic_str_from(v->findings[i].signal));
	}
}

void lic_batch_line_verdict(struct lic_buf *out, enum lic_batch_format format,
			    const struct lic_verdict *v)
{
	const char sep = separator(format);

	if (format == LIC_BATCH_NDJSON) {
		lic_verdict_write(out, v, false);
		lic_buf_addc(out, '\n');
		return;
	}
	put_field(out, format, v->input);
	lic_buf_addc(out, sep);
	put_field(out, format, v->host);
	lic_buf_addc(out, sep);
	put_field(out, format, v->site);
	lic_buf_addc(out, sep);
	lic_buf_adds(out, lic_str_from(lic_verdict_class_name(v->class)));
	lic_buf_addc(out, sep);
	if (v->risk >= 0)
		lic_json_int(out, v->risk);
	lic_buf_addc(out, sep);
	lic_json_hundredths(out, v->coverage);
	lic_buf_addc(out, sep);
	if (v->sells_medicine >= 0)
		lic_json_bool(out, v->sells_medicine);
	lic_buf_addc(out, sep);
	put_signals(out, v);
	lic_buf_addc(out, sep);
	lic_buf_addc(out, '\n');
}

void lic_batch_line_error(struct lic_buf *out, enum lic_batch_format format, struct lic_str input,
			  const char *error)
{
	if (format == LIC_BATCH_NDJSON) {
		lic_verdict_write_error(out, input, error);
		lic_buf_addc(out, '\n');
		return;
	}
	put_field(out, format, input);
	for (int i = 0; i < 8; i++)
		lic_buf_addc(out, separator(format));
	put_field(out, format, lic_str_from(error));
	lic_buf_addc(out, '\n');
}

struct lic_str lic_batch_clean(struct lic_str line)
{
	if (line.len && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

const char *lic_batch_refuse(struct lic_str line)
{
	if (line.len > LIC_BATCH_LINE_MAX)
		return "the line is longer than 16384 bytes";
	return lic_str_trim(line).len ? NULL : "the line is empty";
}

void lic_batch_put_verdict(const struct lic_batch_options *options,
			   const struct lic_verdict *verdict, struct lic_buf *out,
			   struct lic_batch_totals *totals)
{
	totals->lines++;
	totals->by_class[verdict->class]++;
	if (!options->only || (options->only & 1u << verdict->class))
		lic_batch_line_verdict(out, options->format, verdict);
}

void lic_batch_put_error(const struct lic_batch_options *options, struct lic_str input,
			 const char *error, struct lic_buf *out, struct lic_batch_totals *totals)
{
	totals->lines++;
	totals->errors++;
	/* An over-long line is shown cut. */
	if (input.len > LIC_BATCH_LINE_MAX)
		input.len = 256;
	if (!options->only)
		lic_batch_line_error(out, options->format, input, error);
}
