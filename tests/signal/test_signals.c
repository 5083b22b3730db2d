/* Each signal on its cases: signal/<id>.rows. */
#include "signal.h"

#include "../data/sections.h"
#include "facts_rows.h"

static const struct lic_signal *signal_at;

static void show_date(struct lic_buf *out, const char *what, lic_date date)
{
	char text[LIC_DATE_SIZE] = "none";

	if (date)
		lic_date_format(date, text);
	lic_buf_printf(out, " %s=%s", what, text);
}

static void show(struct lic_buf *out, const struct lic_finding *f)
{
	static const char *const directions[] = {"neutral", "trust", "risk"};

	lic_buf_printf(out, "%s%s, for %s%s\n", directions[f->direction],
		       f->decisive ? ", decisive" : "", lic_verdict_class_name(f->argues_for),
		       f->if_sells ? " if it sells medicines" : "");
	lic_buf_printf(out, "%.*s\n", LIC_STR_ARG(f->summary));
	for (size_t i = 0; i < f->evidence_count; i++)
		lic_buf_printf(out, "  %s: %.*s\n", f->evidence[i].key,
			       LIC_STR_ARG(f->evidence[i].value));
	assert_true(lic_str_is_utf8(f->summary));
	if (!f->entry) {
		assert_int_equal(f->source.list.len, 0);
		return;
	}
	lic_buf_printf(out, "source %.*s", LIC_STR_ARG(f->source.list));
	show_date(out, "since", f->source.since);
	show_date(out, "as_of", f->source.as_of);
	lic_buf_adds(out, f->source.stale ? LIC_STR(" stale\n") : LIC_STR("\n"));
	assert_true(lic_str_eq(f->source.json, f->entry->list->source_json));
}

static void ask(const struct lic_facts *facts, struct lic_buf *out)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_finding finding;

	/* A signal that says something sets all of it but id, group and points. */
	memset(&finding, 0xAA, sizeof(finding));
	finding.evidence_count = 0;
	finding.if_sells = false;
	if (signal_at->eval(facts, &arena, &finding))
		show(out, &finding);
	else
		LIC_BUF_LIT(out, "nothing\n");
	lic_arena_release(&arena);
}

/* The same facts say the same twice, and stay as they are. */
static void run(struct lic_str input, struct lic_buf *out)
{
	static struct facts_rows rows;
	static struct lic_facts before;
	struct lic_buf again;

	facts_rows_read(&rows, input);
	memcpy(&before, &rows.facts, sizeof(before));
	lic_buf_init(&again, 1u << 20);
	ask(&rows.facts, out);
	ask(&rows.facts, &again);
	assert_memory_equal(&before, &rows.facts, sizeof(before));
	assert_true(lic_str_eq(lic_buf_str(out), lic_buf_str(&again)));
	lic_buf_release(&again);
	facts_rows_release(&rows);
}

static void test_nothing(void **state)
{
	static struct lic_facts facts;
	struct lic_subject subject = {.is_ip = false};

	(void)state;
	lic_facts_init(&facts, &subject, LIC_STR("CZ"), 20000);
	for (size_t i = 0; i < lic_signals_count; i++) {
		struct lic_arena arena = LIC_ARENA_INIT;
		struct lic_finding finding;
		const struct lic_signal *s = lic_signals[i];
		if (s->needs == LIC_SLOT_LISTS)
			assert_false(s->eval(&facts, &arena, &finding));
		lic_arena_release(&arena);
		/* "group.name"; what is about lists is "list.name". */
		const char *dot = strchr(s->id, '.');
		assert_non_null(dot);
		if (s->needs == LIC_SLOT_LISTS)
			assert_string_equal(s->group, "lists");
		else
			assert_int_equal(strncmp(s->id, s->group, (size_t)(dot - s->id)), 0);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(s->id, lic_signals[k]->id);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing)};
	int failed = 0;

	for (size_t i = 0; i < lic_signals_count; i++) {
		char name[128];
		signal_at = lic_signals[i];
		snprintf(name, sizeof(name), "signal/%s.rows", signal_at->id);
		failed += sections_run(name, run);
	}
	return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
