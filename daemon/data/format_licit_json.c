/*
 * Licit's own JSON: {"schema":"licit/list/1","id","as_of","entries":[{…},…]},
 * an entry's members being the columns of format_row.h, all of them strings.
 *
 * A list may be large: the file is walked here, and only one entry at a time is
 * parsed (and thereby checked) by json.h.
 */
#include "format_row.h"
#include "format_text.h"
#include "formats.h"

#include "json.h"
#include "num.h"

#define SCHEMA "licit/list/1"

enum { SCHEMA_IS, ID, AS_OF, ENTRIES, MEMBERS };

static const char *const members[MEMBERS] = {"schema", "id", "as_of", "entries"};

struct walk {
	struct lic_str rest;
	uint32_t line;
	const struct lic_sink *sink;
	struct lic_diag *diag;
	lic_date as_of;
	size_t entries;
	bool seen[MEMBERS];
};

static int fail(const struct walk *w, const char *what)
{
	return lic_diag_set(w->diag, LIC_ESYNTAX, "line %u: %s", w->line, what);
}

static void advance(struct walk *w, size_t n)
{
	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		w->line += w->rest.ptr[i] == '\n';
	w->rest = lic_str(w->rest.ptr + n, w->rest.len - n);
}

static void skip_space(struct walk *w)
{
	size_t n = 0;

	while (n < w->rest.len && lic_str_find(LIC_STR(" \t\r\n"), w->rest.ptr[n]) < 4)
		n++;
	advance(w, n);
}

/* Take one character, with the space before it. */
static bool take(struct walk *w, char c)
{
	skip_space(w);
	if (w->rest.len == 0 || w->rest.ptr[0] != c)
		return false;
	advance(w, 1);
	return true;
}

/* Bytes of the string at the beginning of s, its quotes included; all of s if
 * it is not closed. */
static size_t string_len(struct lic_str s)
{
	for (size_t n = 1; n < s.len; n++) {
		if (s.ptr[n] == '"')
			return n + 1;
		n += s.ptr[n] == '\\';
	}
	return s.len;
}

/* Bytes of the value at the beginning of s, as far as brackets and strings
 * tell: json.h judges what is inside. */
static size_t value_len(struct lic_str s)
{
	size_t depth = 0, n = 0;

	while (n < s.len) {
		char c = s.ptr[n];
		if (depth == 0 && n && lic_str_find(LIC_STR(",]} \t\r\n"), c) < 7)
			return n;
		if (c == '"')
			n += string_len(lic_str(s.ptr + n, s.len - n));
		else
			n++;
		if (c == '{' || c == '[')
			depth++;
		else if ((c == '}' || c == ']') && depth)
			depth--;
		if (depth == 0 && (c == '}' || c == ']' || c == '"'))
			return n;
	}
	return n;
}

/* json.h counts lines from the beginning of the piece that it was given. */
static int rebase(const struct walk *w, const struct lic_diag *why)
{
	struct lic_str text = lic_str_from(why->text), number;
	uint64_t line = 1;

	if (lic_str_starts(text, LIC_STR("line "))) {
		text = lic_str(text.ptr + 5, text.len - 5);
		number = lic_str(text.ptr, lic_str_find(text, ','));
		if (lic_num_parse(number, UINT32_MAX, &line) < 0 || line == 0)
			line = 1;
		size_t at = lic_str_find(text, ':');
		text = lic_str(text.ptr + at, text.len - at);
		while (text.len && (text.ptr[0] == ':' || text.ptr[0] == ' '))
			text = lic_str(text.ptr + 1, text.len - 1);
	}
	return lic_diag_set(w->diag, LIC_ESYNTAX, "line %u: %.*s", w->line + (uint32_t)line - 1,
			    LIC_STR_ARG(text));
}

/* Parse the value that comes next. w stands behind it afterwards, *line is
 * where it began. */
static int take_value(struct walk *w, struct lic_json **out, uint32_t *line)
{
	struct lic_diag why;

	skip_space(w);
	*line = w->line;
	struct lic_str window = w->rest;
	if (window.len > LIC_LIST_LINE_MAX)
		window.len = LIC_LIST_LINE_MAX;
	size_t n = value_len(window);
	if (n == LIC_LIST_LINE_MAX)
		return lic_diag_set(w->diag, LIC_ELIMIT, "line %u: an entry of %d bytes or more",
				    w->line, LIC_LIST_LINE_MAX);
	int err = lic_json_parse(out, lic_str(window.ptr, n), &why);
	if (err < 0)
		return rebase(w, &why);
	advance(w, n);
	return LIC_OK;
}

struct entry {
	struct lic_row row;
	struct lic_diag *diag;
};

static int read_member(void *ctx, const char *key, const struct lic_json *value)
{
	struct entry *entry = ctx;
	int column = lic_row_column(lic_str_from(key));
	char shown[LIC_TEXT_SHOWN_SIZE];

	if (column < 0)
		return lic_diag_set(entry->diag, LIC_ESYNTAX, "line %u: there is no member \"%s\"",
				    entry->row.record.line,
				    lic_text_shown(lic_str_from(key), shown));
	if (lic_json_type(value) != LIC_JSON_STRING)
		return lic_diag_set(entry->diag, LIC_ESYNTAX, "line %u: %s: not a string",
				    entry->row.record.line, key);
	return lic_row_set(&entry->row, column, lic_json_string(value), entry->diag);
}

static int read_entry(struct walk *w)
{
	struct entry entry = {.diag = w->diag};
	struct lic_json *value;

	int err = take_value(w, &value, &entry.row.record.line);
	if (err < 0)
		return err;
	if (lic_json_type(value) != LIC_JSON_OBJECT || !lic_json_get(value, "name"))
		err = lic_diag_set(w->diag, LIC_ESYNTAX,
				   "line %u: an entry is not an object with a \"name\"",
				   entry.row.record.line);
	if (err == LIC_OK)
		err = lic_json_each(value, read_member, &entry);
	if (err == LIC_OK)
		err = lic_row_hand_on(&entry.row, w->sink, w->diag);
	lic_json_free(value);
	w->entries++;
	return err;
}

static int read_entries(struct walk *w)
{
	if (!take(w, '['))
		return fail(w, "\"entries\" is not an array");
	if (take(w, ']'))
		return LIC_OK;
	do {
		int err = read_entry(w);
		if (err < 0)
			return err;
	} while (take(w, ','));
	return take(w, ']') ? LIC_OK : fail(w, "',' or ']' is missing behind an entry");
}

/* NULL, or why the member cannot have that value. */
static const char *reason_against(struct walk *w, int member, const struct lic_json *value)
{
	struct lic_str text = lic_json_string(value);

	if (lic_json_type(value) != LIC_JSON_STRING)
		return "not a string";
	if (member == SCHEMA_IS && !lic_str_eq(text, LIC_STR(SCHEMA)))
		return "not " SCHEMA;
	if (member == ID && !lic_list_id_ok(text))
		return "not the id of a list";
	if (member == AS_OF && lic_date_parse(text, &w->as_of) < 0)
		return "not a date of the form YYYY-MM-DD";
	return NULL;
}

static int read_text(struct walk *w, int member)
{
	struct lic_json *value;
	uint32_t line;

	int err = take_value(w, &value, &line);
	if (err < 0)
		return err;
	const char *why = reason_against(w, member, value);
	if (why)
		err = lic_diag_set(w->diag, LIC_ESYNTAX, "line %u: %s: %s", line, members[member],
				   why);
	lic_json_free(value);
	return err;
}

static int read_top_member(struct walk *w)
{
	struct lic_json *key;
	uint32_t line;
	int member = 0;

	int err = take_value(w, &key, &line);
	if (err < 0)
		return err;
	while (member < MEMBERS && !lic_str_eq(lic_json_string(key), lic_str_from(members[member])))
		member++;
	lic_json_free(key);
	if (member == MEMBERS)
		return lic_diag_set(w->diag, LIC_ESYNTAX,
				    "line %u: a member other than schema, id, as_of, entries",
				    line);
	if (w->seen[member])
		return lic_diag_set(w->diag, LIC_ESYNTAX, "line %u: \"%s\" stands there twice",
				    line, members[member]);
	w->seen[member] = true;
	if (!take(w, ':'))
		return fail(w, "':' is missing behind a member's name");
	return member == ENTRIES ? read_entries(w) : read_text(w, member);
}

static int licit_json_read(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag)
{
	struct walk w = {.rest = text, .line = 1, .sink = sink, .diag = diag};

	int err = lic_format_check_text(text, diag);
	if (err < 0)
		return err;
	if (lic_str_starts(text, LIC_STR("\xEF\xBB\xBF")))
		advance(&w, 3);
	if (!take(&w, '{'))
		return fail(&w, "not a JSON object");
	do {
		err = read_top_member(&w);
		if (err < 0)
			return err;
	} while (take(&w, ','));
	if (!take(&w, '}'))
		return fail(&w, "',' or '}' is missing behind a member");
	skip_space(&w);
	if (w.rest.len)
		return fail(&w, "something behind the end of the object");
	if (!w.seen[SCHEMA_IS])
		return fail(&w, "no \"schema\": \"" SCHEMA "\" in the file");
	if (w.entries == 0)
		return fail(&w, "the file has no entries");
	return w.as_of && sink->as_of ? sink->as_of(sink->ctx, w.as_of) : LIC_OK;
}

static int licit_json_detect(struct lic_str head)
{
	static const char mark[] = "\"" SCHEMA "\"";
	struct lic_str start = head;

	if (lic_str_starts(start, LIC_STR("\xEF\xBB\xBF")))
		start = lic_str(start.ptr + 3, start.len - 3);
	start = lic_str_trim(start);
	if (!lic_str_starts(start, LIC_STR("{")))
		return 0;
	return memmem(head.ptr, head.len, mark, sizeof(mark) - 1) ? 100 : 0;
}

static void licit_json_begin(struct lic_buf *out, const struct lic_list *list)
{
	char as_of[LIC_DATE_SIZE];

	LIC_BUF_LIT(out, "{\"schema\":\"" SCHEMA "\",\n");
	lic_json_field(out, "id", list->id);
	if (list->as_of) {
		lic_date_format(list->as_of, as_of);
		LIC_BUF_LIT(out, ",\n");
		lic_json_field(out, "as_of", lic_str_from(as_of));
	}
	LIC_BUF_LIT(out, ",\n\"entries\":[");
}

static void licit_json_write(struct lic_buf *out, const struct lic_name *name,
			     const struct lic_record *record)
{
	char name_store[LIC_ROW_NAME_SIZE], store[LIC_ROW_TEXT_SIZE];
	bool is_first = out->len && out->ptr[out->len - 1] == '[';

	if (!is_first)
		lic_buf_addc(out, ',');
	LIC_BUF_LIT(out, "\n{");
	lic_json_field(out, "name", lic_row_name(name, name_store));
	for (int i = LIC_ROW_NAME + 1; i < LIC_ROW_LIST; i++) {
		struct lic_str text = lic_row_text(record, i, store);
		if (text.len == 0)
			continue;
		lic_buf_addc(out, ',');
		lic_json_field(out, lic_row_column_name(i), text);
	}
	lic_buf_addc(out, '}');
}

static void licit_json_end(struct lic_buf *out)
{
	LIC_BUF_LIT(out, "\n]}\n");
}

const struct lic_format lic_format_licit_json = {
	.id = "licit-json",
	.writes_ended = true,
	.summary = "Licit's own JSON: all that is known of each entry",
	.detect = licit_json_detect,
	.read = licit_json_read,
	.begin = licit_json_begin,
	.scopes = LIC_CARRIES_ALL,
	.write = licit_json_write,
	.end = licit_json_end,
};
