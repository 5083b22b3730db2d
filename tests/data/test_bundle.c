/*
 * Lists as bundles: what goes in comes out, the order of adding does not show, and what is not
 * whole is refused.
 */
#include "bundle_file.h"

#include "arena.h"
#include "format.h"
#include "limits.h"
#include "pack.h"
#include "sections.h"

#define HASH LIC_BUNDLE_HASH_SIZE
#define LINES_MAX 64

static unsigned char hashes[8][HASH];
static const unsigned char (*const some)[HASH] = (const unsigned char (*)[HASH])hashes;
static const struct lic_bundle_proof proofs[] = {{0, 0, NULL}, {2, 3, NULL}, {4, 1, NULL}};
static struct lic_bundle_proof given[LIC_ARRAY_SIZE(proofs)];

static struct lic_bundle_log log_of(uint64_t size)
{
	struct lic_bundle_log log = {
		.size = size,
		.frontier_count = (size_t)__builtin_popcountll(size),
		.frontier = some,
		.proofs = given,
		.proofs_count = LIC_ARRAY_SIZE(given),
	};

	memcpy(given, proofs, sizeof(given));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(hashes); i++)
		memset(hashes[i], (int)(0xa0 + i), HASH);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(given); i++)
		given[i].path = some + i;
	memset(log.root, 7, HASH);
	return log;
}

/* ---- rows ------------------------------------------------------------ */

static int add(void *ctx, const struct lic_record *record)
{
	const struct lic_name name = {.text = record->name, .scope = LIC_SCOPE_SITE};

	return lic_bundle_writer_add(ctx, &name, record);
}

static void make(struct lic_str csv, struct lic_buf *out)
{
	const struct lic_bundle_log log = log_of(6);
	struct lic_bundle_writer *writer;
	struct lic_diag diag;

	assert_int_equal(lic_bundle_writer_new(&writer), 0);
	if (lic_str_trim(csv).len) {
		const struct lic_sink sink = {.ctx = writer, .record = add};
		assert_int_equal(lic_format_find(LIC_STR("licit-csv"))->read(csv, &sink, &diag), 0);
	}
	lic_buf_init(out, 1u << 20);
	assert_int_equal(lic_bundle_writer_end(writer, &log, out, &diag), 0);
	lic_bundle_writer_free(writer);
}

static int show(void *ctx, const struct lic_record *record)
{
	const struct lic_name name = {.text = record->name, .scope = LIC_SCOPE_SITE};
	const struct lic_list list = {.id = LIC_STR("x")};

	lic_format_find(LIC_STR("licit-csv"))->write(ctx, &list, &name, record);
	return 0;
}

/* The rows as licit CSV, sorted, without the header. */
static void show_sorted(const struct lic_bundle *bundle, struct lic_buf *to)
{
	struct lic_str lines[LINES_MAX], rest, line;
	struct lic_buf text;
	size_t count = 0;

	lic_buf_init(&text, 1u << 20);
	assert_int_equal(lic_bundle_each(bundle, show, &text, NULL), 0);
	rest = lic_buf_str(&text);
	while (lic_str_split(&rest, '\n', &line) && line.len) {
		size_t at = count++;
		assert_true(count < LINES_MAX);
		for (; at && lic_str_cmp(lines[at - 1], line) > 0; at--)
			lines[at] = lines[at - 1];
		lines[at] = line;
	}
	for (size_t i = 0; i < count; i++)
		lic_buf_printf(to, "%.*s\n", LIC_STR_ARG(lines[i]));
	lic_buf_release(&text);
}

static void run_round(struct lic_str input, struct lic_buf *to)
{
	struct lic_bundle *bundle;
	struct lic_buf file;
	struct lic_diag diag;

	make(input, &file);
	assert_int_equal(lic_bundle_open(&bundle, lic_buf_str(&file), &diag), 0);
	show_sorted(bundle, to);
	lic_bundle_close(bundle);
	lic_buf_release(&file);
}

/* ---- the log --------------------------------------------------------- */

static void test_log(void **state)
{
	struct lic_bundle *bundle;
	struct lic_buf file;

	(void)state;
	make(LIC_STR("name\nx.example\n"), &file);
	assert_int_equal(lic_bundle_open(&bundle, lic_buf_str(&file), NULL), 0);
	const struct lic_bundle_log *log = lic_bundle_log(bundle);
	assert_int_equal(lic_bundle_entries(bundle), 1);
	assert_int_equal(log->size, 6);
	assert_int_equal(log->root[31], 7);
	assert_int_equal(log->frontier_count, 2);
	assert_memory_equal(log->frontier, hashes, sizeof(hashes[0]) * 2);
	assert_int_equal(log->proofs_count, LIC_ARRAY_SIZE(proofs));
	for (size_t i = 0; i < log->proofs_count; i++) {
		assert_int_equal(log->proofs[i].from, proofs[i].from);
		assert_int_equal(log->proofs[i].count, proofs[i].count);
		assert_memory_equal(log->proofs[i].path, some + i, proofs[i].count * HASH);
	}
	lic_bundle_close(bundle);
	lic_buf_release(&file);
}

static const char four[] = "name,since,number,holder\n"
			   "d.example,2024-01-01,10003,A\nc.shop.example,2024-01-01,10002,B\n"
			   "b.example/x,2023-01-01,10001,A\na.example,,,\n";
static const char four_otherwise[] = "name,since,number,holder\n"
				     "a.example,,,\nb.example/x,2023-01-01,10001,A\n"
				     "d.example,2024-01-01,10003,A\n"
				     "c.shop.example,2024-01-01,10002,B\n";

static void test_same_bytes(void **state)
{
	struct lic_buf files[2];

	(void)state;
	make(lic_str_from(four), &files[0]);
	make(lic_str_from(four_otherwise), &files[1]);
	assert_true(lic_str_eq(lic_buf_str(&files[0]), lic_buf_str(&files[1])));
	lic_buf_release(&files[0]);
	lic_buf_release(&files[1]);
}

/* ---- damage ---------------------------------------------------------- */

static int count_up(void *ctx, const struct lic_record *record)
{
	(void)record;
	++*(int *)ctx;
	return 0;
}

/* Cut short anywhere, or with a byte too many, it does not open; with one byte that is
 * another, it does not open or has as many rows. */
static void test_damage(void **state)
{
	struct lic_bundle *bundle;
	struct lic_buf file;

	(void)state;
	make(lic_str_from(four), &file);
	for (size_t n = 0; n < file.len; n++) {
		struct lic_diag diag = {""};
		assert_true(lic_bundle_open(&bundle, lic_str(file.ptr, n), &diag) < 0);
		assert_true(diag.text[0] != '\0');
	}
	for (size_t n = 0; n < file.len; n++) {
		int rows = 0;
		file.ptr[n] ^= 0x11;
		if (lic_bundle_open(&bundle, lic_buf_str(&file), NULL) == 0) {
			assert_int_equal(lic_bundle_each(bundle, count_up, &rows, NULL), 0);
			assert_int_equal(rows, 4);
			lic_bundle_close(bundle);
		}
		file.ptr[n] ^= 0x11;
	}
	lic_buf_addc(&file, '\0');
	assert_int_equal(lic_bundle_open(&bundle, lic_buf_str(&file), NULL), LIC_ECORRUPT);
	lic_buf_release(&file);
}

/* ---- sections made by hand ------------------------------------------- */

static void add_section(struct lic_buf *out, struct lic_str name, struct lic_str raw, uint32_t says)
{
	struct lic_buf packed;

	lic_buf_init(&packed, 128u << 20);
	assert_int_equal(lic_pack(&packed, raw, LIC_PACK_BEST), 0);
	const uint32_t sizes[2] = {says, (uint32_t)packed.len};
	lic_buf_addc(out, (char)name.len);
	lic_buf_adds(out, name);
	for (int i = 0; i < 2; i++)
		for (int shift = 0; shift < 32; shift += 8)
			lic_buf_addc(out, (char)(sizes[i] >> shift));
	lic_buf_adds(out, lic_buf_str(&packed));
	lic_buf_release(&packed);
}

/* "HEAD n c": the head of n entries, c columns and an empty log. */
static void expand(struct lic_buf *raw, struct lic_str *name, struct lic_str text)
{
	static const struct lic_bundle_log empty = {.size = 0};

	if (!lic_str_eq(*name, LIC_STR("HEAD"))) {
		lic_buf_adds(raw, text);
		return;
	}
	const struct lic_bundle_counts counts = {
		.entries = (uint64_t)(text.ptr[0] - '0'),
		.columns = (uint64_t)(text.ptr[2] - '0'),
	};
	*name = LIC_STR("head");
	lic_bundle_head_write(raw, &counts, &empty);
}

static void run_sections(struct lic_str input, struct lic_buf *to)
{
	struct lic_bundle *bundle;
	struct lic_diag diag = {""};
	struct lic_str line;
	struct lic_buf file, raw;

	lic_buf_init(&file, 1u << 20);
	lic_buf_init(&raw, 1u << 20);
	LIC_BUF_LIT(&file, LIC_BUNDLE_MAGIC);
	while (lic_str_split(&input, '\n', &line)) {
		struct lic_str name;
		if (!line.len)
			continue;
		assert_true(lic_str_split(&line, ' ', &name));
		lic_buf_reset(&raw);
		/* "!" behind the name is for a size that is not true. */
		bool lies = lic_str_ends(name, LIC_STR("!"));
		name.len -= lies;
		expand(&raw, &name, line);
		add_section(&file, name, lic_buf_str(&raw),
			    lies ? UINT32_MAX - 1 : (uint32_t)raw.len);
	}
	int err = lic_bundle_open(&bundle, lic_buf_str(&file), &diag);
	if (err < 0) {
		lic_buf_printf(to, "error %d: %s\n", err, diag.text);
	} else {
		show_sorted(bundle, to);
		lic_bundle_close(bundle);
	}
	lic_buf_release(&file);
	lic_buf_release(&raw);
}

static void test_bomb(void **state)
{
	struct lic_str zeros = {calloc(1, 64u << 20), 64u << 20};
	struct lic_bundle *bundle;
	struct lic_buf file;

	(void)state;
	lic_buf_init(&file, 1u << 20);
	LIC_BUF_LIT(&file, LIC_BUNDLE_MAGIC);
	/* 64 MiB in some KiB; it says that it has ten bytes, or what it has. */
	assert_non_null(zeros.ptr);
	add_section(&file, LIC_STR("head"), zeros, 10);
	assert_int_equal(lic_bundle_open(&bundle, lic_buf_str(&file), NULL), LIC_ECORRUPT);
	file.len = sizeof(LIC_BUNDLE_MAGIC) - 1;
	add_section(&file, LIC_STR("head"), zeros, (uint32_t)zeros.len);
	assert_int_equal(lic_bundle_open(&bundle, lic_buf_str(&file), NULL), LIC_ELIMIT);
	lic_buf_release(&file);
	free((void *)zeros.ptr);
}

static void test_writer_refuses(void **state)
{
	struct lic_bundle_writer *writer;
	const struct lic_name name = {.text = LIC_STR("x.example"), .scope = LIC_SCOPE_SITE};
	const struct lic_record nul = {.holder = {"a\0b", 3}};
	const struct lic_record plain = {.holder = {"ab", 2}};

	(void)state;
	assert_int_equal(lic_bundle_writer_new(&writer), 0);
	assert_int_equal(lic_bundle_writer_add(writer, &name, &nul), LIC_EINVAL);
	assert_int_equal(lic_bundle_writer_add(writer, &name, &plain), 0);
	lic_bundle_writer_free(writer);
	lic_bundle_writer_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_log),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_writer_refuses),
	};
	int failed = cmocka_run_group_tests_name("bundle", tests, NULL, NULL);

	failed += sections_run("data/bundle.rows", run_round);
	failed += sections_run("data/bundle_sections.rows", run_sections);
	return failed != 0;
}
