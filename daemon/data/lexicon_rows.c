#include "lexicon_rows.h"

#include "columns.h"
#include "fold.h"

#define NAME_MIN 3 /* bytes: what is shorter is in every text */

/* An inflected name is the name, or the name without its last vowel, and a few letters:
 * "viagr" + "aval". Short names have too many neighbours. */
#define INFLECTED_MIN 5
#define INFLECTED_CUT_MIN 6
#define INFLECTION_MAX 3

static int bad(const struct lic_columns_row *t, struct lic_diag *diag, const char *what,
	       struct lic_str s)
{
	return lic_diag_set(diag, LIC_ESYNTAX, "line %u: %s: \"%.*s\"", t->csv.line, what,
			    LIC_STR_ARG(s));
}

static int word_of(struct lic_str s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (words[i] && lic_str_eq(s, lic_str_from(words[i])))
			return (int)i;
	return -1;
}

static bool is_id(struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!lic_is_digit(s.ptr[i]) && s.ptr[i] != '-' &&
		    (!lic_is_alpha(s.ptr[i]) || s.ptr[i] != lic_lower(s.ptr[i])))
			return false;
	return s.len > 0;
}

/* ---- growing ----------------------------------------------------------- */

/* Room for one more element of that size. */
static int grow(void *array, size_t count, size_t *cap, size_t size)
{
	void *old, *grown;
	size_t more = *cap ? 2 * *cap : 1024;

	if (count < *cap)
		return LIC_OK;
	memcpy(&old, array, sizeof(old));
	grown = realloc(old, more * size);
	if (!grown)
		return LIC_ENOMEM;
	memcpy(array, &grown, sizeof(grown));
	*cap = more;
	return LIC_OK;
}

static int add_row(struct lic_lexicon_rows *r, const struct lic_lexicon_row *row)
{
	int err = grow(&r->row, r->count, &r->cap, sizeof(*r->row));

	if (!err)
		r->row[r->count++] = *row;
	return err;
}

/* Of the row added last. */
static int add_head(void *ctx, const struct lic_phrase_head *head)
{
	struct lic_lexicon_rows *r = ctx;
	struct lic_lexicon_head copy = {*head, (uint32_t)r->count - 1};
	int err = grow(&r->head, r->heads, &r->heads_cap, sizeof(*r->head));

	copy.head.text = lic_fold_joints(head->text, &r->arena);
	if (err < 0 || !copy.head.text.ptr)
		return LIC_ENOMEM;
	r->head[r->heads++] = copy;
	return LIC_OK;
}

static int add_cas(struct lic_lexicon_rows *r, const struct lic_lexicon_row *row,
		   struct lic_str number)
{
	struct lic_str copy = lic_arena_copy(&r->arena, number);
	int err = grow(&r->cas, r->cas_count, &r->cas_cap, sizeof(*r->cas));

	if (err < 0 || !copy.ptr)
		return LIC_ENOMEM;
	r->cas[r->cas_count++] = (struct lic_lexicon_cas){copy, *row};
	return LIC_OK;
}

/* The text folded, without the spaces at its ends. */
static int folded(struct lic_lexicon_rows *r, struct lic_str s, struct lic_str *out)
{
	struct lic_fold fold;
	int err = lic_fold_make(&fold, s, &r->arena);

	if (!err)
		*out = lic_str_trim(fold.text);
	return err;
}

/* ---- names of substances ----------------------------------------------- */

enum { S_ID, S_CLASS, S_LANGUAGE, S_NAMES, S_AMBIGUOUS, S_CAS, S_STATUS, S_COLUMNS };

static const char *const substance_names[S_COLUMNS] = {
	[S_ID] = "id",         [S_CLASS] = "class",         [S_LANGUAGE] = "language",
	[S_NAMES] = "names",   [S_AMBIGUOUS] = "ambiguous", [S_CAS] = "cas",
	[S_STATUS] = "status",
};

static const struct lic_columns substance_columns = {substance_names, S_COLUMNS, 0};

static const char *const classes[LIC_TERM_CLASSES] = {
	[LIC_TERM_MEDICINE] = "medicine",     [LIC_TERM_OTC] = "otc",
	[LIC_TERM_CONTROLLED] = "controlled", [LIC_TERM_NO_USE] = "no-use",
	[LIC_TERM_PRECURSOR] = "precursor",   [LIC_TERM_UNAUTHORISED] = "unauthorised",
};

static const char *const statuses[] = {"confirmed", "recall"};

static size_t letters(struct lic_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return n;
}

static bool ends_in_letter(struct lic_str s)
{
	return lic_fold_is_letter(s.ptr[s.len - 1]);
}

/* A name with this mark behind it is not inflected: with an ending it would be another word. */
#define AS_IT_STANDS "="

/* How a name is inflected: set more and cut, and cut the name. */
static struct lic_str inflect(struct lic_lexicon_row *row, struct lic_str name)
{
	static const struct lic_str vowels[] = {
		{"a", 1}, {"\xD0\xB0", 2}, {"\xCE\xB1", 2}, /* a in three scripts */
	};
	size_t n = letters(name);

	row->more = row->cut = 0;
	if (n < INFLECTED_MIN || row->ambiguous || !ends_in_letter(name))
		return name;
	row->more = INFLECTION_MAX;
	for (size_t i = 0; n >= INFLECTED_CUT_MIN && i < LIC_ARRAY_SIZE(vowels); i++)
		if (lic_str_ends(name, vowels[i])) {
			row->cut = 1;
			row->more++;
			return lic_str(name.ptr, name.len - vowels[i].len);
		}
	return name;
}

static int add_name(struct lic_lexicon_rows *r, const struct lic_lexicon_row *row,
		    struct lic_str name)
{
	int err = add_row(r, row);

	return err < 0 ? err : add_head(r, &(struct lic_phrase_head){.text = name});
}

static int add_names(struct lic_lexicon_rows *r, const struct lic_columns_row *t,
		     const struct lic_lexicon_row *like, struct lic_str names,
		     struct lic_diag *diag)
{
	struct lic_str name, plain;

	while (names.len && lic_str_split(&names, ';', &name)) {
		struct lic_lexicon_row row = *like;
		const bool exact = lic_str_ends(name, LIC_STR(AS_IT_STANDS));
		if (exact)
			name.len -= strlen(AS_IT_STANDS);
		int err = folded(r, name, &plain);
		if (err < 0)
			return err;
		if (plain.len < NAME_MIN || !lic_fold_is_word(plain.ptr[0]))
			return bad(t, diag, "no name", name);
		if (!exact)
			plain = inflect(&row, plain);
		err = add_name(r, &row, plain);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

static int substance(void *ctx, const struct lic_columns_row *t, struct lic_diag *diag)
{
	struct lic_lexicon_rows *r = ctx;
	struct lic_str numbers = lic_columns_field(t, S_CAS), number;
	int class = word_of(lic_columns_field(t, S_CLASS), classes, LIC_TERM_CLASSES);
	int status = word_of(lic_columns_field(t, S_STATUS), statuses, LIC_ARRAY_SIZE(statuses));

	if (!is_id(lic_columns_field(t, S_ID)))
		return bad(t, diag, "no id", lic_columns_field(t, S_ID));
	if (class < 0)
		return bad(t, diag, "no class", lic_columns_field(t, S_CLASS));
	if (status < 0)
		return bad(t, diag, "no status", lic_columns_field(t, S_STATUS));
	struct lic_lexicon_row row = {
		.class = (enum lic_term_class) class,
		.id = lic_arena_copy(&r->arena, lic_columns_field(t, S_ID)),
		.language = lic_arena_copy(&r->arena, lic_columns_field(t, S_LANGUAGE)),
		.strength = status == 0 ? 3 : 2,
		.line = t->csv.line,
	};
	int err = add_names(r, t, &row, lic_columns_field(t, S_NAMES), diag);
	while (!err && lic_str_split(&numbers, ';', &number)) {
		if (number.len && !lic_cas_ok(number))
			err = bad(t, diag, "no CAS number, or its check digit is wrong", number);
		else if (number.len)
			err = add_cas(r, &row, number);
	}
	row.ambiguous = true;
	row.strength = 1;
	if (!err)
		err = add_names(r, t, &row, lic_columns_field(t, S_AMBIGUOUS), diag);
	return err;
}

/* ---- phrases ----------------------------------------------------------- */

enum { P_LANGUAGE, P_ID, P_STRENGTH, P_PHRASE, P_STATUS, P_COLUMNS };

static const char *const phrase_names[P_COLUMNS] = {
	[P_LANGUAGE] = "language", [P_ID] = "id",         [P_STRENGTH] = "strength",
	[P_PHRASE] = "phrase",     [P_STATUS] = "status",
};

static const struct lic_columns phrase_columns = {phrase_names, P_COLUMNS, 0};

static const char *const strengths[] = {NULL, "weak", "medium", "strong"};

static int add_phrase(struct lic_lexicon_rows *r, const struct lic_columns_row *t,
		      struct lic_lexicon_row *row, struct lic_diag *diag)
{
	struct lic_str plain;
	struct lic_diag why = {""};
	int err = folded(r, lic_columns_field(t, P_PHRASE), &plain);

	if (!err)
		err = lic_phrase_compile(&row->phrase, plain, &r->arena, &why);
	if (!err)
		err = add_row(r, row);
	if (!err)
		err = lic_phrase_heads(&row->phrase, add_head, r);
	if (err == LIC_EINVAL)
		err = lic_diag_set(&why, LIC_ESYNTAX, "it must begin with a word or number");
	return err == LIC_ESYNTAX ? bad(t, diag, why.text, lic_columns_field(t, P_PHRASE)) : err;
}

static int phrase(void *ctx, const struct lic_columns_row *t, struct lic_diag *diag)
{
	struct lic_lexicon_rows *r = ctx;
	int strength =
		word_of(lic_columns_field(t, P_STRENGTH), strengths, LIC_ARRAY_SIZE(strengths));

	if (!is_id(lic_columns_field(t, P_ID)))
		return bad(t, diag, "no id", lic_columns_field(t, P_ID));
	if (strength < 0)
		return bad(t, diag, "no strength", lic_columns_field(t, P_STRENGTH));
	if (word_of(lic_columns_field(t, P_STATUS), statuses, LIC_ARRAY_SIZE(statuses)) < 0)
		return bad(t, diag, "no status", lic_columns_field(t, P_STATUS));
	struct lic_lexicon_row row = {
		.class = LIC_TERM_PHRASE,
		.id = lic_arena_copy(&r->arena, lic_columns_field(t, P_ID)),
		.language = lic_arena_copy(&r->arena, lic_columns_field(t, P_LANGUAGE)),
		.strength = strength,
		.line = t->csv.line,
	};
	return add_phrase(r, t, &row, diag);
}

/* ---- both files --------------------------------------------------------- */

static int parse(struct lic_lexicon_rows *r, struct lic_str text, const struct lic_columns *columns,
		 lic_columns_fn *fn, struct lic_diag *diag)
{
	if (!text.ptr)
		return LIC_OK;
	if (!lic_str_is_utf8(text))
		return lic_diag_set(diag, LIC_EUTF8, "it is not UTF-8");
	return lic_columns_read(columns, text, fn, r, diag);
}

static int by_number(const void *a, const void *b)
{
	return lic_str_cmp(((const struct lic_lexicon_cas *)a)->number,
			   ((const struct lic_lexicon_cas *)b)->number);
}

static int by_text(const void *a, const void *b)
{
	const struct lic_lexicon_head *x = a, *y = b;
	int order = lic_str_cmp(x->head.text, y->head.text);

	if (order)
		return order;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->head.op != y->head.op)
		return x->head.op < y->head.op ? -1 : 1;
	return x->head.numbered - y->head.numbered;
}

/* Put the heads in order, once each, and each text of theirs once into `literal`. */
static int number_heads(struct lic_lexicon_rows *r)
{
	size_t kept = 0;

	r->literal = calloc(r->heads + 1, sizeof(*r->literal));
	r->first = calloc(r->heads + 1, sizeof(*r->first));
	if (!r->literal || !r->first)
		return LIC_ENOMEM;
	if (r->heads)
		qsort(r->head, r->heads, sizeof(*r->head), by_text);
	for (size_t i = 0; i < r->heads; i++) {
		const struct lic_lexicon_head head = r->head[i];
		if (kept && by_text(&head, &r->head[kept - 1]) == 0)
			continue;
		if (!kept || !lic_str_eq(head.head.text, r->head[kept - 1].head.text)) {
			r->literal[r->literals] = head.head.text;
			r->first[r->literals++] = (uint32_t)kept;
		}
		r->head[kept++] = head;
	}
	r->heads = kept;
	r->first[r->literals] = (uint32_t)kept;
	return LIC_OK;
}

int lic_lexicon_rows_parse(struct lic_lexicon_rows *out, struct lic_str substances,
			   struct lic_str phrases, struct lic_diag *diag)
{
	struct lic_diag why = {""};
	const char *file = "substances.csv";

	*out = (struct lic_lexicon_rows){.arena = LIC_ARENA_INIT};
	int err = parse(out, substances, &substance_columns, substance, &why);
	if (!err) {
		file = "phrases.csv";
		err = parse(out, phrases, &phrase_columns, phrase, &why);
	}
	if (!err)
		err = number_heads(out);
	if (err < 0) {
		lic_diag_set(diag, err, "%s: %s", file, why.text[0] ? why.text : lic_strerror(err));
		lic_lexicon_rows_release(out);
		return err;
	}
	if (out->cas_count)
		qsort(out->cas, out->cas_count, sizeof(*out->cas), by_number);
	return LIC_OK;
}

void lic_lexicon_rows_release(struct lic_lexicon_rows *rows)
{
	free(rows->row);
	free(rows->head);
	free(rows->literal);
	free(rows->first);
	free(rows->cas);
	lic_arena_release(&rows->arena);
	*rows = (struct lic_lexicon_rows){.arena = LIC_ARENA_INIT};
}

const struct lic_lexicon_row *lic_lexicon_rows_cas(const struct lic_lexicon_rows *rows,
						   struct lic_str number)
{
	const struct lic_lexicon_cas key = {.number = number};
	const struct lic_lexicon_cas *found =
		rows->cas_count ? bsearch(&key, rows->cas, rows->cas_count, sizeof(key), by_number)
				: NULL;

	return found ? &found->row : NULL;
}

/* Digits with weights 1, 2 … from the right; CAS, "Check Digit Verification". */
bool lic_cas_ok(struct lic_str s)
{
	size_t n = s.len;
	unsigned sum = 0, weight = 1;

	if (n < 7 || n > 12 || s.ptr[n - 2] != '-' || s.ptr[n - 5] != '-')
		return false;
	for (size_t i = n - 1; i-- > 0;) {
		if (i == n - 2 || i == n - 5)
			continue;
		if (!lic_is_digit(s.ptr[i]))
			return false;
		sum += weight++ * (unsigned)(s.ptr[i] - '0');
	}
	return s.ptr[n - 1] - '0' == (int)(sum % 10);
}
