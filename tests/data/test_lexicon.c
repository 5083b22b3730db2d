/* The word lists: phrases, terms of a text, bad files, the compiled form in a file. */
#include "file.h"
#include "fold.h"
#include "lexicon.h"
#include "lexicon_cache.h"
#include "limits.h"
#include "rows.h"
#include "scratch.h"

#include <pthread.h>

static struct lic_lexicon *bundled;

static void show_folded(struct lic_buf *out, struct lic_str text)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_fold fold;

	assert_int_equal(lic_fold_make(&fold, text, &arena), 0);
	for (size_t i = 1; i + 1 < fold.text.len; i++)
		lic_buf_addc(out, fold.text.ptr[i] == '-' ? ' ' : fold.text.ptr[i]);
	lic_arena_release(&arena);
}

static void show_phrase(struct lic_lexicon *l, struct lic_str text, struct lic_buf *out)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_terms terms;

	assert_int_equal(lic_lexicon_scan(l, text, false, &arena, &terms), 0);
	if (terms.count == 0)
		LIC_BUF_LIT(out, "nothing");
	for (size_t i = 0; i < terms.count; i++) {
		lic_buf_adds(out, i ? LIC_STR(", ") : LIC_STR(""));
		show_folded(out, lic_str(text.ptr + terms.term[i].at, terms.term[i].len));
	}
	lic_arena_release(&arena);
}

/* "phrase | text" */
static void run_phrase(struct lic_str input, struct lic_buf *out)
{
	const char *bar = memmem(input.ptr, input.len, " | ", 3);
	struct lic_lexicon *l;
	struct lic_buf file;
	struct lic_diag why = {""};

	assert_non_null(bar);
	struct lic_str phrase = lic_str(input.ptr, (size_t)(bar - input.ptr));
	struct lic_str text = lic_str(bar + 3, input.len - phrase.len - 3);
	lic_buf_init(&file, 4096);
	lic_buf_printf(&file, "language,id,strength,phrase,status\n,x,weak,%.*s,recall\n",
		       LIC_STR_ARG(phrase));
	assert_int_equal(lic_lexicon_new(&l, lic_str(NULL, 0), lic_buf_str(&file)), 0);
	if (lic_lexicon_prepare(l, &why) < 0) {
		const char *said = strstr(why.text, "line 2: ");
		lic_buf_printf(out, "!%s", said ? said + strlen("line 2: ") : why.text);
	} else {
		show_phrase(l, text, out);
	}
	lic_lexicon_free(l);
	lic_buf_release(&file);
}

static void show_terms(struct lic_lexicon *l, struct lic_str text, struct lic_buf *out)
{
	static const char *const classes[] = {"medicine", "otc",       "controlled", "unauthorised",
					      "no-use",   "precursor", "phrase"};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_terms terms;

	assert_int_equal(lic_lexicon_scan(l, text, false, &arena, &terms), 0);
	assert_false(terms.cut);
	size_t shown = 0;
	for (size_t i = 0; i < terms.count; i++) {
		const struct lic_page_term *t = &terms.term[i];
		/* A bare word, which half of the rows hold: tests/signal tells what it does. */
		if (lic_str_eq(t->id, LIC_STR("prescription-word")))
			continue;
		lic_buf_printf(out, "%s%s:%.*s[%zu-%zu]", shown++ ? " " : "", classes[t->class],
			       LIC_STR_ARG(t->id), t->at, t->at + t->len);
		assert_true(t->at + t->len <= text.len);
	}
	if (!shown)
		LIC_BUF_LIT(out, "nothing");
	lic_arena_release(&arena);
}

static void run_terms(struct lic_str input, struct lic_buf *out)
{
	show_terms(bundled, input, out);
}

/* "s row" or "p row", below the line of names. */
static void run_file(struct lic_str input, struct lic_buf *out)
{
	struct lic_buf file;
	struct lic_diag why = {""};
	const bool phrases = input.ptr[0] == 'p';

	lic_buf_init(&file, 4096);
	if (phrases)
		LIC_BUF_LIT(&file, "language,id,strength,phrase,status\n");
	else
		LIC_BUF_LIT(&file, "id,class,language,names,ambiguous,cas,status\n");
	lic_buf_add(&file, input.ptr + 2, input.len - 2);
	const struct lic_str text = lic_buf_str(&file), none = lic_str(NULL, 0);
	int err = lic_lexicon_check(phrases ? none : text, phrases ? text : none, &why);
	lic_buf_adds(out, err < 0 ? lic_str_from(why.text) : LIC_STR("fine"));
	lic_buf_release(&file);
}

/* ---- the compiled form in a file ---------------------------------------- */

static const char small_words[] = "id,class,language,names,ambiguous,cas,status\n"
				  "sildenafil,medicine,,Viagra,,,confirmed\n";
static struct scratch scratch;

static void look(const char *path, const char *name)
{
	struct lic_lexicon *l;
	struct lic_buf out;

	assert_int_equal(lic_lexicon_new(&l, lic_str_from(small_words), lic_str(NULL, 0)), 0);
	assert_int_equal(lic_lexicon_cache(l, path, lic_str_from(name)), 0);
	lic_buf_init(&out, 4096);
	show_terms(l, LIC_STR("Viagra"), &out);
	assert_true(lic_str_eq(lic_buf_str(&out), LIC_STR("medicine:sildenafil[0-6]")));
	lic_buf_release(&out);
	lic_lexicon_free(l);
}

static int load(const char *path, const char *name)
{
	unsigned char key[LIC_LEXICON_KEY_SIZE];
	struct lic_pattern_set *set;

	lic_lexicon_cache_key(key, lic_str_from(name), lic_str_from(small_words), lic_str(NULL, 0));
	int err = lic_lexicon_cache_load(&set, path, key);
	if (!err)
		lic_pattern_set_free(set);
	return err;
}

static void damage(const char *path, long at, int byte)
{
	FILE *f = fopen(path, "r+b");

	assert_non_null(f);
	assert_int_equal(fseek(f, at, at < 0 ? SEEK_END : SEEK_SET), 0);
	int was = fgetc(f);
	assert_int_equal(fseek(f, -1, SEEK_CUR), 0);
	fputc(was ^ byte, f);
	fclose(f);
}

static void test_cache(void **state)
{
	char path[SCRATCH_MAX + 256];
	static const long places[] = {0, 9, 45, 80, 200, -1, -40};

	(void)state;
	snprintf(path, sizeof(path), "%s/words", scratch.dir);
	assert_int_equal(load(path, "one"), LIC_ENOENT);
	look(path, "one");
	assert_int_equal(load(path, "one"), 0);
	look(path, "one");
	assert_int_equal(load(path, "two"), LIC_EVERSION);
	look(path, "two");
	assert_int_equal(load(path, "two"), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(places); i++) {
		damage(path, places[i], 0x10);
		assert_int_not_equal(load(path, "two"), 0);
		look(path, "two");
		assert_int_equal(load(path, "two"), 0);
	}
	assert_int_equal(truncate(path, 100), 0);
	assert_int_equal(load(path, "two"), LIC_ECORRUPT);
	look(path, "two");
	assert_int_equal(load(path, "two"), 0);
	/* A folder that cannot be written to hinders nobody. */
	snprintf(path, sizeof(path), "%s/none/words", scratch.dir);
	look(path, "one");
}

static void *scan_some(void *ctx)
{
	for (int i = 0; i < 50; i++) {
		struct lic_buf out;
		lic_buf_init(&out, 4096);
		show_terms(ctx, LIC_STR("buy Viagra and viagra"), &out);
		assert_true(lic_str_eq(
			lic_buf_str(&out),
			LIC_STR("medicine:sildenafil[4-10] medicine:sildenafil[15-21]")));
		lic_buf_release(&out);
	}
	return NULL;
}

static void test_threads(void **state)
{
	struct lic_lexicon *l;
	pthread_t thread[4];

	(void)state;
	assert_int_equal(lic_lexicon_new(&l, lic_str_from(small_words), lic_str(NULL, 0)), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(thread); i++)
		assert_int_equal(pthread_create(&thread[i], NULL, scan_some, l), 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(thread); i++)
		pthread_join(thread[i], NULL);
	lic_lexicon_free(l);
}

static void test_bounds(void **state)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_lexicon *l;
	struct lic_terms terms;
	struct lic_buf text;

	(void)state;
	assert_int_equal(lic_lexicon_new(&l, lic_str_from(small_words), lic_str(NULL, 0)), 0);
	lic_buf_init(&text, 1u << 20);
	for (int i = 0; i < LIC_PAGE_TERMS_MAX + 10; i++)
		LIC_BUF_LIT(&text, "viagra ");
	assert_int_equal(lic_lexicon_scan(l, lic_buf_str(&text), true, &arena, &terms), 0);
	assert_int_equal(terms.count, LIC_PAGE_TERMS_MAX);
	assert_true(terms.cut);
	for (size_t i = 0; i < terms.count; i++) {
		assert_int_equal(terms.term[i].at, 7 * i);
		assert_true(terms.term[i].hidden);
	}
	assert_int_equal(lic_lexicon_scan(l, LIC_STR(""), false, &arena, &terms), 0);
	assert_int_equal(terms.count, 0);
	lic_buf_release(&text);
	lic_arena_release(&arena);
	lic_lexicon_free(l);
}

/* The way back from the folded text, at every place. */
static void test_fold(void **state)
{
	static const char text[] =
		"  A\xC3\x89\xC2\xAD\xEF\xAC\x83x  \xE2\x80\x94\xC3\x9F "
		"0123456789012345678901234567890123456789012345678901234567890123"
		"\xCE\xAC\xD0\x81\xFF.";
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_fold fold;

	(void)state;
	assert_int_equal(lic_fold_make(&fold, lic_str_from(text), &arena), 0);
	assert_true(lic_str_starts(fold.text, LIC_STR(" aeffix -ss 0123")));
	assert_true(lic_str_ends(fold.text, LIC_STR("3\xCE\xB1\xD0\xB5 . ")));
	size_t last = 0;
	for (size_t i = 1; i + 1 < fold.text.len; i++) {
		size_t begin = lic_fold_begin(&fold, i), end = lic_fold_end(&fold, i);
		assert_true(begin >= last && begin < end && end <= fold.origin.len);
		last = begin;
		if (lic_is_digit(fold.text.ptr[i]))
			assert_int_equal(text[begin], fold.text.ptr[i]);
	}
	lic_arena_release(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_cache),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_bounds),
	};
	struct lic_buf substances, phrases;
	struct lic_diag why = {""};

	scratch_make(&scratch);
	rows_read_list("substances.csv", &substances);
	rows_read_list("phrases.csv", &phrases);
	if (lic_lexicon_new(&bundled, lic_buf_str(&substances), lic_buf_str(&phrases)) < 0 ||
	    lic_lexicon_prepare(bundled, &why) < 0) {
		print_error("%s\n", why.text);
		return 1;
	}
	int failed = rows_run("data/phrase.rows", run_phrase);
	failed += rows_run("data/lexicon.rows", run_terms);
	failed += rows_run("data/lexicon_files.rows", run_file);
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	lic_lexicon_free(bundled);
	lic_buf_release(&substances);
	lic_buf_release(&phrases);
	scratch_remove(&scratch);
	return failed;
}
