/*
 * How small a list becomes as feeds publish it: bench_bundle FILE.csv [OUT]. The file is a licit
 * CSV; names are taken as they stand. Prints one line of JSON. Given OUT, the bundle is kept
 * there. The log is that of a list whose every entry is a leaf, its hashes made up of nothing
 * that packs.
 */
#include "bundle.h"
#include "digest.h"
#include "file.h"
#include "format.h"
#include "limits.h"

static struct lic_bundle_writer *writer;

static int on_record(void *ctx, const struct lic_record *record)
{
	struct lic_name name = {.text = record->name, .scope = LIC_SCOPE_SITE};

	(void)ctx;
	return lic_bundle_writer_add(writer, &name, record);
}

static int count_row(void *ctx, const struct lic_record *record)
{
	*(uint64_t *)ctx += record->name.len;
	return LIC_OK;
}

static double seconds_since(uint64_t then)
{
	return (double)(lic_clock_mono() - then) / 1e9;
}

/* As many proofs as a feed gives, each as long as it gets. */
static void made_up_log(struct lic_bundle_log *log, uint64_t entries)
{
	enum { PROOFS = 16, HASHES = 20 };
	static struct lic_bundle_proof proofs[PROOFS];
	static unsigned char hashes[PROOFS * HASHES + 64][LIC_BUNDLE_HASH_SIZE];

	if (lic_random(hashes, sizeof(hashes)) < 0)
		abort();
	for (unsigned i = 0; i < PROOFS; i++)
		proofs[i] = (struct lic_bundle_proof){
			.from = i + 1,
			.count = HASHES,
			.path = (const unsigned char(*)[LIC_BUNDLE_HASH_SIZE])hashes + i * HASHES,
		};
	*log = (struct lic_bundle_log){
		.size = entries,
		.frontier = (const unsigned char(*)[LIC_BUNDLE_HASH_SIZE])hashes + PROOFS * HASHES,
		.frontier_count = (size_t)__builtin_popcountll(entries),
		.proofs = proofs,
		.proofs_count = PROOFS,
	};
}

int main(int argc, char **argv)
{
	const struct lic_format *csv = lic_format_find(LIC_STR("licit-csv"));
	const struct lic_sink sink = {.record = on_record};
	struct lic_bundle_log log;
	struct lic_bundle *bundle;
	struct lic_diag diag = {""};
	struct lic_map map;
	struct lic_buf out;
	uint64_t bytes = 0;

	lic_buf_init(&out, LIC_BUNDLE_MAX);
	if (argc < 2 || lic_map_open(&map, argv[1], &diag) < 0)
		return 2;
	if (lic_bundle_writer_new(&writer) < 0)
		return 1;
	uint64_t began = lic_clock_mono();
	int err = csv->read(lic_str(map.ptr, map.len), &sink, &diag);
	const double read_csv = seconds_since(began);
	uint64_t entries = 0;
	for (size_t i = 0; i < map.len; i++)
		entries += map.ptr[i] == '\n';
	made_up_log(&log, entries);
	began = lic_clock_mono();
	if (!err)
		err = lic_bundle_writer_end(writer, &log, &out, &diag);
	const double packing = seconds_since(began);
	began = lic_clock_mono();
	if (!err)
		err = lic_bundle_open(&bundle, lic_buf_str(&out), &diag);
	if (!err)
		err = lic_bundle_each(bundle, count_row, &bytes, &diag);
	if (err < 0) {
		fprintf(stderr, "%s\n", diag.text);
		return 1;
	}
	printf("{\"entries\":%llu,\"csv\":%zu,\"bundle\":%zu,\"read_csv_s\":%.2f,\"pack_s\":%.2f,"
	       "\"unpack_s\":%.2f}\n",
	       (unsigned long long)lic_bundle_entries(bundle), map.len, out.len, read_csv, packing,
	       seconds_since(began));
	if (argc > 2) {
		struct lic_writer file;
		if (lic_writer_open(&file, argv[2], &diag) < 0)
			return 1;
		lic_writer_add(&file, out.ptr, out.len);
		err = lic_writer_close(&file);
	}
	lic_bundle_close(bundle);
	lic_bundle_writer_free(writer);
	lic_buf_release(&out);
	lic_map_close(&map);
	return err < 0;
}
