#include "sources.h"

#include "format.h"
#include "json.h"
#include "mapping.h"
#include "percent.h"

#define SCHEMA "licit/sources/1"
#define HEX_LEN 64

static struct lic_str copy(struct lic_sources *s, const struct lic_json *object, const char *key)
{
	struct lic_str text = lic_json_string(lic_json_get(object, key));

	return text.len ? lic_arena_copy(&s->arena, text) : lic_str("", 0);
}

/* The lines of a mapping as one text. */
static struct lic_str join(struct lic_sources *s, const struct lic_json *lines)
{
	struct lic_buf text;
	struct lic_str joined = lic_str("", 0);

	lic_buf_init(&text, LIC_LIST_LINE_MAX);
	for (size_t i = 0; i < lic_json_size(lines); i++) {
		if (i)
			lic_buf_addc(&text, '\n');
		lic_buf_adds(&text, lic_json_string(lic_json_at(lines, i)));
	}
	if (text.len && !lic_buf_error(&text))
		joined = lic_arena_copy(&s->arena, lic_buf_str(&text));
	lic_buf_release(&text);
	return joined;
}

static int fail(const struct lic_source_row *row, const char *what, struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_ESYNTAX, "source \"%.*s\": %s", LIC_STR_ARG(row->id), what);
}

static int check(const struct lic_source_row *row, const struct lic_json *object,
		 struct lic_diag *diag)
{
	enum lic_list_kind kind;
	struct lic_mapping mapping;
	struct lic_diag why;

	if (!lic_list_id_ok(row->id) || !lic_list_id_ok(row->list))
		return fail(row, "id and list must be ids of lists", diag);
	if (lic_kind_parse(row->kind, &kind) < 0)
		return fail(row, "kind must be register, illegal, community or benign", diag);
	if (row->url.len ? !lic_str_is_web(row->url) : !lic_str_is_web(row->page))
		return fail(row, "it needs a url, or a page that leads to one", diag);
	if (row->checksum.len && !lic_str_is_web(row->checksum))
		return fail(row, "its checksum has no url", diag);
	if (row->format.len ? !lic_format_find(row->format) : !row->mapping.len)
		return fail(row, "it needs a format that there is, or a mapping", diag);
	if (row->mapping.len && lic_mapping_parse(&mapping, row->mapping, &why) < 0)
		return fail(row, why.text, diag);
	if (lic_json_get(object, "proven") &&
	    lic_json_type(lic_json_get(object, "proven")) != LIC_JSON_NULL &&
	    (!row->proven || !row->proven_against.len))
		return fail(row, "proven is null, or has a date and what it was proven against",
			    diag);
	return LIC_OK;
}

static int add(struct lic_sources *s, const struct lic_json *object, struct lic_diag *diag)
{
	struct lic_source_row *row = &s->rows[s->count];
	const struct lic_json *checksum = lic_json_get(object, "checksum");
	const struct lic_json *proven = lic_json_get(object, "proven");

	*row = (struct lic_source_row){
		.id = copy(s, object, "id"),
		.list = copy(s, object, "list"),
		.kind = copy(s, object, "kind"),
		.authority = copy(s, object, "authority"),
		.page = copy(s, object, "page"),
		.url = copy(s, object, "url"),
		.format = copy(s, object, "format"),
		.mapping = join(s, lic_json_get(object, "mapping")),
		.checksum = copy(s, checksum, "url"),
		.checksum_note = copy(s, checksum, "note"),
		.licence = copy(s, object, "licence"),
		.proven_against = copy(s, proven, "against"),
	};
	if (lic_date_parse(lic_json_string(lic_json_get(proven, "date")), &row->proven) < 0)
		row->proven = 0;
	if (lic_sources_find(s, row->id))
		return fail(row, "stands there twice", diag);
	int err = check(row, object, diag);
	s->count += err == LIC_OK;
	return err;
}

int lic_sources_parse(struct lic_sources *out, struct lic_str text, struct lic_diag *diag)
{
	struct lic_sources s = {.arena = LIC_ARENA_INIT};
	struct lic_json *root;
	int err = lic_json_parse(&root, text, diag);

	if (err < 0)
		return err;
	const struct lic_json *rows = lic_json_get(root, "sources");
	size_t count = lic_json_size(rows);
	if (!lic_str_eq(lic_json_string(lic_json_get(root, "schema")), LIC_STR(SCHEMA)))
		err = lic_diag_set(diag, LIC_ESYNTAX, "no \"schema\": \"" SCHEMA "\"");
	s.rows = calloc(count ? count : 1, sizeof(*s.rows));
	if (!s.rows)
		err = LIC_ENOMEM;
	for (size_t i = 0; err == LIC_OK && i < count; i++)
		err = add(&s, lic_json_at(rows, i), diag);
	lic_json_free(root);
	if (err < 0)
		lic_sources_release(&s);
	else
		*out = s;
	return err;
}

void lic_sources_release(struct lic_sources *sources)
{
	free(sources->rows);
	lic_arena_release(&sources->arena);
	*sources = (struct lic_sources){.arena = LIC_ARENA_INIT};
}

const struct lic_source_row *lic_sources_find(const struct lic_sources *sources, struct lic_str id)
{
	for (size_t i = 0; i < sources->count; i++)
		if (lic_str_eq(sources->rows[i].id, id))
			return &sources->rows[i];
	return NULL;
}

bool lic_sources_sha256(struct lic_str text, struct lic_str *hex)
{
	size_t run = 0;

	for (size_t i = 0; i <= text.len; i++) {
		bool is_word =
			i < text.len && (lic_is_alpha(text.ptr[i]) || lic_is_digit(text.ptr[i]));
		bool good = i < text.len && lic_hex_value(text.ptr[i]) >= 0;
		if (is_word) {
			/* A letter beyond hex spoils its whole word. */
			run = good && run != SIZE_MAX ? run + 1 : SIZE_MAX;
			continue;
		}
		if (run == HEX_LEN) {
			*hex = lic_str(text.ptr + i - HEX_LEN, HEX_LEN);
			return true;
		}
		run = 0;
	}
	return false;
}
