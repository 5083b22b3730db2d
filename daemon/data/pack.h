/*
 * Bytes made smaller, and back (Zstandard, RFC 8878), one frame at a time and whole in
 * memory. What the unpacked bytes are to measure is known beforehand and holds: no frame
 * makes more of itself. Pure.
 */
#ifndef LIC_PACK_H
#define LIC_PACK_H

#include "buf.h"
#include "diag.h"

/* Append one frame. The larger the bytes, the less time is spent on each. */
LIC_CHECKED int lic_pack(struct lic_buf *out, struct lic_str bytes);

/* About what a frame would measure, in a hundredth of the time: to compare two forms of the
 * same. 0: out of memory. */
size_t lic_pack_guess(struct lic_str bytes);

/* Fill exactly `size` bytes from exactly one frame: 0, or LIC_ECORRUPT. */
LIC_CHECKED int lic_unpack(struct lic_str packed, char *out, size_t size);

#endif
