#include "licences.h"

#include "csv.h"
#include "fold.h"
#include "list.h"

enum column { ID, JURISDICTION, REGISTER, NAME, FORM, LABELS, SOURCE, CONFIDENCE, COLUMNS };

static const char *const columns[COLUMNS] = {
	"id", "jurisdiction", "register", "name", "form", "labels", "source", "confidence",
};

/* ---- numbers --------------------------------------------------------------- */

static bool fits(char form, char c)
{
	switch (form) {
	case '#':
		return lic_is_digit(c);
	case '@':
		return lic_is_alpha(c);
	case '*':
		return lic_is_digit(c) || lic_is_alpha(c);
	default:
		return lic_lower(form) == lic_lower(c);
	}
}

static size_t read_one(struct lic_str form, struct lic_str text)
{
	size_t n = 0;

	for (size_t i = 0; i < form.len; i++) {
		if (form.ptr[i] == '+') {
			while (n < text.len && fits(form.ptr[i - 1], text.ptr[n]))
				n++;
			continue;
		}
		if (n == text.len || !fits(form.ptr[i], text.ptr[n]))
			return 0;
		n++;
	}
	/* Part of a longer number or word is another thing; so is what goes on behind a
	 * point, a dash or a stroke. */
	if (n < text.len && (fits('*', text.ptr[n]) || text.ptr[n] == '_'))
		return 0;
	if (n + 1 < text.len && strchr(".,-/", text.ptr[n]) && text.ptr[n] &&
	    fits('*', text.ptr[n + 1]))
		return 0;
	return n;
}

size_t lic_licence_read(struct lic_str form, struct lic_str text)
{
	struct lic_str one;

	while (lic_str_split(&form, '|', &one)) {
		size_t n = read_one(one, text);
		if (n)
			return n;
	}
	return 0;
}

static bool holds_word(struct lic_str text, struct lic_str word)
{
	for (size_t i = 0; i + word.len <= text.len; i++)
		if (lic_str_starts(lic_str(text.ptr + i, text.len - i), word) &&
		    (i == 0 || !lic_fold_is_word(text.ptr[i - 1])))
			return true;
	return false;
}

bool lic_licence_labelled(const struct lic_licence *licence, struct lic_str folded)
{
	for (size_t i = 0; i < licence->labels; i++)
		if (holds_word(folded, licence->label[i]))
			return true;
	return false;
}

/* ---- the file ---------------------------------------------------------------- */

static int find_columns(const struct lic_csv *csv, size_t at[COLUMNS], struct lic_diag *diag)
{
	for (size_t c = 0; c < COLUMNS; c++) {
		for (at[c] = 0; at[c] < csv->columns; at[c]++)
			if (lic_str_eq(csv->field[at[c]], lic_str_from(columns[c])))
				break;
		if (at[c] == csv->columns)
			return lic_diag_set(diag, LIC_ESYNTAX, "line 1: no column \"%s\"",
					    columns[c]);
	}
	return LIC_OK;
}

/* Each form has a digit or letter of its own, and nothing to repeat stands first. */
static bool is_form(struct lic_str form)
{
	struct lic_str one;

	if (!form.len)
		return false;
	while (lic_str_split(&form, '|', &one)) {
		if (one.len < 3 || one.ptr[0] == '+')
			return false;
		for (size_t i = 0; i < one.len; i++)
			if ((unsigned char)one.ptr[i] <= ' ' || (unsigned char)one.ptr[i] > '~')
				return false;
	}
	return true;
}

/* Folded, as they are compared: 1; 0 if one is empty; LIC_ENOMEM. */
static int read_labels(struct lic_licence *row, struct lic_str text, struct lic_arena *arena)
{
	struct lic_str *label = lic_arena_alloc(arena, (text.len + 1) * sizeof(*label));
	struct lic_str one;

	if (!label)
		return LIC_ENOMEM;
	row->label = label;
	while (lic_str_split(&text, ';', &one)) {
		struct lic_fold fold;
		int err = lic_fold_make(&fold, one, arena);
		if (err < 0)
			return err;
		label[row->labels] = lic_str_trim(fold.text);
		if (!label[row->labels++].len)
			return 0;
	}
	return row->labels > 0;
}

static int copy_texts(struct lic_licence *row, const struct lic_str field[COLUMNS],
		      struct lic_arena *arena)
{
	const struct {
		struct lic_str *to;
		enum column from;
	} texts[] = {{&row->id, ID},
		     {&row->jurisdiction, JURISDICTION},
		     {&row->register_id, REGISTER},
		     {&row->name, NAME},
		     {&row->form, FORM}};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		*texts[i].to = lic_arena_copy(arena, field[texts[i].from]);
		if (!texts[i].to->ptr)
			return LIC_ENOMEM;
	}
	return LIC_OK;
}

/* The first column that is not what it must be; COLUMNS if all are. */
static enum column fault_of(const struct lic_str field[COLUMNS])
{
	if (!lic_list_id_ok(field[ID]))
		return ID;
	if (field[JURISDICTION].len < 2)
		return JURISDICTION;
	if (!lic_list_id_ok(field[REGISTER]))
		return REGISTER;
	if (!field[NAME].len)
		return NAME;
	if (!is_form(field[FORM]))
		return FORM;
	return field[SOURCE].len ? COLUMNS : SOURCE;
}

static int refuse(const struct lic_csv *csv, const struct lic_str field[COLUMNS],
		  enum column column, struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_ESYNTAX, "line %u: %s: \"%.*s\" is none", csv->line,
			    columns[column], LIC_STR_ARG(field[column]));
}

static int add_row(struct lic_licences *out, const struct lic_csv *csv, const size_t at[COLUMNS],
		   struct lic_diag *diag)
{
	struct lic_str field[COLUMNS];
	enum lic_confidence confidence;
	struct lic_licence row = {.labels = 0};

	for (size_t c = 0; c < COLUMNS; c++)
		field[c] = csv->field[at[c]];
	enum column wrong = fault_of(field);
	if (wrong != COLUMNS)
		return refuse(csv, field, wrong, diag);
	if (lic_confidence_parse(field[CONFIDENCE], &confidence) < 0)
		return refuse(csv, field, CONFIDENCE, diag);
	int got = read_labels(&row, field[LABELS], &out->arena);
	if (got == 0)
		return refuse(csv, field, LABELS, diag);
	if (got < 0 || confidence == LIC_CONFIDENCE_LOW)
		return got < 0 ? got : LIC_OK;
	if (out->count == LIC_LICENCES_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "line %u: more than %d forms", csv->line,
				    LIC_LICENCES_MAX);
	got = copy_texts(&row, field, &out->arena);
	if (!got)
		out->row[out->count++] = row;
	return got;
}

int lic_licences_parse(struct lic_licences *out, struct lic_str text, struct lic_diag *diag)
{
	struct lic_csv csv;
	size_t at[COLUMNS];
	int got = lic_csv_init(&csv, text);

	*out = (struct lic_licences){.arena = LIC_ARENA_INIT};
	if (got < 0)
		return got;
	out->row = lic_arena_alloc(&out->arena, LIC_LICENCES_MAX * sizeof(*out->row));
	got = out->row ? lic_csv_next(&csv, diag) : LIC_ENOMEM;
	if (got == 0)
		got = lic_diag_set(diag, LIC_ESYNTAX, "the file is empty");
	if (got > 0 && find_columns(&csv, at, diag) < 0)
		got = LIC_ESYNTAX;
	while (got > 0) {
		got = lic_csv_next(&csv, diag);
		if (got > 0) {
			int err = add_row(out, &csv, at, diag);
			got = err < 0 ? err : 1;
		}
	}
	lic_csv_release(&csv);
	if (got < 0)
		lic_licences_release(out);
	return got;
}

void lic_licences_release(struct lic_licences *licences)
{
	lic_arena_release(&licences->arena);
	*licences = (struct lic_licences){.arena = LIC_ARENA_INIT};
}
