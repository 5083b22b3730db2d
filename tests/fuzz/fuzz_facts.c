/*
 * Any bytes as saved facts, and saved facts with any bytes in their midst: refused with a
 * reason; or judged, written, and the same again when they are read once more.
 */
#include "../facts_filler.h"
#include "score.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void expect(bool holds)
{
	if (!holds)
		abort();
}

/* Signals meet facts that no probe would ever find. */
static void judge(const struct lic_facts *facts)
{
	static struct lic_verdict verdict;
	static struct lic_model model;
	struct lic_arena arena = LIC_ARENA_INIT;

	model = (struct lic_model){.scale = 10, .warn = 20, .groups = 1, .cap = {60}};
	for (size_t i = 0; i < lic_signals_count; i++)
		model.points[i] = i % 2 ? -10 : 10;
	for (int class = 0; class < LIC_VERDICT_CLASSES; class ++)
		model.high[class] = 100;
	lic_judge(facts, &model, &arena, &verdict);
	expect(verdict.class == LIC_UNKNOWN || (verdict.risk >= 0 && verdict.risk <= 100));
	lic_arena_release(&arena);
}

static void write_again(struct lic_str text)
{
	static struct lic_facts_file file;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_diag diag = {""};
	struct lic_buf first, second;

	int err = lic_facts_read(&file, text, &arena, &diag);
	expect(err == 0 || diag.text[0]);
	if (!err) {
		judge(&file.facts);
		lic_buf_init(&first, LIC_FACTS_MAX);
		lic_buf_init(&second, LIC_FACTS_MAX);
		lic_facts_write(&first, &file.facts, &file.about);
		expect(lic_facts_read(&file, lic_buf_str(&first), &arena, &diag) == 0);
		lic_facts_write(&second, &file.facts, &file.about);
		expect(lic_str_eq(lic_buf_str(&first), lic_buf_str(&second)));
		lic_buf_release(&first);
		lic_buf_release(&second);
	}
	lic_arena_release(&arena);
}

/* "SEED PLACE REST": the facts of that seed, with REST over what stands there. So the
 * corpus stays good when facts get new members. */
static void edit(const uint8_t *data, size_t len)
{
	static struct facts_filler filler;
	struct lic_buf text;

	facts_filler_make(&filler, data[0]);
	lic_buf_init(&text, LIC_FACTS_MAX);
	lic_facts_write(&text, &filler.facts, &filler.about);
	const size_t at = ((size_t)data[1] << 8 | data[2]) % text.len;
	const size_t room = text.len - at;
	memcpy(text.ptr + at, data + 3, len - 3 < room ? len - 3 : room);
	write_again(lic_buf_str(&text));
	lic_buf_release(&text);
	facts_filler_release(&filler);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	write_again(lic_str((const char *)data, len));
	if (len >= 3)
		edit(data, len);
	return 0;
}
