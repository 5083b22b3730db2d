/* Goods put up alike: the same words to press right behind one price after the other, in
 * whatever language. Who has such a shelf takes orders, whatever the words are. */
#include "hash.h"
#include "limits.h"
#include "page_build.h"

struct pressed {
	size_t at;     /* in text, where it begins */
	uint64_t hash; /* of its words */
};

/* The words of a button; longer ones are a card with all that is on it. */
#define WORDS_MAX 40

/* How far in front of it the price ends, at most. */
#define REACH 64

/* So many goods are a shelf. */
#define SHELF 2

void lic_page_shelf_press(struct lic_page_builder *b, size_t at, struct lic_str words)
{
	const struct pressed pressed = {at, lic_hash(words, 0)};

	/* Those that are too many add nothing. */
	if (words.len && words.len <= WORDS_MAX &&
	    b->pressed.len / sizeof(pressed) < LIC_PAGE_PRICES_MAX)
		lic_buf_add(&b->pressed, (const char *)&pressed, sizeof(pressed));
}

static int by_hash(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* The words that follow a price, and nothing else to press between: how many, into out. */
static size_t behind_prices(const struct lic_page_builder *b, uint64_t *out)
{
	const struct pressed *pressed = (const void *)b->pressed.ptr;
	const struct lic_page_price *price = (const void *)b->prices.ptr;
	const size_t prices = b->prices.len / sizeof(*price);
	size_t count = 0, next = 0, from = 0;

	for (size_t i = 0; i < b->pressed.len / sizeof(*pressed); i++) {
		const size_t at = pressed[i].at;
		bool follows = false;
		/* Those that stand in markup alone are nowhere in the text. */
		for (; next < prices && (price[next].at < at || price[next].at == SIZE_MAX); next++)
			follows |= price[next].at != SIZE_MAX && price[next].at >= from &&
				   at - price[next].at <= REACH;
		if (follows)
			out[count++] = pressed[i].hash;
		from = at;
	}
	return count;
}

bool lic_page_shelf_stands(struct lic_page_builder *b)
{
	const size_t most = b->pressed.len / sizeof(struct pressed);
	size_t same = 1;

	if (most < SHELF || lic_buf_error(&b->pressed))
		return false;
	uint64_t *hash = lic_arena_alloc(b->arena, most * sizeof(*hash));
	if (!hash) {
		b->failed = true;
		return false;
	}
	const size_t count = behind_prices(b, hash);
	if (count)
		qsort(hash, count, sizeof(*hash), by_hash);
	for (size_t i = 1; i < count && same < SHELF; i++)
		same = hash[i] == hash[i - 1] ? same + 1 : 1;
	return count && same >= SHELF;
}
