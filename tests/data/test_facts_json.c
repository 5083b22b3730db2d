/* Saved facts: what is made up at random comes back as it was; what is damaged is
 * refused with a reason; no member of the facts is forgotten. */
#include "facts_json.h"

#include "facts_filler.h"
#include "rows.h"

#define ROUNDS 300

static void write_facts(struct lic_buf *out, const struct lic_facts *facts,
			const struct lic_facts_about *about)
{
	lic_buf_reset(out);
	lic_facts_write(out, facts, about);
	assert_int_equal(lic_buf_error(out), 0);
}

/* facts → JSON → facts → JSON: equal bytes. */
static void test_round_trip(void **state)
{
	static struct facts_filler filler;
	static struct lic_facts_file file;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_buf first, second;
	struct lic_diag diag;

	(void)state;
	lic_buf_init(&first, LIC_FACTS_MAX);
	lic_buf_init(&second, LIC_FACTS_MAX);
	for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
		facts_filler_make(&filler, seed);
		write_facts(&first, &filler.facts, &filler.about);
		if (lic_facts_read(&file, lic_buf_str(&first), &arena, &diag) < 0)
			fail_msg("seed %llu: %s", (unsigned long long)seed, diag.text);
		write_facts(&second, &file.facts, &file.about);
		assert_true(lic_str_eq(lic_buf_str(&first), lic_buf_str(&second)));
		assert_int_equal(file.facts.today, filler.facts.today);
		assert_ptr_equal(file.facts.subject, &file.subject);
		assert_int_equal(file.facts.matches, filler.facts.matches);
		lic_arena_reset(&arena);
		facts_filler_release(&filler);
	}
	lic_buf_release(&first);
	lic_buf_release(&second);
	lic_arena_release(&arena);
}

/* Cut off, or with one byte changed: refused with a reason, or read and written again
 * without loss. */
static void test_damage(void **state)
{
	static struct facts_filler filler;
	static struct lic_facts_file file;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_buf text, again, third;
	struct lic_diag diag;
	size_t refused = 0, tries = 0;

	(void)state;
	lic_buf_init(&text, LIC_FACTS_MAX);
	lic_buf_init(&again, LIC_FACTS_MAX);
	lic_buf_init(&third, LIC_FACTS_MAX);
	facts_filler_make(&filler, 7);
	write_facts(&text, &filler.facts, &filler.about);
	for (size_t i = 0; i < text.len; i += 1 + i % 13) {
		diag.text[0] = '\0';
		assert_true(lic_facts_read(&file, lic_str(text.ptr, i), &arena, &diag) < 0);
		assert_true(diag.text[0]);
		const char was = text.ptr[i];
		text.ptr[i] = was == '1' ? '2' : '1';
		int err = lic_facts_read(&file, lic_buf_str(&text), &arena, &diag);
		text.ptr[i] = was;
		tries++;
		refused += err < 0;
		if (!err) {
			write_facts(&again, &file.facts, &file.about);
			assert_int_equal(lic_facts_read(&file, lic_buf_str(&again), &arena, &diag),
					 0);
			write_facts(&third, &file.facts, &file.about);
			assert_true(lic_str_eq(lic_buf_str(&again), lic_buf_str(&third)));
		}
		lic_arena_reset(&arena);
	}
	assert_true(refused > tries / 10);
	facts_filler_release(&filler);
	lic_buf_release(&text);
	lic_buf_release(&again);
	lic_buf_release(&third);
	lic_arena_release(&arena);
}

/* "from|to" in a document that is right => what the reader says. */
static void describe(struct lic_str input, struct lic_buf *out)
{
	static struct facts_filler filler;
	static struct lic_facts_file file;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_buf text, changed;
	struct lic_diag diag = {""};
	struct lic_str from;

	assert_true(lic_str_split(&input, '|', &from));
	facts_filler_plain(&filler);
	lic_buf_init(&text, LIC_FACTS_MAX);
	lic_buf_init(&changed, LIC_FACTS_MAX);
	lic_facts_write(&text, &filler.facts, &filler.about);
	const char *at = from.len ? memmem(text.ptr, text.len, from.ptr, from.len) : text.ptr;
	if (!at)
		fail_msg("%.*s is not in %.*s", LIC_STR_ARG(from), LIC_STR_ARG(lic_buf_str(&text)));
	lic_buf_add(&changed, text.ptr, (size_t)(at - text.ptr));
	lic_buf_adds(&changed, input);
	lic_buf_add(&changed, at + from.len, (size_t)(text.ptr + text.len - at) - from.len);
	int err = lic_facts_read(&file, lic_buf_str(&changed), &arena, &diag);
	lic_buf_adds(out, err ? lic_str_from(diag.text) : LIC_STR("ok"));
	lic_buf_release(&text);
	lic_buf_release(&changed);
	lic_arena_release(&arena);
	facts_filler_release(&filler);
}

static void test_too_long(void **state)
{
	static struct lic_facts_file file;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_diag diag;

	(void)state;
	assert_int_equal(
		lic_facts_read(&file, lic_str("", LIC_FACTS_MAX + (size_t)1), &arena, &diag),
		LIC_ELIMIT);
	lic_arena_release(&arena);
}

/* ---- no member is forgotten ------------------------------------------- */

static size_t align_of(const struct lic_field *f)
{
	if (f->kind == LIC_FIELD_BOOL)
		return 1;
	const bool word = f->kind == LIC_FIELD_INT || f->kind == LIC_FIELD_DATE ||
			  f->kind == LIC_FIELD_ENUM || f->kind == LIC_FIELD_BITS;
	return word ? 4 : 8;
}

static const struct lic_field *field_at(const struct lic_layout *layout, size_t offset)
{
	for (size_t i = 0; i < layout->count; i++)
		if (layout->fields[i].offset == offset)
			return &layout->fields[i];
	return NULL;
}

/* Every byte belongs to a member of the table, or is padding. */
static void check_layout(const struct lic_layout *layout)
{
	bool covered[4096] = {false};
	size_t gap = 0;

	assert_true(layout->size < sizeof(covered));
	for (size_t i = 0; i < layout->count; i++) {
		const struct lic_field *f = &layout->fields[i];
		memset(covered + f->offset, 1, facts_filler_size(f));
		if (f->count_offset)
			memset(covered + f->count_offset, 1, sizeof(size_t));
		if (f->of)
			check_layout(f->of);
	}
	for (size_t at = 0; at < layout->size; at++) {
		const struct lic_field *f = field_at(layout, at);
		if (f && gap >= align_of(f))
			fail_msg("%zu bytes before \"%s\" are of no table", gap, f->name);
		gap = covered[at] ? 0 : gap + 1;
	}
	if (gap >= 8)
		fail_msg("%zu bytes behind \"%s\" are of no table", gap,
			 layout->fields[layout->count - 1].name);
}

static void test_tables(void **state)
{
	static const struct lic_layout *const layouts[] = {
		&lic_layout_subject,      &lic_layout_name,     &lic_layout_dns,
		&lic_layout_registration, &lic_layout_tls,      &lic_layout_http,
		&lic_layout_page,         &lic_layout_register, &lic_layout_related,
	};

	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(layouts); i++)
		check_layout(layouts[i]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_tables),
	};

	return rows_run("data/facts_json.rows", describe) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
