#include "tally.h"

#include "digest.h"

#define KEY_BYTES 16
#define TEXT_BYTES 24

enum state { FREE, USED, TAKEN };

struct slot {
	unsigned char key[KEY_BYTES];
	unsigned char text[TEXT_BYTES];
	uint8_t state;
};

struct lic_tally {
	struct slot *slot;
	size_t mask;
	size_t filled; /* used or taken */
	uint64_t count;
};

int lic_tally_new(struct lic_tally **out)
{
	struct lic_tally *tally = calloc(1, sizeof(*tally));

	if (!tally)
		return LIC_ENOMEM;
	tally->mask = 1023;
	tally->slot = calloc(tally->mask + 1, sizeof(*tally->slot));
	if (!tally->slot) {
		free(tally);
		return LIC_ENOMEM;
	}
	*out = tally;
	return LIC_OK;
}

void lic_tally_free(struct lic_tally *tally)
{
	if (!tally)
		return;
	free(tally->slot);
	free(tally);
}

/* The slot of a key: used, or the first that is free for it. */
static struct slot *find(const struct lic_tally *tally, const unsigned char *key)
{
	struct slot *taken = NULL;
	size_t at;

	memcpy(&at, key, sizeof(at));
	for (at &= tally->mask; tally->slot[at].state != FREE; at = (at + 1) & tally->mask) {
		if (tally->slot[at].state == TAKEN)
			taken = taken ? taken : &tally->slot[at];
		else if (memcmp(tally->slot[at].key, key, KEY_BYTES) == 0)
			return &tally->slot[at];
	}
	return taken ? taken : &tally->slot[at];
}

static int grow(struct lic_tally *tally)
{
	struct slot *old = tally->slot;
	const size_t count = tally->mask + 1;
	/* What was taken falls away. */
	const size_t room = tally->count * 4 > count ? count * 2 : count;

	tally->slot = calloc(room, sizeof(*tally->slot));
	if (!tally->slot) {
		tally->slot = old;
		return LIC_ENOMEM;
	}
	tally->mask = room - 1;
	tally->filled = 0;
	for (size_t i = 0; i < count; i++)
		if (old[i].state == USED) {
			*find(tally, old[i].key) = old[i];
			tally->filled++;
		}
	free(old);
	return LIC_OK;
}

int lic_tally_put(struct lic_tally *tally, struct lic_str key, struct lic_str text)
{
	unsigned char k[LIC_SHA256_SIZE], t[LIC_SHA256_SIZE];

	if (tally->filled * 4 >= tally->mask * 3 && grow(tally) < 0)
		return LIC_ENOMEM;
	lic_sha256(key, k);
	lic_sha256(text, t);
	struct slot *slot = find(tally, k);
	tally->filled += slot->state == FREE;
	tally->count += slot->state != USED;
	memcpy(slot->key, k, KEY_BYTES);
	memcpy(slot->text, t, TEXT_BYTES);
	slot->state = USED;
	return LIC_OK;
}

static bool take(struct lic_tally *tally, struct slot *slot)
{
	if (slot->state != USED)
		return false;
	slot->state = TAKEN;
	tally->count--;
	return true;
}

bool lic_tally_take(struct lic_tally *tally, struct lic_str key)
{
	unsigned char k[LIC_SHA256_SIZE];

	lic_sha256(key, k);
	return take(tally, find(tally, k));
}

enum lic_tally_match lic_tally_compare(struct lic_tally *tally, struct lic_str key,
				       struct lic_str text)
{
	unsigned char k[LIC_SHA256_SIZE], t[LIC_SHA256_SIZE];

	lic_sha256(key, k);
	lic_sha256(text, t);
	struct slot *slot = find(tally, k);
	if (!take(tally, slot))
		return LIC_TALLY_MISSING;
	return memcmp(slot->text, t, TEXT_BYTES) == 0 ? LIC_TALLY_SAME : LIC_TALLY_OTHER;
}

uint64_t lic_tally_count(const struct lic_tally *tally)
{
	return tally->count;
}
