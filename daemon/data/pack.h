/*
 * Bytes made smaller, and back (Zstandard, RFC 8878), one frame at a time and whole in
 * memory. What the unpacked bytes are to measure is known beforehand and holds: no frame
 * makes more of itself. Pure.
 */
#ifndef LIC_PACK_H
#define LIC_PACK_H

#include "buf.h"
#include "diag.h"

enum lic_pack_effort {
	LIC_PACK_BEST,  /* some MiB a second */
	LIC_PACK_QUICK, /* ten times as fast, and some hundredths larger */
};

/* Append one frame. */
LIC_CHECKED int lic_pack(struct lic_buf *out, struct lic_str bytes, enum lic_pack_effort effort);

/* About what a frame would measure, in no time: to compare two forms of the same. 0: out of
 * memory. */
size_t lic_pack_guess(struct lic_str bytes);

/* Fill exactly `size` bytes from exactly one frame: 0, or LIC_ECORRUPT. */
LIC_CHECKED int lic_unpack(struct lic_str packed, char *out, size_t size);

#endif
