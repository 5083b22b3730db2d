/* The section of a bundle that is not rows: counts, hashes, proofs. */
#include "bundle_file.h"

#include "hex.h"
#include "json.h"
#include "limits.h"

#define HASH LIC_BUNDLE_HASH_SIZE

/* A path of a log of 2^63 leaves. */
#define PATH_MAX_HASHES 128

void lic_bundle_turn(struct lic_str name, char *out)
{
	size_t host = lic_str_find(name, '/'), at = host;
	struct lic_str rest = lic_str(name.ptr, host), label;

	memcpy(out + host, name.ptr + host, name.len - host);
	while (lic_str_split(&rest, '.', &label)) {
		at -= label.len;
		memcpy(out + at, label.ptr, label.len);
		if (at)
			out[--at] = '.';
	}
}

static void write_hashes(struct lic_buf *out, const unsigned char (*hashes)[HASH], size_t count)
{
	lic_buf_addc(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i)
			lic_buf_addc(out, ',');
		lic_buf_addc(out, '"');
		lic_hex_write(out, lic_str((const char *)hashes[i], HASH));
		lic_buf_addc(out, '"');
	}
	lic_buf_addc(out, ']');
}

void lic_bundle_head_write(struct lic_buf *out, const struct lic_bundle_counts *counts,
			   const struct lic_bundle_log *log)
{
	lic_buf_printf(out, "{\"columns\":%llu,\"entries\":%llu,\"log\":{\"root\":\"",
		       (unsigned long long)counts->columns, (unsigned long long)counts->entries);
	lic_hex_write(out, lic_str((const char *)log->root, HASH));
	lic_buf_printf(out, "\",\"size\":%llu},\"frontier\":", (unsigned long long)log->size);
	write_hashes(out, log->frontier, log->frontier_count);
	LIC_BUF_LIT(out, ",\"proofs\":[");
	for (size_t i = 0; i < log->proofs_count; i++) {
		lic_buf_printf(out, "%s{\"from\":%llu,\"path\":", i ? "," : "",
			       (unsigned long long)log->proofs[i].from);
		write_hashes(out, log->proofs[i].path, log->proofs[i].count);
		lic_buf_addc(out, '}');
	}
	LIC_BUF_LIT(out, "]}");
}

/* ---- reading --------------------------------------------------------- */

static bool read_number(const struct lic_json *value, uint64_t max, uint64_t *out)
{
	double number = lic_json_number(value, -1);

	/* Above 2^53 a double skips numbers; no log has so many leaves. */
	if (!(number >= 0) || number > 9007199254740992.0 || number > (double)max)
		return false;
	*out = (uint64_t)number;
	return (double)*out == number;
}

static bool read_hash(const struct lic_json *value, unsigned char out[HASH])
{
	struct lic_str hex = lic_json_string(value);

	return hex.len == 2 * HASH && lic_hex_read(hex, (char *)out) == LIC_OK;
}

static int read_hashes(const struct lic_json *array, const unsigned char (**out)[HASH],
		       size_t *count, struct lic_arena *arena)
{
	const size_t n = lic_json_size(array);

	if (lic_json_type(array) != LIC_JSON_ARRAY)
		return LIC_ECORRUPT;
	if (n > PATH_MAX_HASHES)
		return LIC_ELIMIT;
	unsigned char(*hashes)[HASH] = lic_arena_alloc(arena, n * HASH);
	if (!hashes)
		return LIC_ENOMEM;
	for (size_t i = 0; i < n; i++)
		if (!read_hash(lic_json_at(array, i), hashes[i]))
			return LIC_ECORRUPT;
	*out = (const unsigned char(*)[HASH])hashes;
	*count = n;
	return LIC_OK;
}

static int read_proofs(const struct lic_json *array, struct lic_bundle_log *log,
		       struct lic_arena *arena)
{
	const size_t n = lic_json_size(array);
	uint64_t before = 0;

	if (lic_json_type(array) != LIC_JSON_ARRAY)
		return LIC_ECORRUPT;
	if (n > LIC_BUNDLE_PROOFS_MAX)
		return LIC_ELIMIT;
	struct lic_bundle_proof *proofs = lic_arena_alloc(arena, n * sizeof(*proofs));
	if (!proofs)
		return LIC_ENOMEM;
	for (size_t i = 0; i < n; i++) {
		const struct lic_json *proof = lic_json_at(array, i);
		if (lic_json_members(proof) != 2 ||
		    !read_number(lic_json_get(proof, "from"), log->size, &proofs[i].from) ||
		    (i && proofs[i].from <= before))
			return LIC_ECORRUPT;
		before = proofs[i].from;
		int err = read_hashes(lic_json_get(proof, "path"), &proofs[i].path,
				      &proofs[i].count, arena);
		if (err < 0)
			return err;
	}
	log->proofs = proofs;
	log->proofs_count = n;
	return LIC_OK;
}

static int read_head(const struct lic_json *head, struct lic_bundle_counts *counts,
		     struct lic_bundle_log *log, struct lic_arena *arena)
{
	const struct lic_json *tree = lic_json_get(head, "log");

	if (lic_json_members(head) != 5 || lic_json_members(tree) != 2 ||
	    !read_number(lic_json_get(tree, "size"), INT64_MAX, &log->size) ||
	    !read_hash(lic_json_get(tree, "root"), log->root) ||
	    !read_number(lic_json_get(head, "columns"), LIC_BUNDLE_COLUMNS, &counts->columns) ||
	    !read_number(lic_json_get(head, "entries"), INT64_MAX, &counts->entries))
		return LIC_ECORRUPT;
	if (counts->entries > LIC_BUNDLE_ENTRIES_MAX)
		return LIC_ELIMIT;
	int err = read_hashes(lic_json_get(head, "frontier"), &log->frontier, &log->frontier_count,
			      arena);
	if (err < 0)
		return err;
	if (log->frontier_count != (size_t)__builtin_popcountll(log->size))
		return LIC_ECORRUPT;
	return read_proofs(lic_json_get(head, "proofs"), log, arena);
}

int lic_bundle_head_read(struct lic_str json, struct lic_bundle_counts *counts,
			 struct lic_bundle_log *log, struct lic_arena *arena)
{
	struct lic_json *head;
	int err = lic_json_parse(&head, json, NULL);

	if (err < 0)
		return err == LIC_ENOMEM ? err : LIC_ECORRUPT;
	err = read_head(head, counts, log, arena);
	lic_json_free(head);
	return err;
}
