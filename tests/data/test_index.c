#include "index.h"

#include "hash.h"
#include "index_file.h"
#include "index_maker.h"

#include "file.h"

static struct scratch scratch;
static struct lic_psl *psl;

#define TABLES                                                                                   \
	"{\"lists\":[{\"id\":\"one\",\"kind\":\"illegal\",\"name\":\"The \\\"first\\\" list\","  \
	"\"jurisdiction\":\"CZ\",\"authority\":\"An authority\",\"url\":\"https://l.example/\"," \
	"\"licence\":\"CC0\",\"superseded_by\":\"two\",\"as_of\":20622,\"max_age_days\":90,"     \
	"\"superseded\":0,\"total\":7,\"in_force\":5,\"withdrawn\":2},"                          \
	"{\"id\":\"two\",\"kind\":\"nonsense\",\"superseded\":1}]}"

static struct lic_index_builder *begin(const char *path, uint64_t entries)
{
	struct lic_index_builder *b;

	assert_int_equal(lic_index_builder_new(&b, path, entries, NULL), 0);
	return b;
}

static void finish_as(struct lic_index_builder *b, struct lic_str identity)
{
	assert_int_equal(lic_index_builder_keep(b, LIC_STR("empty"), LIC_STR("")), 0);
	assert_int_equal(lic_index_builder_keep(b, LIC_STR("model.json"), LIC_STR("{}")), 0);
	assert_int_equal(lic_index_builder_keep(b, LIC_STR("odd"), LIC_STR("abc")), 0);
	assert_int_equal(lic_index_builder_finish(b, LIC_STR(TABLES), identity, NULL), 0);
	lic_index_builder_free(b);
}

static void finish(struct lic_index_builder *b)
{
	finish_as(b, LIC_STR("identity"));
}

static const char *const names[] = {
	"x.cz", "cs.x.cz", "*.x.cz", "x.cz/cs", "x.cz/cs/a", "y.co.uk", ".pharmacy", "z.pharmacy",
};

/* Every name in both lists, all but the first name's first entry without details. */
static void build_small(const char *path)
{
	struct lic_entry e = {
		.evidence = LIC_EVIDENCE_PRESS,
		.confidence = LIC_CONFIDENCE_LOW,
		.withdrawn = true,
		.since = -5,
		.end = 20000,
		.seen = 20621,
		.holder = LIC_STR("Holder"),
		.number = LIC_STR("1"),
		.entry_url = LIC_STR("https://r.example/1"),
		.class = LIC_STR("pharmacy-rx"),
		.countries = LIC_STR("CZ;SK"),
		.reason = LIC_STR("a reason"),
		.source = LIC_STR("a source"),
	};
	struct lic_index_builder *b = begin(path, 2 * LIC_ARRAY_SIZE(names));

	for (size_t list = 0; list < 2; list++)
		for (size_t i = 0; i < LIC_ARRAY_SIZE(names); i++) {
			index_maker_add(b, psl, list, lic_str_from(names[i]), e);
			e = (struct lic_entry){.since = (lic_date)i};
		}
	finish(b);
}

static struct lic_index *open_index(const char *path)
{
	struct lic_index *index;
	struct lic_diag diag;

	if (lic_index_open(&index, path, &diag) < 0)
		fail_msg("%s", diag.text);
	return index;
}

static uint32_t find(const struct lic_index *index, const char *host)
{
	struct lic_str s = lic_str_from(host);

	return lic_index_find(index, lic_index_hash(index, s), s);
}

static void test_round_trip(void **state)
{
	const char *path = scratch_path(&scratch, "small.idx");
	struct lic_entry e;
	unsigned count = 0;

	(void)state;
	build_small(path);
	struct lic_index *index = open_index(path);
	assert_int_equal(lic_index_entries(index), 16);
	assert_int_equal(lic_index_id(index).len, LIC_INDEX_ID_SIZE);
	assert_true(lic_index_may_have_tld(index, LIC_STR("pharmacy")));
	for (uint32_t r = lic_index_walk(index, 0); r; r = lic_index_walk(index, r)) {
		assert_int_equal(lic_index_entry(index, r, &e), 0);
		struct lic_name name;
		struct lic_buf store;
		const char *text = names[count % LIC_ARRAY_SIZE(names)];
		lic_buf_init(&store, LIC_URL_MAX);
		assert_int_equal(lic_name_parse(&name, lic_str_from(text), psl, &store, NULL), 0);
		assert_true(lic_str_eq(e.name, name.text));
		assert_int_equal(e.host_len, name.host_len);
		assert_int_equal(e.scope, name.scope);
		assert_ptr_equal(e.list, &lic_index_list(index, count / 8)->list);
		lic_buf_release(&store);
		count++;
	}
	assert_int_equal(count, 16);
	lic_index_close(index);
	lic_index_close(NULL);
}

static void test_entry(void **state)
{
	struct lic_entry e;

	(void)state;
	struct lic_index *index = open_index(scratch_path(&scratch, "small.idx"));
	assert_int_equal(lic_index_entry(index, lic_index_walk(index, 0), &e), 0);
	assert_int_equal(e.evidence, LIC_EVIDENCE_PRESS);
	assert_int_equal(e.confidence, LIC_CONFIDENCE_LOW);
	assert_true(e.withdrawn);
	assert_int_equal(e.since, -5);
	assert_int_equal(e.end, 20000);
	assert_int_equal(e.seen, 20621);
	assert_true(lic_str_eq(e.holder, LIC_STR("Holder")));
	assert_true(lic_str_eq(e.number, LIC_STR("1")));
	assert_true(lic_str_eq(e.entry_url, LIC_STR("https://r.example/1")));
	assert_true(lic_str_eq(e.class, LIC_STR("pharmacy-rx")));
	assert_true(lic_str_eq(e.countries, LIC_STR("CZ;SK")));
	assert_true(lic_str_eq(e.reason, LIC_STR("a reason")));
	assert_true(lic_str_eq(e.source, LIC_STR("a source")));
	assert_int_equal(lic_index_entry(index, lic_index_walk(index, 1), &e), LIC_ECORRUPT);
	assert_int_equal(lic_index_entry(index, 0, &e), LIC_ECORRUPT);
	assert_int_equal(lic_index_entry(index, UINT32_MAX, &e), LIC_ECORRUPT);
	lic_index_close(index);
}

/* Records of one host form a chain, whatever their list, scope and path. */
static void test_chains(void **state)
{
	struct lic_entry e;
	unsigned count = 0;

	(void)state;
	struct lic_index *index = open_index(scratch_path(&scratch, "small.idx"));
	for (uint32_t r = find(index, "x.cz"); r; r = lic_index_next(index, r)) {
		assert_int_equal(lic_index_entry(index, r, &e), 0);
		assert_true(lic_str_eq(lic_str(e.name.ptr, e.host_len), LIC_STR("x.cz")));
		count++;
	}
	assert_int_equal(count, 8);
	assert_int_equal(lic_index_next(index, find(index, "cs.x.cz")) != 0, 1);
	assert_int_equal(lic_index_entry(index, find(index, "pharmacy"), &e), 0);
	assert_int_equal(e.scope, LIC_SCOPE_TLD);
	static const char *const absent[] = {"",     "cz",    "x.c", "x.czz",  "X.cz",
					     "y.uk", "co.uk", ".cz", "x.cz/cs"};
	for (size_t i = 0; i < LIC_ARRAY_SIZE(absent); i++)
		assert_int_equal(find(index, absent[i]), 0);
	lic_index_close(index);
}

static void test_tables(void **state)
{
	(void)state;
	struct lic_index *index = open_index(scratch_path(&scratch, "small.idx"));
	assert_int_equal(lic_index_lists(index), 2);
	const struct lic_index_list *one = lic_index_list(index, 0),
				    *two = lic_index_list(index, 1);
	assert_null(lic_index_list(index, 2));
	assert_true(lic_str_eq(one->list.id, LIC_STR("one")));
	assert_int_equal(one->list.kind, LIC_KIND_ILLEGAL);
	assert_true(lic_str_eq(one->list.name, LIC_STR("The \"first\" list")));
	assert_true(lic_str_eq(one->list.jurisdiction, LIC_STR("CZ")));
	assert_true(lic_str_eq(one->list.authority, LIC_STR("An authority")));
	assert_true(lic_str_eq(one->list.url, LIC_STR("https://l.example/")));
	assert_true(lic_str_eq(one->list.licence, LIC_STR("CC0")));
	assert_true(lic_str_eq(one->list.superseded_by, LIC_STR("two")));
	assert_true(lic_str_eq(one->list.source_json,
			       LIC_STR("\"list\":\"one\",\"name\":\"The \\\"first\\\" list\","
				       "\"url\":\"https://l.example/\"")));
	assert_int_equal(one->list.as_of, 20622);
	assert_int_equal(one->list.max_age_days, 90);
	assert_false(one->superseded);
	assert_int_equal(one->total, 7);
	assert_int_equal(one->in_force, 5);
	assert_int_equal(one->withdrawn, 2);
	/* Of an unknown kind: the one that can do the least. */
	assert_int_equal(two->list.kind, LIC_KIND_COMMUNITY);
	assert_true(two->superseded);
	assert_int_equal(two->list.as_of, 0);
	assert_true(lic_str_eq(lic_index_file(index, "model.json"), LIC_STR("{}")));
	assert_int_equal(lic_index_file(index, "empty").len, 0);
	assert_true(lic_str_eq(lic_index_file(index, "odd"), LIC_STR("abc")));
	assert_int_equal(lic_index_file(index, "none").len, 0);
	lic_index_close(index);
}

/* Numbers that only a damaged file has. */
static void test_wild_numbers(void **state)
{
	const char *path = scratch_path(&scratch, "wild.idx");
	struct lic_index_builder *b = begin(path, 1);

	(void)state;
	assert_int_equal(lic_index_builder_finish(
				 b,
				 LIC_STR("{\"lists\":[{\"as_of\":1e300,\"max_age_days\":-1e10,"
					 "\"total\":-1e300,\"in_force\":1e19,\"superseded\":7}]}"),
				 LIC_STR(""), NULL),
			 0);
	lic_index_builder_free(b);
	struct lic_index *index = open_index(path);
	const struct lic_index_list *list = lic_index_list(index, 0);
	assert_int_equal(list->list.as_of, 0);
	assert_int_equal(list->list.max_age_days, 0);
	assert_int_equal(list->total, 0);
	assert_int_equal(list->in_force, 0);
	lic_index_close(index);
}

/* The id follows from the contents and the definitions, not from the seed. */
static void test_id(void **state)
{
	char first[LIC_INDEX_ID_SIZE];
	const char *path = scratch_path(&scratch, "again.idx");

	(void)state;
	build_small(path);
	struct lic_index *index = open_index(path);
	memcpy(first, lic_index_id(index).ptr, sizeof(first));
	lic_index_close(index);
	build_small(path);
	index = open_index(path);
	assert_memory_equal(first, lic_index_id(index).ptr, sizeof(first));
	lic_index_close(index);
	struct lic_index_builder *b = begin(path, 1);
	index_maker_add(b, psl, 0, LIC_STR("x.cz"), (struct lic_entry){.since = 0});
	finish(b);
	index = open_index(path);
	assert_memory_not_equal(first, lic_index_id(index).ptr, sizeof(first));
	assert_false(lic_index_may_have_tld(index, LIC_STR("pharmacy")));
	assert_false(lic_index_may_have_tld(index, LIC_STR("")));
	lic_index_close(index);
	b = begin(path, 1);
	index_maker_add(b, psl, 0, LIC_STR("x.cz"), (struct lic_entry){.since = 0});
	finish_as(b, LIC_STR("other"));
	struct lic_index *other = open_index(path);
	assert_memory_not_equal(first, lic_index_id(other).ptr, sizeof(first));
	lic_index_close(other);
}

/* Many names, three entries each: all are found, and no others. */
static void test_many(void **state)
{
	enum { MANY = 30000 };
	const char *path = scratch_path(&scratch, "many.idx");
	struct lic_index_builder *b = begin(path, 3 * MANY);
	char host[64];

	(void)state;
	for (int round = 0; round < 3; round++)
		for (int i = 0; i < MANY; i++) {
			int len = snprintf(host, sizeof(host), "shop-%d.example", i);
			const struct lic_entry e = {
				.name = {host, (size_t)len},
				.host_len = (size_t)len,
				.since = round + 1,
			};
			assert_int_equal(lic_index_builder_add(b, (size_t)round % 2, &e), 0);
		}
	finish(b);
	struct lic_index *index = open_index(path);
	for (int i = 0; i < 2 * MANY; i++) {
		struct lic_entry e;
		unsigned rounds = 0;
		snprintf(host, sizeof(host), "shop-%d.example", i);
		uint64_t hash = lic_index_hash(index, lic_str_from(host));
		lic_index_prefetch_slot(index, hash);
		lic_index_prefetch_record(index, hash);
		for (uint32_t r = find(index, host); r; r = lic_index_next(index, r)) {
			assert_int_equal(lic_index_entry(index, r, &e), 0);
			rounds += (unsigned)e.since;
		}
		assert_int_equal(rounds, i < MANY ? 6 : 0);
	}
	lic_index_close(index);
}

static void test_empty(void **state)
{
	const char *path = scratch_path(&scratch, "empty.idx");

	(void)state;
	finish(begin(path, 0));
	struct lic_index *index = open_index(path);
	assert_int_equal(lic_index_entries(index), 0);
	assert_int_equal(find(index, "x.cz"), 0);
	assert_int_equal(lic_index_walk(index, 0), 0);
	lic_index_close(index);
}

/* What is too long is refused or cut, never written over its end. */
static void test_long(void **state)
{
	static char text[70000];
	const char *path = scratch_path(&scratch, "long.idx");
	struct lic_index_builder *b = begin(path, 2);
	struct lic_entry e = {.name = {text, LIC_URL_MAX}, .host_len = LIC_HOST_MAX};

	(void)state;
	memset(text, 'a', sizeof(text));
	e.countries = LIC_STR("CZ;SK");
	e.holder = e.reason = e.source = lic_str(text, sizeof(text));
	assert_int_equal(lic_index_builder_add(b, 0, &e), 0);
	e.name.len++;
	assert_int_equal(lic_index_builder_add(b, 0, &e), LIC_EINVAL);
	e.name.len = e.host_len = LIC_HOST_MAX + 1;
	assert_int_equal(lic_index_builder_add(b, 0, &e), LIC_EINVAL);
	e.host_len = LIC_HOST_MAX;
	assert_int_equal(lic_index_builder_add(b, LIC_LISTS_MAX, &e), LIC_EINVAL);
	finish(b);
	struct lic_index *index = open_index(path);
	assert_int_equal(lic_index_entry(index, lic_index_walk(index, 0), &e), 0);
	assert_int_equal(e.name.len, LIC_URL_MAX);
	assert_true(lic_str_eq(e.countries, LIC_STR("CZ;SK")));
	assert_in_range(e.holder.len, 65000, 65535);
	assert_int_equal(e.reason.len, 0);
	assert_int_equal(lic_index_walk(index, lic_index_walk(index, 0)), 0);
	lic_index_close(index);
	struct lic_diag diag;
	assert_int_equal(lic_index_builder_new(&b, path, LIC_ENTRIES_MAX + 1ull, &diag),
			 LIC_ELIMIT);
}

/* A file that was not finished is not left behind. */
static void test_unfinished(void **state)
{
	const char *path = scratch_path(&scratch, "half.idx");
	struct lic_index_builder *b = begin(path, 10);
	struct lic_index *index;
	struct lic_diag diag;

	(void)state;
	index_maker_add(b, psl, 0, LIC_STR("x.cz"), (struct lic_entry){.since = 0});
	assert_int_equal(lic_index_open(&index, path, &diag), LIC_ECORRUPT);
	lic_index_builder_free(b);
	assert_int_equal(access(path, F_OK), -1);
	lic_index_builder_free(NULL);
	assert_int_equal(lic_index_builder_new(&b, scratch_path(&scratch, "no/dir.idx"), 1, &diag),
			 LIC_ENOENT);
	assert_int_equal(lic_index_open(&index, path, &diag), LIC_ENOENT);
}

/* ---- damage ---------------------------------------------------------- */

static struct lic_map whole; /* small.idx */

/* Ask all there is to ask: no answer may be a crash. */
static void ask_everything(const struct lic_index *index)
{
	struct lic_entry e;
	unsigned steps = 0;

	for (uint32_t r = lic_index_walk(index, 0); r && steps < 1000; steps++) {
		if (lic_index_entry(index, r, &e) == 0)
			assert_in_range(e.host_len, 0, e.name.len);
		r = lic_index_walk(index, r);
	}
	for (size_t i = 0; i < LIC_ARRAY_SIZE(names); i++) {
		uint64_t hash = lic_index_hash(index, lic_str_from(names[i]));
		lic_index_prefetch_record(index, hash);
		for (uint32_t r = find(index, names[i]); r; r = lic_index_next(index, r))
			if (lic_index_entry(index, r, &e) == 0)
				assert_in_range(e.scope, LIC_SCOPE_SITE, LIC_SCOPE_TLD);
	}
	for (size_t i = 0; i < lic_index_lists(index); i++)
		assert_non_null(lic_index_list(index, i));
	assert_int_equal(lic_index_id(index).len, LIC_INDEX_ID_SIZE);
}

/* Open a copy with some bytes changed. True if it opens. */
static bool try_damaged(const char *bytes, size_t len)
{
	const char *path = scratch_path(&scratch, "damaged.idx");
	struct lic_index *index;
	struct lic_diag diag = {""};

	scratch_write(path, lic_str(bytes, len));
	int err = lic_index_open(&index, path, &diag);
	if (err < 0) {
		assert_true(err == LIC_ECORRUPT || err == LIC_EVERSION);
		assert_non_null(strstr(diag.text, path));
		return false;
	}
	ask_everything(index);
	lic_index_close(index);
	return true;
}

static void test_damaged_header(void **state)
{
	char *copy = malloc(whole.len);

	(void)state;
	memcpy(copy, whole.ptr, whole.len);
	assert_true(try_damaged(copy, whole.len));
	for (size_t at = 0; at < sizeof(struct lic_index_header); at++)
		for (unsigned bit = 1; bit < 256; bit <<= 1) {
			copy[at] = (char)(whole.ptr[at] ^ (char)bit);
			assert_false(try_damaged(copy, whole.len));
			copy[at] = whole.ptr[at];
		}
	free(copy);
}

/* The same with the header's sum made good, as by one who means harm. */
static void test_forged_header(void **state)
{
	static const uint64_t values[] = {
		0,          1,          7,         64,         4096,       UINT32_MAX,
		1ull << 32, 1ull << 61, INT64_MAX, 1ull << 63, UINT64_MAX, UINT64_MAX - 7,
	};
	struct lic_index_header *h;
	char *copy = malloc(whole.len);

	(void)state;
	for (size_t at = 8; at < offsetof(struct lic_index_header, check); at += 4)
		for (size_t i = 0; i < 2 * LIC_ARRAY_SIZE(values); i++) {
			memcpy(copy, whole.ptr, whole.len);
			size_t n = i % 2 ? 4 : at % 8 ? 4 : 8;
			memcpy(copy + at, &values[i / 2], n);
			h = (struct lic_index_header *)(void *)copy;
			h->check = lic_hash(lic_str(copy, offsetof(struct lic_index_header, check)),
					    0);
			try_damaged(copy, whole.len);
		}
	free(copy);
}

/* Each byte of the records and the tables, and each slot in use. */
static void test_damaged_body(void **state)
{
	struct lic_index_header h;
	char *copy = malloc(whole.len);

	(void)state;
	memcpy(&h, whole.ptr, sizeof(h));
	memcpy(copy, whole.ptr, whole.len);
	for (size_t at = h.slots_at; at < whole.len; at++) {
		if (at < h.records_at && !whole.ptr[at])
			continue;
		static const char flips[] = {(char)0xFF, 0x01, (char)0x80};
		for (size_t i = 0; i < sizeof(flips); i++) {
			copy[at] = (char)(whole.ptr[at] ^ flips[i]);
			try_damaged(copy, whole.len);
		}
		copy[at] = whole.ptr[at];
	}
	/* A table without an empty slot ends all the same. */
	memset(copy + h.slots_at, 0xFF, h.records_at - h.slots_at);
	assert_true(try_damaged(copy, whole.len));
	free(copy);
}

/* A chain that bites its own tail, and one that leads forward. */
static void test_cycle(void **state)
{
	struct lic_index_header h;
	struct lic_index_record r;
	char *copy = malloc(whole.len);

	(void)state;
	memcpy(&h, whole.ptr, sizeof(h));
	memcpy(copy, whole.ptr, whole.len);
	struct lic_index *index = open_index(scratch_path(&scratch, "small.idx"));
	for (uint32_t at = lic_index_walk(index, 0); at; at = lic_index_walk(index, at)) {
		memcpy(&r, copy + (size_t)at * 4, sizeof(r));
		r.next = at % 8 ? at : at + 8;
		memcpy(copy + (size_t)at * 4, &r, sizeof(r));
	}
	lic_index_close(index);
	assert_true(try_damaged(copy, whole.len));
	free(copy);
}

static void test_truncated(void **state)
{
	(void)state;
	for (size_t len = 0; len < whole.len; len += len < 300 || len + 3000 > whole.len ? 1 : 97)
		assert_false(try_damaged(whole.ptr, len));
	char *longer = calloc(1, whole.len + 1);
	memcpy(longer, whole.ptr, whole.len);
	assert_false(try_damaged(longer, whole.len + 1));
	free(longer);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),     cmocka_unit_test(test_entry),
		cmocka_unit_test(test_chains),         cmocka_unit_test(test_tables),
		cmocka_unit_test(test_wild_numbers),   cmocka_unit_test(test_id),
		cmocka_unit_test(test_many),           cmocka_unit_test(test_empty),
		cmocka_unit_test(test_long),           cmocka_unit_test(test_unfinished),
		cmocka_unit_test(test_damaged_header), cmocka_unit_test(test_forged_header),
		cmocka_unit_test(test_damaged_body),   cmocka_unit_test(test_cycle),
		cmocka_unit_test(test_truncated),
	};

	scratch_make(&scratch);
	psl = index_maker_psl();
	build_small(scratch_path(&scratch, "small.idx"));
	if (lic_map_open(&whole, scratch_path(&scratch, "small.idx"), NULL) < 0)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	lic_map_close(&whole);
	lic_psl_free(psl);
	scratch_remove(&scratch);
	return failed;
}
