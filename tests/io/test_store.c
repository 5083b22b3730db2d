#include "store.h"

#include "db.h"
#include "digest.h"
#include "limits.h"
#include "rows.h"
#include "scratch.h"

#include <sys/wait.h>

#define NOW 1795435200

static struct scratch scratch;
static struct lic_store *store;

static int set_up(void **state)
{
	(void)state;
	scratch_make(&scratch);
	return lic_store_open(&store, scratch.dir, true, NULL);
}

static int tear_down(void **state)
{
	(void)state;
	lic_store_close(store);
	scratch_remove(&scratch);
	return 0;
}

/* ---- the whole ------------------------------------------------------- */

static void test_generations(void **state)
{
	struct lic_store *reader;
	struct lic_diag diag;
	int64_t n = 99;

	(void)state;
	assert_int_equal(lic_store_generation(store, &n, &diag), 0);
	assert_int_equal(n, 0);
	assert_int_equal(lic_store_open(&reader, scratch.dir, false, &diag), 0);
	assert_int_equal(lic_store_begin(store, &diag), 0);
	assert_int_equal(lic_store_set_generation(store, 1, &diag), 0);
	assert_int_equal(lic_store_generation(store, &n, &diag), 0);
	assert_int_equal(n, 1);
	assert_int_equal(lic_store_generation(reader, &n, &diag), 0);
	assert_int_equal(n, 0);
	assert_int_equal(lic_store_commit(store, &diag), 0);
	assert_int_equal(lic_store_generation(reader, &n, &diag), 0);
	assert_int_equal(n, 1);
	assert_int_equal(lic_store_begin(store, &diag), 0);
	assert_int_equal(lic_store_set_generation(store, 2, &diag), 0);
	lic_store_rollback(store);
	lic_store_rollback(store);
	assert_int_equal(lic_store_generation(store, &n, &diag), 0);
	assert_int_equal(n, 1);
	/* A transaction within one is a fault of ours, and said. */
	assert_int_equal(lic_store_begin(store, &diag), 0);
	assert_true(lic_store_begin(store, &diag) < 0);
	lic_store_rollback(store);
	lic_store_close(reader);
	lic_store_close(NULL);
}

/* Another store, or none. */
static void expect_open(const char *sql, bool write, int expected)
{
	struct lic_store *other;
	struct lic_db *db;
	struct lic_diag diag = {""};
	char dir[SCRATCH_MAX + 16], path[SCRATCH_MAX + 32];

	snprintf(dir, sizeof(dir), "%s/other", scratch.dir);
	snprintf(path, sizeof(path), "%s/%s", dir, LIC_STORE_FILE);
	assert_int_equal(mkdir(dir, 0755), 0);
	assert_int_equal(lic_db_open(&db, path, true, NULL), 0);
	assert_int_equal(lic_db_exec(db, sql, NULL), 0);
	lic_db_close(db);
	int err = lic_store_open(&other, dir, write, &diag);
	assert_int_equal(err, expected);
	if (!err)
		lic_store_close(other);
	else
		assert_non_null(strstr(diag.text, path));
	nftw(dir, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void test_versions(void **state)
{
	(void)state;
	expect_open("SELECT 1", true, 0);
	expect_open("PRAGMA application_id=1279869780; PRAGMA user_version=2", false, 0);
	expect_open("PRAGMA application_id=1279869780; PRAGMA user_version=3", true, LIC_EVERSION);
	expect_open("PRAGMA application_id=1279869780; PRAGMA user_version=3", false, LIC_EVERSION);
	/* What says that it is an older one, and has none of its tables. */
	expect_open("PRAGMA application_id=1279869780; PRAGMA user_version=1", false, LIC_EVERSION);
	expect_open("CREATE TABLE t(n); PRAGMA user_version=1", true, LIC_ECORRUPT);
	expect_open("CREATE TABLE t(n); PRAGMA application_id=5", true, LIC_ECORRUPT);
	expect_open("CREATE TABLE t(n); PRAGMA application_id=5", false, LIC_ECORRUPT);
}

static int show_file(void *ctx, struct lic_str name, struct lic_str text)
{
	lic_buf_printf(ctx, "%.*s=%.*s;", LIC_STR_ARG(name), LIC_STR_ARG(text));
	return 0;
}

static int stop(void *ctx, struct lic_str name, struct lic_str text)
{
	(void)name;
	(void)text;
	++*(int *)ctx;
	return LIC_EREFUSED;
}

static void test_files(void **state)
{
	struct lic_buf out;
	int count = 0;

	(void)state;
	lic_buf_init(&out, 1000);
	assert_int_equal(lic_store_file_put(store, "model.json", LIC_STR("{}"), NULL), 0);
	assert_int_equal(lic_store_file_put(store, "a.csv", LIC_STR("x"), NULL), 0);
	assert_int_equal(lic_store_file_put(store, "model.json", LIC_STR("{1}"), NULL), 0);
	assert_int_equal(lic_store_file_put(store, "empty", LIC_STR(""), NULL), 0);
	assert_int_equal(lic_store_file_each(store, show_file, &out, NULL), 0);
	assert_true(lic_str_eq(lic_buf_str(&out), LIC_STR("a.csv=x;empty=;model.json={1};")));
	assert_int_equal(lic_store_file_each(store, stop, &count, NULL), LIC_EREFUSED);
	assert_int_equal(count, 1);
	lic_buf_release(&out);
}

/* Of a store that lacks a table nothing is read, and nothing freed that was never made. */
static void test_no_table(void **state)
{
	struct lic_diag diag;
	struct lic_db *db;
	int count = 0;

	(void)state;
	lic_store_close(store);
	assert_int_equal(lic_db_open(&db, scratch_path(&scratch, LIC_STORE_FILE), true, NULL), 0);
	assert_int_equal(lic_db_exec(db, "DROP TABLE file", NULL), 0);
	lic_db_close(db);
	assert_int_equal(lic_store_open(&store, scratch.dir, true, NULL), 0);
	assert_true(lic_store_file_each(store, stop, &count, &diag) < 0);
	assert_string_equal(diag.text, "the store: no such table: file");
	assert_int_equal(count, 0);
}

/* ---- lists and entries ----------------------------------------------- */

static int64_t put_list(struct lic_str id, lic_date as_of)
{
	const struct lic_list list = {
		.id = id,
		.kind = LIC_KIND_ILLEGAL,
		.name = LIC_STR("A list"),
		.jurisdiction = LIC_STR("CZ"),
		.as_of = as_of,
		.max_age_days = 90,
	};
	int64_t no = -1;

	assert_int_equal(lic_store_list_put(store, &list, &no, NULL), 0);
	return no;
}

static int show_list(void *ctx, int64_t no, const struct lic_list *list,
		     const struct lic_list_counts *counts)
{
	(void)no;
	lic_buf_printf(ctx, "%.*s %s as_of=%d total=%d in_force=%d withdrawn=%d;",
		       LIC_STR_ARG(list->id), lic_kind_name(list->kind), list->as_of,
		       (int)counts->total, (int)counts->in_force, (int)counts->withdrawn);
	return 0;
}

static void expect_lists(lic_date today, const char *expected)
{
	struct lic_buf out;

	lic_buf_init(&out, 4000);
	assert_int_equal(lic_store_list_each(store, today, show_list, &out, NULL), 0);
	lic_buf_addc(&out, '\0');
	assert_string_equal(out.ptr, expected);
	lic_buf_release(&out);
}

static void test_lists(void **state)
{
	enum lic_list_kind kind;
	struct lic_diag diag;
	lic_date as_of;
	int64_t no;

	(void)state;
	int64_t b = put_list(LIC_STR("b"), 100), a = put_list(LIC_STR("a"), 0);
	assert_true(a != b);
	/* A definition keeps its number, and takes no newer date back. */
	assert_int_equal(put_list(LIC_STR("b"), 50), b);
	expect_lists(1000, "a illegal as_of=0 total=0 in_force=0 withdrawn=0;"
			   "b illegal as_of=100 total=0 in_force=0 withdrawn=0;");
	assert_int_equal(lic_store_list_find(store, LIC_STR("b"), &no, &kind, &as_of, &diag), 0);
	assert_int_equal(no, b);
	assert_int_equal(kind, LIC_KIND_ILLEGAL);
	assert_int_equal(as_of, 100);
	assert_int_equal(lic_store_list_set_as_of(store, b, 60, &diag), 0);
	assert_int_equal(lic_store_list_find(store, LIC_STR("b"), &no, &kind, &as_of, &diag), 0);
	assert_int_equal(as_of, 60);
	assert_int_equal(lic_store_list_find(store, LIC_STR("c"), &no, &kind, &as_of, &diag),
			 LIC_ENOENT);
	assert_string_equal(diag.text, "there is no list c");
}

static struct lic_row row_of(const char *name, enum lic_scope scope, lic_date since, uint32_t line)
{
	return (struct lic_row){
		.name = {lic_str_from(name), strcspn(name, "/"), scope},
		.record = {.since = since, .line = line},
	};
}

static void show_rows(struct lic_cursor *cursor, struct lic_buf *out)
{
	struct lic_row row;
	int got;

	while ((got = lic_cursor_next(cursor, &row, NULL)) > 0)
		lic_buf_printf(out, "%.*s %s %d %u;", LIC_STR_ARG(row.name.text),
			       lic_scope_name(row.name.scope), row.record.since, row.record.line);
	assert_int_equal(got, 0);
	assert_int_equal(lic_cursor_next(cursor, &row, NULL), 0);
	lic_cursor_free(cursor);
}

/* By name in bytes (a prefix first), scope, since (before 1970 too), line. */
static void test_stage_order(void **state)
{
	static const struct {
		const char *name;
		enum lic_scope scope;
		lic_date since;
		uint32_t line;
	} rows[] = {
		{"b.cz", LIC_SCOPE_SITE, 0, 1},       {"a.cz/b", LIC_SCOPE_PREFIX, 0, 2},
		{"a.cz", LIC_SCOPE_WILDCARD, 0, 3},   {"a.cz", LIC_SCOPE_SITE, 20000, 4},
		{"a.cz", LIC_SCOPE_SITE, -400, 5},    {"a.cz", LIC_SCOPE_SITE, 0, 6},
		{"a.cz", LIC_SCOPE_SITE, 20000, 300}, {"a.cz", LIC_SCOPE_SITE, 20000, 29},
		{"a-b.cz", LIC_SCOPE_SITE, 0, 7},     {"a.czz", LIC_SCOPE_SITE, 0, 8},
		{"A.cz/b", LIC_SCOPE_PREFIX, 0, 9},   {"a.cz/%C3", LIC_SCOPE_PREFIX, 0, 10},
	};
	struct lic_cursor *cursor;
	struct lic_buf out;

	(void)state;
	lic_buf_init(&out, 4000);
	for (int round = 0; round < 2; round++) {
		/* Beginning anew forgets the last file. */
		assert_int_equal(lic_store_stage_begin(store, NULL), 0);
		for (size_t i = 0; i < LIC_ARRAY_SIZE(rows); i++) {
			struct lic_row row =
				row_of(rows[i].name, rows[i].scope, rows[i].since, rows[i].line);
			assert_int_equal(lic_store_stage(store, &row, NULL), 0);
		}
	}
	assert_int_equal(lic_cursor_staged(&cursor, store, NULL), 0);
	show_rows(cursor, &out);
	lic_buf_addc(&out, '\0');
	assert_string_equal(out.ptr, "A.cz/b prefix 0 9;a-b.cz site 0 7;a.cz site -400 5;"
				     "a.cz site 0 6;a.cz site 20000 4;a.cz site 20000 29;"
				     "a.cz site 20000 300;a.cz wildcard 0 3;a.cz/%C3 prefix 0 10;"
				     "a.cz/b prefix 0 2;a.czz site 0 8;b.cz site 0 1;");
	lic_buf_release(&out);
	lic_cursor_free(NULL);
}

static void expect_same_row(const struct lic_row *a, const struct lic_row *b)
{
	const struct lic_record *x = &a->record, *y = &b->record;

	assert_true(lic_str_eq(a->name.text, b->name.text));
	assert_int_equal(a->name.host_len, b->name.host_len);
	assert_int_equal(a->name.scope, b->name.scope);
	assert_true(lic_str_eq(x->holder, y->holder) && lic_str_eq(x->number, y->number) &&
		    lic_str_eq(x->entry_url, y->entry_url) && lic_str_eq(x->class, y->class) &&
		    lic_str_eq(x->countries, y->countries) && lic_str_eq(x->reason, y->reason) &&
		    lic_str_eq(x->source, y->source));
	assert_true(x->since == y->since && x->until == y->until && x->withdrawn == y->withdrawn &&
		    x->seen == y->seen && x->evidence == y->evidence &&
		    x->confidence == y->confidence && x->line == y->line);
}

/* All that a row can say survives the stage and the table of entries. */
static void test_row_kept_whole(void **state)
{
	static char text[60000];
	struct lic_row row = row_of("x.cz/a/b", LIC_SCOPE_PREFIX, -25567, UINT32_MAX), got;
	struct lic_cursor *cursor;
	struct lic_diag diag;
	int64_t list = put_list(LIC_STR("a"), 0);

	(void)state;
	memset(text, 't', sizeof(text));
	row.record.holder = LIC_STR("Lékárna \"U Lva\"");
	row.record.number = LIC_STR("1/2");
	row.record.entry_url = LIC_STR("https://register.example/?a=1");
	row.record.class = LIC_STR("pharmacy-rx");
	row.record.countries = LIC_STR("CZ;SK");
	row.record.reason = lic_str(text, sizeof(text));
	row.record.source = LIC_STR("s");
	row.record.until = 2932896;
	row.record.withdrawn = 5;
	row.record.seen = -1;
	row.record.evidence = LIC_EVIDENCE_RECALL;
	row.record.confidence = LIC_CONFIDENCE_LOW;
	assert_int_equal(lic_store_stage_begin(store, NULL), 0);
	assert_int_equal(lic_store_stage(store, &row, &diag), 0);
	assert_int_equal(lic_cursor_staged(&cursor, store, NULL), 0);
	assert_int_equal(lic_cursor_next(cursor, &got, NULL), 1);
	expect_same_row(&row, &got);
	assert_int_equal(lic_store_entry_add(store, list, 1, &got, &diag), 0);
	lic_cursor_free(cursor);
	assert_int_equal(lic_cursor_entries(&cursor, store, list, NULL), 0);
	assert_int_equal(lic_cursor_next(cursor, &got, NULL), 1);
	expect_same_row(&row, &got);
	assert_int_equal(lic_cursor_next(cursor, &got, NULL), 0);
	lic_cursor_free(cursor);
	/* The same name, scope and date twice in a list: an error, not two. */
	assert_true(lic_store_entry_add(store, list, 1, &row, &diag) < 0);
	assert_int_equal(lic_store_entry_add(store, put_list(LIC_STR("b"), 0), 1, &row, &diag), 0);
}

static void test_entries(void **state)
{
	int64_t list = put_list(LIC_STR("a"), 0);
	struct lic_row row = row_of("x.cz", LIC_SCOPE_SITE, 100, 1);
	struct lic_cursor *cursor;
	struct lic_buf out;

	(void)state;
	lic_buf_init(&out, 4000);
	row.record.withdrawn = 200;
	assert_int_equal(lic_store_entry_add(store, list, 1, &row, NULL), 0);
	row = row_of("y.cz", LIC_SCOPE_SITE, 0, 2);
	row.record.until = 150;
	assert_int_equal(lic_store_entry_add(store, list, 1, &row, NULL), 0);
	row = row_of("z.cz", LIC_SCOPE_SITE, 0, 3);
	assert_int_equal(lic_store_entry_add(store, list, 1, &row, NULL), 0);
	/* The first day, the last day, the day after it, of each. */
	expect_lists(99, "a illegal as_of=0 total=3 in_force=2 withdrawn=0;");
	expect_lists(100, "a illegal as_of=0 total=3 in_force=3 withdrawn=0;");
	expect_lists(150, "a illegal as_of=0 total=3 in_force=3 withdrawn=0;");
	expect_lists(151, "a illegal as_of=0 total=3 in_force=2 withdrawn=0;");
	expect_lists(199, "a illegal as_of=0 total=3 in_force=2 withdrawn=0;");
	expect_lists(200, "a illegal as_of=0 total=3 in_force=1 withdrawn=1;");
	/* A corrected date is a new identity of the same entry. */
	row.record.since = 120;
	assert_int_equal(lic_store_entry_change(store, list, 2, 0, &row, LIC_STR("since"), NULL),
			 0);
	expect_lists(119, "a illegal as_of=0 total=3 in_force=2 withdrawn=0;");
	assert_int_equal(lic_cursor_entries(&cursor, store, list, NULL), 0);
	show_rows(cursor, &out);
	lic_buf_addc(&out, '\0');
	assert_string_equal(out.ptr, "x.cz site 100 1;y.cz site 0 2;z.cz site 120 3;");
	lic_buf_release(&out);
}

/* ---- imports --------------------------------------------------------- */

static int show_import(void *ctx, const struct lic_import_record *rec)
{
	lic_buf_printf(ctx, "%lld %.*s %.*s %.*s %.*s", (long long)rec->time,
		       LIC_STR_ARG(rec->list), LIC_STR_ARG(rec->who), LIC_STR_ARG(rec->file),
		       LIC_STR_ARG(rec->format));
	for (int i = 0; i < LIC_STORE_COUNTS; i++)
		lic_buf_printf(ctx, " %d", (int)rec->counts[i]);
	lic_buf_addc(ctx, ';');
	return 0;
}

static void test_imports(void **state)
{
	struct lic_import_record rec = {.time = NOW,
					.list = LIC_STR("a"),
					.who = LIC_STR("me"),
					.file = LIC_STR("f.csv"),
					.format = LIC_STR("hosts")};
	static const uint64_t counts[LIC_STORE_COUNTS] = {1, 2, 3, 4, 5, 6};
	struct lic_buf out;
	int64_t first, second;

	(void)state;
	lic_buf_init(&out, 4000);
	assert_int_equal(lic_store_import_begin(store, &rec, &first, NULL), 0);
	assert_int_equal(lic_store_import_end(store, first, counts, NULL), 0);
	rec.list = LIC_STR("b");
	rec.time++;
	assert_int_equal(lic_store_import_begin(store, &rec, &second, NULL), 0);
	assert_true(second > first);
	assert_int_equal(lic_store_import_each(store, LIC_STR(""), show_import, &out, NULL), 0);
	lic_buf_addc(&out, '|');
	assert_int_equal(lic_store_import_each(store, LIC_STR("a"), show_import, &out, NULL), 0);
	lic_buf_addc(&out, '|');
	assert_int_equal(lic_store_import_each(store, LIC_STR("c"), show_import, &out, NULL), 0);
	lic_buf_addc(&out, '\0');
	assert_string_equal(out.ptr, "1795435201 b me f.csv hosts 0 0 0 0 0 0;"
				     "1795435200 a me f.csv hosts 1 2 3 4 5 6;|"
				     "1795435200 a me f.csv hosts 1 2 3 4 5 6;|");
	lic_buf_release(&out);
}

/* ---- pairing --------------------------------------------------------- */

static int use_code(const char *code, int64_t now)
{
	unsigned char hash[LIC_SHA256_SIZE];

	lic_sha256(lic_str_from(code), hash);
	return lic_store_code_use(store, hash, now, NULL);
}

static void add_code(const char *code, int64_t expires)
{
	unsigned char hash[LIC_SHA256_SIZE];

	lic_sha256(lic_str_from(code), hash);
	assert_int_equal(lic_store_code_add(store, hash, expires, NULL), 0);
}

static void test_codes(void **state)
{
	(void)state;
	add_code("once", NOW + 600);
	assert_int_equal(use_code("once", NOW), 0);
	assert_int_equal(use_code("once", NOW), LIC_EDENIED);
	/* To the second. */
	add_code("late", NOW + 600);
	assert_int_equal(use_code("late", NOW + 600), LIC_EDENIED);
	assert_int_equal(use_code("late", NOW + 599), 0);
	assert_int_equal(use_code("", NOW), LIC_EDENIED);
}

static void test_wrong_tries(void **state)
{
	(void)state;
	add_code("one", NOW + 600);
	add_code("two", NOW + 600);
	for (int i = 0; i < LIC_PAIR_TRIES - 1; i++)
		assert_int_equal(use_code("wrong", NOW), LIC_EDENIED);
	/* One right one, and the count begins anew. */
	assert_int_equal(use_code("one", NOW), 0);
	for (int i = 0; i < LIC_PAIR_TRIES; i++)
		assert_int_equal(use_code("wrong", NOW), LIC_EDENIED);
	assert_int_equal(use_code("two", NOW), LIC_EDENIED);
	/* That was the first wrong one of the next five. */
	add_code("three", NOW + 600);
	for (int i = 0; i < LIC_PAIR_TRIES - 2; i++)
		assert_int_equal(use_code("wrong", NOW), LIC_EDENIED);
	assert_int_equal(use_code("three", NOW), 0);
}

static int show_token(void *ctx, struct lic_str id, struct lic_str hash, int64_t created)
{
	lic_buf_printf(ctx, "%.*s %.*s %lld;", LIC_STR_ARG(id), 4, hash.ptr, (long long)created);
	assert_int_equal(hash.len, 32);
	return 0;
}

static void expect_tokens(const char *expected)
{
	struct lic_buf out;

	lic_buf_init(&out, 1000);
	assert_int_equal(lic_store_token_each(store, show_token, &out, NULL), 0);
	assert_true(lic_str_eq(lic_buf_str(&out), lic_str_from(expected)));
	lic_buf_release(&out);
}

static void test_tokens(void **state)
{
	const unsigned char *a = (const unsigned char *)"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			    *b = (const unsigned char *)"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
	struct lic_diag diag;

	(void)state;
	assert_int_equal(lic_store_token_add(store, LIC_STR("02"), b, 5, NULL), 0);
	assert_int_equal(lic_store_token_add(store, LIC_STR("01"), a, 6, NULL), 0);
	assert_true(lic_store_token_add(store, LIC_STR("01"), b, 7, NULL) < 0);
	expect_tokens("01 aaaa 6;02 bbbb 5;");
	assert_int_equal(lic_store_token_revoke(store, LIC_STR("01"), &diag), 0);
	expect_tokens("02 bbbb 5;");
	assert_int_equal(lic_store_token_revoke(store, LIC_STR("01"), &diag), LIC_ENOENT);
	assert_int_equal(lic_store_token_revoke(store, LIC_STR("03"), &diag), LIC_ENOENT);
	assert_string_equal(diag.text, "there is no pairing 03");
	assert_int_equal(lic_store_token_revoke(store, LIC_STR(""), &diag), LIC_ENOENT);
}

static void test_reports(void **state)
{
	int64_t first = 0, second = 0;

	(void)state;
	assert_int_equal(lic_store_report_add(store, NOW, LIC_STR("{}"), &first, NULL), 0);
	assert_int_equal(lic_store_report_add(store, NOW, LIC_STR("{}"), &second, NULL), 0);
	assert_true(first > 0 && second > first);
}

/* Killed in the middle of writing: what was committed is there, and no more. */
static void test_killed(void **state)
{
	int64_t n;
	int status;

	(void)state;
	lic_store_close(store);
	store = NULL;
	pid_t child = fork();
	if (child == 0) {
		if (lic_store_open(&store, scratch.dir, true, NULL) < 0 ||
		    lic_store_begin(store, NULL) < 0 ||
		    lic_store_set_generation(store, 1, NULL) < 0 ||
		    lic_store_commit(store, NULL) < 0 || lic_store_begin(store, NULL) < 0 ||
		    lic_store_set_generation(store, 2, NULL) < 0)
			_exit(1);
		_exit(0);
	}
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
	assert_int_equal(lic_store_open(&store, scratch.dir, true, NULL), 0);
	assert_int_equal(lic_store_generation(store, &n, NULL), 0);
	assert_int_equal(n, 1);
}

#define STORE_TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		STORE_TEST(test_generations),    STORE_TEST(test_versions),
		STORE_TEST(test_generations),    STORE_TEST(test_versions),
		STORE_TEST(test_files),          STORE_TEST(test_no_table),
		STORE_TEST(test_lists),          STORE_TEST(test_stage_order),
		STORE_TEST(test_row_kept_whole), STORE_TEST(test_entries),
		STORE_TEST(test_imports),        STORE_TEST(test_codes),
		STORE_TEST(test_wrong_tries),    STORE_TEST(test_tokens),
		STORE_TEST(test_reports),        STORE_TEST(test_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
