#include "arena.h"

#define CHUNK_SIZE 16384

struct lic_arena_chunk {
	struct lic_arena_chunk *below;
	size_t size;
	_Alignas(max_align_t) char data[];
};

static int add_chunk(struct lic_arena *arena, size_t size)
{
	const size_t step = arena->step ? arena->step : CHUNK_SIZE;

	if (size < step)
		size = step;
	if (size > SIZE_MAX - sizeof(struct lic_arena_chunk))
		return -1;
	struct lic_arena_chunk *chunk = malloc(sizeof(*chunk) + size);
	if (!chunk)
		return -1;
	chunk->below = arena->head;
	chunk->size = size;
	arena->head = chunk;
	arena->next = chunk->data;
	arena->left = size;
	return 0;
}

void *lic_arena_alloc(struct lic_arena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);

	if (size > SIZE_MAX - align)
		return NULL;
	if (size == 0)
		size = 1;
	size = (size + align - 1) & ~(align - 1);
	if (size > arena->left && add_chunk(arena, size) < 0)
		return NULL;
	void *p = arena->next;
	arena->next += size;
	arena->left -= size;
	return p;
}

struct lic_str lic_arena_copy(struct lic_arena *arena, struct lic_str s)
{
	char *p = lic_arena_alloc(arena, s.len + 1);

	if (!p)
		return lic_str(NULL, 0);
	if (s.len)
		memcpy(p, s.ptr, s.len);
	p[s.len] = '\0';
	return lic_str(p, s.len);
}

struct lic_str lic_arena_join(struct lic_arena *arena, const struct lic_str *parts, size_t count)
{
	size_t len = 0;

	for (size_t i = 0; i < count; i++)
		len += parts[i].len;
	char *p = lic_arena_alloc(arena, len + 1);
	if (!p)
		return lic_str(NULL, 0);
	char *at = p;
	for (size_t i = 0; i < count; i++) {
		if (parts[i].len)
			memcpy(at, parts[i].ptr, parts[i].len);
		at += parts[i].len;
	}
	*at = '\0';
	return lic_str(p, len);
}

size_t lic_arena_held(const struct lic_arena *arena)
{
	size_t held = 0;

	for (const struct lic_arena_chunk *c = arena->head; c; c = c->below)
		held += sizeof(*c) + c->size;
	return held;
}

void lic_arena_reset(struct lic_arena *arena)
{
	struct lic_arena_chunk *keep = arena->head;

	if (!keep)
		return;
	while (keep->below) {
		struct lic_arena_chunk *below = keep->below;
		free(keep);
		keep = below;
	}
	arena->head = keep;
	arena->next = keep->data;
	arena->left = keep->size;
}

void lic_arena_release(struct lic_arena *arena)
{
	while (arena->head) {
		struct lic_arena_chunk *below = arena->head->below;
		free(arena->head);
		arena->head = below;
	}
	*arena = (struct lic_arena){.step = arena->step};
}
