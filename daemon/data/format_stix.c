/*
 * STIX 2.1 (OASIS): a bundle with one indicator for each entry and the domain-name that
 * it speaks of, an identity for the authority, and an extension for what STIX has no
 * property for. Withdrawn entries are revoked, ended ones have a valid_until.
 *
 * Identifiers come from names (UUIDs of version 5), so that the same entry has the same
 * one in every export: those of domain-names as section 2.9 says, the others in a
 * namespace of our own. valid_from is the day of listing; the first day of 1970 stands
 * for one that is not known.
 *
 * Of a bundle's objects only indicators are rows: the others observe or explain.
 */
#include "format_row.h"
#include "format_stix_pattern.h"
#include "format_walk.h"
#include "formats.h"

#include "uuid.h"

#define EXTENSION "extension-definition--97bde981-a81a-46dc-aa41-c6313939ff1e"
#define MAKER "identity--2f0a1d0e-6f43-4b0c-9d51-5b8a0a6b8f0c"
#define LAST_DAY 2932896 /* 9999-12-31, behind which no day can be written */
#define EPOCH "1970-01-01T00:00:00.000Z"

/* Section 2.9: of cyber-observable objects; and of Licit's own objects. */
static const unsigned char observables[16] = {0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c,
					      0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7};
static const unsigned char ours[16] = {0xbf, 0x93, 0xff, 0xfd, 0x94, 0xcc, 0x4d, 0x75,
				       0xa8, 0xa4, 0x58, 0xde, 0xca, 0x81, 0xd2, 0x85};

/* Columns of format_row.h that only the extension can hold. */
static const int extra_columns[] = {
	LIC_ROW_HOLDER, LIC_ROW_CLASS, LIC_ROW_COUNTRIES,  LIC_ROW_EVIDENCE,
	LIC_ROW_SOURCE, LIC_ROW_SEEN,  LIC_ROW_REGISTERED,
};

/* ---- writing --------------------------------------------------------- */

static struct lic_str name_of(const struct lic_list *list)
{
	return list->authority.len ? list->authority : list->name.len ? list->name : list->id;
}

/* "identity--…" of the authority. */
static void add_identity_id(struct lic_buf *out, const struct lic_list *list)
{
	char id[LIC_UUID_SIZE];
	struct lic_buf name;

	lic_buf_init(&name, LIC_LIST_LINE_MAX);
	LIC_BUF_LIT(&name, "identity\n");
	lic_buf_adds(&name, name_of(list));
	lic_uuid_of_name(ours, lic_buf_str(&name), id);
	lic_buf_release(&name);
	lic_buf_printf(out, "identity--%s", id);
}

static void add_time(struct lic_buf *out, const char *key, lic_date date)
{
	char text[LIC_DATE_SIZE];

	lic_date_format(date, text);
	lic_buf_printf(out, ",\"%s\":\"%sT00:00:00.000Z\"", key, text);
}

static void add_field(struct lic_buf *out, const char *key, struct lic_str value)
{
	if (value.len == 0)
		return;
	lic_buf_addc(out, ',');
	lic_json_field(out, key, value);
}

/* What every object of ours begins with. */
static void add_head(struct lic_buf *out, const char *type)
{
	lic_buf_printf(out, "{\"type\":\"%s\",\"spec_version\":\"2.1\",\"id\":\"", type);
}

static void stix_begin(struct lic_buf *out, const struct lic_list *list)
{
	char as_of[LIC_DATE_SIZE] = "", bundle[LIC_UUID_SIZE];

	if (list->as_of)
		lic_date_format(list->as_of, as_of);
	lic_uuid_of_name(ours, list->id, bundle);
	lic_buf_printf(out, "{\"type\":\"bundle\",\"id\":\"bundle--%s\",\"objects\":[\n", bundle);
	add_head(out, "identity");
	LIC_BUF_LIT(out, MAKER "\",\"created\":\"" EPOCH "\",\"modified\":\"" EPOCH
			       "\",\"name\":\"Licit\",\"identity_class\":\"system\"},\n");
	add_head(out, "extension-definition");
	LIC_BUF_LIT(
		out, EXTENSION
		"\",\"created_by_ref\":\"" MAKER "\",\"created\":\"" EPOCH
		"\",\"modified\":\"" EPOCH "\",\"name\":\"Licit list entries\","
		"\"description\":\"What a list of pharmacies or of illegal sellers of "
		"medicines knows of an entry and STIX has no property for.\","
		"\"schema\":\"Members are texts: of an indicator holder, class, countries, "
		"evidence, source, seen, registered, until, withdrawn; of an identity list, as_of, "
		"licence. docs/LISTS.md of Licit says what each means.\","
		"\"version\":\"1.0\",\"extension_types\":[\"property-extension\"]},\n");
	add_head(out, "identity");
	add_identity_id(out, list);
	LIC_BUF_LIT(out, "\",\"created\":\"" EPOCH "\"");
	add_time(out, "modified", list->as_of);
	add_field(out, "name", name_of(list));
	LIC_BUF_LIT(out, ",\"identity_class\":\"organization\"");
	if (list->url.len) {
		LIC_BUF_LIT(out, ",\"external_references\":[{");
		lic_json_field(out, "source_name", name_of(list));
		add_field(out, "url", list->url);
		LIC_BUF_LIT(out, "}]");
	}
	LIC_BUF_LIT(out, ",\"extensions\":{\"" EXTENSION
			 "\":{\"extension_type\":\"property-extension\"");
	add_field(out, "list", list->id);
	add_field(out, "as_of", lic_str_from(as_of));
	add_field(out, "licence", list->licence);
	LIC_BUF_LIT(out, "}}}");
}

/* "indicator--…": the same entry of the same list has the same one. */
static void add_indicator_id(struct lic_buf *out, const struct lic_list *list,
			     const struct lic_name *name, const struct lic_record *record)
{
	char id[LIC_UUID_SIZE], shown[LIC_ROW_NAME_SIZE], since[LIC_DATE_SIZE];
	struct lic_buf text;

	lic_buf_init(&text, LIC_LIST_LINE_MAX);
	LIC_BUF_LIT(&text, "indicator\n");
	lic_buf_adds(&text, name_of(list));
	lic_buf_addc(&text, '\n');
	lic_buf_adds(&text, list->id);
	lic_date_format(record->since, since);
	lic_buf_printf(&text, "\n%s %s ", lic_scope_name(name->scope), since);
	lic_buf_adds(&text, lic_row_name(name, shown));
	lic_uuid_of_name(ours, lic_buf_str(&text), id);
	lic_buf_release(&text);
	lic_buf_printf(out, "indicator--%s", id);
}

static const char *indicator_type(enum lic_list_kind kind)
{
	switch (kind) {
	case LIC_KIND_ILLEGAL:
		return "malicious-activity";
	case LIC_KIND_COMMUNITY:
		return "anomalous-activity";
	default:
		return "benign";
	}
}

/* created, modified, valid_from, and how it ended. Returns what must go into the
 * extension: whether `until` and `withdrawn` could not be said. */
static void add_times(struct lic_buf *out, const struct lic_list *list, const struct lic_record *r,
		      bool *keep_until, bool *keep_withdrawn)
{
	bool revoked = r->withdrawn && (!list->as_of || r->withdrawn <= list->as_of);
	lic_date modified = list->as_of > r->since ? list->as_of : r->since;
	lic_date end = r->withdrawn ? r->withdrawn : 0;

	if (!end && r->until && r->until < LAST_DAY)
		end = r->until + 1;
	if (revoked && r->withdrawn > modified)
		modified = r->withdrawn;
	add_time(out, "created", r->since);
	add_time(out, "modified", modified);
	if (revoked)
		LIC_BUF_LIT(out, ",\"revoked\":true");
	add_time(out, "valid_from", r->since);
	/* It must be later than valid_from. */
	if (end > r->since)
		add_time(out, "valid_until", end);
	*keep_until = r->until && (r->withdrawn || end <= r->since);
	*keep_withdrawn = r->withdrawn && (!revoked || end <= r->since);
}

static void add_references(struct lic_buf *out, const struct lic_list *list,
			   const struct lic_record *r)
{
	if (r->entry_url.len == 0 && r->number.len == 0)
		return;
	LIC_BUF_LIT(out, ",\"external_references\":[{");
	lic_json_field(out, "source_name", name_of(list));
	add_field(out, "url", r->entry_url);
	add_field(out, "external_id", r->number);
	LIC_BUF_LIT(out, "}]");
}

static void add_column(struct lic_buf *out, const struct lic_record *r, int column)
{
	char store[LIC_ROW_TEXT_SIZE];

	add_field(out, lic_row_column_name(column), lic_row_text(r, column, store));
}

static void add_extension(struct lic_buf *out, const struct lic_record *r, bool keep_until,
			  bool keep_withdrawn)
{
	size_t start = out->len;

	LIC_BUF_LIT(out, ",\"extensions\":{\"" EXTENSION
			 "\":{\"extension_type\":\"property-extension\"");
	size_t empty = out->len;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(extra_columns); i++)
		add_column(out, r, extra_columns[i]);
	if (keep_until)
		add_column(out, r, LIC_ROW_UNTIL);
	if (keep_withdrawn)
		add_column(out, r, LIC_ROW_WITHDRAWN);
	if (out->len == empty)
		out->len = start;
	else
		LIC_BUF_LIT(out, "}}");
}

/* The domain-name, whose identifier is that of its value (RFC 8785 form). */
static void add_domain_name(struct lic_buf *out, struct lic_str host)
{
	char id[LIC_UUID_SIZE];
	struct lic_buf value;

	lic_buf_init(&value, LIC_LIST_LINE_MAX);
	lic_buf_addc(&value, '{');
	lic_json_field(&value, "value", host);
	lic_buf_addc(&value, '}');
	lic_uuid_of_name(observables, lic_buf_str(&value), id);
	lic_buf_release(&value);
	LIC_BUF_LIT(out, ",\n");
	add_head(out, "domain-name");
	lic_buf_printf(out, "domain-name--%s\"", id);
	add_field(out, "value", host);
	lic_buf_addc(out, '}');
}

static void stix_write(struct lic_buf *out, const struct lic_list *list,
		       const struct lic_name *name, const struct lic_record *record)
{
	static const int confidence[] = {0, 50, 15}; /* appendix A, "None / Low / Med / High" */
	char shown[LIC_ROW_NAME_SIZE];
	bool keep_until, keep_withdrawn;
	struct lic_buf pattern;

	LIC_BUF_LIT(out, ",\n");
	add_head(out, "indicator");
	add_indicator_id(out, list, name, record);
	LIC_BUF_LIT(out, "\",\"created_by_ref\":\"");
	add_identity_id(out, list);
	lic_buf_addc(out, '"');
	add_times(out, list, record, &keep_until, &keep_withdrawn);
	add_field(out, "name", lic_row_name(name, shown));
	add_field(out, "description", record->reason);
	lic_buf_printf(out, ",\"indicator_types\":[\"%s\"]", indicator_type(list->kind));
	lic_buf_init(&pattern, 4u * LIC_LIST_LINE_MAX);
	lic_stix_pattern_write(&pattern, name);
	add_field(out, "pattern", lic_buf_str(&pattern));
	lic_buf_release(&pattern);
	LIC_BUF_LIT(out, ",\"pattern_type\":\"stix\"");
	if (record->confidence)
		lic_buf_printf(out, ",\"confidence\":%d", confidence[record->confidence]);
	add_references(out, list, record);
	add_extension(out, record, keep_until, keep_withdrawn);
	lic_buf_addc(out, '}');
	if (name->scope != LIC_SCOPE_PREFIX && name->scope != LIC_SCOPE_TLD)
		add_domain_name(out, name->text);
}

static void stix_end(struct lic_buf *out)
{
	LIC_BUF_LIT(out, "\n]}\n");
}

/* ---- reading --------------------------------------------------------- */

struct reading {
	struct lic_walk walk;
	struct lic_rows rows;
	struct lic_diag *diag;
	bool is_bundle;
};

/* "2026-06-18T…": its day, or 0. */
static lic_date day_of(struct lic_str time)
{
	lic_date date;

	return time.len > 10 && time.ptr[10] == 'T' &&
			       lic_date_parse(lic_str(time.ptr, 10), &date) == LIC_OK
		       ? date
		       : 0;
}

/* The last day before a moment. */
static lic_date last_day_before(struct lic_str time)
{
	lic_date date = day_of(time);
	bool is_midnight = time.len > 18 && memcmp(time.ptr + 10, "T00:00:00", 9) == 0;

	for (size_t i = 19; i < time.len && is_midnight; i++)
		is_midnight = time.ptr[i] == '.' || time.ptr[i] == '0' || time.ptr[i] == 'Z';
	return date && is_midnight ? date - 1 : date;
}

static struct lic_str member(const struct lic_json *object, const char *key)
{
	return lic_json_string(lic_json_get(object, key));
}

static const struct lic_json *extension_of(const struct lic_json *object)
{
	return lic_json_get(lic_json_get(object, "extensions"), EXTENSION);
}

static void set_times(struct lic_record *r, const struct lic_json *object)
{
	struct lic_str until = member(object, "valid_until");

	r->since = day_of(member(object, "valid_from"));
	if (!lic_json_is_true(lic_json_get(object, "revoked"))) {
		r->until = last_day_before(until);
		return;
	}
	r->withdrawn = day_of(until.len ? until : member(object, "modified"));
}

static void set_confidence(struct lic_record *r, const struct lic_json *object)
{
	double confidence = lic_json_number(lic_json_get(object, "confidence"), 100);

	r->confidence = confidence < 30   ? LIC_CONFIDENCE_LOW
			: confidence < 70 ? LIC_CONFIDENCE_MEDIUM
					  : LIC_CONFIDENCE_HIGH;
}

/* What the record of an indicator holds beside its name. */
static int set_record(struct lic_row *row, const struct lic_json *object, struct lic_diag *why)
{
	const struct lic_json *reference =
		lic_json_at(lic_json_get(object, "external_references"), 0);
	const struct lic_json *extension = extension_of(object);
	struct lic_record *r = &row->record;

	set_times(r, object);
	set_confidence(r, object);
	int err = lic_row_set(row, LIC_ROW_REASON, member(object, "description"), why);
	if (err == LIC_OK)
		err = lic_row_set(row, LIC_ROW_ENTRY_URL, member(reference, "url"), why);
	if (err == LIC_OK)
		err = lic_row_set(row, LIC_ROW_NUMBER, member(reference, "external_id"), why);
	for (size_t i = 0; err == LIC_OK && i < LIC_ARRAY_SIZE(extra_columns); i++) {
		const int column = extra_columns[i];
		err = lic_row_set(row, column, member(extension, lic_row_column_name(column)), why);
	}
	struct lic_str withdrawn = member(extension, "withdrawn");
	struct lic_str until = member(extension, "until");
	if (withdrawn.len)
		r->until = 0;
	if (err == LIC_OK)
		err = lic_row_set(row, LIC_ROW_WITHDRAWN, withdrawn, why);
	if (err == LIC_OK)
		err = lic_row_set(row, LIC_ROW_UNTIL, until, why);
	if (err == LIC_OK && r->withdrawn && r->withdrawn < r->since)
		err = lic_diag_set(why, LIC_ESYNTAX, "revoked before it was valid");
	if (err == LIC_OK && r->until && r->until < r->since)
		err = lic_diag_set(why, LIC_ESYNTAX, "valid_until is not after valid_from");
	return err;
}

static int read_indicator(struct reading *r, const struct lic_json *object, uint32_t line)
{
	struct lic_row row = {.record.line = line};
	struct lic_str pattern = member(object, "pattern"), type = member(object, "pattern_type");
	struct lic_str name = member(object, "name");
	struct lic_str text = name.len ? name : member(object, "id");
	struct lic_diag why;

	r->rows.record = row.record;
	if (type.len && !lic_str_eq(type, LIC_STR("stix")))
		return lic_rows_refuse(&r->rows, text, "a pattern in another language than STIX's");
	if (set_record(&row, object, &why) < 0)
		return lic_rows_refuse(&r->rows, text, lic_row_reason(&why));
	r->rows.record = row.record;
	int err = lic_stix_pattern_read(&r->rows, pattern, text);
	r->rows.record = (struct lic_record){.line = line};
	return err;
}

static int read_object(void *ctx)
{
	struct reading *r = ctx;
	struct lic_json *object;
	uint32_t line;
	int err = lic_walk_value(&r->walk, &object, &line);

	if (err < 0)
		return err;
	struct lic_str type = member(object, "type");
	if (type.len == 0)
		err = lic_diag_set(r->diag, LIC_ESYNTAX, "line %u: an object without a type", line);
	else if (lic_str_eq(type, LIC_STR("indicator")))
		err = read_indicator(r, object, line);
	else if (lic_str_eq(type, LIC_STR("identity")) && extension_of(object) &&
		 lic_date_parse(member(extension_of(object), "as_of"), &r->rows.as_of) < 0)
		r->rows.as_of = 0;
	lic_json_free(object);
	return err;
}

static int read_objects(struct reading *r)
{
	if (!lic_walk_take(&r->walk, '['))
		return lic_walk_fail(&r->walk, "\"objects\" is not an array");
	return lic_walk_elements(&r->walk, "',' or ']' is missing behind an object", read_object,
				 r);
}

static int read_member(void *ctx, struct lic_str key, uint32_t line)
{
	struct reading *r = ctx;
	struct lic_json *value;

	if (lic_str_eq(key, LIC_STR("objects")))
		return read_objects(r);
	int err = lic_walk_value(&r->walk, &value, &line);
	if (err < 0)
		return err;
	if (lic_str_eq(key, LIC_STR("type")))
		r->is_bundle = lic_str_eq(lic_json_string(value), LIC_STR("bundle"));
	lic_json_free(value);
	return LIC_OK;
}

static int stix_read(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag)
{
	struct reading r = {.diag = diag};

	int err = lic_format_check_text(text, diag);
	if (err < 0)
		return err;
	lic_walk_init(&r.walk, text, diag);
	lic_rows_init(&r.rows, sink);
	err = lic_walk_object(&r.walk, read_member, &r);
	if (err < 0)
		return err;
	if (!r.is_bundle)
		return lic_walk_fail(&r.walk, "no \"type\": \"bundle\" in the file");
	return lic_rows_end(&r.rows, diag);
}

static int stix_detect(struct lic_str head)
{
	struct lic_walk walk;

	lic_walk_init(&walk, head, NULL);
	return lic_walk_take(&walk, '{') && lic_str_holds(head, LIC_STR("\"bundle\"")) &&
			       lic_str_holds(head, LIC_STR("\"bundle--"))
		       ? 100
		       : 0;
}

const struct lic_format lic_format_stix = {
	.id = "stix",
	.writes_ended = true,
	.summary = "STIX 2.1: a bundle of indicators, for exchange between analysts",
	.detect = stix_detect,
	.read = stix_read,
	.scopes = LIC_CARRIES_ALL,
	.begin = stix_begin,
	.write = stix_write,
	.end = stix_end,
};
