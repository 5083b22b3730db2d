#include "helplines.h"

#include "clock.h"
#include "columns.h"
#include "limits.h"

enum column { COUNTRY, NAME, PHONE, URL, SOURCE, SEEN, STATUS, COLUMNS };

static const char *const names[COLUMNS] = {
	"country", "name", "phone", "url", "source", "seen", "status",
};
static const struct lic_columns columns = {names, COLUMNS, 0};

static enum column fault_of(const struct lic_columns_row *row)
{
	lic_date date;

	if (lic_columns_field(row, COUNTRY).len != 2)
		return COUNTRY;
	if (!lic_columns_field(row, NAME).len)
		return NAME;
	if (!lic_str_starts(lic_columns_field(row, URL), LIC_STR("https://")))
		return URL;
	if (!lic_columns_field(row, SOURCE).len)
		return SOURCE;
	return lic_date_parse(lic_columns_field(row, SEEN), &date) < 0 ? SEEN : COLUMNS;
}

static int add_row(void *ctx, const struct lic_columns_row *row, struct lic_diag *diag)
{
	struct lic_helplines *out = ctx;
	bool read = lic_str_eq(lic_columns_field(row, STATUS), LIC_STR("confirmed"));

	enum column wrong = fault_of(row);
	if (wrong != COLUMNS)
		return lic_columns_refuse(&columns, row, wrong, diag);
	if (out->count == LIC_HELPLINES_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "line %u: more than %d helplines",
				    row->csv.line, LIC_HELPLINES_MAX);
	struct lic_helpline *help = &out->row[out->count++];
	help->country = lic_arena_copy(&out->arena, lic_columns_field(row, COUNTRY));
	help->name = lic_arena_copy(&out->arena, lic_columns_field(row, NAME));
	help->url = lic_arena_copy(&out->arena, lic_columns_field(row, URL));
	help->phone =
		lic_arena_copy(&out->arena, read ? lic_columns_field(row, PHONE) : lic_str("", 0));
	return help->country.ptr && help->name.ptr && help->url.ptr && help->phone.ptr ? LIC_OK
										       : LIC_ENOMEM;
}

int lic_helplines_parse(struct lic_helplines *out, struct lic_str text, struct lic_diag *diag)
{
	*out = (struct lic_helplines){.arena = LIC_ARENA_INIT};
	out->row = lic_arena_alloc(&out->arena, LIC_HELPLINES_MAX * sizeof(*out->row));
	int err = out->row ? lic_columns_read(&columns, text, add_row, out, diag) : LIC_ENOMEM;
	if (err < 0)
		lic_helplines_release(out);
	return err;
}

void lic_helplines_release(struct lic_helplines *helplines)
{
	lic_arena_release(&helplines->arena);
	*helplines = (struct lic_helplines){.arena = LIC_ARENA_INIT};
}

const struct lic_helpline *lic_helplines_of(const struct lic_helplines *helplines,
					    struct lic_str country)
{
	for (size_t i = 0; country.len && i < helplines->count; i++)
		if (lic_str_eq(helplines->row[i].country, country))
			return &helplines->row[i];
	return NULL;
}
