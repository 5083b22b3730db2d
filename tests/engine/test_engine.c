/* Opening the data, in whatever state it is. */
#include "engine.h"

#include "db.h"
#include "script.h"

static struct script script;
static struct lic_diag diag;

static const char catalogue[] = "{\"lists\":[{\"id\":\"cz\",\"kind\":\"illegal\","
				"\"jurisdiction\":\"CZ\",\"file\":\"rows.csv\"}]}";

static int set_up(void **state)
{
	(void)state;
	script_begin(&script);
	script_put(&script, "catalogue.json", lic_str_from(catalogue));
	script_put(&script, "rows.csv", LIC_STR("name\nx.cz\n"));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	script_end(&script);
	return 0;
}

static void open_it(void)
{
	if (script_open(&script, &diag) < 0)
		fail_msg("%s", diag.text);
}

static void expect(const char *address, enum lic_verdict_class class)
{
	const struct lic_verdict *v;

	assert_int_equal(lic_check_run(script.check, lic_str_from(address), LIC_STR(""), &v, &diag),
			 0);
	assert_int_equal(v->class, class);
}

static uint64_t generation(void)
{
	struct lic_status status;

	lic_engine_status(script.engine, &status);
	return status.generation;
}

static const char *index_path(uint64_t n)
{
	static char path[SCRATCH_MAX + 64];

	snprintf(path, sizeof(path), "%s/listset-%d.idx", script.data_dir, (int)n);
	return path;
}

static void import(struct lic_engine *engine, const char *text)
{
	const struct lic_import_options options = {
		.list = LIC_STR("cz"), .format = LIC_STR("domains"), .file = "f", .who = "t"};
	struct lic_import_result result;

	if (lic_import(engine, &options, lic_str_from(text), &result, &diag) < 0)
		fail_msg("%s", diag.text);
	assert_true(result.applied);
}

static void test_first_use(void **state)
{
	struct lic_status status;

	(void)state;
	open_it();
	expect("x.cz", LIC_ILLICIT);
	expect("y.cz", LIC_UNKNOWN);
	lic_engine_status(script.engine, &status);
	assert_int_equal(status.lists, 1);
	assert_int_equal(status.entries, 1);
	assert_int_equal(status.pairings, 0);
	assert_int_equal(status.generation, 1);
	assert_int_equal(status.checks, 2);
	assert_int_equal(status.listset.len, 16);
	assert_true(lic_str_eq(status.model, LIC_STR("test-model")));
	/* Nothing lies there but the store and the one index. */
	assert_int_equal(scratch_count(script.data_dir, "listset-"), 1);
	assert_int_equal(scratch_count(script.data_dir, "store.db"),
			 scratch_count(script.data_dir, "") - 3);
}

static void test_not_to_be_had(void **state)
{
	struct lic_engine *engine;
	const struct lic_engine_options nowhere = {.data_dir = "/dev/null/x", .lists_dir = "/"};
	const struct lic_engine_options no_psl = {
		.data_dir = script.data_dir, .lists_dir = script.lists_dir, .psl_file = "/none"};
	const struct lic_engine_options no_lists = {.data_dir = script.data_dir,
						    .lists_dir = "/nowhere"};

	(void)state;
	assert_true(lic_engine_open(&engine, &nowhere, &diag) < 0);
	assert_int_equal(lic_engine_open(&engine, &no_psl, &diag), LIC_ENOENT);
	assert_int_equal(lic_engine_open(&engine, &no_lists, &diag), LIC_ENOENT);
	assert_non_null(strstr(diag.text, "/nowhere/catalogue.json"));
	lic_engine_free(NULL);
	lic_check_free(NULL);
}

static void test_first_start_cut_off(void **state)
{
	struct lic_db *db;
	char path[SCRATCH_MAX + 64];

	(void)state;
	assert_int_equal(mkdir(script.data_dir, 0700), 0);
	snprintf(path, sizeof(path), "%s/store.db", script.data_dir);
	/* A store that has nothing in it yet. */
	assert_int_equal(lic_db_open(&db, path, true, &diag), 0);
	lic_db_close(db);
	scratch_write(index_path(1), LIC_STR("half an index"));
	open_it();
	expect("x.cz", LIC_ILLICIT);
}

static void test_index_lost(void **state)
{
	(void)state;
	open_it();
	script_close(&script);
	assert_int_equal(unlink(index_path(1)), 0);
	open_it();
	expect("x.cz", LIC_ILLICIT);
	assert_int_equal(generation(), 2);
	script_close(&script);
	scratch_write(index_path(2), LIC_STR("LICIDX\r\nand then nothing"));
	open_it();
	expect("x.cz", LIC_ILLICIT);
	assert_int_equal(generation(), 3);
	assert_int_equal(scratch_count(script.data_dir, "listset-"), 1);
}

/* The store was moved away under a running program: the new one's index is no file
 * that the program reads, nor of a number that it knows. */
static void test_store_moved_away(void **state)
{
	const struct lic_engine_options options = {.data_dir = script.data_dir,
						   .lists_dir = script.lists_dir};
	static const char *const files[] = {"store.db", "store.db-wal", "store.db-shm"};
	struct lic_engine *other;
	char path[SCRATCH_MAX + 64];

	(void)state;
	open_it();
	for (size_t i = 0; i < LIC_ARRAY_SIZE(files); i++) {
		snprintf(path, sizeof(path), "%s/%s", script.data_dir, files[i]);
		unlink(path);
	}
	script_put(&script, "rows.csv", LIC_STR("name\ny.cz\n"));
	assert_int_equal(lic_engine_open(&other, &options, &diag), 0);
	lic_engine_free(other);
	expect("x.cz", LIC_ILLICIT);
	assert_int_equal(lic_engine_refresh(script.engine, &diag), 1);
	assert_int_equal(generation(), 2);
	expect("x.cz", LIC_UNKNOWN);
	expect("y.cz", LIC_ILLICIT);
}

static int count_alternative(void *ctx, const struct lic_alternative *alt)
{
	(void)alt;
	++*(int *)ctx;
	return LIC_OK;
}

/* A register's row that an authority's listing outweighs is no alternative. */
static void test_alternatives(void **state)
{
	const struct lic_import_options options = {
		.list = LIC_STR("reg"), .kind = LIC_STR("register"), .file = "f", .who = "t"};
	struct lic_import_result result;
	int count = 0;

	(void)state;
	open_it();
	assert_int_equal(lic_import(script.engine, &options,
				    LIC_STR("name,countries\nx.cz,CZ\nz.cz,CZ\n"), &result, &diag),
			 0);
	expect("z.cz", LIC_VERIFIED);
	assert_int_equal(
		lic_alternatives_each(script.engine, LIC_STR("cz"), count_alternative, &count), 0);
	assert_int_equal(count, 1);
}

/* The store holds a model that this Licit cannot use: it takes its own. */
static void test_other_model(void **state)
{
	struct lic_store *store;

	(void)state;
	open_it();
	script_close(&script);
	assert_int_equal(lic_store_open(&store, script.data_dir, true, &diag), 0);
	assert_int_equal(lic_store_file_put(store, "model.json", LIC_STR("{}"), &diag), 0);
	lic_store_close(store);
	assert_int_equal(unlink(index_path(1)), 0);
	open_it();
	expect("x.cz", LIC_ILLICIT);
}

static void test_store_damaged(void **state)
{
	struct lic_engine *engine;
	char path[SCRATCH_MAX + 64];

	(void)state;
	open_it();
	script_close(&script);
	snprintf(path, sizeof(path), "%s/store.db", script.data_dir);
	scratch_write(path, LIC_STR("this is a letter and not a database, and quite long\n"));
	const struct lic_engine_options options = {.data_dir = script.data_dir,
						   .lists_dir = script.lists_dir};
	assert_int_equal(lic_engine_open(&engine, &options, &diag), LIC_ECORRUPT);
	assert_non_null(strstr(diag.text, "store.db"));
}

/* What another process publishes is taken at the next refresh; until then, and
 * while a verdict of it is in use, the old one serves. */
static void test_refresh(void **state)
{
	const struct lic_verdict *v;
	struct script other;

	(void)state;
	open_it();
	other = script;
	other.engine = NULL;
	assert_int_equal(script_open(&other, &diag), 0);
	assert_int_equal(lic_engine_refresh(other.engine, &diag), 0);
	assert_int_equal(lic_check_run(other.check, LIC_STR("x.cz"), LIC_STR(""), &v, &diag), 0);
	import(script.engine, "x.cz\ny.cz\n");
	expect("y.cz", LIC_ILLICIT);
	assert_int_equal(scratch_count(script.data_dir, "listset-"), 1);
	assert_true(lic_str_eq(v->findings[0].evidence[0].value, LIC_STR("x.cz")));
	assert_int_equal(lic_engine_refresh(other.engine, &diag), 1);
	assert_int_equal(lic_engine_refresh(other.engine, &diag), 0);
	assert_true(lic_str_eq(v->findings[0].evidence[0].value, LIC_STR("x.cz")));
	assert_int_equal(lic_check_run(other.check, LIC_STR("y.cz"), LIC_STR(""), &v, &diag), 0);
	assert_int_equal(v->class, LIC_ILLICIT);
	script_close(&other);
	/* The data folder is gone: an error, and the last listset stays in use. */
	nftw(script.data_dir, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	assert_true(lic_engine_refresh(script.engine, &diag) < 0);
	expect("y.cz", LIC_ILLICIT);
}

/* An index alone: checks, and nothing that needs the store. */
static void test_index_alone(void **state)
{
	struct lic_import_result result;
	const struct lic_import_options options = {.list = LIC_STR("cz"), .file = "f"};
	struct lic_engine *engine;
	struct lic_check *check;
	const struct lic_verdict *v;
	char code[LIC_PAIR_CODE_SIZE];

	(void)state;
	open_it();
	const struct lic_engine_options alone = {.index_file = index_path(1)};
	assert_int_equal(lic_engine_open(&engine, &alone, &diag), 0);
	assert_int_equal(lic_check_new(&check, engine), 0);
	assert_int_equal(lic_check_run(check, LIC_STR("x.cz"), LIC_STR(""), &v, &diag), 0);
	assert_int_equal(v->class, LIC_ILLICIT);
	assert_int_equal(lic_engine_refresh(engine, &diag), 0);
	assert_int_equal(lic_import(engine, &options, LIC_STR("y.cz\n"), &result, &diag),
			 LIC_EINVAL);
	assert_int_equal(lic_lists_load(engine, &diag), LIC_EINVAL);
	assert_int_equal(lic_pair_new(engine, code, &diag), LIC_EINVAL);
	lic_check_free(check);
	lic_engine_free(engine);
	const struct lic_engine_options none = {.index_file = index_path(7)};
	assert_int_equal(lic_engine_open(&engine, &none, &diag), LIC_ENOENT);
}

static void test_check_refuses(void **state)
{
	static char longer[LIC_URL_MAX + 1];
	static const struct {
		const char *address, *country;
		int err;
	} cases[] = {
		{"x.cz", "XX", LIC_EINVAL},
		{"x.cz", "CZE", LIC_EINVAL},
		{"x.cz", "C", LIC_EINVAL},
		{"x.cz", "1a", LIC_EINVAL},
		{"x.cz", "\xC3\xA9", LIC_EINVAL},
		{"x.cz", "cz", 0},
		{"", "", LIC_EHOST},
		{"ftp://x.cz/", "", LIC_ESCHEME},
		{"http://", "", LIC_EHOST},
		{"a b.cz", "", LIC_EHOST},
	};
	const struct lic_verdict *v;

	(void)state;
	open_it();
	for (size_t i = 0; i < LIC_ARRAY_SIZE(cases); i++) {
		diag.text[0] = '\0';
		int err = lic_check_run(script.check, lic_str_from(cases[i].address),
					lic_str_from(cases[i].country), &v, &diag);
		if (err != cases[i].err)
			fail_msg("%s: %d %s", cases[i].address, err, diag.text);
		assert_int_equal(err == 0, diag.text[0] == '\0');
	}
	memset(longer, 'a', sizeof(longer));
	assert_int_equal(lic_check_run(script.check, lic_str(longer, sizeof(longer)), LIC_STR(""),
				       &v, &diag),
			 LIC_ELIMIT);
	/* A country once given is not the next one's. */
	assert_int_equal(lic_check_run(script.check, LIC_STR("x.cz"), LIC_STR("cz"), &v, &diag), 0);
	assert_true(lic_str_eq(v->country, LIC_STR("CZ")));
	assert_int_equal(lic_check_run(script.check, LIC_STR("x.cz"), LIC_STR(""), &v, &diag), 0);
	assert_int_equal(v->country.len, 0);
}

#define ENGINE_TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		ENGINE_TEST(test_first_use),
		ENGINE_TEST(test_not_to_be_had),
		ENGINE_TEST(test_first_start_cut_off),
		ENGINE_TEST(test_index_lost),
		ENGINE_TEST(test_store_moved_away),
		ENGINE_TEST(test_alternatives),
		ENGINE_TEST(test_other_model),
		ENGINE_TEST(test_store_damaged),
		ENGINE_TEST(test_refresh),
		ENGINE_TEST(test_index_alone),
		ENGINE_TEST(test_check_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
