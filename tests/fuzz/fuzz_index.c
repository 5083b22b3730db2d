/*
 * Any bytes as an index: it does not open, or it answers, whatever. The header's
 * sizes and its sum are made good first, so that the bytes behind it are met.
 */
#include "index.h"

#include "facts.h"
#include "hash.h"
#include "index_file.h"

#include <sys/mman.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void expect(bool holds)
{
	if (!holds)
		abort();
}

static void look(const struct lic_index *index, uint32_t record)
{
	struct lic_entry e;

	if (lic_index_entry(index, record, &e) < 0)
		return;
	expect(e.host_len <= e.name.len && e.list);
	/* Every byte of every view may be read. */
	const struct lic_str texts[] = {e.name,  e.holder, e.number, e.entry_url,
					e.class, e.reason, e.source, e.countries};
	volatile uint64_t sum = 0;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++)
		sum = sum + lic_hash(texts[i], 0);
	lic_entry_in_force(&e, 20000);
	lic_entry_stale(&e, 20000);
	lic_entry_covers(&e, LIC_STR("CZ"));
}

static void ask(const struct lic_index *index)
{
	static const struct lic_str hosts[] = {
		{"x.cz", 4}, {"cs.x.cz", 7}, {"pharmacy", 8}, {"", 0}};
	unsigned steps = 0;

	for (uint32_t r = lic_index_walk(index, 0); r; r = lic_index_walk(index, r)) {
		look(index, r);
		for (uint32_t next = lic_index_next(index, r); next && steps < 10000; steps++) {
			expect(next < r);
			next = lic_index_next(index, next);
		}
	}
	for (size_t i = 0; i < LIC_ARRAY_SIZE(hosts); i++) {
		uint64_t hash = lic_index_hash(index, hosts[i]);
		lic_index_prefetch_slot(index, hash);
		lic_index_prefetch_record(index, hash);
		for (uint32_t r = lic_index_find(index, hash, hosts[i]); r;
		     r = lic_index_next(index, r))
			look(index, r);
	}
	for (size_t i = 0; i < lic_index_lists(index); i++)
		expect(lic_index_list(index, i)->list.source_json.ptr != NULL);
	lic_index_file(index, "model.json");
}

static void make_good(char *bytes, size_t len)
{
	struct lic_index_header h;

	memcpy(&h, bytes, sizeof(h));
	memcpy(h.magic, LIC_INDEX_MAGIC, sizeof(h.magic));
	h.version = LIC_INDEX_VERSION;
	h.file_size = len;
	memcpy(bytes, &h, sizeof(h));
	h.check = lic_hash(lic_str(bytes, offsetof(struct lic_index_header, check)), 0);
	memcpy(bytes, &h, sizeof(h));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_index *index;
	char path[64];

	if (len > 1u << 20)
		return 0;
	int fd = memfd_create("index", MFD_CLOEXEC);
	char *copy = malloc(len + 1);
	expect(fd >= 0 && copy);
	if (len)
		memcpy(copy, data, len);
	if (len >= sizeof(struct lic_index_header))
		make_good(copy, len);
	expect(write(fd, copy, len) == (ssize_t)len);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (lic_index_open(&index, path, NULL) == 0) {
		ask(index);
		lic_index_close(index);
	}
	free(copy);
	close(fd);
	return 0;
}
