#include "format_row.h"

#include "format_text.h"
#include "limits.h"

enum column_type { TEXT, ADDRESS, COUNTRIES, DATE, EVIDENCE, CONFIDENCE };

static_assert(LIC_ENTRY_TEXT_MAX == 4096, "lic_row_set says so");

static const struct column {
	const char *name;
	enum column_type type;
	size_t offset; /* in struct lic_row */
} columns[LIC_ROW_COLUMNS] = {
	[LIC_ROW_NAME] = {"name", TEXT, offsetof(struct lic_row, record.name)},
	[LIC_ROW_HOLDER] = {"holder", TEXT, offsetof(struct lic_row, record.holder)},
	[LIC_ROW_NUMBER] = {"number", TEXT, offsetof(struct lic_row, record.number)},
	[LIC_ROW_ENTRY_URL] = {"entry_url", ADDRESS, offsetof(struct lic_row, record.entry_url)},
	[LIC_ROW_CLASS] = {"class", TEXT, offsetof(struct lic_row, record.class)},
	[LIC_ROW_COUNTRIES] = {"countries", COUNTRIES, offsetof(struct lic_row, record.countries)},
	[LIC_ROW_SINCE] = {"since", DATE, offsetof(struct lic_row, record.since)},
	[LIC_ROW_UNTIL] = {"until", DATE, offsetof(struct lic_row, record.until)},
	[LIC_ROW_WITHDRAWN] = {"withdrawn", DATE, offsetof(struct lic_row, record.withdrawn)},
	[LIC_ROW_REASON] = {"reason", TEXT, offsetof(struct lic_row, record.reason)},
	[LIC_ROW_EVIDENCE] = {"evidence", EVIDENCE, offsetof(struct lic_row, record.evidence)},
	[LIC_ROW_SOURCE] = {"source", TEXT, offsetof(struct lic_row, record.source)},
	[LIC_ROW_SEEN] = {"seen", DATE, offsetof(struct lic_row, record.seen)},
	[LIC_ROW_CONFIDENCE] = {"confidence", CONFIDENCE,
				offsetof(struct lic_row, record.confidence)},
	[LIC_ROW_REGISTERED] = {"registered", DATE, offsetof(struct lic_row, record.registered)},
	[LIC_ROW_LIST] = {"list", TEXT, offsetof(struct lic_row, list)},
};

int lic_row_column(struct lic_str name)
{
	for (int i = 0; i < LIC_ROW_COLUMNS; i++)
		if (lic_str_eq(name, lic_str_from(columns[i].name)))
			return i;
	return -1;
}

bool lic_row_is_date(int column)
{
	return columns[column].type == DATE;
}

const char *lic_row_column_name(int column)
{
	return columns[column].name;
}

/* An address is shown as a link: nothing but the web may hide in it. */
static bool is_web_address(struct lic_str s)
{
	return lic_str_is_web(s) && lic_str_find(s, ' ') == s.len;
}

static bool is_countries(struct lic_str s)
{
	struct lic_str code;

	if (lic_str_eq(s, LIC_STR("*")))
		return true;
	while (lic_str_split(&s, ';', &code))
		if (code.len != 2 || code.ptr[0] < 'A' || code.ptr[0] > 'Z' || code.ptr[1] < 'A' ||
		    code.ptr[1] > 'Z')
			return false;
	return true;
}

/* NULL, or why the column cannot hold the text. */
static const char *set(void *at, enum column_type type, struct lic_str text)
{
	switch (type) {
	case ADDRESS:
		if (!is_web_address(text))
			return "not an address that begins with https:// or http://";
		break;
	case COUNTRIES:
		if (!is_countries(text))
			return "not two-letter country codes joined by ';', nor '*'";
		break;
	case DATE:
		if (lic_date_parse(text, at) < 0)
			return "not a date of the form YYYY-MM-DD";
		return NULL;
	case EVIDENCE:
		if (lic_evidence_parse(text, at) < 0)
			return "none of register, press, self, recall";
		return NULL;
	case CONFIDENCE:
		if (lic_confidence_parse(text, at) < 0)
			return "none of high, medium, low";
		return NULL;
	case TEXT:
		break;
	}
	*(struct lic_str *)at = text;
	return NULL;
}

int lic_row_set(struct lic_row *row, int column, struct lic_str text, struct lic_diag *diag)
{
	const struct column *col = &columns[column];
	char shown[LIC_TEXT_SHOWN_SIZE];
	const char *why;

	if (text.len == 0)
		return LIC_OK;
	if (lic_text_has_control(text))
		why = "holds a line break or another control character; use a space";
	else if (text.len > LIC_ENTRY_TEXT_MAX)
		why = "longer than the 4096 bytes that a text may have";
	else
		why = set((char *)row + col->offset, col->type, text);
	if (!why)
		return LIC_OK;
	return lic_diag_set(diag, LIC_ESYNTAX, "line %u: %s: \"%s\": %s", row->record.line,
			    col->name, lic_text_shown(text, shown), why);
}

void lic_row_clear(struct lic_row *row, int column)
{
	void *at = (char *)row + columns[column].offset;

	switch (columns[column].type) {
	case DATE:
		*(lic_date *)at = 0;
		break;
	case EVIDENCE:
		row->record.evidence = LIC_EVIDENCE_REGISTER;
		break;
	case CONFIDENCE:
		row->record.confidence = LIC_CONFIDENCE_HIGH;
		break;
	default:
		*(struct lic_str *)at = lic_str(NULL, 0);
	}
}

int lic_row_hand_on(const struct lic_row *row, const struct lic_sink *sink, struct lic_diag *diag)
{
	const struct lic_record *r = &row->record;

	if (r->withdrawn && r->since && r->withdrawn < r->since)
		return lic_diag_set(diag, LIC_ESYNTAX, "line %u: withdrawn before it was listed",
				    r->line);
	if (r->until && r->since && r->until < r->since)
		return lic_diag_set(diag, LIC_ESYNTAX, "line %u: ends before it begins", r->line);
	if (sink->only_list.len && row->list.len && !lic_str_eq(sink->only_list, row->list))
		return LIC_OK;
	return sink->record(sink->ctx, r);
}

const char *lic_row_reason(const struct lic_diag *why)
{
	const char *text = why->text;
	const char *behind = strncmp(text, "line ", 5) == 0 ? strstr(text, ": ") : NULL;

	return behind ? behind + 2 : text;
}

struct lic_str lic_row_text(const struct lic_record *record, int column,
			    char store[LIC_ROW_TEXT_SIZE])
{
	const struct lic_row row = {.record = *record};
	const void *at = (const char *)&row + columns[column].offset;
	lic_date date;

	switch (columns[column].type) {
	case DATE:
		date = *(const lic_date *)at;
		if (!date)
			return lic_str(NULL, 0);
		lic_date_format(date, store);
		return lic_str_from(store);
	case EVIDENCE:
		return record->evidence ? lic_str_from(lic_evidence_name(record->evidence))
					: lic_str(NULL, 0);
	case CONFIDENCE:
		return record->confidence ? lic_str_from(lic_confidence_name(record->confidence))
					  : lic_str(NULL, 0);
	default:
		return *(const struct lic_str *)at;
	}
}

struct lic_str lic_row_name(const struct lic_name *name, char store[LIC_ROW_NAME_SIZE])
{
	size_t mark = name->scope == LIC_SCOPE_WILDCARD ? 2 : name->scope == LIC_SCOPE_TLD;

	if (mark == 0)
		return name->text;
	assert(name->text.len <= LIC_HOST_MAX);
	memcpy(store, mark == 2 ? "*." : ".", mark);
	memcpy(store + mark, name->text.ptr, name->text.len);
	return lic_str(store, mark + name->text.len);
}
