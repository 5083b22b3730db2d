#include "word_list.h"

#include "columns.h"
#include "disguise.h"

enum column { WORD, KIND, STRENGTH, FIT, COLUMNS };

static const char *const names[COLUMNS] = {"word", "kind", "strength", "fit"};
static const struct lic_columns columns = {names, COLUMNS, 0};
static const char *const fits[] = {
	[LIC_FIT_ANY] = "any", [LIC_FIT_EDGE] = "edge", [LIC_FIT_WHOLE] = "whole"};

/* ---- the file -------------------------------------------------------- */

static bool word_ok(struct lic_str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (lic_trie_letter(word.ptr[i]) == LIC_TRIE_NONE)
			return false;
	return word.len >= 2 && word.len <= LIC_LABEL_MAX;
}

static bool read_row(struct lic_word *word, const struct lic_columns_row *row)
{
	struct lic_str strength = lic_columns_field(row, STRENGTH);
	int kind = 0, fit = 0;

	while (kind < LIC_WORD_KINDS &&
	       !lic_str_eq(lic_columns_field(row, KIND),
			   lic_str_from(lic_word_kind_name((enum lic_word_kind)kind))))
		kind++;
	while (fit <= LIC_FIT_WHOLE &&
	       !lic_str_eq(lic_columns_field(row, FIT), lic_str_from(fits[fit])))
		fit++;
	word->word = lic_columns_field(row, WORD);
	word->kind = (enum lic_word_kind)kind;
	word->fit = (enum lic_word_fit)fit;
	word->strength = strength.len == 1 ? strength.ptr[0] - '0' : 0;
	return word_ok(word->word) && kind < LIC_WORD_KINDS && fit <= LIC_FIT_WHOLE &&
	       word->strength >= 1 && word->strength <= 3;
}

static int add_row(void *ctx, const struct lic_columns_row *row, struct lic_diag *diag)
{
	struct lic_words *out = ctx;
	struct lic_word word;

	if (!read_row(&word, row))
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "line %u: bad word, kind, strength or fit (\"%.*s\")",
				    row->csv.line, LIC_STR_ARG(word.word));
	if (out->count == LIC_WORDS_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "line %u: more than %d words", row->csv.line,
				    LIC_WORDS_MAX);
	/* Grown by doubling: at powers of two. */
	if ((out->count & (out->count - 1)) == 0) {
		struct lic_word *rows =
			realloc(out->row, (out->count ? 2 * out->count : 1) * sizeof(*rows));
		if (!rows)
			return LIC_ENOMEM;
		out->row = rows;
	}
	word.word = lic_arena_copy(&out->arena, word.word);
	out->row[out->count++] = word;
	return word.word.ptr ? LIC_OK : LIC_ENOMEM;
}

static int compare(const void *a, const void *b)
{
	return lic_str_cmp(((const struct lic_word *)a)->word, ((const struct lic_word *)b)->word);
}

static int build(struct lic_words *out, struct lic_diag *diag)
{
	struct lic_str *word = calloc(out->count + 1, sizeof(*word));
	int err = word ? LIC_OK : LIC_ENOMEM;

	if (out->count)
		qsort(out->row, out->count, sizeof(*out->row), compare);
	for (size_t i = 0; i < out->count && !err; i++) {
		word[i] = out->row[i].word;
		if (i && lic_str_eq(word[i - 1], word[i]))
			err = lic_diag_set(diag, LIC_ESYNTAX,
					   "the word \"%.*s\" stands there twice",
					   LIC_STR_ARG(word[i]));
	}
	if (!err)
		err = lic_trie_build(&out->trie, word, out->count);
	free(word);
	return err;
}

int lic_words_parse(struct lic_words *out, struct lic_str text, struct lic_diag *diag)
{
	*out = (struct lic_words){.arena = LIC_ARENA_INIT};
	int err = lic_columns_read(&columns, text, add_row, out, diag);
	if (!err)
		err = build(out, diag);
	if (err < 0)
		lic_words_release(out);
	return err;
}

void lic_words_release(struct lic_words *words)
{
	lic_trie_release(&words->trie);
	free(words->row);
	lic_arena_release(&words->arena);
	*words = (struct lic_words){.arena = LIC_ARENA_INIT};
}

/* ---- the cover ------------------------------------------------------- */

/* A word costs less than one unexplained letter; a run of such letters costs more to
 * begin than to go on. Numbers that are words ("24") cost less than their digits. */
#define COST_WORD 4
#define COST_DISGUISE 3
#define COST_DIGIT 3
#define COST_UNKNOWN 3
#define COST_RUN 5
#define DISGUISES_MAX 2
/* Shorter or weaker words are not looked for in disguise: too much looks like them. */
#define DISGUISED_LENGTH 5
#define DISGUISED_STRENGTH 3

enum state { KNOWN, UNKNOWN, STATES };

struct place {
	unsigned cost;
	uint8_t from; /* where the last piece begins */
	uint8_t from_state;
	bool disguised;
	const struct lic_word *word; /* the last piece; NULL: digit, hyphen, unknown letter */
};

struct cover {
	const struct lic_words *words;
	struct lic_str label;
	size_t start; /* of the words being looked for */
	unsigned disguises_max;
	struct place place[LIC_LABEL_MAX + 1][STATES];
};

#define NO_COST 1000000u

static void reach(struct cover *c, size_t from, size_t to, enum state state, unsigned cost,
		  const struct lic_word *word)
{
	for (unsigned s = 0; s < STATES; s++) {
		unsigned sum = c->place[from][s].cost + cost;
		if (state == UNKNOWN && s == KNOWN)
			sum += COST_RUN;
		if (sum < c->place[to][state].cost)
			c->place[to][state] =
				(struct place){sum, (uint8_t)from, (uint8_t)s, false, word};
	}
}

static void reach_word(struct cover *c, size_t end, unsigned disguises, uint32_t value)
{
	const struct lic_word *w = &c->words->row[value - 1];

	if (disguises && (w->kind > LIC_WORD_PHARMACY || w->strength < DISGUISED_STRENGTH ||
			  w->word.len < DISGUISED_LENGTH))
		return;
	unsigned before = c->place[end][KNOWN].cost;
	reach(c, c->start, end, KNOWN, COST_WORD + disguises * COST_DISGUISE, w);
	if (c->place[end][KNOWN].cost < before)
		c->place[end][KNOWN].disguised = disguises > 0;
}

/* Follow the words from c->start on, of which the letters up to `at` led to the node. A
 * letter that stands twice, a hyphen within, and a digit for a letter are disguises. */
static void follow(struct cover *c, size_t at, uint32_t node, unsigned disguises)
{
	const struct lic_trie *trie = &c->words->trie;
	const bool inside = at > c->start;

	if (inside && trie->node[node].value)
		reach_word(c, at, disguises, trie->node[node].value);
	if (at == c->label.len)
		return;
	const char letter = c->label.ptr[at];
	uint32_t next = lic_trie_step(trie, node, letter);
	if (next)
		follow(c, at + 1, next, disguises);
	if (disguises == c->disguises_max)
		return;
	for (const char *s = lic_disguise_letters(letter); *s; s++)
		if ((next = lic_trie_step(trie, node, *s)))
			follow(c, at + 1, next, disguises + 1);
	if (inside && trie->node[node].mask && (letter == '-' || letter == c->label.ptr[at - 1]))
		follow(c, at + 1, node, disguises + 1);
}

static void make_cover(struct cover *c, const struct lic_words *words, struct lic_str label,
		       unsigned disguises_max)
{
	c->disguises_max = disguises_max;
	c->words = words;
	c->label = lic_str(label.ptr, label.len > LIC_LABEL_MAX ? LIC_LABEL_MAX : label.len);
	for (size_t i = 0; i <= c->label.len; i++)
		c->place[i][KNOWN].cost = c->place[i][UNKNOWN].cost = NO_COST;
	c->place[0][KNOWN].cost = 0;
	for (size_t i = 0; i < c->label.len; i++) {
		char letter = c->label.ptr[i];
		if (letter == '-' || letter == '.')
			reach(c, i, i + 1, KNOWN, 0, NULL);
		else if (lic_is_digit(letter))
			reach(c, i, i + 1, KNOWN, COST_DIGIT, NULL);
		else
			reach(c, i, i + 1, UNKNOWN, COST_UNKNOWN, NULL);
		if (!words->count)
			continue;
		c->start = i;
		follow(c, i, 0, 0);
	}
}

/* ---- what it says ---------------------------------------------------- */

struct piece {
	const struct lic_word *word;
	size_t at, len;
	bool known, disguised;
};

/* The cheapest cover's pieces in their order; neighbouring unknown letters are one. */
static size_t list_pieces(const struct cover *c, struct piece out[LIC_LABEL_MAX])
{
	size_t at = c->label.len, count = 0;
	uint8_t state = c->place[at][UNKNOWN].cost < c->place[at][KNOWN].cost ? UNKNOWN : KNOWN;

	while (at) {
		const struct place *p = &c->place[at][state];
		struct piece *last = count ? &out[count - 1] : NULL;
		if (state == UNKNOWN && last && !last->known) {
			last->at = p->from;
			last->len += at - p->from;
		} else {
			out[count++] = (struct piece){p->word, p->from, at - p->from,
						      state == KNOWN, p->disguised};
		}
		at = p->from;
		state = p->from_state;
	}
	for (size_t i = 0; i < count / 2; i++) {
		struct piece swap = out[i];
		out[i] = out[count - 1 - i];
		out[count - 1 - i] = swap;
	}
	return count;
}

/* A name of one or two letters is none; it is the rest of a longer word. */
#define NAME_LENGTH 3
/* Short words turn up in any name: "hronov" is no "ro". */
#define SHORT_LENGTH 3

/* How long the name is that begins at piece i and goes on in that direction. Short ordinary
 * words beside letters that no word explains are letters of the same name: in "cialispto"
 * stands "pto", and no "to". */
static size_t name_length(const struct piece *pieces, size_t count, size_t i, int direction)
{
	size_t letters = 0;

	for (; i < count; i += (size_t)direction) {
		const struct piece *p = &pieces[i];
		if (p->known &&
		    !(p->word && p->word->kind == LIC_WORD_PLAIN && p->len <= SHORT_LENGTH))
			break;
		letters += p->len;
	}
	return letters;
}

static bool fits_in(const struct piece *pieces, size_t count, size_t i)
{
	const bool left_ends = i == 0 || pieces[i - 1].known;
	const bool right_ends = i + 1 == count || pieces[i + 1].known;

	switch (pieces[i].word->fit) {
	case LIC_FIT_ANY:
		return true;
	case LIC_FIT_EDGE:
		return (left_ends &&
			(right_ends || name_length(pieces, count, i + 1, 1) >= NAME_LENGTH)) ||
		       (right_ends && name_length(pieces, count, i - 1, -1) >= NAME_LENGTH);
	case LIC_FIT_WHOLE:
		break;
	}
	return left_ends && right_ends;
}

size_t lic_words_find(const struct lic_words *words, struct lic_str label,
		      struct lic_word_found out[LIC_LABEL_MAX])
{
	struct cover cover;
	struct piece pieces[LIC_LABEL_MAX];
	size_t found = 0;

	make_cover(&cover, words, label, DISGUISES_MAX);
	size_t count = list_pieces(&cover, pieces);
	for (size_t i = 0; i < count; i++) {
		const struct piece *p = &pieces[i];
		if (p->word && p->word->kind != LIC_WORD_PLAIN && fits_in(pieces, count, i))
			out[found++] = (struct lic_word_found){
				p->word, lic_str(cover.label.ptr + p->at, p->len), p->disguised};
	}
	return found;
}

/* They count alone between hyphens, digits and ends, and those of three letters beside a
 * longer word. */
#define LONGER_LENGTH 5

/* A hyphen, or digits, be they a word or not. */
static bool parts_words(const struct piece *p, const char *label)
{
	return p->known && (!p->word || lic_is_digit(label[p->at]));
}

static bool explains(const struct piece *pieces, size_t count, size_t i, const char *label,
		     bool beside_longer)
{
	bool before = i == 0 || parts_words(&pieces[i - 1], label);
	bool behind = i + 1 == count || parts_words(&pieces[i + 1], label);

	if (!fits_in(pieces, count, i))
		return false;
	if (pieces[i].len > SHORT_LENGTH || (before && behind))
		return true;
	return beside_longer && pieces[i].len == SHORT_LENGTH;
}

static bool is_of(const struct lic_word *w, enum lic_words_of sort)
{
	switch (sort) {
	case LIC_WORDS_TRADE:
		return w->kind != LIC_WORD_PLAIN &&
		       (w->kind > LIC_WORD_PHARMACY || w->strength == 3);
	case LIC_WORDS_AROUND:
		return w->kind != LIC_WORD_PLAIN || w->strength > 1;
	case LIC_WORDS_ALL:
		break;
	}
	return true;
}

size_t lic_words_left(const struct lic_words *words, struct lic_str label, enum lic_words_of sort)
{
	struct cover cover;
	struct piece pieces[LIC_LABEL_MAX];
	size_t letters = 0;
	bool longer = false;

	make_cover(&cover, words, label, 0);
	size_t count = list_pieces(&cover, pieces);
	for (size_t i = 0; i < count; i++)
		longer |= pieces[i].word && pieces[i].len >= LONGER_LENGTH &&
			  fits_in(pieces, count, i);
	for (size_t i = 0; i < count; i++) {
		const struct piece *p = &pieces[i];
		if (p->word ? is_of(p->word, sort) &&
				      explains(pieces, count, i, cover.label.ptr, longer)
			    : p->known)
			continue;
		for (size_t k = p->at; k < p->at + p->len; k++)
			letters += lic_is_alpha(cover.label.ptr[k]);
	}
	return letters;
}
