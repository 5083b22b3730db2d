/* From findings to a class: rules.rows, with made-up findings; and every rule's
 * sentence stands in docs/ARCHITECTURE.md. */
#include "rules.h"

#include "../data/sections.h"
#include "facts_rows.h"

#define FINDINGS_MAX 16
#define WARN 20

static int slot_of(struct lic_str name)
{
	for (int slot = 0; slot < LIC_SLOTS; slot++)
		if (lic_str_eq(name, lic_str_from(lic_slot_name((enum lic_slot)slot))))
			return slot;
	fail_msg("%.*s is no slot", LIC_STR_ARG(name));
	return -1;
}

static enum lic_verdict_class class_of(struct lic_str name)
{
	for (int c = 0; c < LIC_VERDICT_CLASSES; c++)
		if (lic_str_eq(name,
			       lic_str_from(lic_verdict_class_name((enum lic_verdict_class)c))))
			return (enum lic_verdict_class)c;
	fail_msg("%.*s is no class", LIC_STR_ARG(name));
	return LIC_UNKNOWN;
}

/* "SLOT GROUP CLASS POINTS [decisive]" */
static void add(struct lic_finding *f, struct lic_str line, struct lic_arena *arena)
{
	struct lic_str slot, group, class, points, word;
	uint64_t n;

	assert_true(lic_str_split(&line, ' ', &slot));
	assert_true(lic_str_split(&line, ' ', &group));
	assert_true(lic_str_split(&line, ' ', &class));
	assert_true(lic_str_split(&line, ' ', &points));
	const bool trust = lic_str_starts(points, LIC_STR("-"));
	if (trust)
		points = lic_str(points.ptr + 1, points.len - 1);
	assert_int_equal(lic_num_parse(points, 100, &n), 0);
	*f = (struct lic_finding){
		.signal = "made.up",
		.group = lic_arena_copy(arena, group).ptr,
		.slot = slot_of(slot),
		.argues_for = class_of(class),
		.points = trust ? -(double)n : (double)n,
		.direction = trust ? LIC_TRUST : LIC_RISK,
		.decisive = lic_str_split(&line, ' ', &word),
	};
}

static void run(struct lic_str input, struct lic_buf *out)
{
	static const char *const sells[] = {"not known", "no", "yes"};
	static struct lic_facts facts;
	struct lic_finding findings[FINDINGS_MAX];
	struct lic_subject subject = {.is_ip = false};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_str line;
	struct lic_judged j = {.facts = &facts, .findings = findings, .warn = WARN};

	lic_facts_init(&facts, &subject, lic_str(NULL, 0), 20000);
	while (lic_str_split(&input, '\n', &line)) {
		if (!line.len)
			continue;
		assert_true(j.count < FINDINGS_MAX);
		add(&findings[j.count], line, &arena);
		if (findings[j.count].slot != LIC_SLOT_LISTS || findings[j.count].points < 0)
			j.evidence += findings[j.count].points;
		j.count++;
	}
	const struct lic_rule *rule = lic_rules_decide(&j);
	lic_buf_printf(out, "%s, sells medicine: %s\n", lic_verdict_class_name(rule->class),
		       sells[lic_rules_gate(&j) + 1]);
	assert_true(strlen(rule->says) > 0 && strlen(rule->headline) > 0);
	lic_arena_release(&arena);
}

/* White space folded to single spaces. */
static void fold(struct lic_buf *out, struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		const bool space = s.ptr[i] == ' ' || s.ptr[i] == '\n';
		if (!space)
			lic_buf_addc(out, s.ptr[i]);
		else if (out->len && out->ptr[out->len - 1] != ' ')
			lic_buf_addc(out, ' ');
	}
}

static void test_sentences(void **state)
{
	struct lic_buf page, folded;
	char path[4096];
	const char *source = getenv("LICIT_SOURCE");

	(void)state;
	snprintf(path, sizeof(path), "%s/docs/ARCHITECTURE.md", source ? source : ".");
	rows_read(path, &page, 1u << 20);
	lic_buf_init(&folded, 1u << 20);
	fold(&folded, lic_buf_str(&page));
	const char *at = folded.ptr;
	for (size_t i = 0; i < lic_rules_count; i++) {
		const char *says = lic_rules[i].says;
		const char *found =
			memmem(at, (size_t)(folded.ptr + folded.len - at), says, strlen(says));
		if (!found)
			fail_msg("docs/ARCHITECTURE.md does not say, in its place: %s", says);
		at = found;
	}
	lic_buf_release(&folded);
	lic_buf_release(&page);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_sentences)};

	return sections_run("engine/rules.rows", run) + cmocka_run_group_tests(tests, NULL, NULL);
}
