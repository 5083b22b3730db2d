/* From facts to verdict: score.rows, by the tests' own model. */
#include "score.h"

#include "../data/sections.h"
#include "facts_rows.h"

/* The lists of every case. The registers' copies are young, but for "old"'s. */
#define LISTS                                                                                     \
	"today 2026-11-23\n"                                                                      \
	"list cz-illegal illegal jurisdiction=CZ authority=SÚKL\n"                               \
	"list us-illegal illegal jurisdiction=US authority=FDA\n"                                 \
	"list cz register jurisdiction=CZ authority=SÚKL as_of=2026-11-01 max_age_days=30\n"     \
	"list de register jurisdiction=DE authority=BfArM as_of=2026-11-01 max_age_days=30\n"     \
	"list ca-on register jurisdiction=CA-ON authority=OCP as_of=2026-11-01 max_age_days=30\n" \
	"list old register jurisdiction=CZ authority=SÚKL as_of=2026-01-01 max_age_days=30\n"    \
	"list nabp register jurisdiction=US authority=NABP\n"                                     \
	"list com community name=Community\n"                                                     \
	"list benign benign\n"

static struct lic_model model;

static void show(struct lic_buf *out, const struct lic_verdict *v)
{
	static const char *const sells[] = {"not known", "no", "yes"};

	lic_buf_printf(out, "%s", lic_verdict_class_name(v->class));
	if (v->risk >= 0)
		lic_buf_printf(out, ", risk %d", v->risk);
	lic_buf_printf(out, ", sells medicine: %s\n", sells[v->sells_medicine + 1]);
	for (size_t i = 0; i < v->findings_count; i++) {
		const struct lic_finding *f = &v->findings[i];
		lic_buf_printf(out, "  %s %g%s\n", f->signal, f->points,
			       f->decisive ? " decisive" : "");
	}
	if (v->class != LIC_UNKNOWN) {
		assert_in_range(v->risk, model.low[v->class], model.high[v->class]);
		assert_true(v->findings_count > 0);
	}
	assert_non_null(v->headline);
	lic_buf_printf(out, "%s\n", v->headline);
}

static void run(struct lic_str input, struct lic_buf *out)
{
	static struct facts_rows rows;
	static struct lic_verdict verdict;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_buf text, again;

	lic_buf_init(&text, 1u << 20);
	LIC_BUF_LIT(&text, LISTS);
	lic_buf_adds(&text, input);
	facts_rows_read(&rows, lic_buf_str(&text));
	memset(&verdict, 0xAA, sizeof(verdict));
	lic_score(&rows.facts, &model, &arena, &verdict);
	show(out, &verdict);
	/* The same facts, the same verdict; what the last one left plays no part. */
	lic_buf_init(&again, 1u << 20);
	lic_score(&rows.facts, &model, &arena, &verdict);
	show(&again, &verdict);
	assert_true(lic_str_eq(lic_buf_str(out), lic_buf_str(&again)));
	lic_buf_release(&again);
	lic_buf_release(&text);
	lic_arena_release(&arena);
	facts_rows_release(&rows);
}

/* Coverage is the sum of what was observed. */
static void test_coverage(void **state)
{
	static struct lic_facts facts;
	static struct lic_verdict verdict;
	static const struct lic_name_facts name;
	struct lic_subject subject = {.is_ip = false};
	struct lic_arena arena = LIC_ARENA_INIT;

	(void)state;
	lic_facts_init(&facts, &subject, LIC_STR(""), 20000);
	lic_score(&facts, &model, &arena, &verdict);
	assert_true(verdict.coverage == 0);
	facts.known[LIC_SLOT_LISTS] = true;
	lic_score(&facts, &model, &arena, &verdict);
	assert_true(verdict.coverage == 0.2);
	facts.name = &name;
	for (int slot = 0; slot < LIC_SLOTS; slot++)
		facts.known[slot] = true;
	lic_score(&facts, &model, &arena, &verdict);
	assert_true(verdict.coverage > 0.999 && verdict.coverage < 1.001);
	lic_arena_release(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_coverage)};
	struct lic_buf text;
	struct lic_diag diag;
	char path[4096];

	rows_path(path, sizeof(path), "engine/lists/model.json");
	rows_read(path, &text, 1u << 20);
	if (lic_model_parse(&model, lic_buf_str(&text), &diag) < 0) {
		print_error("%s\n", diag.text);
		return 1;
	}
	lic_buf_release(&text);
	return sections_run("engine/score.rows", run) + cmocka_run_group_tests(tests, NULL, NULL);
}
