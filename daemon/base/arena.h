/*
 * An arena: memory for one check, given back all at once. Not for sharing
 * between threads.
 */
#ifndef LIC_ARENA_H
#define LIC_ARENA_H

#include "str.h"

struct lic_arena_chunk;

struct lic_arena {
	struct lic_arena_chunk *head;
	char *next;
	size_t left;
	size_t step; /* least size of a chunk; 0: as one check needs */
};

#define LIC_ARENA_INIT           \
	{                        \
		NULL, NULL, 0, 0 \
	}

/* Memory of that size, aligned for any object, not cleared; NULL when there is
 * none. Valid until _reset or _release. */
void *lic_arena_alloc(struct lic_arena *arena, size_t size);

/* A copy of the bytes, with a NUL behind it; {NULL, 0} when out of memory. */
struct lic_str lic_arena_copy(struct lic_arena *arena, struct lic_str s);

/* The parts one behind the other, terminated; {NULL, 0} when out of memory. */
struct lic_str lic_arena_join(struct lic_arena *arena, const struct lic_str *parts, size_t count);

/* Bytes that it holds, used or not. */
size_t lic_arena_held(const struct lic_arena *arena);

/* Forget everything, but keep one chunk for the next use. */
void lic_arena_reset(struct lic_arena *arena);

void lic_arena_release(struct lic_arena *arena);

#endif
