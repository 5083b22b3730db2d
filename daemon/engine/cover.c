#include "cover.h"

#include "hash.h"

#define SIZE_LEAST 1024

void lic_cover_release(struct lic_cover *cover)
{
	free(cover->slots);
	*cover = (struct lic_cover){.slots = NULL};
}

static uint64_t hash_of(struct lic_str host)
{
	uint64_t hash = lic_hash(host, 0);

	return hash ? hash : 1;
}

/* The slot that has the hash, or the free one where it belongs. */
static uint64_t *slot_of(const struct lic_cover *cover, uint64_t hash)
{
	size_t i = (size_t)hash & (cover->size - 1);

	while (cover->slots[i] && cover->slots[i] != hash)
		i = (i + 1) & (cover->size - 1);
	return &cover->slots[i];
}

static int grow(struct lic_cover *cover)
{
	struct lic_cover larger = {.size = cover->size ? cover->size * 2 : SIZE_LEAST,
				   .count = cover->count};

	larger.slots = calloc(larger.size, sizeof(*larger.slots));
	if (!larger.slots)
		return LIC_ENOMEM;
	for (size_t i = 0; i < cover->size; i++)
		if (cover->slots[i])
			*slot_of(&larger, cover->slots[i]) = cover->slots[i];
	lic_cover_release(cover);
	*cover = larger;
	return LIC_OK;
}

int lic_cover_add(struct lic_cover *cover, struct lic_str host)
{
	int err = cover->count * 2 >= cover->size ? grow(cover) : LIC_OK;

	if (err < 0)
		return err;
	uint64_t hash = hash_of(host), *slot = slot_of(cover, hash);
	cover->count += !*slot;
	*slot = hash;
	return LIC_OK;
}

bool lic_cover_holds(const struct lic_cover *cover, struct lic_str host)
{
	for (size_t dot; cover->size && (dot = lic_str_find(host, '.')) < host.len;) {
		host = lic_str(host.ptr + dot + 1, host.len - dot - 1);
		if (*slot_of(cover, hash_of(host)))
			return true;
	}
	return false;
}
