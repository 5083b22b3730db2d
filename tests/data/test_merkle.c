#include "merkle.h"

#include "num.h"
#include "rows.h"

static const struct lic_str leaves[] = {
	{"", 0},
	{"\x00", 1},
	{"\x10", 1},
	{"\x20\x21", 2},
	{"\x30\x31", 2},
	{"\x40\x41\x42\x43", 4},
	{"\x50\x51\x52\x53\x54\x55\x56\x57", 8},
	{"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16},
};

/* The full subtree by its definition. Leaves past the eight are their numbers. */
static int get(void *ctx, unsigned level, uint64_t no, struct lic_hash *out)
{
	struct lic_hash left, right;

	(void)ctx;
	if (level == 0 && no < LIC_ARRAY_SIZE(leaves)) {
		lic_merkle_leaf(leaves[no], out);
		return LIC_OK;
	}
	if (level == 0) {
		lic_merkle_leaf(lic_str((const char *)&no, sizeof(no)), out);
		return LIC_OK;
	}
	assert_int_equal(get(NULL, level - 1, 2 * no, &left), 0);
	assert_int_equal(get(NULL, level - 1, 2 * no + 1, &right), 0);
	lic_merkle_node(&left, &right, out);
	return LIC_OK;
}

static void root_of(uint64_t size, struct lic_hash *out)
{
	struct lic_frontier grown = {.size = 0}, made;
	struct lic_hash leaf, again;

	for (uint64_t i = 0; i < size; i++) {
		assert_int_equal(get(NULL, 0, i, &leaf), 0);
		lic_frontier_add(&grown, &leaf, NULL, NULL);
	}
	lic_frontier_root(&grown, out);
	assert_int_equal(grown.count, lic_frontier_count(size));
	/* Made at once it is the same. */
	assert_int_equal(lic_merkle_frontier(get, NULL, size, &made), 0);
	lic_frontier_root(&made, &again);
	assert_true(lic_hash_eq(out, &again));
}

static void write_path(struct lic_buf *out, const struct lic_hash *path, size_t count)
{
	char hex[2 * LIC_SHA256_SIZE + 1];

	for (size_t i = 0; i < count; i++) {
		lic_hex(path[i].byte, sizeof(path[i].byte), hex);
		lic_buf_printf(out, "%s ", hex);
	}
}

static uint64_t number(struct lic_str *rest)
{
	struct lic_str word;
	uint64_t n;

	assert_true(lic_str_split(rest, ' ', &word));
	assert_int_equal(lic_num_parse(word, UINT64_MAX, &n), 0);
	return n;
}

static void inclusion(uint64_t index, uint64_t size, struct lic_buf *out)
{
	struct lic_hash path[LIC_MERKLE_PATH_MAX], leaf, root;
	size_t count;

	if (lic_merkle_inclusion(get, NULL, index, size, path, &count) < 0) {
		lic_buf_printf(out, "!invalid");
		return;
	}
	root_of(size, &root);
	assert_int_equal(get(NULL, 0, index, &leaf), 0);
	write_path(out, path, count);
	lic_buf_printf(out, "%s",
		       lic_merkle_includes(index, size, &leaf, path, count, &root) ? "holds"
										   : "fails");
}

static void consistency(uint64_t from, uint64_t to, struct lic_buf *out)
{
	struct lic_hash path[LIC_MERKLE_PATH_MAX], first, second;
	size_t count;

	if (lic_merkle_consistency(get, NULL, from, to, path, &count) < 0) {
		lic_buf_printf(out, "!invalid");
		return;
	}
	root_of(from, &first);
	root_of(to, &second);
	write_path(out, path, count);
	lic_buf_printf(out, "%s",
		       lic_merkle_consistent(from, to, &first, &second, path, count) ? "holds"
										     : "fails");
}

static void break_inclusion(uint64_t index, uint64_t size)
{
	struct lic_hash path[LIC_MERKLE_PATH_MAX], leaf, root;
	size_t n;

	assert_int_equal(lic_merkle_inclusion(get, NULL, index, size, path, &n), 0);
	root_of(size, &root);
	assert_int_equal(get(NULL, 0, index, &leaf), 0);
	assert_true(lic_merkle_includes(index, size, &leaf, path, n, &root));
	for (size_t i = 0; i < n; i++) {
		path[i].byte[i % LIC_SHA256_SIZE] ^= 1;
		assert_false(lic_merkle_includes(index, size, &leaf, path, n, &root));
		path[i].byte[i % LIC_SHA256_SIZE] ^= 1;
	}
	leaf.byte[31] ^= 128;
	assert_false(lic_merkle_includes(index, size, &leaf, path, n, &root));
	leaf.byte[31] ^= 128;
	if (n)
		assert_false(lic_merkle_includes(index, size, &leaf, path, n - 1, &root));
	memset(&path[n], 0, sizeof(path[n]));
	assert_false(lic_merkle_includes(index, size, &leaf, path, n + 1, &root));
	assert_false(lic_merkle_includes(index ^ 1, size, &leaf, path, n, &root) && n);
	assert_false(lic_merkle_includes(size, size, &leaf, path, n, &root));
}

static void break_consistency(uint64_t from, uint64_t to)
{
	struct lic_hash path[LIC_MERKLE_PATH_MAX], a, b;
	size_t n;

	assert_int_equal(lic_merkle_consistency(get, NULL, from, to, path, &n), 0);
	root_of(from, &a);
	root_of(to, &b);
	assert_true(lic_merkle_consistent(from, to, &a, &b, path, n));
	for (size_t i = 0; i < n; i++) {
		path[i].byte[i % LIC_SHA256_SIZE] ^= 1;
		assert_false(lic_merkle_consistent(from, to, &a, &b, path, n));
		path[i].byte[i % LIC_SHA256_SIZE] ^= 1;
	}
	a.byte[0] ^= 1;
	assert_false(lic_merkle_consistent(from, to, &a, &b, path, n));
	a.byte[0] ^= 1;
	b.byte[0] ^= 1;
	/* From nothing there is nothing to prove: any tree begins so. */
	assert_false(from && lic_merkle_consistent(from, to, &a, &b, path, n));
	b.byte[0] ^= 1;
	memset(&path[n], 0, sizeof(path[n]));
	assert_false(lic_merkle_consistent(from, to, &a, &b, path, n + 1));
	if (n)
		assert_false(lic_merkle_consistent(from, to, &a, &b, path, n - 1));
}

static void every(uint64_t most, struct lic_buf *out)
{
	for (uint64_t size = 1; size <= most; size++)
		for (uint64_t i = 0; i < size; i++) {
			break_inclusion(i, size);
			break_consistency(i, size);
		}
	lic_buf_printf(out, "all hold, none other does");
}

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_str rest = input, word;
	struct lic_hash root;

	assert_true(lic_str_split(&rest, ' ', &word));
	if (lic_str_eq(word, LIC_STR("root"))) {
		root_of(number(&rest), &root);
		write_path(out, &root, 1);
		out->len--;
	} else if (lic_str_eq(word, LIC_STR("inclusion"))) {
		uint64_t index = number(&rest);
		inclusion(index, number(&rest), out);
	} else if (lic_str_eq(word, LIC_STR("consistency"))) {
		uint64_t from = number(&rest);
		consistency(from, number(&rest), out);
	} else {
		every(number(&rest), out);
	}
}

int main(void)
{
	return rows_run("data/merkle.rows", describe);
}
