/* Public keys that others hand over: whatever is taken has an id that is the hash of its key,
 * and is taken again, with the same id, as it was written down. */
#include "publisher_pub.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void again(const struct lic_publisher_pub *key, struct lic_arena *arena)
{
	struct lic_publisher_pub same;
	struct lic_buf text;

	lic_buf_init(&text, 4 * LIC_KEY_TEXT_MAX);
	lic_publisher_pub_write(&text, key);
	if (lic_buf_error(&text) < 0 ||
	    lic_publisher_pub_read(&same, lic_buf_str(&text), arena, NULL) < 0 ||
	    !lic_str_eq(same.id, key->id) || key->id.len != 64)
		abort();
	lic_buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_publisher_pub key;
	struct lic_diag diag;

	if (size <= 4096 && lic_publisher_pub_read(&key, lic_str((const char *)data, size), &arena,
						   &diag) == LIC_OK)
		again(&key, &arena);
	lic_arena_release(&arena);
	return 0;
}
