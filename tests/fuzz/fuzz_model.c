/* Any bytes as a model: refused with a reason, or good for a score. */
#include "model.h"
#include "score.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void expect(bool holds)
{
	if (!holds)
		abort();
}

/* A verdict by that model: within the range of its class. */
static void score(const struct lic_model *model, enum lic_list_kind kind)
{
	static struct lic_facts facts;
	static struct lic_verdict verdict;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_subject subject = {.is_ip = false};
	struct lic_list list = {.kind = kind, .id = LIC_STR("l")};

	lic_facts_init(&facts, &subject, LIC_STR(""), 20000);
	facts.known[LIC_SLOT_LISTS] = true;
	facts.match[facts.matches++] = (struct lic_entry){.list = &list, .name = LIC_STR("x.cz")};
	lic_score(&facts, model, &arena, &verdict);
	if (verdict.class != LIC_UNKNOWN)
		expect(verdict.risk >= model->low[verdict.class] &&
		       verdict.risk <= model->high[verdict.class]);
	lic_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static struct lic_model model;
	struct lic_diag diag = {""};
	int err = lic_model_parse(&model, lic_str((const char *)data, len), &diag);

	expect(err == 0 || diag.text[0]);
	for (int kind = LIC_KIND_REGISTER; !err && kind <= LIC_KIND_BENIGN; kind++)
		score(&model, (enum lic_list_kind)kind);
	return 0;
}
