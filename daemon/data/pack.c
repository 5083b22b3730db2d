#include "pack.h"

#include <zstd.h>

/* The best that it can do takes 3 s for 4 MiB; a list of a million must not take a minute. */
#define BEST_LEVEL 22
#define BEST_UP_TO (6u << 20)
#define LARGE_LEVEL 12
#define GUESS_LEVEL 3

size_t lic_pack_guess(struct lic_str bytes)
{
	size_t bound = ZSTD_compressBound(bytes.len);
	void *room = ZSTD_isError(bound) ? NULL : malloc(bound);
	size_t got = room ? ZSTD_compress(room, bound, bytes.ptr, bytes.len, GUESS_LEVEL) : 0;

	free(room);
	return ZSTD_isError(got) ? 0 : got;
}

int lic_pack(struct lic_buf *out, struct lic_str bytes)
{
	int level = bytes.len <= BEST_UP_TO ? BEST_LEVEL : LARGE_LEVEL;
	size_t bound = ZSTD_compressBound(bytes.len);

	if (ZSTD_isError(bound))
		return LIC_ELIMIT;
	int err = lic_buf_grow(out, bound);
	if (err < 0)
		return err;
	size_t got = ZSTD_compress(out->ptr + out->len, bound, bytes.ptr, bytes.len, level);
	if (ZSTD_isError(got))
		return LIC_ENOMEM;
	out->len += got;
	return LIC_OK;
}

int lic_unpack(struct lic_str packed, char *out, size_t size)
{
	/* The frame says what it holds before anything is unpacked. More than one frame, or
	 * something behind it, is not ours. */
	if (ZSTD_getFrameContentSize(packed.ptr, packed.len) != size ||
	    ZSTD_findFrameCompressedSize(packed.ptr, packed.len) != packed.len)
		return LIC_ECORRUPT;
	size_t got = ZSTD_decompress(out, size, packed.ptr, packed.len);
	return ZSTD_isError(got) || got != size ? LIC_ECORRUPT : LIC_OK;
}
