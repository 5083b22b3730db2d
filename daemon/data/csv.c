#include "csv.h"

#include "buf.h"

int lic_csv_init(struct lic_csv *csv, struct lic_str text)
{
	*csv = (struct lic_csv){.rest = text, .next_line = 1, .separator = ','};
	if (lic_str_starts(text, LIC_STR("\xEF\xBB\xBF")))
		csv->rest = lic_str(text.ptr + 3, text.len - 3);
	csv->unquoted = malloc(LIC_LIST_LINE_MAX);
	return csv->unquoted ? LIC_OK : LIC_ENOMEM;
}

void lic_csv_release(struct lic_csv *csv)
{
	free(csv->unquoted);
	csv->unquoted = NULL;
}

/* Where the reading of one record stands. */
struct scan {
	const char *p;
	const char *end;
	uint32_t line;
	char *unquoted; /* the next free byte of csv->unquoted */
	char separator;
	bool loose;
};

static void skip_empty_lines(struct lic_csv *csv)
{
	for (;;) {
		size_t n = 0;

		if (lic_str_starts(csv->rest, LIC_STR("\n")))
			n = 1;
		else if (lic_str_starts(csv->rest, LIC_STR("\r\n")))
			n = 2;
		if (n == 0)
			return;
		csv->rest = lic_str(csv->rest.ptr + n, csv->rest.len - n);
		csv->next_line++;
	}
}

static bool at_line_end(const struct scan *s)
{
	return s->p == s->end || *s->p == '\n' ||
	       (*s->p == '\r' && s->p + 1 < s->end && s->p[1] == '\n');
}

static int read_plain(struct scan *s, struct lic_str *field, struct lic_diag *diag)
{
	const char *start = s->p;

	while (s->p < s->end && *s->p != s->separator && *s->p != '\n') {
		if (*s->p == '"' && !s->loose)
			return lic_diag_set(diag, LIC_ESYNTAX,
					    "line %u: a quote inside a field that does not begin "
					    "with one",
					    s->line);
		if (*s->p == '\r') {
			if (at_line_end(s))
				break;
			s->p++;
			return lic_diag_set(diag, LIC_ESYNTAX,
					    "line %u: a carriage return without a line feed",
					    s->line);
		}
		s->p++;
	}
	*field = lic_str(start, (size_t)(s->p - start));
	return LIC_OK;
}

/* The first "" makes the rest of the field go to s->unquoted. */
static int read_quoted(struct scan *s, struct lic_str *field, struct lic_diag *diag)
{
	uint32_t opened = s->line;
	const char *start = ++s->p;
	char *copy = NULL;
	size_t copied = 0;

	for (;;) {
		const char *quote = memchr(start, '"', (size_t)(s->end - start));

		if (!quote) {
			s->p = s->end;
			return lic_diag_set(diag, LIC_ESYNTAX,
					    "line %u: a quote is opened and never closed", opened);
		}
		for (const char *c = start; c < quote; c++)
			s->line += *c == '\n';
		size_t run = (size_t)(quote - start);
		bool doubled = quote + 1 < s->end && quote[1] == '"';
		s->p = quote + 1;
		if (!doubled && !copy) {
			*field = lic_str(start, run);
			break;
		}
		if (!copy)
			copy = s->unquoted;
		memcpy(copy + copied, start, run);
		copied += run;
		if (!doubled) {
			*field = lic_str(copy, copied);
			s->unquoted += copied;
			break;
		}
		copy[copied++] = '"';
		start = quote + 2;
	}
	if (!at_line_end(s) && *s->p != s->separator)
		return lic_diag_set(diag, LIC_ESYNTAX, "line %u: text behind a closing quote",
				    s->line);
	return LIC_OK;
}

/* The fields up to the end of the line: their number, or an error. */
static int read_fields(struct lic_csv *csv, struct scan *s, struct lic_diag *diag)
{
	int count = 0;

	for (;;) {
		if (count == LIC_CSV_COLUMNS_MAX)
			return lic_diag_set(diag, LIC_ELIMIT, "line %u: more than %d fields",
					    csv->line, LIC_CSV_COLUMNS_MAX);
		struct lic_str *field = &csv->field[count++];
		int err = s->p < s->end && *s->p == '"' ? read_quoted(s, field, diag)
							: read_plain(s, field, diag);
		if (err < 0)
			return err;
		if (at_line_end(s))
			return count;
		s->p++;
	}
}

int lic_csv_next(struct lic_csv *csv, struct lic_diag *diag)
{
	skip_empty_lines(csv);
	if (csv->rest.len == 0)
		return 0;
	csv->line = csv->next_line;

	/* Only so much of the text is looked at: then one record's fields fit into
	 * csv->unquoted, and a lost quote costs no more than one record's time. */
	bool cut = csv->rest.len > LIC_LIST_LINE_MAX;
	struct scan s = {
		.p = csv->rest.ptr,
		.end = csv->rest.ptr + (cut ? LIC_LIST_LINE_MAX : csv->rest.len),
		.line = csv->line,
		.unquoted = csv->unquoted,
		.separator = csv->separator,
		.loose = csv->loose,
	};
	int count = read_fields(csv, &s, diag);
	if (cut && s.p == s.end)
		return lic_diag_set(diag, LIC_ELIMIT, "line %u: a record of %d bytes or more",
				    csv->line, LIC_LIST_LINE_MAX);
	if (count < 0)
		return count;
	if (csv->columns == 0 || csv->loose)
		csv->columns = (size_t)count;
	if ((size_t)count != csv->columns)
		return lic_diag_set(diag, LIC_ESYNTAX, "line %u: %d fields instead of %zu",
				    csv->line, count, csv->columns);
	if (s.p < s.end)
		s.p += *s.p == '\r' ? 2 : 1;
	csv->next_line = s.line + 1;
	csv->rest = lic_str(s.p, csv->rest.len - (size_t)(s.p - csv->rest.ptr));
	return 1;
}

void lic_csv_write(struct lic_buf *buf, struct lic_str field)
{
	/* Else the first field of a file would lose it as a byte order mark. */
	bool quote = lic_str_starts(field, LIC_STR("\xEF\xBB\xBF"));

	for (size_t i = 0; i < field.len && !quote; i++)
		quote = field.ptr[i] == '"' || field.ptr[i] == ',' || field.ptr[i] == '\n' ||
			field.ptr[i] == '\r';
	if (!quote) {
		lic_buf_adds(buf, field);
		return;
	}
	lic_buf_addc(buf, '"');
	for (size_t i = 0; i < field.len; i++) {
		if (field.ptr[i] == '"')
			lic_buf_addc(buf, '"');
		lic_buf_addc(buf, field.ptr[i]);
	}
	lic_buf_addc(buf, '"');
}
