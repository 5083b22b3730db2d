/* What the cells of one row mean. */
#include "format_text.h"
#include "mapping_parts.h"
#include "num.h"

/* Bytes of the white space that s begins with; no-break spaces are some. */
static size_t space_len(struct lic_str s)
{
	if (s.len == 0)
		return 0;
	if (lic_is_html_space(s.ptr[0]) || s.ptr[0] == '\v')
		return 1;
	if (lic_str_starts(s, LIC_STR("\xC2\xA0")))
		return 2;
	return lic_str_starts(s, LIC_STR("\xE2\x80\x8B")) ||
			       lic_str_starts(s, LIC_STR("\xE2\x80\xAF"))
		       ? 3
		       : 0;
}

struct lic_str lic_mapping_cell(struct lic_str cell, struct lic_buf *store)
{
	size_t start = store->len;
	bool space = false;

	while (cell.len) {
		size_t n = space_len(cell);
		if (n == 0) {
			if (space && store->len > start)
				lic_buf_addc(store, ' ');
			lic_buf_addc(store, cell.ptr[0]);
		}
		space = n > 0;
		n += n == 0;
		cell = lic_str(cell.ptr + n, cell.len - n);
	}
	if (lic_buf_error(store) || store->len == start)
		return lic_str("", 0);
	return lic_str(store->ptr + start, store->len - start);
}

/* ---- dates ----------------------------------------------------------- */

/* Digits at the beginning of *s, as a number and as many as there were. */
static size_t take_number(struct lic_str *s, unsigned *number)
{
	size_t n = 0;

	*number = 0;
	while (n < s->len && n < 5 && lic_is_digit(s->ptr[n]))
		*number = *number * 10 + (unsigned)(s->ptr[n++] - '0');
	*s = lic_str(s->ptr + n, s->len - n);
	return n;
}

/* One of . / - with spaces around it, or 0. */
static char take_mark(struct lic_str *s)
{
	struct lic_str rest = lic_str_trim(*s);

	if (rest.len == 0 || !strchr("./-", rest.ptr[0]))
		return 0;
	*s = lic_str_trim(lic_str(rest.ptr + 1, rest.len - 1));
	return rest.ptr[0];
}

/* Nothing, a dot, or a time of day. */
static bool is_time(struct lic_str s)
{
	if (s.len == 0)
		return true;
	if (s.ptr[0] != 'T' && s.ptr[0] != ' ')
		return s.len == 1 && s.ptr[0] == '.';
	for (size_t i = 1; i < s.len; i++)
		if (!lic_is_digit(s.ptr[i]) && !strchr(":.,+- ZAPMapm", s.ptr[i]))
			return false;
	return true;
}

static int make_date(unsigned year, unsigned month, unsigned day, lic_date *out)
{
	char text[32];
	int len = snprintf(text, sizeof(text), "%04u-%02u-%02u", year, month, day);

	return len == LIC_DATE_SIZE - 1 && lic_date_parse(lic_str(text, (size_t)len), out) == LIC_OK
		       ? LIC_OK
		       : LIC_ENOENT;
}

/* Day 60 of Excel's calendar, 29 February 1900, never was: before it all days are one off. */
#define EXCEL_LEAST 61
#define EXCEL_MOST 2958465 /* 9999-12-31 */
#define EXCEL_1970 25569

static int excel_date(struct lic_str cell, lic_date *out)
{
	size_t whole = lic_str_find(lic_str(cell.ptr, lic_str_find(cell, ',')), '.');
	uint64_t days;

	for (size_t i = whole + 1; i < cell.len; i++)
		if (!lic_is_digit(cell.ptr[i]))
			return LIC_EINVAL;
	if (lic_num_parse(lic_str(cell.ptr, whole), EXCEL_MOST, &days) < 0 || days < EXCEL_LEAST)
		return LIC_EINVAL;
	*out = (lic_date)days - EXCEL_1970;
	return LIC_OK;
}

int lic_mapping_date(struct lic_str cell, enum lic_mapping_dates dates, lic_date *out)
{
	unsigned a, b, c;
	struct lic_str rest = cell;

	if (dates == LIC_DATES_EXCEL)
		return excel_date(cell, out);
	size_t a_len = take_number(&rest, &a);
	char first = take_mark(&rest);
	size_t b_len = take_number(&rest, &b);
	char second = take_mark(&rest);
	size_t c_len = take_number(&rest, &c);
	if (!first || first != second || !b_len || b_len > 2 || !is_time(rest))
		return LIC_EINVAL;
	if (a_len == 4 && c_len <= 2 && c_len)
		return dates == LIC_DATES_PLAIN && first != '-' ? LIC_EINVAL
								: make_date(a, b, c, out);
	if (c_len != 4 || !a_len || a_len > 2 || dates == LIC_DATES_YMD)
		return LIC_EINVAL;
	if (dates == LIC_DATES_MDY)
		return make_date(c, a, b, out);
	return dates == LIC_DATES_DMY || first == '.' ? make_date(c, b, a, out) : LIC_EINVAL;
}

/* ---- names ----------------------------------------------------------- */

static bool ends_name(struct lic_str s)
{
	return space_len(s) || strchr(",;|", s.ptr[0]);
}

/* Without what texts put around an address. */
static struct lic_str without_marks(struct lic_str s)
{
	while (s.len && strchr("(<[\"'", s.ptr[0]))
		s = lic_str(s.ptr + 1, s.len - 1);
	while (s.len && strchr(")>]\"'.", s.ptr[s.len - 1]))
		s.len--;
	return s;
}

static struct lic_str host_of(struct lic_str s)
{
	const char *scheme = s.len > 2 ? memmem(s.ptr, s.len, "://", 3) : NULL;

	if (scheme)
		s = lic_str(scheme + 3, (size_t)(s.ptr + s.len - (scheme + 3)));
	for (size_t i = 0; i < s.len; i++)
		if (strchr("/?#:", s.ptr[i]))
			return lic_str(s.ptr, i);
	return s;
}

bool lic_mapping_next_name(struct lic_str *cell, bool hosts, struct lic_str *name)
{
	while (cell->len) {
		size_t n = 0;
		while (n < cell->len && !ends_name(lic_str(cell->ptr + n, cell->len - n)))
			n++;
		*name = without_marks(lic_str(cell->ptr, n));
		size_t step = n < cell->len ? space_len(lic_str(cell->ptr + n, cell->len - n)) : 0;
		n += step ? step : n < cell->len;
		*cell = lic_str(cell->ptr + n, cell->len - n);
		if (name->len == 0)
			continue;
		if (hosts)
			*name = host_of(*name);
		return true;
	}
	return false;
}

/* ---- rows ------------------------------------------------------------ */

struct row {
	const struct lic_mapping *mapping;
	const struct lic_sink *sink;
	struct lic_row row;
	struct lic_str shown; /* for refusals */
	char date[LIC_DATE_SIZE];
	struct lic_buf *text; /* cells as they were cleaned */
};

/* "CZ, sk" → "CZ;SK" */
static struct lic_str countries_of(struct row *row, struct lic_str cell)
{
	struct lic_str code;
	size_t start = row->text->len;

	while (lic_mapping_next_name(&cell, false, &code)) {
		if (row->text->len > start)
			lic_buf_addc(row->text, ';');
		for (size_t i = 0; i < code.len; i++) {
			char c = code.ptr[i];
			lic_buf_addc(row->text, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
		}
	}
	if (lic_buf_error(row->text) || row->text->len == start)
		return lic_str("", 0);
	return lic_str(row->text->ptr + start, row->text->len - start);
}

static int refuse(struct row *row, const char *reason)
{
	const struct lic_sink *sink = row->sink;

	return sink->refuse ? sink->refuse(sink->ctx, row->row.record.line, row->shown, reason)
			    : LIC_OK;
}

/* The cell in the form that format_row.h reads; false with the reason in why. */
static bool set_field(struct row *row, int field, struct lic_str cell, struct lic_diag *why)
{
	char shown[LIC_TEXT_SHOWN_SIZE];
	lic_date date;

	if (lic_row_is_date(field)) {
		int err = lic_mapping_date(cell, row->mapping->dates, &date);
		if (err == LIC_ENOENT && row->mapping->dates == LIC_DATES_PLAIN) {
			lic_diag_set(why, LIC_EINVAL,
				     "%s: \"%s\": there is no such day from 1900 on",
				     lic_row_column_name(field), lic_text_shown(cell, shown));
			return false;
		}
		if (err < 0) {
			lic_diag_set(why, LIC_EINVAL,
				     row->mapping->dates == LIC_DATES_PLAIN
					     ? "%s: \"%s\": say how dates are written: "
					       "dates:=dd/mm/yyyy, mm/dd/yyyy, excel …"
					     : "%s: \"%s\": not a date of the form that the "
					       "mapping says",
				     lic_row_column_name(field), lic_text_shown(cell, shown));
			return false;
		}
		lic_date_format(date, row->date);
		cell = lic_str_from(row->date);
	} else if (field == LIC_ROW_COUNTRIES && !lic_str_eq(cell, LIC_STR("*"))) {
		cell = countries_of(row, cell);
	}
	return lic_row_set(&row->row, field, cell, why) == LIC_OK;
}

static int hand_on_names(struct row *row, struct lic_str names)
{
	struct lic_diag why;
	struct lic_str name;

	while (lic_mapping_next_name(&names, row->mapping->hosts, &name)) {
		row->row.record.name = name;
		const struct lic_sink quiet = {.ctx = row->sink->ctx, .record = row->sink->record};
		int err = lic_row_hand_on(&row->row, &quiet, &why);
		if (err == LIC_ESYNTAX)
			return refuse(row, lic_row_reason(&why));
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

static int read_row(struct row *row, lic_mapping_cell_fn *cell, void *ctx)
{
	struct lic_str names = {NULL, 0}, name;
	struct lic_diag why = {""};
	bool is_empty = true;

	for (int field = 0; field < LIC_ROW_LIST; field++) {
		struct lic_str text = row->mapping->constant[field];
		if (row->mapping->column[field].len || row->mapping->position[field]) {
			struct lic_str own = lic_mapping_cell(cell(ctx, field), row->text);
			is_empty = is_empty && own.len == 0;
			text = own.len ? own : text;
		}
		if (field == LIC_ROW_NAME)
			row->shown = names = text;
		else if (text.len && !why.text[0] && !set_field(row, field, text, &why))
			continue; /* why says it, and what follows is of no matter */
	}
	struct lic_str rest = names;
	if (is_empty)
		return LIC_OK;
	if (lic_buf_error(row->text))
		return refuse(row, "the row is too long");
	if (!lic_mapping_next_name(&rest, false, &name))
		return refuse(row, "no name in the row");
	return why.text[0] ? refuse(row, lic_row_reason(&why)) : hand_on_names(row, names);
}

int lic_mapping_room(struct lic_buf *room)
{
	lic_buf_init(room, 4u * LIC_LIST_LINE_MAX);
	return lic_buf_grow(room, 4u * LIC_LIST_LINE_MAX);
}

int lic_mapping_row(const struct lic_mapping *mapping, uint32_t line, lic_mapping_cell_fn *cell,
		    void *ctx, struct lic_buf *room, const struct lic_sink *sink)
{
	struct row row = {.mapping = mapping, .sink = sink, .text = room, .row.record.line = line};

	lic_buf_reset(room);
	return read_row(&row, cell, ctx);
}
