/* The model's parser, and that model, signals, their pages and their cases agree. */
#include "model.h"

#include "json.h"
#include "rows.h"
#include "scratch.h"
#include "signal.h"

static struct lic_buf text;

static void describe(struct lic_str input, struct lic_buf *out)
{
	static struct lic_model model;
	struct lic_buf changed;
	struct lic_str from;
	struct lic_diag diag = {""};

	assert_true(lic_str_split(&input, '|', &from));
	lic_buf_init(&changed, 1u << 20);
	const char *at = from.len ? memmem(text.ptr, text.len, from.ptr, from.len) : text.ptr;
	assert_non_null(at);
	lic_buf_add(&changed, text.ptr, (size_t)(at - text.ptr));
	lic_buf_adds(&changed, input);
	lic_buf_add(&changed, at + from.len, (size_t)(text.ptr + text.len - at) - from.len);
	int err = lic_model_parse(&model, lic_buf_str(&changed), &diag);
	if (err < 0)
		lic_buf_printf(out, "!%s %s", err == LIC_ELIMIT ? "limit" : "syntax", diag.text);
	else
		LIC_BUF_LIT(out, "ok");
	lic_buf_release(&changed);
}

/* ---- what there is of each signal ------------------------------------ */

#define IDS_MAX LIC_FINDINGS_MAX

struct ids {
	char id[IDS_MAX][64];
	size_t count;
};

static void add_id(struct ids *ids, struct lic_str id)
{
	assert_true(ids->count < IDS_MAX && id.len < sizeof(ids->id[0]));
	snprintf(ids->id[ids->count++], sizeof(ids->id[0]), "%.*s", LIC_STR_ARG(id));
}

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* The names of a folder's files that end so, without that end. */
static void add_files(struct ids *ids, const char *dir, struct lic_str end)
{
	DIR *d = opendir(dir);

	if (!d)
		fail_msg("no folder %s", dir);
	for (const struct dirent *item = readdir(d); item; item = readdir(d)) {
		struct lic_str name = lic_str_from(item->d_name);
		if (lic_str_ends(name, end))
			add_id(ids, lic_str(name.ptr, name.len - end.len));
	}
	closedir(d);
}

static int add_key(void *ctx, const char *key, const struct lic_json *value)
{
	(void)value;
	add_id(ctx, lic_str_from(key));
	return 0;
}

static void source_path(char *out, size_t size, const char *name)
{
	const char *root = getenv("LICIT_SOURCE");

	snprintf(out, size, "%s/%s", root ? root : "..", name);
}

static void expect_same(struct ids *expected, struct ids *got, const char *where)
{
	qsort(got->id, got->count, sizeof(got->id[0]), compare);
	for (size_t i = 0; i < expected->count && i < got->count; i++)
		if (strcmp(expected->id[i], got->id[i]) != 0)
			fail_msg("%s: %s where there should be %s", where, got->id[i],
				 expected->id[i]);
	assert_int_equal(got->count, expected->count);
}

static void test_sync(void **state)
{
	struct ids table = {.count = 0}, model = table, pages = table, cases = table;
	struct lic_buf file;
	struct lic_json *json;
	char path[4096];

	(void)state;
	for (size_t i = 0; i < lic_signals_count; i++)
		add_id(&table, lic_str_from(lic_signals[i]->id));
	qsort(table.id, table.count, sizeof(table.id[0]), compare);
	source_path(path, sizeof(path), "lists/model.json");
	rows_read(path, &file, 1u << 20);
	assert_int_equal(lic_json_parse(&json, lic_buf_str(&file), NULL), 0);
	assert_int_equal(lic_json_each(lic_json_get(json, "signals"), add_key, &model), 0);
	lic_json_free(json);
	lic_buf_release(&file);
	expect_same(&table, &model, "lists/model.json");
	source_path(path, sizeof(path), "docs/signals");
	add_files(&pages, path, LIC_STR(".md"));
	expect_same(&table, &pages, "docs/signals");
	rows_path(path, sizeof(path), "signal");
	add_files(&cases, path, LIC_STR(".rows"));
	expect_same(&table, &cases, "tests/signal");
}

/* The model that we give away is one that we can use, and says what it must: nothing
 * but an authority's list gets near the top, a register stays near the bottom. */
static void test_ours(void **state)
{
	static struct lic_model model;
	struct lic_buf file;
	struct lic_diag diag;
	char path[4096];
	double sum = 0;

	(void)state;
	source_path(path, sizeof(path), "lists/model.json");
	rows_read(path, &file, 1u << 20);
	if (lic_model_parse(&model, lic_buf_str(&file), &diag) < 0)
		fail_msg("%s", diag.text);
	lic_buf_release(&file);
	for (int slot = 0; slot < LIC_SLOTS; slot++)
		sum += model.coverage[slot];
	assert_in_range((int)(sum * 1000 + 0.5), 0, 1000);
	assert_true(model.low[LIC_ILLICIT] > model.high[LIC_SUSPICIOUS]);
	assert_true(model.low[LIC_SUSPICIOUS] > model.high[LIC_VERIFIED_ELSEWHERE]);
	assert_true(model.low[LIC_UNVERIFIED] > model.high[LIC_VERIFIED]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sync),
		cmocka_unit_test(test_ours),
	};
	char path[4096];

	rows_path(path, sizeof(path), "engine/lists/model.json");
	rows_read(path, &text, 1u << 20);
	int failed = rows_run("engine/model.rows", describe);
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	lic_buf_release(&text);
	return failed;
}
