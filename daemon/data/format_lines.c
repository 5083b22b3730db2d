#include "format_lines.h"

#include "format_text.h"

#include <arpa/inet.h>

void lic_lines_init(struct lic_lines *lines, struct lic_str text)
{
	*lines = (struct lic_lines){.rest = text};
	if (lic_str_starts(text, LIC_STR("\xEF\xBB\xBF")))
		lines->rest = lic_str(text.ptr + 3, text.len - 3);
}

int lic_lines_next(struct lic_lines *lines, struct lic_str *out, struct lic_diag *diag)
{
	if (lines->rest.len == 0)
		return 0;
	size_t len = lic_str_find(lines->rest, '\n');
	size_t step = len < lines->rest.len ? len + 1 : len;
	lines->line++;
	if (len > LIC_LIST_LINE_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "line %u: longer than %d bytes", lines->line,
				    LIC_LIST_LINE_MAX);
	*out = lic_str(lines->rest.ptr, len);
	lines->rest = lic_str(lines->rest.ptr + step, lines->rest.len - step);
	return 1;
}

void lic_rows_init(struct lic_rows *rows, const struct lic_sink *sink)
{
	*rows = (struct lic_rows){.sink = sink};
}

static int hand_on(struct lic_rows *rows, struct lic_str name, bool below, uint32_t line)
{
	struct lic_record record = rows->record;

	record.name = name;
	record.below = below;
	record.line = line;
	return rows->sink->record(rows->sink->ctx, &record);
}

/* Hand on the name that waits, if one does. */
static int let_go(struct lic_rows *rows, bool below)
{
	size_t len = rows->held_len;

	rows->held_len = 0;
	return len ? hand_on(rows, lic_str(rows->held, len), below, rows->held_line) : LIC_OK;
}

int lic_rows_settle(struct lic_rows *rows)
{
	return let_go(rows, false);
}

static int add_row(struct lic_rows *rows, struct lic_str name, bool below)
{
	int err = let_go(rows, false);

	if (err < 0)
		return err;
	rows->count++;
	return hand_on(rows, name, below, rows->record.line);
}

int lic_rows_name(struct lic_rows *rows, struct lic_str name)
{
	return add_row(rows, name, false);
}

int lic_rows_below(struct lic_rows *rows, struct lic_str name)
{
	return add_row(rows, name, true);
}

bool lic_rows_holds(const struct lic_rows *rows, struct lic_str name)
{
	return rows->held_len && lic_str_caseeq(lic_str(rows->held, rows->held_len), name);
}

/* Is it "*." and the host? */
static bool is_below(struct lic_str name, struct lic_str host)
{
	return lic_str_starts(name, LIC_STR("*.")) &&
	       lic_str_caseeq(lic_str(name.ptr + 2, name.len - 2), host);
}

int lic_rows_half(struct lic_rows *rows, struct lic_str name)
{
	struct lic_str held = lic_str(rows->held, rows->held_len);

	if (held.len && is_below(name, held))
		return let_go(rows, true);
	if (held.len && is_below(held, name))
		return let_go(rows, false);
	if (name.len == 0 || name.len > sizeof(rows->held))
		return lic_rows_name(rows, name);
	int err = let_go(rows, false);
	if (err < 0)
		return err;
	memcpy(rows->held, name.ptr, name.len);
	rows->held_len = name.len;
	rows->held_line = rows->record.line;
	rows->count++;
	return LIC_OK;
}

int lic_rows_refuse(struct lic_rows *rows, struct lic_str text, const char *reason)
{
	const struct lic_sink *sink = rows->sink;
	int err = let_go(rows, false);

	if (err < 0 || !sink->refuse)
		return err;
	return sink->refuse(sink->ctx, rows->record.line, text, reason);
}

int lic_rows_end(struct lic_rows *rows, struct lic_diag *diag)
{
	const struct lic_sink *sink = rows->sink;
	int err = let_go(rows, false);

	if (err < 0)
		return err;
	if (rows->count == 0)
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "line %u: the end, and no line was a row of this format",
				    rows->record.line ? rows->record.line : 1);
	return rows->as_of && sink->as_of ? sink->as_of(sink->ctx, rows->as_of) : LIC_OK;
}

/* The number of the month that a word names ("Jun", "June"), or 0. */
static unsigned month_of(struct lic_str word)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	for (unsigned i = 0; i < 12 && word.len >= 3; i++)
		if (lic_str_caseeq(lic_str(word.ptr, 3), lic_str(names + i * (size_t)3, 3)))
			return i + 1;
	return 0;
}

/* A date that the text begins with: "2026-06-18…", "18 Jun 2026 …", "Thu, 18
 * June 2026", "June 18, 2026"; 0 if there is none. */
static lic_date date_in(struct lic_str text)
{
	struct lic_str word[4];
	size_t count = 0;
	lic_date date;

	if (text.len >= 10 && lic_date_parse(lic_str(text.ptr, 10), &date) == LIC_OK)
		return date;
	while (count < LIC_ARRAY_SIZE(word) && lic_word_next(&text, &word[count])) {
		while (word[count].len &&
		       lic_str_find(LIC_STR(",."), word[count].ptr[word[count].len - 1]) < 2)
			word[count].len--;
		count++;
	}
	for (size_t i = 0; i + 3 <= count && i < 2; i++) {
		bool month_first = month_of(word[i]) != 0;
		struct lic_str day = word[i + month_first], year = word[i + 2];
		unsigned month = month_of(word[i + !month_first]);
		char dmy[16];

		if (!month || day.len > 2 || year.len != 4)
			continue;
		int len = snprintf(dmy, sizeof(dmy), "%.*s.%u.%.*s", LIC_STR_ARG(day), month,
				   LIC_STR_ARG(year));
		if (lic_date_parse_dmy(lic_str(dmy, (size_t)len), &date) == LIC_OK)
			return date;
	}
	return 0;
}

void lic_rows_comment(struct lic_rows *rows, struct lic_str comment)
{
	static const char *const keys[] = {"last modified", "last updated", "last update",
					   "modified",      "updated",      "timeupdated",
					   "date"};
	struct lic_str key;

	if (rows->count || rows->as_of)
		return;
	while (comment.len && !lic_is_alpha(comment.ptr[0]))
		comment = lic_str(comment.ptr + 1, comment.len - 1);
	if (!lic_str_split(&comment, ':', &key) || !comment.ptr)
		return;
	if (lic_str_is_caseamong(lic_str_trim(key), keys, LIC_ARRAY_SIZE(keys)))
		rows->as_of = date_in(lic_str_trim(comment));
}

int lic_lines_read(const struct lic_line_rules *rules, struct lic_str text,
		   const struct lic_sink *sink, struct lic_diag *diag)
{
	struct lic_lines lines;
	struct lic_rows rows;
	struct lic_str line;

	int err = lic_format_check_text(text, diag);
	if (err < 0)
		return err;
	lic_lines_init(&lines, text);
	lic_rows_init(&rows, sink);
	while ((err = lic_lines_next(&lines, &line, diag)) > 0) {
		rows.record.line = lines.line;
		line = lic_str_trim(line);
		if (line.len == 0)
			continue;
		if (rules->is_comment(line)) {
			lic_rows_comment(&rows, line);
			continue;
		}
		err = rules->row(&rows, line);
		if (err < 0)
			return err;
	}
	return err < 0 ? err : lic_rows_end(&rows, diag);
}

int lic_lines_share(size_t ours, size_t others)
{
	return ours > others ? (int)(ours * 99 / (ours + others)) : 0;
}

int lic_lines_detect(const struct lic_line_rules *rules, struct lic_str head)
{
	struct lic_lines lines;
	struct lic_str line;
	size_t ours = 0, others = 0;

	lic_lines_init(&lines, head);
	while (lic_lines_next(&lines, &line, NULL) > 0) {
		line = lic_str_trim(line);
		if (line.len == 0 || rules->is_comment(line))
			continue;
		if (rules->is_shape(line))
			ours++;
		else
			others++;
	}
	return lic_lines_share(ours, others);
}

bool lic_is_hash_comment(struct lic_str line)
{
	return line.ptr[0] == '#';
}

struct lic_str lic_line_code(struct lic_str line)
{
	for (size_t i = 1; i < line.len; i++)
		if (line.ptr[i] == '#' && (line.ptr[i - 1] == ' ' || line.ptr[i - 1] == '\t'))
			return lic_str_trim(lic_str(line.ptr, i));
	return line;
}

bool lic_word_next(struct lic_str *rest, struct lic_str *word)
{
	const char *p = rest->ptr, *end = p + rest->len;

	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	const char *start = p;
	while (p < end && *p != ' ' && *p != '\t')
		p++;
	*word = lic_str(start, (size_t)(p - start));
	*rest = lic_str(p, (size_t)(end - p));
	return word->len > 0;
}

static bool is_host_char(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '*' ||
	       (unsigned char)c >= 0x80;
}

bool lic_looks_like_host(struct lic_str s)
{
	bool letter = false;

	for (size_t i = 0; i < s.len; i++) {
		if (!is_host_char(s.ptr[i]))
			return false;
		letter |= !lic_is_digit(s.ptr[i]) && s.ptr[i] != '.' && s.ptr[i] != '*';
	}
	return letter && lic_str_find(s, '.') < s.len;
}

enum lic_address lic_address_of(struct lic_str s)
{
	char text[INET6_ADDRSTRLEN];
	struct in_addr v4;
	struct in6_addr v6;

	if (lic_str_eq(s, LIC_STR("0.0.0.0")) || lic_str_eq(s, LIC_STR("127.0.0.1")))
		return LIC_ADDRESS_SINK;
	s.len = lic_str_find(s, '%');
	if (s.len == 0 || s.len >= sizeof(text))
		return LIC_ADDRESS_NONE;
	memcpy(text, s.ptr, s.len);
	text[s.len] = '\0';
	if (inet_pton(AF_INET, text, &v4) == 1) {
		uint32_t net = ntohl(v4.s_addr) >> 24;
		return net == 0 || net == 127 ? LIC_ADDRESS_SINK : LIC_ADDRESS_OTHER;
	}
	if (inet_pton(AF_INET6, text, &v6) != 1)
		return LIC_ADDRESS_NONE;
	return IN6_IS_ADDR_UNSPECIFIED(&v6) || IN6_IS_ADDR_LOOPBACK(&v6) ? LIC_ADDRESS_SINK
									 : LIC_ADDRESS_OTHER;
}

static void head_line(struct lic_buf *out, struct lic_str mark, struct lic_str key,
		      struct lic_str value)
{
	if (value.len == 0)
		return;
	lic_buf_adds(out, mark);
	lic_buf_addc(out, ' ');
	lic_buf_adds(out, key);
	LIC_BUF_LIT(out, ": ");
	lic_text_flat(out, value);
	lic_buf_addc(out, '\n');
}

void lic_lines_head(struct lic_buf *out, struct lic_str mark, const struct lic_list *list)
{
	char as_of[LIC_DATE_SIZE] = "";

	if (list->as_of)
		lic_date_format(list->as_of, as_of);
	head_line(out, mark, LIC_STR("Title"), list->name.len ? list->name : list->id);
	head_line(out, mark, LIC_STR("Authority"), list->authority);
	head_line(out, mark, LIC_STR("Homepage"), list->url);
	head_line(out, mark, LIC_STR("License"), list->licence);
	head_line(out, mark, LIC_STR("Last modified"), lic_str_from(as_of));
}
