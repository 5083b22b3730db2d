#include "name_set.h"

#include "hash.h"

#define SIZE_LEAST 1024

void lic_name_set_release(struct lic_name_set *names)
{
	free(names->slots);
	lic_arena_release(&names->arena);
	*names = (struct lic_name_set){.slots = NULL};
}

/* The slot that has the name, or the free one where it belongs. */
static struct lic_str *slot_of(const struct lic_name_set *names, struct lic_str name)
{
	size_t i = (size_t)lic_hash(name, 0) & (names->size - 1);

	while (names->slots[i].ptr && !lic_str_eq(names->slots[i], name))
		i = (i + 1) & (names->size - 1);
	return &names->slots[i];
}

static int grow(struct lic_name_set *names)
{
	struct lic_name_set larger = *names;

	larger.size = names->size ? names->size * 2 : SIZE_LEAST;
	larger.slots = calloc(larger.size, sizeof(*larger.slots));
	if (!larger.slots)
		return LIC_ENOMEM;
	for (size_t i = 0; i < names->size; i++)
		if (names->slots[i].ptr)
			*slot_of(&larger, names->slots[i]) = names->slots[i];
	free(names->slots);
	*names = larger;
	return LIC_OK;
}

int lic_name_set_add(struct lic_name_set *names, struct lic_str name)
{
	int err = names->count * 2 >= names->size ? grow(names) : LIC_OK;

	if (err < 0)
		return err;
	struct lic_str *slot = slot_of(names, name);
	if (slot->ptr)
		return LIC_OK;
	*slot = lic_arena_copy(&names->arena, name);
	names->count++;
	return slot->ptr ? LIC_OK : LIC_ENOMEM;
}

bool lic_name_set_hold(const struct lic_name_set *names, struct lic_str name)
{
	return names->size && slot_of(names, name)->ptr;
}

struct lic_str lic_name_set_parent(struct lic_str host)
{
	size_t dot = lic_str_find(host, '.');

	return dot < host.len ? lic_str(host.ptr + dot + 1, host.len - dot - 1) : lic_str(NULL, 0);
}
