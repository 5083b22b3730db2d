/* Working on a list, as the console and the publisher see it. What the command line shows is in
 * tests/cli/cases.keep. */
#include "licit_keep.h"
#include "merkle.h"
#include "script.h"

static struct script script;
static struct lic_diag diag;

static const struct lic_keep_why why = {.who = {"jo", 2}};

static int set_up(void **state)
{
	struct lic_keep_result result;
	const struct lic_str kind = LIC_STR("illegal"), jurisdiction = LIC_STR("CZ");
	const struct lic_keep_definition definition = {
		.kind = &kind,
		.jurisdiction = &jurisdiction,
	};

	(void)state;
	script_begin(&script);
	assert_int_equal(script_open(&script, &diag), 0);
	return lic_keep_define(script.engine, LIC_STR("mine"), &definition, &why, false, &result,
			       &diag);
}

static int tear_down(void **state)
{
	(void)state;
	script_end(&script);
	return 0;
}

static void add(const char *name, const char *since, const char *until, const char *countries)
{
	const struct lic_keep_value values[] = {
		{"since", lic_str_from(since)},
		{"until", lic_str_from(until)},
		{"countries", lic_str_from(countries)},
		{"class", LIC_STR("pharmacy-rx")},
	};
	const struct lic_keep_edit edit = {
		.list = LIC_STR("mine"),
		.action = LIC_KEEP_ADD,
		.name = lic_str_from(name),
		.values = values,
		.values_count = LIC_ARRAY_SIZE(values),
	};
	struct lic_keep_result result;

	assert_int_equal(lic_keep_edit(script.engine, &edit, &why, &result, &diag), 0);
	assert_int_equal(result.outcome, LIC_KEEP_APPLIED);
	assert_int_equal(result.leaf + 1, result.log_size);
}

/* ---- the log ---------------------------------------------------------- */

struct grown {
	struct lic_frontier tree;
	uint64_t next;
};

static int grow(void *ctx, uint64_t seq, struct lic_str body)
{
	struct grown *g = ctx;
	struct lic_hash hash;

	assert_int_equal(seq, g->next++);
	lic_merkle_leaf(body, &hash);
	lic_frontier_add(&g->tree, &hash, NULL, NULL);
	return LIC_OK;
}

static int count_head(void *ctx, const struct lic_tree_head *head)
{
	assert_int_equal(head->size, 3);
	assert_true(lic_str_eq(head->release, LIC_STR("r1")));
	++*(int *)ctx;
	return LIC_OK;
}

static void root_at(uint64_t size, struct lic_hash *out)
{
	struct grown g = {.next = 0};

	assert_int_equal(
		lic_keep_leaves_each(script.engine, LIC_STR("mine"), 0, size, grow, &g, &diag), 0);
	assert_int_equal(g.tree.size, size);
	lic_frontier_root(&g.tree, out);
}

static void test_log(void **state)
{
	unsigned char hashes[65][LIC_HASH_SIZE];
	struct lic_hash path[65], first, second;
	struct lic_tree_head head;
	size_t count;
	int heads = 0;

	(void)state;
	for (int i = 0; i < 6; i++) {
		char name[32];
		snprintf(name, sizeof(name), "a%d.example", i);
		add(name, "2026-01-02", "", "");
	}
	assert_int_equal(lic_keep_head(script.engine, LIC_STR("mine"), &head, &diag), 0);
	assert_int_equal(head.size, 7);
	root_at(7, &second);
	assert_memory_equal(second.byte, head.root, LIC_HASH_SIZE);
	/* Whoever has a frontier goes on from there. */
	for (uint64_t size = 0; size <= 7; size++) {
		struct grown g = {.next = size};
		assert_int_equal(lic_keep_frontier(script.engine, LIC_STR("mine"), size, hashes,
						   &count, &diag),
				 0);
		assert_int_equal(count, lic_frontier_count(size));
		g.tree.size = size;
		g.tree.count = count;
		for (size_t i = 0; i < count; i++)
			memcpy(g.tree.hash[i].byte, hashes[i], LIC_HASH_SIZE);
		assert_int_equal(lic_keep_leaves_each(script.engine, LIC_STR("mine"), size, 7, grow,
						      &g, &diag),
				 0);
		lic_frontier_root(&g.tree, &first);
		assert_memory_equal(first.byte, head.root, LIC_HASH_SIZE);
		/* And each tree is a beginning of the last. */
		root_at(size, &first);
		assert_int_equal(lic_keep_consistency(script.engine, LIC_STR("mine"), size, 7,
						      hashes, &count, &diag),
				 0);
		for (size_t i = 0; i < count; i++)
			memcpy(path[i].byte, hashes[i], LIC_HASH_SIZE);
		assert_true(lic_merkle_consistent(size, 7, &first, &second, path, count));
	}
	/* A release's head is recorded once, and only if it is one of this log. */
	root_at(3, &first);
	head = (struct lic_tree_head){.size = 3, .release = LIC_STR("r1")};
	assert_int_equal(lic_keep_head_record(script.engine, LIC_STR("mine"), &head, &diag),
			 LIC_EINVAL);
	memcpy(head.root, first.byte, LIC_HASH_SIZE);
	assert_int_equal(lic_keep_head_record(script.engine, LIC_STR("mine"), &head, &diag), 0);
	assert_int_equal(lic_keep_head_record(script.engine, LIC_STR("mine"), &head, &diag), 0);
	assert_int_equal(
		lic_keep_heads_each(script.engine, LIC_STR("mine"), count_head, &heads, &diag), 0);
	assert_int_equal(heads, 1);
	head.size = 8;
	assert_int_equal(lic_keep_head_record(script.engine, LIC_STR("mine"), &head, &diag),
			 LIC_EINVAL);
}

/* ---- statistics ------------------------------------------------------- */

static int tell_month(void *ctx, const struct lic_keep_month *m)
{
	struct lic_buf *told = ctx;

	if (m->added || m->withdrawn || m->month == 2026 * 12 + 10)
		lic_buf_printf(told, "%d-%02d +%llu -%llu =%llu\n", m->month / 12,
			       m->month % 12 + 1, (unsigned long long)m->added,
			       (unsigned long long)m->withdrawn, (unsigned long long)m->in_force);
	return LIC_OK;
}

static int tell_share(void *ctx, struct lic_str word, uint64_t count)
{
	struct lic_buf *told = ctx;

	lic_buf_printf(told, "%.*s %llu\n", LIC_STR_ARG(word), (unsigned long long)count);
	return LIC_OK;
}

static void expect(struct lic_buf *told, const char *text)
{
	lic_buf_addc(told, '\0');
	assert_string_equal(told->ptr, text);
	lic_buf_reset(told);
}

static void test_statistics(void **state)
{
	const struct lic_str mine = LIC_STR("mine");
	struct lic_buf told;

	(void)state;
	lic_buf_init(&told, 1u << 16);
	add("a.example", "2025-12-31", "", "");
	add("b.example", "2026-01-01", "2026-03-31", "PL;DE");
	add("c.cz", "2026-01-31", "", "PL");
	add("d.cz", "2026-03-01", "2026-03-30", "");
	add("e.example", "2027-01-01", "", ""); /* to come */
	assert_int_equal(lic_keep_months_each(script.engine, mine, tell_month, &told, &diag), 0);
	expect(&told, "2025-12 +1 -0 =1\n2026-01 +2 -0 =3\n2026-03 +1 -1 =3\n2026-04 +0 -1 =2\n"
		      "2026-11 +0 -0 =2\n");
	assert_int_equal(lic_keep_shares_each(script.engine, mine, LIC_SHARE_COUNTRY, tell_share,
					      &told, &diag),
			 0);
	expect(&told, "CZ 1\nPL 1\n");
	assert_int_equal(
		lic_keep_shares_each(script.engine, mine, LIC_SHARE_TLD, tell_share, &told, &diag),
		0);
	expect(&told, "cz 1\nexample 1\n");
	assert_int_equal(lic_keep_shares_each(script.engine, mine, LIC_SHARE_CLASS, tell_share,
					      &told, &diag),
			 0);
	expect(&told, "pharmacy-rx 2\n");
	lic_buf_release(&told);
}

/* ---- appeals ---------------------------------------------------------- */

static int tell_appeal(void *ctx, const struct lic_appeal *a)
{
	struct lic_buf *told = ctx;

	lic_buf_printf(told, "%.*s %.*s %s %.*s report %lld\n", LIC_STR_ARG(a->list),
		       LIC_STR_ARG(a->name), lic_appeal_state_name(a->state), LIC_STR_ARG(a->claim),
		       (long long)a->report);
	return LIC_OK;
}

static int64_t report(const char *json)
{
	int64_t id;

	assert_int_equal(lic_report_add(script.engine, lic_str_from(json), &id, &diag), 0);
	return id;
}

/* What shoppers report, and how many appeals come of it, or why none does. */
static const struct {
	const char *json;
	int appeals;
} reports[] = {
	{"{\"kind\":\"mine\",\"url\":\"https://www.a.example/x\","
	 "\"comment\":\"we are licensed\"}",
	 1},
	{"{\"kind\":\"false-alarm\",\"url\":\"https://shop.b.example/\"}", 1},
	{"{\"kind\":\"mine\",\"url\":\"https://www.d.example/shop/a/b?c=/d\"}", 1},
	{"{\"kind\":\"mine\",\"url\":\"https://www.d.example/shop/ab\"}", LIC_ENOENT},
	{"{\"kind\":\"mine\",\"url\":\"https://a.b.e.e.example/\"}", 1},
	{"{\"kind\":\"suspect\",\"url\":\"https://a.example/\"}", LIC_EINVAL},
	{"{\"kind\":\"mine\",\"url\":\"https://c.example/\"}", LIC_ENOENT},
	/* More folders than are tried: the first ones are. */
	{"{\"kind\":\"mine\",\"url\":\"https://www.d.example/shop/a/1/2/3/4/5/6/7/8/9/10/11/12/13"
	 "/14/15/16/17/18/19/20/21/22/23/24/25/26/27/28/29/30/31/32/33/34/35/36/37/38/39/40/41"
	 "/42\"}",
	 1},
};

static void test_report(void **state)
{
	const struct lic_appeal_filter all = {.all = true};
	struct lic_buf told;

	(void)state;
	lic_buf_init(&told, 1u << 16);
	add("a.example", "2026-01-02", "", "");
	add("shop.b.example", "2026-01-02", "", "");
	add("d.example/shop/a", "2026-01-02", "", "");
	add("*.e.e.example", "2026-01-02", "", "");
	for (size_t i = 0; i < LIC_ARRAY_SIZE(reports); i++)
		assert_int_equal(
			lic_appeal_from_report(script.engine, report(reports[i].json), &why, &diag),
			reports[i].appeals);
	assert_int_equal(lic_appeal_from_report(script.engine, 99, &why, &diag), LIC_ENOENT);
	assert_int_equal(lic_appeals_each(script.engine, &all, tell_appeal, &told, &diag), 0);
	expect(&told, "mine a.example open we are licensed report 1\n"
		      "mine shop.b.example open false-alarm report 2\n"
		      "mine d.example/shop/a open mine report 3\n"
		      "mine *.e.e.example open mine report 5\n"
		      "mine d.example/shop/a open mine report 8\n");
	lic_buf_release(&told);
}

/* ---- search ----------------------------------------------------------- */

static int tell_entry(void *ctx, const struct lic_keep_entry *e)
{
	struct lic_buf *told = ctx;

	lic_buf_printf(told, "%.*s ", LIC_STR_ARG(e->name));
	return LIC_OK;
}

static void find(struct lic_buf *told, const char *text, const char *expected)
{
	const struct lic_entry_filter filter = {
		.text = lic_str_from(text),
		.list = LIC_STR("mine"),
		.limit = 100,
	};
	uint64_t count;

	assert_int_equal(lic_keep_search(script.engine, &filter, tell_entry, told, &count, &diag),
			 0);
	expect(told, expected);
}

/* What was changed a moment ago is found, and no text finds what it should not. */
static void test_search(void **state)
{
	struct lic_buf told;

	(void)state;
	lic_buf_init(&told, 1u << 16);
	find(&told, "", "");
	add("nova.example", "", "", "");
	find(&told, "nova", "nova.example ");
	add("*.casanova.example", "", "", "");
	add("anova.example/shop", "", "", "");
	add("nov.example", "", "", "");
	find(&told, "nova", "nova.example anova.example/shop *.casanova.example ");
	find(&told, "NOVA.EX", "nova.example anova.example/shop *.casanova.example ");
	find(&told, "nov", "nov.example nova.example anova.example/shop *.casanova.example ");
	find(&told, "v", "anova.example/shop *.casanova.example nov.example nova.example ");
	find(&told, "example\nnov", "");
	find(&told, "examplenov", "");
	find(&told, "/shop", "anova.example/shop ");
	lic_buf_release(&told);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_log, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_statistics, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_report, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_search, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
