/* How many of our own pages are warned about, by class (tests/accuracy/pages). Made-up
 * pages: the rates say that the parts work together, not how the world looks. */
#include "../rows.h"
#include "lexicon.h"
#include "page_probe.h"
#include "registers.h"
#include "score.h"
#include "words.h"

#define TODAY 20770

enum half { SEEN, KEPT, HALVES };
enum kind { ROGUE, LICENSED, INFO, SHOP, KINDS };

static const char *const halves[] = {"seen", "kept"};
static const char *const kinds[] = {"rogue", "licensed", "info", "shop"};

struct count {
	int all, warned, open;
};

struct world {
	struct lic_psl *psl;
	struct lic_lexicon *lexicon;
	struct lic_model model;
	struct lic_registers registers;
	struct lic_buf substances, phrases;
	struct count count[HALVES][KINDS];
};

static int word_of(struct lic_str *rest, const char *const *words, int count)
{
	struct lic_str word;

	assert_true(lic_str_split(rest, ' ', &word));
	for (int i = 0; i < count; i++)
		if (lic_str_eq(word, lic_str_from(words[i])))
			return i;
	fail_msg("%.*s is none of the words", LIC_STR_ARG(word));
	return -1;
}

static void tell(const struct lic_str line, const struct lic_verdict *v)
{
	print_message("%s: %.*s\n", lic_verdict_class_name(v->class),
		      (int)(line.len < 90 ? line.len : 90), line.ptr);
	for (size_t i = 0; i < v->findings_count; i++)
		print_message("    %s: %.*s\n", v->findings[i].signal,
			      LIC_STR_ARG(v->findings[i].summary));
}

/* "HALF CLASS LANGUAGE SITE | TITLE | BODY" */
static void check_page(struct world *w, struct lic_str line)
{
	static struct lic_facts facts;
	static struct lic_verdict verdict;
	struct lic_str rest = line, language, site, title;
	struct lic_subject subject;
	struct lic_buf store, html;
	struct lic_arena arena = LIC_ARENA_INIT;
	const int half = word_of(&rest, halves, HALVES), kind = word_of(&rest, kinds, KINDS);

	assert_true(lic_str_split(&rest, ' ', &language));
	assert_true(lic_str_split(&rest, '|', &site));
	assert_true(lic_str_split(&rest, '|', &title));
	lic_buf_init(&store, LIC_URL_MAX);
	lic_buf_init(&html, 1u << 20);
	assert_int_equal(lic_subject_parse(&subject, lic_str_trim(site), w->psl, &store, NULL), 0);
	lic_buf_printf(&html,
		       "<!doctype html><html lang=%.*s><meta charset=utf-8>"
		       "<title>%.*s</title><body>%.*s",
		       LIC_STR_ARG(language), LIC_STR_ARG(title), LIC_STR_ARG(rest));
	const struct lic_page_input input = {.html = lic_buf_str(&html)};
	lic_facts_init(&facts, &subject, lic_str(NULL, 0), TODAY);
	assert_int_equal(lic_page_probe(&input, w->psl, NULL, &arena, &facts), 0);
	assert_int_equal(lic_words_probe(w->lexicon, &arena, &facts), 0);
	lic_registers_rx(&w->registers, &facts);
	lic_score(&facts, &w->model, &arena, &verdict);
	const bool warned = verdict.class == LIC_SUSPICIOUS || verdict.class == LIC_ILLICIT;
	struct count *c = &w->count[half][kind];
	c->all++;
	c->warned += warned;
	c->open += verdict.sells_medicine == 1;
	if (warned != (kind == ROGUE))
		tell(line, &verdict);
	lic_arena_release(&arena);
	lic_buf_release(&html);
	lic_buf_release(&store);
}

static void test_rates(void **state)
{
	struct world *w = *state;
	struct lic_buf file;
	struct lic_str rest, line;
	char path[4096];

	rows_path(path, sizeof(path), "accuracy/pages/own.txt");
	rows_read(path, &file, 1u << 20);
	rest = lic_buf_str(&file);
	while (lic_str_split(&rest, '\n', &line))
		if (line.len && line.ptr[0] != '#')
			check_page(w, line);
	lic_buf_release(&file);
	for (int half = 0; half < HALVES; half++)
		for (int kind = 0; kind < KINDS; kind++) {
			const struct count *c = &w->count[half][kind];
			print_message("%s %s: %d of %d warned about, %d offer medicines\n",
				      halves[half], kinds[kind], c->warned, c->all, c->open);
			assert_true(c->all >= 3);
			if (kind == ROGUE)
				assert_true(c->warned * 100 >= c->all * 95);
			else
				assert_int_equal(c->warned, 0);
		}
}

static int set_up(void **state)
{
	static struct world w;
	struct lic_buf model, registers;

	rows_read_list("substances.csv", &w.substances);
	rows_read_list("phrases.csv", &w.phrases);
	rows_read_list("model.json", &model);
	assert_int_equal(lic_model_parse(&w.model, lic_buf_str(&model), NULL), 0);
	lic_buf_release(&model);
	rows_read_list("registers.csv", &registers);
	assert_int_equal(lic_registers_parse(&w.registers, lic_buf_str(&registers), NULL), 0);
	lic_buf_release(&registers);
	assert_int_equal(lic_psl_open(&w.psl, NULL, NULL), 0);
	assert_int_equal(
		lic_lexicon_new(&w.lexicon, lic_buf_str(&w.substances), lic_buf_str(&w.phrases)),
		0);
	*state = &w;
	return 0;
}

static int tear_down(void **state)
{
	struct world *w = *state;

	lic_registers_release(&w->registers);
	lic_lexicon_free(w->lexicon);
	lic_psl_free(w->psl);
	lic_buf_release(&w->substances);
	lic_buf_release(&w->phrases);
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_rates)};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
