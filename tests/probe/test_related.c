/* Listed sites that share a certificate or have the site's mail, or to which visitors are
 * led. */
#include "related.h"

#include "../data/index_maker.h"

static const char tables[] = "{\"lists\":[{\"id\":\"bad\",\"kind\":\"illegal\"},"
			     "{\"id\":\"crowd\",\"kind\":\"community\"}]}";

static struct scratch scratch;
static struct lic_psl *psl;

static struct lic_index *make_index(void)
{
	struct lic_index_builder *b;
	const char *path = scratch_path(&scratch, "x.idx");

	assert_int_equal(lic_index_builder_new(&b, path, 16, NULL), 0);
	index_maker_add(b, psl, 0, LIC_STR("bad.cz"), (struct lic_entry){.since = 100});
	index_maker_add(b, psl, 0, LIC_STR("gone.cz"), (struct lic_entry){.end = 150});
	index_maker_add(b, psl, 0, LIC_STR("part.cz/shop"), (struct lic_entry){.since = 100});
	index_maker_add(b, psl, 0, LIC_STR("doubt.cz"),
			(struct lic_entry){.confidence = LIC_CONFIDENCE_LOW});
	index_maker_add(b, psl, 1, LIC_STR("crowd.cz"), (struct lic_entry){.since = 100});
	return index_maker_open(b, path, tables);
}

/* Look up a certificate of those names, of x.cz. */
static void find(const struct lic_index *index, const struct lic_str *names, size_t count,
		 struct lic_facts *facts, struct lic_arena *arena)
{
	static struct lic_tls_facts tls;
	static const struct lic_subject subject = {.host = {"x.cz", 4}, .site = {"x.cz", 4}};

	lic_facts_init(facts, &subject, LIC_STR(""), 200);
	tls = (struct lic_tls_facts){.names = names, .names_count = count};
	facts->tls = &tls;
	facts->known[LIC_SLOT_TLS] = true;
	assert_int_equal(lic_related_find(facts, &(struct lic_references){.index = index}, arena),
			 0);
	assert_true(facts->known[LIC_SLOT_RELATED]);
}

static void test_neighbours(void **state)
{
	static struct lic_facts facts;
	static const struct lic_str names[] = {
		{"x.cz", 4},     {"*.x.cz", 6},   {"gone.cz", 7},     {"part.cz", 7},
		{"doubt.cz", 8}, {"crowd.cz", 8}, {"bad.cz.com", 10}, {"*.www.bad.cz", 12},
	};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_index *index = make_index();

	(void)state;
	find(index, names, LIC_ARRAY_SIZE(names) - 1, &facts, &arena);
	assert_int_equal(facts.related->relatives_count, 0);
	find(index, names, LIC_ARRAY_SIZE(names), &facts, &arena);
	assert_int_equal(facts.related->relatives_count, 1);
	const struct lic_relative *r = &facts.related->relatives[0];
	assert_int_equal(r->how, LIC_RELATION_CERTIFICATE);
	assert_true(lic_str_eq(r->shared, LIC_STR("www.bad.cz")));
	assert_true(lic_str_eq(r->listed, LIC_STR("bad.cz")));
	assert_true(lic_str_eq(r->source, LIC_STR("bad")));
	assert_int_equal(r->since, 100);
	lic_index_close(index);
	lic_arena_release(&arena);
}

/* Only the last hop is where a visitor was led, and each host is told once. */
static void test_destinations(void **state)
{
	static struct lic_facts facts;
	static const struct lic_subject subject = {.host = {"x.cz", 4}, .site = {"x.cz", 4}};
	static const struct lic_hop led[] = {{.host = {"bad.cz", 6}, .status = 302},
					     {.host = {"www.bad.cz", 10}, .status = 200}};
	static const struct lic_hop stayed[] = {{.host = {"bad.cz", 6}, .status = 302},
						{.host = {"www.x.cz", 8}, .status = 200}};
	static struct lic_http_facts http;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_index *index = make_index();

	(void)state;
	http.visit[LIC_VISITOR_PLAIN] = (struct lic_visit){.known = true, .hops = stayed};
	http.visit[LIC_VISITOR_PLAIN].hops_count = LIC_ARRAY_SIZE(stayed);
	http.visit[LIC_VISITOR_SEARCH] = (struct lic_visit){.known = true, .hops = led};
	http.visit[LIC_VISITOR_SEARCH].hops_count = LIC_ARRAY_SIZE(led);
	http.visit[LIC_VISITOR_CRAWLER] = http.visit[LIC_VISITOR_SEARCH];
	lic_facts_init(&facts, &subject, LIC_STR(""), 200);
	facts.http = &http;
	facts.known[LIC_SLOT_HTTP] = true;
	assert_int_equal(lic_related_find(&facts, &(struct lic_references){.index = index}, &arena),
			 0);
	assert_int_equal(facts.related->relatives_count, 1);
	const struct lic_relative *r = &facts.related->relatives[0];
	assert_int_equal(r->how, LIC_RELATION_REDIRECT);
	assert_true(lic_str_eq(r->shared, LIC_STR("www.bad.cz")));
	assert_true(lic_str_eq(r->listed, LIC_STR("bad.cz")));
	lic_index_close(index);
	lic_arena_release(&arena);
}

/* Mail to a listed site, of a page that is not its own; told once. */
static void test_mails(void **state)
{
	static struct lic_facts facts;
	static const struct lic_subject subject = {.host = {"x.cz", 4}, .site = {"x.cz", 4}};
	static const struct lic_subject own = {.host = {"www.bad.cz", 10}, .site = {"bad.cz", 6}};
	static const struct lic_page_contact contacts[] = {
		{LIC_CONTACT_MAIL, {"info@x.cz", 9}},
		{LIC_CONTACT_MAIL, {"info@doubt.cz", 13}},
		{LIC_CONTACT_MAIL, {"info@part.cz", 12}},
		{LIC_CONTACT_TELEGRAM, {"bad.cz", 6}},
		{LIC_CONTACT_MAIL, {"info@mail.bad.cz", 16}},
		{LIC_CONTACT_MAIL, {"info@mail.bad.cz", 16}},
	};
	static const struct lic_page page = {.contacts = contacts, .contacts_count = 6};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_index *index = make_index();

	(void)state;
	lic_facts_init(&facts, &subject, LIC_STR(""), 200);
	facts.page = &page;
	facts.known[LIC_SLOT_PAGE] = true;
	assert_int_equal(lic_related_find(&facts, &(struct lic_references){.index = index}, &arena),
			 0);
	assert_int_equal(facts.related->relatives_count, 1);
	const struct lic_relative *r = &facts.related->relatives[0];
	assert_int_equal(r->how, LIC_RELATION_CONTACT);
	assert_int_equal(r->kind, LIC_SHARED_MAIL);
	assert_true(lic_str_eq(r->shared, LIC_STR("info@mail.bad.cz")));
	assert_true(lic_str_eq(r->listed, LIC_STR("bad.cz")));
	assert_true(lic_str_eq(r->source, LIC_STR("bad")));
	facts.subject = &own;
	assert_int_equal(lic_related_find(&facts, &(struct lic_references){.index = index}, &arena),
			 0);
	assert_int_equal(facts.related->relatives_count, 0);
	lic_index_close(index);
	lic_arena_release(&arena);
}

/* Twenty names may be one house's; more are a provider's customers. */
static void test_crowd(void **state)
{
	static struct lic_facts facts;
	struct lic_str names[21];
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_index *index = make_index();

	(void)state;
	for (size_t i = 0; i < 21; i++)
		names[i] = LIC_STR("bad.cz");
	find(index, names, 20, &facts, &arena);
	assert_int_equal(facts.related->relatives_count, LIC_RELATIVES_MAX);
	find(index, names, 21, &facts, &arena);
	assert_int_equal(facts.related->relatives_count, 0);
	lic_index_close(index);
	lic_arena_release(&arena);
}

/* Neither a page nor a certificate: there is nothing to look for. */
static void test_nothing_seen(void **state)
{
	static struct lic_facts facts;
	struct lic_subject subject = {.is_ip = false};
	struct lic_arena arena = LIC_ARENA_INIT;

	(void)state;
	lic_facts_init(&facts, &subject, LIC_STR(""), 200);
	assert_int_equal(lic_related_find(&facts, &(struct lic_references){.index = NULL}, &arena),
			 0);
	assert_false(facts.known[LIC_SLOT_RELATED]);
	lic_arena_release(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_neighbours),   cmocka_unit_test(test_destinations),
		cmocka_unit_test(test_mails),        cmocka_unit_test(test_crowd),
		cmocka_unit_test(test_nothing_seen),
	};

	scratch_make(&scratch);
	psl = index_maker_psl();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	lic_psl_free(psl);
	scratch_remove(&scratch);
	return failed;
}
