/* A leaf of a log as it comes from a feed: what is read is written again as the same. */
#include "leaf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_diag diag = {""};
	struct lic_leaf leaf, again;
	struct lic_buf first, second;

	lic_buf_init(&first, 1u << 24);
	lic_buf_init(&second, 1u << 24);
	if (lic_leaf_read(&leaf, lic_str((const char *)data, size), &arena, &diag) == LIC_OK) {
		lic_leaf_write(&first, &leaf);
		if (lic_leaf_read(&again, lic_buf_str(&first), &arena, &diag) < 0)
			abort();
		lic_leaf_write(&second, &again);
		if (!lic_str_eq(lic_buf_str(&first), lic_buf_str(&second)))
			abort();
	}
	lic_buf_release(&first);
	lic_buf_release(&second);
	lic_arena_release(&arena);
	return 0;
}
