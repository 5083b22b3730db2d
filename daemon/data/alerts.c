#include "alerts.h"

#include "columns.h"
#include "limits.h"

enum column { ID, AUTHORITY, PRODUCT, WORDS, BATCHES, DATE, URL, SOURCE, SEEN, STATUS, COLUMNS };

static const char *const names[COLUMNS] = {
	"id", "authority", "product", "words", "batches", "date", "url", "source", "seen", "status",
};
static const struct lic_columns columns = {names, COLUMNS, 0};

static enum column fault_of(const struct lic_columns_row *row)
{
	static const enum column needed[] = {ID, AUTHORITY, PRODUCT, WORDS, SOURCE};
	lic_date date;

	for (size_t i = 0; i < LIC_ARRAY_SIZE(needed); i++)
		if (!lic_columns_field(row, needed[i]).len)
			return needed[i];
	if (lic_date_parse(lic_columns_field(row, DATE), &date) < 0)
		return DATE;
	if (lic_date_parse(lic_columns_field(row, SEEN), &date) < 0)
		return SEEN;
	return lic_str_starts(lic_columns_field(row, URL), LIC_STR("https://")) ? COLUMNS : URL;
}

static int add_row(void *ctx, const struct lic_columns_row *row, struct lic_diag *diag)
{
	struct lic_alerts *out = ctx;
	struct lic_alert alert = {.date = 0};
	const struct {
		enum column column;
		struct lic_str *text;
	} texts[] = {
		{ID, &alert.id},       {AUTHORITY, &alert.authority}, {PRODUCT, &alert.product},
		{WORDS, &alert.words}, {BATCHES, &alert.batches},     {URL, &alert.url},
	};

	enum column wrong = fault_of(row);
	if (wrong != COLUMNS)
		return lic_columns_refuse(&columns, row, wrong, diag);
	if (!lic_str_eq(lic_columns_field(row, STATUS), LIC_STR("confirmed")))
		return LIC_OK;
	if (out->count == LIC_ALERTS_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "line %u: more than %d alerts", row->csv.line,
				    LIC_ALERTS_MAX);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		*texts[i].text =
			lic_arena_copy(&out->arena, lic_columns_field(row, texts[i].column));
		if (!texts[i].text->ptr)
			return LIC_ENOMEM;
	}
	int err = lic_date_parse(lic_columns_field(row, DATE), &alert.date);
	if (!err)
		out->row[out->count++] = alert;
	return err;
}

static int newest_first(const void *a, const void *b)
{
	const struct lic_alert *x = a, *y = b;

	return x->date != y->date ? (x->date < y->date) - (x->date > y->date)
				  : lic_str_cmp(x->id, y->id);
}

int lic_alerts_parse(struct lic_alerts *out, struct lic_str text, struct lic_diag *diag)
{
	*out = (struct lic_alerts){.arena = LIC_ARENA_INIT};
	out->row = lic_arena_alloc(&out->arena, LIC_ALERTS_MAX * sizeof(*out->row));
	int err = out->row ? lic_columns_read(&columns, text, add_row, out, diag) : LIC_ENOMEM;
	if (err < 0)
		lic_alerts_release(out);
	else if (out->count)
		qsort(out->row, out->count, sizeof(*out->row), newest_first);
	return err;
}

void lic_alerts_release(struct lic_alerts *alerts)
{
	lic_arena_release(&alerts->arena);
	*alerts = (struct lic_alerts){.arena = LIC_ARENA_INIT};
}

bool lic_alert_is_named(const struct lic_alert *alert, struct lic_str word)
{
	struct lic_str rest = alert->words, one;

	while (lic_str_split(&rest, ';', &one))
		if (lic_str_caseeq(lic_str_trim(one), word))
			return true;
	return false;
}
