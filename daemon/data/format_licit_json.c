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

#include "format_walk.h"

#define SCHEMA "licit/list/1"

enum { SCHEMA_IS, ID, AS_OF, ENTRIES, MEMBERS };

static const char *const members[MEMBERS] = {"schema", "id", "as_of", "entries"};

struct reading {
	struct lic_walk walk;
	const struct lic_sink *sink;
	struct lic_diag *diag;
	lic_date as_of;
	size_t entries;
	bool seen[MEMBERS];
};

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

static int read_entry(void *ctx)
{
	struct reading *r = ctx;
	struct entry entry = {.diag = r->diag};
	struct lic_json *value;

	int err = lic_walk_value(&r->walk, &value, &entry.row.record.line);
	if (err < 0)
		return err;
	if (lic_json_type(value) != LIC_JSON_OBJECT || !lic_json_get(value, "name"))
		err = lic_diag_set(r->diag, LIC_ESYNTAX,
				   "line %u: an entry is not an object with a \"name\"",
				   entry.row.record.line);
	if (err == LIC_OK)
		err = lic_json_each(value, read_member, &entry);
	if (err == LIC_OK)
		err = lic_row_hand_on(&entry.row, r->sink, r->diag);
	lic_json_free(value);
	r->entries++;
	return err;
}

static int read_entries(struct reading *r)
{
	if (!lic_walk_take(&r->walk, '['))
		return lic_walk_fail(&r->walk, "\"entries\" is not an array");
	return lic_walk_elements(&r->walk, "',' or ']' is missing behind an entry", read_entry, r);
}

/* NULL, or why the member cannot have that value. */
static const char *reason_against(struct reading *r, int member, const struct lic_json *value)
{
	struct lic_str text = lic_json_string(value);

	if (lic_json_type(value) != LIC_JSON_STRING)
		return "not a string";
	if (member == SCHEMA_IS && !lic_str_eq(text, LIC_STR(SCHEMA)))
		return "not " SCHEMA;
	if (member == ID && !lic_list_id_ok(text))
		return "not the id of a list";
	if (member == AS_OF && lic_date_parse(text, &r->as_of) < 0)
		return "not a date of the form YYYY-MM-DD";
	return NULL;
}

static int read_text(struct reading *r, int member)
{
	struct lic_json *value;
	uint32_t line;

	int err = lic_walk_value(&r->walk, &value, &line);
	if (err < 0)
		return err;
	const char *why = reason_against(r, member, value);
	if (why)
		err = lic_diag_set(r->diag, LIC_ESYNTAX, "line %u: %s: %s", line, members[member],
				   why);
	lic_json_free(value);
	return err;
}

static int read_top_member(void *ctx, struct lic_str key, uint32_t line)
{
	struct reading *r = ctx;
	int member = 0;

	while (member < MEMBERS && !lic_str_eq(key, lic_str_from(members[member])))
		member++;
	if (member == MEMBERS)
		return lic_diag_set(r->diag, LIC_ESYNTAX,
				    "line %u: a member other than schema, id, as_of, entries",
				    line);
	if (r->seen[member])
		return lic_diag_set(r->diag, LIC_ESYNTAX, "line %u: \"%s\" stands there twice",
				    line, members[member]);
	r->seen[member] = true;
	return member == ENTRIES ? read_entries(r) : read_text(r, member);
}

static int licit_json_read(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag)
{
	struct reading r = {.sink = sink, .diag = diag};

	int err = lic_format_check_text(text, diag);
	if (err < 0)
		return err;
	lic_walk_init(&r.walk, text, diag);
	err = lic_walk_object(&r.walk, read_top_member, &r);
	if (err < 0)
		return err;
	if (!r.seen[SCHEMA_IS])
		return lic_walk_fail(&r.walk, "no \"schema\": \"" SCHEMA "\" in the file");
	if (r.entries == 0)
		return lic_walk_fail(&r.walk, "the file has no entries");
	return r.as_of && sink->as_of ? sink->as_of(sink->ctx, r.as_of) : LIC_OK;
}

static int licit_json_detect(struct lic_str head)
{
	struct lic_walk walk;

	lic_walk_init(&walk, head, NULL);
	return lic_walk_take(&walk, '{') && lic_str_holds(head, LIC_STR("\"" SCHEMA "\"")) ? 100
											   : 0;
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

static void licit_json_write(struct lic_buf *out, const struct lic_list *list LIC_UNUSED,
			     const struct lic_name *name, const struct lic_record *record)
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
