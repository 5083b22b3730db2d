#include "lists.h"

#include "../data/index_maker.h"
#include "../data/sections.h"

static struct scratch scratch;
static struct lic_psl *psl;
static struct lic_facts facts;
static struct lic_buf store;
static struct lic_subject subject;

static struct lic_index_builder *begin(uint64_t entries)
{
	struct lic_index_builder *b;
	struct lic_diag diag;

	if (lic_index_builder_new(&b, scratch_path(&scratch, "x.idx"), entries, &diag) < 0)
		fail_msg("%s", diag.text);
	return b;
}

static struct lic_index *finish(struct lic_index_builder *b)
{
	return index_maker_open(b, scratch_path(&scratch, "x.idx"), "{\"lists\":[{\"id\":\"l\"}]}");
}

static void probe(const struct lic_index *index, struct lic_str address)
{
	struct lic_lists_probe lists;
	struct lic_diag diag;

	if (lic_subject_parse(&subject, address, psl, &store, &diag) < 0)
		fail_msg("%s", diag.text);
	lic_facts_init(&facts, &subject, LIC_STR(""), 0);
	lic_lists_probe_begin(&lists, index, &subject);
	lic_lists_probe_fetch(&lists, index);
	assert_false(facts.known[LIC_SLOT_LISTS]);
	assert_int_equal(lic_lists_probe_finish(&lists, index, &facts), 0);
	assert_true(facts.known[LIC_SLOT_LISTS]);
}

static void answer(const struct lic_index *index, struct lic_str address, struct lic_buf *out)
{
	probe(index, address);
	lic_buf_printf(out, "%.*s: ", LIC_STR_ARG(address));
	for (size_t i = 0; i < facts.matches; i++)
		lic_buf_printf(out, "%s%s %.*s", i ? ", " : "",
			       lic_scope_name(facts.match[i].scope),
			       LIC_STR_ARG(facts.match[i].name));
	lic_buf_adds(out, facts.matches ? LIC_STR("\n") : LIC_STR("-\n"));
}

static void run(struct lic_str input, struct lic_buf *out)
{
	struct lic_index_builder *b = begin(64);
	struct lic_str rest = input, line;

	while (lic_str_split(&rest, '\n', &line))
		if (lic_str_starts(line, LIC_STR("+ ")))
			index_maker_add(b, psl, 0, lic_str(line.ptr + 2, line.len - 2),
					(struct lic_entry){.since = 0});
	struct lic_index *index = finish(b);
	while (lic_str_split(&input, '\n', &line))
		if (lic_str_starts(line, LIC_STR("? ")))
			answer(index, lic_str(line.ptr + 2, line.len - 2), out);
	lic_index_close(index);
}

/* More entries than are kept: the first ones, and no more than those. */
static void test_too_many(void **state)
{
	struct lic_index_builder *b = begin(3 * LIC_MATCHES_MAX);

	(void)state;
	for (lic_date i = 1; i <= LIC_MATCHES_MAX; i++) {
		index_maker_add(b, psl, 0, LIC_STR("x.cz"), (struct lic_entry){.since = i});
		index_maker_add(b, psl, 0, LIC_STR("y.cz"), (struct lic_entry){.since = i});
		index_maker_add(b, psl, 0, LIC_STR("www.a.y.cz"), (struct lic_entry){.since = i});
	}
	struct lic_index *index = finish(b);
	probe(index, LIC_STR("https://x.cz/"));
	assert_int_equal(facts.matches, LIC_MATCHES_MAX);
	probe(index, LIC_STR("https://www.a.y.cz/"));
	assert_int_equal(facts.matches, LIC_MATCHES_MAX);
	assert_int_equal(facts.match[0].scope, LIC_SCOPE_HOST);
	assert_int_equal(facts.match[LIC_MATCHES_MAX - 1].scope, LIC_SCOPE_HOST);
	lic_index_close(index);
}

/* A host may be longer than any name of DNS, with more labels: no list has it. */
static void test_endless_host(void **state)
{
	static char address[LIC_URL_MAX];
	struct lic_index_builder *b = begin(1);

	(void)state;
	index_maker_add(b, psl, 0, LIC_STR(".com"), (struct lic_entry){.since = 0});
	struct lic_index *index = finish(b);
	for (size_t labels = 100; labels < 4000; labels += labels < 140 ? 1 : 977) {
		size_t len = 0;
		for (size_t i = 0; i < labels; i++) {
			address[len++] = 'a';
			address[len++] = '.';
		}
		memcpy(address + len, "com", 3);
		probe(index, lic_str(address, len + 3));
		assert_int_equal(facts.matches, 1);
	}
	lic_index_close(index);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_endless_host),
	};

	scratch_make(&scratch);
	psl = index_maker_psl();
	lic_buf_init(&store, LIC_URL_MAX);
	int failed = sections_run("probe/lists.rows", run);
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	lic_buf_release(&store);
	lic_psl_free(psl);
	scratch_remove(&scratch);
	return failed;
}
