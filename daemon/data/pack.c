#include "pack.h"

#include <zstd.h>

#define BEST_LEVEL 22
#define QUICK_LEVEL 12
#define GUESS_LEVEL 3

size_t lic_pack_guess(struct lic_str bytes)
{
	size_t bound = ZSTD_compressBound(bytes.len);
	void *room = ZSTD_isError(bound) ? NULL : malloc(bound);
	size_t got = room ? ZSTD_compress(room, bound, bytes.ptr, bytes.len, GUESS_LEVEL) : 0;

	free(room);
	return ZSTD_isError(got) ? 0 : got;
}

int lic_pack(struct lic_buf *out, struct lic_str bytes, enum lic_pack_effort effort)
{
	const int level = effort == LIC_PACK_BEST ? BEST_LEVEL : QUICK_LEVEL;
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
