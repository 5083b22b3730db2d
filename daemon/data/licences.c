#include "licences.h"

#include "columns.h"
#include "fold.h"
#include "list.h"

enum column { ID, JURISDICTION, REGISTER, NAME, FORM, LABELS, SOURCE, CONFIDENCE, COLUMNS };

static const char *const names[COLUMNS] = {
	"id", "jurisdiction", "register", "name", "form", "labels", "source", "confidence",
};
static const struct lic_columns columns = {names, COLUMNS, 0};

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

static int copy_texts(struct lic_licence *licence, const struct lic_columns_row *row,
		      struct lic_arena *arena)
{
	const struct {
		struct lic_str *to;
		enum column from;
	} texts[] = {{&licence->id, ID},
		     {&licence->jurisdiction, JURISDICTION},
		     {&licence->register_id, REGISTER},
		     {&licence->name, NAME},
		     {&licence->form, FORM}};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		*texts[i].to = lic_arena_copy(arena, lic_columns_field(row, texts[i].from));
		if (!texts[i].to->ptr)
			return LIC_ENOMEM;
	}
	return LIC_OK;
}

/* The first column that is not what it must be; COLUMNS if all are. */
static enum column fault_of(const struct lic_columns_row *row)
{
	if (!lic_list_id_ok(lic_columns_field(row, ID)))
		return ID;
	if (lic_columns_field(row, JURISDICTION).len < 2)
		return JURISDICTION;
	if (!lic_list_id_ok(lic_columns_field(row, REGISTER)))
		return REGISTER;
	if (!lic_columns_field(row, NAME).len)
		return NAME;
	if (!is_form(lic_columns_field(row, FORM)))
		return FORM;
	return lic_columns_field(row, SOURCE).len ? COLUMNS : SOURCE;
}

static int add_row(void *ctx, const struct lic_columns_row *row, struct lic_diag *diag)
{
	struct lic_licences *out = ctx;
	enum lic_confidence confidence;
	struct lic_licence licence = {.labels = 0};

	enum column wrong = fault_of(row);
	if (wrong != COLUMNS)
		return lic_columns_refuse(&columns, row, wrong, diag);
	if (lic_confidence_parse(lic_columns_field(row, CONFIDENCE), &confidence) < 0)
		return lic_columns_refuse(&columns, row, CONFIDENCE, diag);
	int got = read_labels(&licence, lic_columns_field(row, LABELS), &out->arena);
	if (got == 0)
		return lic_columns_refuse(&columns, row, LABELS, diag);
	if (got < 0 || confidence == LIC_CONFIDENCE_LOW)
		return got < 0 ? got : LIC_OK;
	if (out->count == LIC_LICENCES_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "line %u: more than %d forms", row->csv.line,
				    LIC_LICENCES_MAX);
	got = copy_texts(&licence, row, &out->arena);
	if (!got)
		out->row[out->count++] = licence;
	return got;
}

int lic_licences_parse(struct lic_licences *out, struct lic_str text, struct lic_diag *diag)
{
	*out = (struct lic_licences){.arena = LIC_ARENA_INIT};
	out->row = lic_arena_alloc(&out->arena, LIC_LICENCES_MAX * sizeof(*out->row));
	int err = out->row ? lic_columns_read(&columns, text, add_row, out, diag) : LIC_ENOMEM;
	if (err < 0)
		lic_licences_release(out);
	return err;
}

void lic_licences_release(struct lic_licences *licences)
{
	lic_arena_release(&licences->arena);
	*licences = (struct lic_licences){.arena = LIC_ARENA_INIT};
}
