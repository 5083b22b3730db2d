#include "numbers.h"

#include "hash.h"
#include "limits.h"

#include <pthread.h>

struct number {
	uint64_t hash;
	uint32_t record;
};

struct lic_numbers {
	const struct lic_index *index;
	pthread_mutex_t lock; /* of making; what was made is read without */
	bool made;
	struct number *row;
	size_t count, cap;
};

/* As it is compared; cut at the size of the buffer. */
static struct lic_str plain(struct lic_str s, char out[LIC_URL_MAX])
{
	static const char *const schemes[] = {"https://", "http://"};
	size_t len = 0;

	for (size_t i = 0; i < LIC_ARRAY_SIZE(schemes); i++)
		if (lic_str_starts(s, lic_str_from(schemes[i])))
			s = lic_str(s.ptr + strlen(schemes[i]), s.len - strlen(schemes[i]));
	if (lic_str_ends(s, LIC_STR("/")))
		s.len--;
	for (size_t i = 0; i < s.len && len < LIC_URL_MAX; i++)
		if (s.ptr[i] != ' ')
			out[len++] = lic_lower(s.ptr[i]);
	return lic_str(out, len);
}

static uint64_t hash_of(struct lic_str list_id, struct lic_str key)
{
	return lic_hash(key, lic_hash(list_id, 0));
}

static int add(struct lic_numbers *n, struct lic_str list_id, struct lic_str key, uint32_t record)
{
	char text[LIC_URL_MAX];

	if (!key.len)
		return LIC_OK;
	if (n->count == n->cap) {
		size_t cap = n->cap ? n->cap * 2 : 256;
		struct number *row = realloc(n->row, cap * sizeof(*row));
		if (!row)
			return LIC_ENOMEM;
		n->row = row;
		n->cap = cap;
	}
	n->row[n->count++] = (struct number){hash_of(list_id, plain(key, text)), record};
	return LIC_OK;
}

static int compare(const void *a, const void *b)
{
	const struct number *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->record < y->record ? -1 : x->record > y->record;
}

static int make(struct lic_numbers *n)
{
	uint32_t r = 0;
	int err = LIC_OK;

	n->count = 0;
	while (!err && (r = lic_index_walk(n->index, r)) != 0) {
		struct lic_entry e;
		err = lic_index_entry(n->index, r, &e);
		if (err < 0 || e.list->kind != LIC_KIND_REGISTER)
			continue;
		err = add(n, e.list->id, e.number, r);
		if (!err)
			err = add(n, e.list->id, e.entry_url, r);
	}
	if (n->count)
		qsort(n->row, n->count, sizeof(*n->row), compare);
	n->made = !err;
	return err;
}

int lic_numbers_new(struct lic_numbers **out, const struct lic_index *index)
{
	struct lic_numbers *n = calloc(1, sizeof(*n));

	if (!n)
		return LIC_ENOMEM;
	n->index = index;
	pthread_mutex_init(&n->lock, NULL);
	*out = n;
	return LIC_OK;
}

void lic_numbers_free(struct lic_numbers *numbers)
{
	if (!numbers)
		return;
	pthread_mutex_destroy(&numbers->lock);
	free(numbers->row);
	free(numbers);
}

static size_t first_of(const struct lic_numbers *n, uint64_t hash)
{
	size_t low = 0, high = n->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (n->row[mid].hash < hash)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool has_key(const struct lic_entry *e, struct lic_str key)
{
	char text[LIC_URL_MAX];

	return (e->number.len && lic_str_eq(plain(e->number, text), key)) ||
	       (e->entry_url.len && lic_str_eq(plain(e->entry_url, text), key));
}

int lic_numbers_find(struct lic_numbers *numbers, struct lic_str list_id, struct lic_str key,
		     bool (*fn)(void *ctx, const struct lic_entry *entry), void *ctx)
{
	char text[LIC_URL_MAX];
	struct lic_entry e;

	pthread_mutex_lock(&numbers->lock);
	int err = numbers->made ? LIC_OK : make(numbers);
	pthread_mutex_unlock(&numbers->lock);
	if (err < 0)
		return err;
	key = plain(key, text);
	uint64_t hash = hash_of(list_id, key);
	for (size_t i = first_of(numbers, hash); i < numbers->count && numbers->row[i].hash == hash;
	     i++) {
		err = lic_index_entry(numbers->index, numbers->row[i].record, &e);
		if (err < 0)
			return err;
		if (lic_str_eq(e.list->id, list_id) && has_key(&e, key) && !fn(ctx, &e))
			break;
	}
	return LIC_OK;
}
