#include "mapping_parts.h"

#include "charset.h"
#include "format_text.h"
#include "num.h"
#include "url.h"

static const char *const dates_names[LIC_DATES] = {
	[LIC_DATES_PLAIN] = "yyyy-mm-dd", [LIC_DATES_DMY] = "dd/mm/yyyy",
	[LIC_DATES_MDY] = "mm/dd/yyyy",   [LIC_DATES_YMD] = "yyyy/mm/dd",
	[LIC_DATES_EXCEL] = "excel",
};

const char *lic_mapping_dates_name(enum lic_mapping_dates dates)
{
	return dates_names[dates];
}

/* ---- settings: NULL, or what they take ------------------------------- */

static const char *set_dates(struct lic_mapping *m, struct lic_str value)
{
	for (int i = 0; i < LIC_DATES; i++) {
		if (lic_str_caseeq(value, lic_str_from(dates_names[i]))) {
			m->dates = (enum lic_mapping_dates)i;
			return NULL;
		}
	}
	if (lic_str_caseeq(value, LIC_STR("dd.mm.yyyy")))
		m->dates = LIC_DATES_DMY;
	else
		return "yyyy-mm-dd, dd.mm.yyyy, dd/mm/yyyy, mm/dd/yyyy, yyyy/mm/dd or excel";
	return NULL;
}

static const char *set_separator(struct lic_mapping *m, struct lic_str value)
{
	if (lic_str_eq(value, LIC_STR("tab")))
		m->separator = '\t';
	else if (value.len == 1 && strchr(",;|\t", value.ptr[0]))
		m->separator = value.ptr[0];
	else
		return ", or ; or | or tab";
	return NULL;
}

static const char *set_encoding(struct lic_mapping *m, struct lic_str value)
{
	m->encoding = value;
	return lic_charset_known(value) ? NULL : "utf-8, utf-16le, windows-1250, windows-1252 …";
}

static const char *set_header(struct lic_mapping *m, struct lic_str value)
{
	uint64_t line;

	if (lic_num_parse(value, INT16_MAX, &line) < 0)
		return "the line of the titles, or 0 if there are none";
	m->header = (int)line;
	return NULL;
}

static const char *set_names(struct lic_mapping *m, struct lic_str value)
{
	m->hosts = lic_str_eq(value, LIC_STR("hosts"));
	return m->hosts || lic_str_eq(value, LIC_STR("as-written")) ? NULL : "hosts or as-written";
}

static const char *set_rows(struct lic_mapping *m, struct lic_str value)
{
	m->rows = value;
	return NULL;
}

static const char *set_next(struct lic_mapping *m, struct lic_str value)
{
	m->next = value;
	return NULL;
}

static const char *set_format(struct lic_mapping *m, struct lic_str value)
{
	static const char *const names[] = {
		[LIC_FORM_CSV] = "csv", [LIC_FORM_JSON] = "json", [LIC_FORM_HTML] = "html"};

	for (int i = LIC_FORM_CSV; i <= LIC_FORM_HTML; i++) {
		if (lic_str_eq(value, lic_str_from(names[i]))) {
			m->form = (enum lic_mapping_form)i;
			return NULL;
		}
	}
	return "csv, json or html";
}

static const char *set_page(struct lic_mapping *m, struct lic_str value)
{
	struct lic_buf store;
	struct lic_url url;

	m->page = value;
	lic_buf_init(&store, 4u * LIC_URL_MAX);
	bool ok = lic_str_is_web(value) && lic_url_parse(&url, value, &store, NULL) == LIC_OK;
	lic_buf_release(&store);
	return ok ? NULL : "the address of the page, with https:// or http://";
}

static const struct {
	const char *name;
	const char *(*set)(struct lic_mapping *m, struct lic_str value);
} settings[] = {
	{"dates", set_dates},   {"separator", set_separator}, {"encoding", set_encoding},
	{"header", set_header}, {"names", set_names},         {"rows", set_rows},
	{"format", set_format}, {"page", set_page},           {"next", set_next},
};

/* ---- parsing --------------------------------------------------------- */

static int fail(struct lic_diag *diag, struct lic_str line, const char *why)
{
	char shown[LIC_TEXT_SHOWN_SIZE];

	return lic_diag_set(diag, LIC_EINVAL, "the mapping \"%s\": %s", lic_text_shown(line, shown),
			    why);
}

/* A field by its name; -1 if there is none that a mapping may set. */
static int field_of(struct lic_str name)
{
	int field = lic_row_column(name);

	return field == LIC_ROW_LIST ? -1 : field;
}

static bool is_setting(struct lic_str name)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(settings); i++)
		if (lic_str_eq(name, lic_str_from(settings[i].name)))
			return true;
	return false;
}

/* FIELD:=VALUE, or a setting. */
static int set_value(struct lic_mapping *m, struct lic_str line, struct lic_str name,
		     struct lic_str value, struct lic_diag *diag)
{
	int field = field_of(name);

	if (field == LIC_ROW_NAME)
		return fail(diag, line, "a name cannot be the same in every row");
	if (value.len == 0)
		return fail(diag, line, "there is no value behind :=");
	if (field >= 0) {
		struct lic_row row = {.record.line = 1};
		struct lic_diag why;
		if (lic_row_set(&row, field, value, &why) < 0)
			return fail(diag, line, lic_row_reason(&why));
		m->constant[field] = value;
		return LIC_OK;
	}
	for (size_t i = 0; i < LIC_ARRAY_SIZE(settings); i++) {
		if (!lic_str_eq(name, lic_str_from(settings[i].name)))
			continue;
		const char *takes = settings[i].set(m, value);
		return takes ? lic_diag_set(diag, LIC_EINVAL, "the mapping's %s takes %s",
					    settings[i].name, takes)
			     : LIC_OK;
	}
	return fail(diag, line, "no field and no setting of that name");
}

/* COLUMN=FIELD */
static int set_column(struct lic_mapping *m, struct lic_str line, struct lic_str column,
		      struct lic_str name, struct lic_diag *diag)
{
	int field = field_of(name);
	uint64_t position = 0;

	if (field < 0)
		return lic_diag_set(diag, LIC_EINVAL,
				    "\"%.*s\" is no field: name, holder, number, entry_url, class, "
				    "countries, since, until, withdrawn, reason, evidence, source, "
				    "seen, confidence, registered",
				    LIC_STR_ARG(name));
	if (column.len == 0)
		return fail(diag, line, "there is no column before =");
	if (m->column[field].len || m->position[field])
		return fail(diag, line, "the field has a column already");
	if (column.ptr[0] == '#' &&
	    lic_num_parse(lic_str(column.ptr + 1, column.len - 1), LIC_CSV_COLUMNS_MAX,
			  &position) == LIC_OK &&
	    position)
		m->position[field] = (unsigned)position;
	else
		m->column[field] = column;
	return LIC_OK;
}

static int parse_line(struct lic_mapping *m, struct lic_str line, struct lic_diag *diag)
{
	const char *value = line.len > 1 ? memmem(line.ptr, line.len, ":=", 2) : NULL;
	struct lic_str name = value ? lic_str_trim(lic_str(line.ptr, (size_t)(value - line.ptr)))
				    : lic_str("", 0);

	if (value && (field_of(name) >= 0 || is_setting(name)))
		return set_value(m, line, name,
				 lic_str_trim(lic_str(value + 2,
						      (size_t)(line.ptr + line.len - (value + 2)))),
				 diag);
	const char *equals = memrchr(line.ptr, '=', line.len);
	if (!equals)
		return fail(diag, line, "write COLUMN=FIELD or FIELD:=VALUE");
	size_t at = (size_t)(equals - line.ptr);
	return set_column(m, line, lic_str_trim(lic_str(line.ptr, at)),
			  lic_str_trim(lic_str(equals + 1, line.len - at - 1)), diag);
}

int lic_mapping_parse(struct lic_mapping *out, struct lic_str text, struct lic_diag *diag)
{
	struct lic_mapping m = {.header = LIC_HEADER_SEARCH};
	struct lic_str line;

	if (!lic_str_is_utf8(text))
		return lic_diag_set(diag, LIC_EINVAL, "the mapping is not UTF-8");
	while (lic_str_split(&text, '\n', &line)) {
		line = lic_str_trim(line);
		int err = line.len ? parse_line(&m, line, diag) : LIC_OK;
		if (err < 0)
			return err;
	}
	if (!m.column[LIC_ROW_NAME].len && !m.position[LIC_ROW_NAME])
		return lic_diag_set(diag, LIC_EINVAL,
				    "the mapping does not say which column holds the names: "
				    "COLUMN=name");
	if (m.form == LIC_FORM_HTML) {
		int err = lic_mapping_check_html(&m, diag);
		if (err < 0)
			return err;
	}
	if (m.next.len && m.form != LIC_FORM_HTML)
		return lic_diag_set(diag, LIC_EINVAL, "next:= is of web pages: format:=html");
	*out = m;
	return LIC_OK;
}

/* ---- bytes ----------------------------------------------------------- */

static bool has_mark(struct lic_str bytes)
{
	return lic_str_starts(bytes, LIC_STR("\xff\xfe")) ||
	       lic_str_starts(bytes, LIC_STR("\xfe\xff")) ||
	       lic_str_starts(bytes, LIC_STR("\xef\xbb\xbf"));
}

/* The mark that UTF-16 without one lacks. */
static struct lic_str mark_of(struct lic_str encoding)
{
	if (lic_str_caseeq(encoding, LIC_STR("utf-16le")) ||
	    lic_str_caseeq(encoding, LIC_STR("utf-16")))
		return LIC_STR("\xff\xfe");
	return lic_str_caseeq(encoding, LIC_STR("utf-16be")) ? LIC_STR("\xfe\xff") : LIC_STR("");
}

int lic_mapping_decode(const struct lic_mapping *mapping, struct lic_str bytes,
		       struct lic_buf *store, struct lic_str *out, struct lic_diag *diag)
{
	struct lic_str encoding = mapping ? mapping->encoding : lic_str("", 0);
	struct lic_str mark = mark_of(encoding);
	struct lic_buf marked;

	if (!has_mark(bytes) && encoding.len == 0 &&
	    !(mapping && mapping->form == LIC_FORM_HTML && lic_charset_declared(bytes))) {
		*out = bytes;
		return lic_str_is_utf8(bytes)
			       ? LIC_OK
			       : lic_diag_set(diag, LIC_EUTF8,
					      "it is not UTF-8: say what it is with "
					      "--map encoding:=windows-1250 (or windows-1252, "
					      "utf-16le …), or save it as UTF-8");
	}
	lic_buf_init(&marked, bytes.len + 2);
	if (mark.len && !has_mark(bytes)) {
		lic_buf_adds(&marked, mark);
		lic_buf_adds(&marked, bytes);
		bytes = lic_buf_str(&marked);
	}
	int err = lic_buf_error(&marked) ? lic_buf_error(&marked)
					 : lic_charset_decode(bytes, encoding, store);
	lic_buf_release(&marked);
	*out = lic_buf_str(store);
	return err < 0 ? lic_diag_set(diag, err, "%s", lic_strerror(err)) : LIC_OK;
}

bool lic_mapping_is_html(struct lic_str text)
{
	static const char *const begins[] = {"<!doctype html", "<html", "<head", "<body", "<table"};

	text = lic_str_trim(lic_str(text.ptr, text.len < 256 ? text.len : 256));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(begins); i++) {
		struct lic_str word = lic_str_from(begins[i]);
		if (text.len >= word.len && lic_str_caseeq(lic_str(text.ptr, word.len), word))
			return true;
	}
	return false;
}

int lic_mapping_read(const struct lic_mapping *mapping, struct lic_str text,
		     const struct lic_sink *sink, struct lic_diag *diag)
{
	enum lic_mapping_form form = mapping->form;
	int err = lic_format_check_text(text, diag);

	if (err < 0)
		return err;
	if (form == LIC_FORM_DETECT && lic_mapping_is_html(text))
		return lic_diag_set(
			diag, LIC_ESYNTAX,
			"line 1: it is a web page, and no table; if it is the register, say "
			"so with --map format:=html, and which elements are its rows "
			"with --map rows:=SELECTOR");
	if (form == LIC_FORM_DETECT) {
		struct lic_str start =
			lic_str_trim(lic_str(text.ptr, text.len < 64 ? text.len : 64));
		bool json = start.len && (start.ptr[0] == '{' || start.ptr[0] == '[');
		form = json ? LIC_FORM_JSON : LIC_FORM_CSV;
	}
	if (form == LIC_FORM_HTML)
		return lic_mapping_read_html(mapping, text, sink, diag);
	return form == LIC_FORM_JSON ? lic_mapping_read_json(mapping, text, sink, diag)
				     : lic_mapping_read_csv(mapping, text, sink, diag);
}
