#include "lexicon.h"

#include "disguise.h"
#include "fold.h"
#include "lexicon_cache.h"
#include "lexicon_rows.h"
#include "limits.h"
#include "pattern.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <pthread.h>
#include <stdatomic.h>

/* Matches collected of one text, of which the longest are kept as terms. */
#define HITS_MAX (4u * LIC_PAGE_TERMS_MAX)

struct lic_lexicon {
	struct lic_str substances, phrases;
	char *path; /* of the compiled form, or NULL */
	struct lic_str name;

	pthread_mutex_t lock; /* while preparing */
	atomic_bool ready;    /* rows and set are there, for good */
	int err;              /* of an attempt that failed: it is not made again */
	struct lic_diag why;
	struct lic_lexicon_rows rows;
	struct lic_pattern_set *set; /* NULL: no rows but CAS numbers, or none */
};

int lic_lexicon_new(struct lic_lexicon **out, struct lic_str substances, struct lic_str phrases)
{
	struct lic_lexicon *l = calloc(1, sizeof(*l));

	if (!l)
		return LIC_ENOMEM;
	l->substances = substances;
	l->phrases = phrases;
	pthread_mutex_init(&l->lock, NULL);
	*out = l;
	return LIC_OK;
}

void lic_lexicon_free(struct lic_lexicon *lexicon)
{
	if (!lexicon)
		return;
	lic_pattern_set_free(lexicon->set);
	lic_lexicon_rows_release(&lexicon->rows);
	pthread_mutex_destroy(&lexicon->lock);
	free((char *)lexicon->name.ptr);
	free(lexicon->path);
	free(lexicon);
}

int lic_lexicon_cache(struct lic_lexicon *lexicon, const char *path, struct lic_str name)
{
	char *copy = strndup(name.ptr ? name.ptr : "", name.len);

	lexicon->path = strdup(path);
	if (!copy || !lexicon->path) {
		free(copy);
		return LIC_ENOMEM;
	}
	lexicon->name = lic_str(copy, name.len);
	return LIC_OK;
}

/* ---- preparing ---------------------------------------------------------- */

/* Compiling takes twenty times what is kept, and the C library would keep the rest for later. */
static int compile(struct lic_lexicon *l)
{
	if (!l->rows.literals)
		return LIC_OK;
	int err = lic_pattern_set_new(&l->set, l->rows.literal, l->rows.literals, &l->why);
#ifdef __GLIBC__
	malloc_trim(0);
#endif
	return err;
}

/* The file is a help, not a need: one that cannot be written is no failure. */
static int prepare(struct lic_lexicon *l)
{
	unsigned char key[LIC_LEXICON_KEY_SIZE];
	int err = lic_lexicon_rows_parse(&l->rows, l->substances, l->phrases, &l->why);

	if (err < 0)
		return err;
	if (!l->path || !l->rows.literals)
		return compile(l);
	lic_lexicon_cache_key(key, l->name, l->substances, l->phrases);
	if (lic_lexicon_cache_load(&l->set, l->path, key) == LIC_OK)
		return LIC_OK;
	err = compile(l);
	if (!err && lic_lexicon_cache_save(l->set, l->path, key) < 0)
		return LIC_OK;
	return err;
}

int lic_lexicon_prepare(struct lic_lexicon *lexicon, struct lic_diag *diag)
{
	if (atomic_load_explicit(&lexicon->ready, memory_order_acquire))
		return LIC_OK;
	pthread_mutex_lock(&lexicon->lock);
	bool ready = atomic_load_explicit(&lexicon->ready, memory_order_relaxed);
	if (!ready && !lexicon->err) {
		lexicon->err = prepare(lexicon);
		if (!lexicon->err)
			atomic_store_explicit(&lexicon->ready, true, memory_order_release);
	}
	int err = lexicon->err;
	if (err < 0)
		lic_diag_set(diag, err, "%s", lexicon->why.text);
	pthread_mutex_unlock(&lexicon->lock);
	return err;
}

int lic_lexicon_check(struct lic_str substances, struct lic_str phrases, struct lic_diag *diag)
{
	struct lic_lexicon_rows rows;
	int err = lic_lexicon_rows_parse(&rows, substances, phrases, diag);

	if (!err)
		lic_lexicon_rows_release(&rows);
	return err;
}

/* ---- scanning ----------------------------------------------------------- */

struct hit {
	const struct lic_lexicon_row *row;
	uint32_t begin, end; /* in the folded text */
	bool exact;          /* the name as it stands in the list */
	bool disguised;
};

struct scan {
	const struct lic_lexicon *lexicon;
	struct lic_str text; /* folded */
	struct hit *hit;
	size_t count, cap;
	bool cut;
	int err;
};

static bool add_hit(struct scan *s, struct hit hit)
{
	if (s->count == HITS_MAX) {
		s->cut = true;
		return false;
	}
	if (s->count == s->cap) {
		size_t cap = s->cap ? 2 * s->cap : 64;
		struct hit *grown = realloc(s->hit, cap * sizeof(*grown));
		if (!grown) {
			s->err = LIC_ENOMEM;
			return false;
		}
		s->hit = grown;
		s->cap = cap;
	}
	s->hit[s->count++] = hit;
	return true;
}

/* Does a word end there? "viagra100mg" is two words. The text ends in a space. */
static bool word_ends(struct lic_str text, size_t end)
{
	char last = text.ptr[end - 1], next = text.ptr[end];

	if (lic_fold_is_letter(last))
		return !lic_fold_is_letter(next);
	return !lic_is_digit(last) || !lic_is_digit(next);
}

static bool word_begins(struct lic_str text, size_t begin)
{
	return !lic_fold_is_word(text.ptr[begin]) || !lic_fold_is_word(text.ptr[begin - 1]);
}

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* A name, with the letters that follow it in the same word. */
static bool on_name(struct scan *s, const struct lic_lexicon_row *row, size_t begin, size_t end)
{
	size_t at = end, more = 0;

	while (lic_fold_is_letter(s->text.ptr[at]) && more <= row->more) {
		at++;
		more += !is_continuation(s->text.ptr[at]);
	}
	if (more > row->more || !word_ends(s->text, at))
		return true;
	return add_hit(s,
		       (struct hit){row, (uint32_t)begin, (uint32_t)at, more == row->cut, false});
}

/* A phrase, of which `head` stands at `at`. */
static bool on_phrase(struct scan *s, const struct lic_lexicon_row *row,
		      const struct lic_phrase_head *head, size_t at)
{
	size_t begin = at;

	while (head->numbered && begin && lic_is_digit(s->text.ptr[begin - 1]))
		begin--;
	if (head->numbered && (begin == at || (!row->phrase.open && !word_begins(s->text, begin))))
		return true;
	const size_t end = lic_phrase_match(&row->phrase, head, s->text, at);
	if (!end || !word_ends(s->text, end))
		return true;
	while (row->phrase.open && lic_fold_is_word(s->text.ptr[begin - 1]))
		begin--;
	return add_hit(s, (struct hit){row, (uint32_t)begin, (uint32_t)end, true, false});
}

static bool is_of_number(char c)
{
	return lic_is_digit(c) || c == '-';
}

/* CAS numbers: digits, two digits, one, with dashes between. Dashes are rarer than
 * digits. */
static void scan_numbers(struct scan *s)
{
	const struct lic_str t = s->text;
	size_t at = 0;
	const char *dash;

	while (s->lexicon->rows.cas_count && (dash = memchr(t.ptr + at, '-', t.len - at))) {
		size_t begin = (size_t)(dash - t.ptr);
		at = begin + 1;
		if (!lic_is_digit(t.ptr[begin - 1]) || !lic_is_digit(t.ptr[at]))
			continue;
		while (is_of_number(t.ptr[begin - 1]))
			begin--;
		while (is_of_number(t.ptr[at]))
			at++;
		const struct lic_str number = lic_str(t.ptr + begin, at - begin);
		const struct lic_lexicon_row *row =
			lic_cas_ok(number) ? lic_lexicon_rows_cas(&s->lexicon->rows, number) : NULL;
		if (row &&
		    !add_hit(s, (struct hit){row, (uint32_t)begin, (uint32_t)at, true, false}))
			return;
	}
}

static bool on_match(void *ctx, unsigned literal, size_t end)
{
	struct scan *s = ctx;
	const struct lic_lexicon_rows *rows = &s->lexicon->rows;
	const size_t begin = end - rows->literal[literal].len;
	const bool begins = word_begins(s->text, begin);
	bool more = true;

	for (uint32_t i = rows->first[literal]; more && i < rows->first[literal + 1]; i++) {
		const struct lic_lexicon_head *h = &rows->head[i];
		const struct lic_lexicon_row *row = &rows->row[h->row];
		if (!begins && !h->head.numbered && !row->phrase.open)
			continue;
		more = row->class == LIC_TERM_PHRASE ? on_phrase(s, row, &h->head, begin)
						     : on_name(s, row, begin, end);
	}
	return more;
}

/* A disguised word, read in each way it can be: a name, and no ordinary word, is what it means. */
static bool on_disguise(void *ctx, const struct lic_disguise *word)
{
	struct scan *s = ctx;
	char text[LIC_DISGUISE_MAX + 2] = " ";

	for (unsigned n = 0; lic_disguise_read(word, n, text + 1); n++) {
		struct scan read = {.lexicon = s->lexicon, .text = lic_str(text, word->len + 2)};
		bool more = true;
		text[word->len + 1] = ' ';
		int err = lic_pattern_set_scan(s->lexicon->set, read.text, on_match, &read);
		if (!err)
			err = read.err;
		for (size_t i = 0; i < read.count && more; i++) {
			const struct hit *h = &read.hit[i];
			if (h->row->class == LIC_TERM_PHRASE || h->row->ambiguous ||
			    h->begin != 1 || h->end != word->len + 1)
				continue;
			more = add_hit(s, (struct hit){h->row, (uint32_t)word->begin,
						       (uint32_t)word->end, true, true});
		}
		free(read.hit);
		if (err < 0)
			s->err = err;
		if (err < 0 || !more)
			return false;
	}
	return true;
}

/* By place, the longer and then the surer first. */
static int by_place(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	if (x->exact != y->exact)
		return x->exact ? -1 : 1;
	if (x->row->strength != y->row->strength)
		return x->row->strength > y->row->strength ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* Those that lie within no other name, or within no other phrase as strong: words that
 * a weak phrase skips may be a strong one. */
static size_t keep_longest(struct scan *s)
{
	uint32_t end[2][4] = {{0}}; /* of names, of phrases: by strength, and of stronger ones */
	size_t kept = 0;

	if (s->count)
		qsort(s->hit, s->count, sizeof(*s->hit), by_place);
	for (size_t i = 0; i < s->count; i++) {
		const struct hit hit = s->hit[i];
		const bool phrase = hit.row->class == LIC_TERM_PHRASE;
		const int strength = phrase ? hit.row->strength : 0;
		if (hit.end <= end[phrase][strength])
			continue;
		for (int k = 0; k <= strength; k++)
			if (end[phrase][k] < hit.end)
				end[phrase][k] = hit.end;
		s->hit[kept++] = hit;
	}
	return kept;
}

static int tell(struct scan *s, const struct lic_fold *fold, bool hidden, struct lic_arena *arena,
		struct lic_terms *out)
{
	size_t count = keep_longest(s);

	if (count > LIC_PAGE_TERMS_MAX) {
		count = LIC_PAGE_TERMS_MAX;
		s->cut = true;
	}
	struct lic_page_term *term = lic_arena_alloc(arena, (count + 1) * sizeof(*term));
	if (!term)
		return LIC_ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const struct hit *hit = &s->hit[i];
		size_t at = lic_fold_begin(fold, hit->begin);
		term[i] = (struct lic_page_term){
			.class = hit->row->class,
			.id = hit->row->id,
			.language = hit->row->language,
			.strength = hit->row->strength,
			.ambiguous = hit->row->ambiguous,
			.hidden = hidden,
			.disguised = hit->disguised,
			.at = at,
			.len = lic_fold_end(fold, hit->end - 1) - at,
		};
	}
	*out = (struct lic_terms){term, count, s->cut};
	return LIC_OK;
}

int lic_lexicon_scan(struct lic_lexicon *lexicon, struct lic_str text, bool hidden,
		     struct lic_arena *arena, struct lic_terms *out)
{
	struct lic_arena scratch = LIC_ARENA_INIT;
	struct lic_fold fold;
	int err = lic_lexicon_prepare(lexicon, NULL);

	if (err < 0)
		return err;
	err = lic_fold_make(&fold, text, &scratch);
	if (err < 0)
		goto out;
	struct scan s = {.lexicon = lexicon, .text = fold.text};
	const struct lic_str joined = lic_fold_joints(fold.text, &scratch);
	err = joined.ptr ? LIC_OK : LIC_ENOMEM;
	if (!err && lexicon->set)
		err = lic_pattern_set_scan(lexicon->set, joined, on_match, &s);
	if (!err)
		scan_numbers(&s);
	if (!err && lexicon->set)
		lic_disguise_each(fold.text, LIC_PAGE_DISGUISED_MAX, on_disguise, &s);
	if (!err)
		err = s.err;
	if (!err)
		err = tell(&s, &fold, hidden, arena, out);
	free(s.hit);
out:
	lic_arena_release(&scratch);
	return err;
}
