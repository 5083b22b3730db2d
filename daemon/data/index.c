#include "index.h"

#include "arena.h"
#include "file.h"
#include "hash.h"
#include "index_file.h"
#include "json.h"
#include "limits.h"

struct lic_index {
	struct lic_map map;
	const struct lic_index_header *header;
	const struct lic_index_slot *slots;
	uint64_t mask;
	struct lic_json *tables;
	struct lic_index_list *lists;
	size_t lists_count;
	struct lic_arena arena; /* of what is made at opening */
};

static bool header_ok(const struct lic_index_header *h, size_t size)
{
	struct lic_str body = {(const char *)h, offsetof(struct lic_index_header, check)};

	if (h->check != lic_hash(body, 0) || h->file_size != size || h->slot_bits > 32)
		return false;
	uint64_t slots_len = sizeof(struct lic_index_slot) << h->slot_bits;
	return h->slots_at % 8 == 0 && h->slots_at >= sizeof(*h) && h->slots_at <= size &&
	       slots_len <= size - h->slots_at && h->records_at >= h->slots_at + slots_len &&
	       h->records_at <= h->records_end && h->records_end <= size &&
	       h->records_at % 4 == 0 && h->tables_at >= h->records_end && h->tables_at <= size &&
	       h->tables_len <= size - h->tables_at;
}

/* A whole number up to max in either direction; else 0. A million years from now is
 * no date, and damage must not overflow. */
static int64_t whole(const struct lic_json *j, const char *key, double max)
{
	double n = lic_json_number(lic_json_get(j, key), 0);

	return n >= -max && n <= max ? (int64_t)n : 0;
}

#define DATE_MAX 400e6
#define COUNT_MAX 1e15

static void read_list(struct lic_index_list *out, const struct lic_json *j)
{
	struct lic_list *l = &out->list;

	l->id = lic_json_string(lic_json_get(j, "id"));
	l->name = lic_json_string(lic_json_get(j, "name"));
	l->jurisdiction = lic_json_string(lic_json_get(j, "jurisdiction"));
	l->authority = lic_json_string(lic_json_get(j, "authority"));
	l->url = lic_json_string(lic_json_get(j, "url"));
	l->licence = lic_json_string(lic_json_get(j, "licence"));
	l->superseded_by = lic_json_string(lic_json_get(j, "superseded_by"));
	if (lic_kind_parse(lic_json_string(lic_json_get(j, "kind")), &l->kind) < 0)
		l->kind = LIC_KIND_COMMUNITY;
	l->timezone = lic_json_string(lic_json_get(j, "timezone"));
	l->as_of = (lic_date)whole(j, "as_of", DATE_MAX);
	l->max_age_days = (int32_t)whole(j, "max_age_days", DATE_MAX);
	out->expires = l->expires = whole(j, "expires", COUNT_MAX);
	out->total = (uint64_t)whole(j, "total", COUNT_MAX);
	out->in_force = (uint64_t)whole(j, "in_force", COUNT_MAX);
	out->withdrawn = (uint64_t)whole(j, "withdrawn", COUNT_MAX);
	out->superseded = whole(j, "superseded", 1) != 0;
}

static int write_source(struct lic_arena *arena, struct lic_list *list)
{
	struct lic_buf out;

	lic_buf_init(&out, LIC_VERDICT_MAX);
	lic_json_field(&out, "list", list->id);
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "name", list->name);
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "url", list->url);
	list->source_json = lic_arena_copy(arena, lic_buf_str(&out));
	int err = lic_buf_error(&out);
	lic_buf_release(&out);
	return err;
}

static int read_tables(struct lic_index *index, struct lic_diag *diag)
{
	const struct lic_index_header *h = index->header;
	struct lic_str text = {index->map.ptr + h->tables_at, (size_t)h->tables_len};
	int err = lic_json_parse(&index->tables, text, diag);

	if (err < 0)
		return err;
	const struct lic_json *lists = lic_json_get(index->tables, "lists");
	index->lists_count = lic_json_size(lists);
	if (index->lists_count > LIC_LISTS_MAX)
		return LIC_ECORRUPT;
	index->lists = calloc(index->lists_count + 1, sizeof(*index->lists));
	if (!index->lists)
		return LIC_ENOMEM;
	for (size_t i = 0; i < index->lists_count && !err; i++) {
		read_list(&index->lists[i], lic_json_at(lists, i));
		err = write_source(&index->arena, &index->lists[i].list);
	}
	return err;
}

int lic_index_open(struct lic_index **out, const char *path, struct lic_diag *diag)
{
	struct lic_index *index = calloc(1, sizeof(*index));
	int err;

	if (!index)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	err = lic_map_open(&index->map, path, diag);
	if (err < 0)
		goto out;
	index->header = (const struct lic_index_header *)(const void *)index->map.ptr;
	if (index->map.len < sizeof(*index->header) ||
	    memcmp(index->header->magic, LIC_INDEX_MAGIC, 8) != 0) {
		err = lic_diag_set(diag, LIC_ECORRUPT, "%s is no Licit index", path);
		goto out;
	}
	if (index->header->version != LIC_INDEX_VERSION) {
		err = lic_diag_set(diag, LIC_EVERSION,
				   "%s was made by another version of Licit; load the lists again",
				   path);
		goto out;
	}
	if (!header_ok(index->header, index->map.len) || read_tables(index, NULL) < 0) {
		err = lic_diag_set(diag, LIC_ECORRUPT, "%s is damaged; load the lists again", path);
		goto out;
	}
	index->slots = (const void *)(index->map.ptr + index->header->slots_at);
	index->mask = (1ull << index->header->slot_bits) - 1;
	*out = index;
	return LIC_OK;
out:
	lic_index_close(index);
	return err;
}

void lic_index_close(struct lic_index *index)
{
	if (!index)
		return;
	free(index->lists);
	lic_arena_release(&index->arena);
	lic_json_free(index->tables);
	lic_map_close(&index->map);
	free(index);
}

struct lic_str lic_index_id(const struct lic_index *index)
{
	return lic_str(index->header->id, LIC_INDEX_ID_SIZE);
}

uint64_t lic_index_entries(const struct lic_index *index)
{
	return index->header->entries;
}

bool lic_index_may_have_tld(const struct lic_index *index, struct lic_str label)
{
	return label.len && index->header->tlds & lic_index_tld_bit(label);
}

struct lic_str lic_index_file(const struct lic_index *index, const char *name)
{
	const struct lic_str wanted = lic_str_from(name);
	uint64_t at = (index->header->records_end + 7) & ~7ull;

	while (at + sizeof(struct lic_index_kept) <= index->header->tables_at) {
		const struct lic_index_kept *kept = (const void *)(index->map.ptr + at);
		const char *text = (const char *)(kept + 1) + kept->name_len;
		at += sizeof(*kept) + kept->name_len + (uint64_t)kept->text_len;
		if (at > index->header->tables_at)
			break;
		if (lic_str_eq(lic_str((const char *)(kept + 1), kept->name_len), wanted))
			return lic_str(text, kept->text_len);
		at = (at + 3) & ~3ull;
	}
	return lic_str(NULL, 0);
}

size_t lic_index_lists(const struct lic_index *index)
{
	return index->lists_count;
}

const struct lic_index_list *lic_index_list(const struct lic_index *index, size_t i)
{
	return i < index->lists_count ? &index->lists[i] : NULL;
}

/* The record at an offset / 4, if all of it lies within the records. */
static const struct lic_index_record *record_at(const struct lic_index *index, uint32_t record)
{
	uint64_t at = (uint64_t)record * 4;
	const struct lic_index_header *h = index->header;

	if (at < h->records_at || at + sizeof(struct lic_index_record) > h->records_end)
		return NULL;
	const struct lic_index_record *r = (const void *)(index->map.ptr + at);
	uint64_t end = at + sizeof(*r) + r->name_len + r->detail_len;
	if (end > h->records_end || r->host_len > r->name_len)
		return NULL;
	return r;
}

uint64_t lic_index_hash(const struct lic_index *index, struct lic_str host)
{
	return lic_hash(host, index->header->seed);
}

void lic_index_prefetch_slot(const struct lic_index *index, uint64_t hash)
{
	__builtin_prefetch(&index->slots[hash & index->mask]);
}

void lic_index_prefetch_record(const struct lic_index *index, uint64_t hash)
{
	const struct lic_index_slot *slot = &index->slots[hash & index->mask];

	/* Most names are found in their first slot. An address that is no good is no
	 * harm here: a prefetch never faults. A record often lies across two lines. */
	if (slot->record && slot->tag == (uint32_t)(hash >> 32)) {
		uintptr_t at = (uintptr_t)index->map.ptr + (uintptr_t)slot->record * 4;
		__builtin_prefetch((const void *)at);
		__builtin_prefetch((const void *)(at + sizeof(struct lic_index_record) + 16));
	}
}

uint32_t lic_index_find(const struct lic_index *index, uint64_t hash, struct lic_str host)
{
	uint32_t tag = (uint32_t)(hash >> 32);

	/* The table is never full; the bound only keeps a damaged one from a loop. */
	for (uint64_t i = hash & index->mask, n = 0; n <= index->mask;
	     i = (i + 1) & index->mask, n++) {
		const struct lic_index_slot *slot = &index->slots[i];
		if (!slot->record)
			return 0;
		if (slot->tag != tag)
			continue;
		const struct lic_index_record *r = record_at(index, slot->record);
		if (r && r->host_len == host.len && memcmp(r + 1, host.ptr, host.len) == 0)
			return slot->record;
	}
	return 0;
}

uint32_t lic_index_next(const struct lic_index *index, uint32_t record)
{
	const struct lic_index_record *r = record_at(index, record);

	/* A chain only leads backwards in the file: no cycle. */
	return r && r->next < record ? r->next : 0;
}

static void read_detail(struct lic_entry *out, const char *ptr, size_t len)
{
	struct lic_str *const fields[LIC_FIELD_REGISTERED] = {
		[LIC_FIELD_HOLDER] = &out->holder,       [LIC_FIELD_NUMBER] = &out->number,
		[LIC_FIELD_ENTRY_URL] = &out->entry_url, [LIC_FIELD_CLASS] = &out->class,
		[LIC_FIELD_COUNTRIES] = &out->countries, [LIC_FIELD_REASON] = &out->reason,
		[LIC_FIELD_SOURCE] = &out->source,
	};

	out->registered = 0;
	for (size_t i = 0; i < LIC_FIELD_REGISTERED; i++)
		*fields[i] = lic_str(NULL, 0);
	while (len >= 3) {
		uint16_t n;
		unsigned char field = (unsigned char)ptr[0];
		memcpy(&n, ptr + 1, 2);
		if (n > len - 3)
			return;
		if (field < LIC_FIELD_REGISTERED)
			*fields[field] = lic_str(ptr + 3, n);
		else if (field == LIC_FIELD_REGISTERED && n == sizeof(out->registered))
			memcpy(&out->registered, ptr + 3, n);
		ptr += 3 + n;
		len -= 3u + n;
	}
}

void lic_index_expire(struct lic_index *index, size_t i, int64_t expires, int64_t now)
{
	struct lic_index_list *list = &index->lists[i];

	if (!expires)
		expires = __atomic_load_n(&list->expires, __ATOMIC_RELAXED);
	const lic_date expired = expires && expires <= now ? lic_date_of(expires) : 0;
	__atomic_store_n(&list->expires, expires, __ATOMIC_RELAXED);
	__atomic_store_n(&list->expired, expired, __ATOMIC_RELAXED);
}

int64_t lic_index_expires(const struct lic_index *index, size_t i)
{
	return __atomic_load_n(&index->lists[i].expires, __ATOMIC_RELAXED);
}

int lic_index_entry(const struct lic_index *index, uint32_t record, struct lic_entry *out)
{
	const struct lic_index_record *r = record_at(index, record);

	if (!r || r->list >= index->lists_count || LIC_INDEX_SCOPE(r->flags) > LIC_SCOPE_TLD ||
	    LIC_INDEX_CONFIDENCE(r->flags) > LIC_CONFIDENCE_LOW)
		return LIC_ECORRUPT;
	const char *name = (const char *)(r + 1);
	/* Field by field: to clear the whole first is the dearer half of a lookup. */
	out->list = &index->lists[r->list].list;
	out->name = lic_str(name, r->name_len);
	out->host_len = r->host_len;
	out->scope = (enum lic_scope)LIC_INDEX_SCOPE(r->flags);
	out->evidence = (enum lic_evidence)LIC_INDEX_EVIDENCE(r->flags);
	out->confidence = (enum lic_confidence)LIC_INDEX_CONFIDENCE(r->flags);
	out->withdrawn = r->flags & LIC_INDEX_WITHDRAWN;
	out->since = r->since;
	out->end = r->end;
	out->seen = r->seen;
	out->today = 0;
	out->expired = __atomic_load_n(&index->lists[r->list].expired, __ATOMIC_RELAXED);
	read_detail(out, name + r->name_len, r->detail_len);
	return LIC_OK;
}

uint32_t lic_index_walk(const struct lic_index *index, uint32_t record)
{
	uint64_t at = index->header->records_at;

	if (record) {
		const struct lic_index_record *r = record_at(index, record);
		if (!r)
			return 0;
		at = (uint64_t)record * 4 + sizeof(*r) + r->name_len + r->detail_len;
		at = (at + 3) & ~3ull;
	}
	return record_at(index, (uint32_t)(at / 4)) ? (uint32_t)(at / 4) : 0;
}
