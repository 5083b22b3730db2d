/*
 * A fast 64-bit hash of short strings, keyed by a seed. Not for secrets. Words of
 * eight bytes are folded by a 64x64->128 multiply, after Wang Yi's wyhash
 * (public domain): one multiply per eight bytes, good avalanche.
 *
 * The value is stored in index files: changing it means a new index version.
 */
#ifndef LIC_HASH_H
#define LIC_HASH_H

#include "str.h"

#define LIC_HASH_K0 0xa0761d6478bd642full
#define LIC_HASH_K1 0xe7037ed1a0b428dbull

static inline uint64_t lic_hash_fold(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 u128;
	u128 product = (u128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Up to eight bytes at p as a little-endian number. */
static inline uint64_t lic_hash_load(const char *p, size_t n)
{
	uint64_t word = 0;

	memcpy(&word, p, n);
	return word;
}

static inline uint64_t lic_hash(struct lic_str s, uint64_t seed)
{
	uint64_t h = seed ^ LIC_HASH_K0 ^ (s.len * LIC_HASH_K1);
	const char *p = s.ptr;
	size_t n = s.len;

	for (; n >= 8; p += 8, n -= 8)
		h = lic_hash_fold(h ^ lic_hash_load(p, 8), LIC_HASH_K1);
	if (n)
		h = lic_hash_fold(h ^ lic_hash_load(p, n), LIC_HASH_K1 ^ n);
	return lic_hash_fold(h, LIC_HASH_K0);
}

#endif
