/*
 * Any bytes as the changes of a list. The first byte says how: 0, as they stand; else they are
 * leaves that are packed here. What opens has as many leaves as it says.
 */
#include "delta.h"

#include "pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void expect(bool holds)
{
	if (!holds)
		abort();
}

static int count(void *ctx, struct lic_str leaf)
{
	expect(leaf.len > 0);
	++*(uint64_t *)ctx;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str text = lic_str((const char *)data + (len > 0), len - (len > 0));
	struct lic_delta delta;
	struct lic_buf made;
	uint64_t leaves = 0;

	if (len > 1u << 16)
		return 0;
	lic_buf_init(&made, 8u << 20);
	if (len && data[0]) {
		lic_buf_printf(&made, LIC_DELTA_MAGIC "%u %u %zu\n", data[0], data[0] + data[0] % 5,
			       text.len);
		expect(lic_pack(&made, text, LIC_PACK_QUICK) == 0);
	} else {
		lic_buf_adds(&made, text);
	}
	if (lic_delta_open(&delta, lic_buf_str(&made), NULL) == 0) {
		expect(lic_delta_each(&delta, count, &leaves) == 0);
		expect(leaves == delta.to - delta.from);
		lic_delta_release(&delta);
	}
	lic_buf_release(&made);
	return 0;
}
