#include "index_build.h"

#include "digest.h"
#include "file.h"
#include "hash.h"
#include "index_file.h"
#include "limits.h"

#include <fcntl.h>
#include <sys/mman.h>

#define PAGE 4096u
#define DETAIL_MAX 65535u

struct lic_index_builder {
	struct lic_writer out;
	struct lic_index_header header;
	struct lic_index_slot *slots; /* mapped from the file */
	size_t slots_len;
	struct lic_digest *digest;
	char *path;
	bool finished;
	/* The record being put together: header, name, detail, padding. */
	_Alignas(8) char record[sizeof(struct lic_index_record) + LIC_URL_MAX + DETAIL_MAX + 4];
};

/* At most two slots in three are used, so that probes stay short. */
static uint32_t slot_bits_for(uint64_t entries)
{
	uint32_t bits = 10;

	while ((1ull << bits) < entries + entries / 2)
		bits++;
	return bits;
}

static int map_slots(struct lic_index_builder *b)
{
	struct lic_index_header *h = &b->header;
	size_t whole = (size_t)h->records_at;

	if (ftruncate(b->out.fd, (off_t)whole) < 0 || lseek(b->out.fd, (off_t)whole, SEEK_SET) < 0)
		return lic_err_from_errno(errno);
	/* Writing to a hole of a mapped file on a full disk is SIGBUS, so the room
	 * is taken first. */
	int full = posix_fallocate(b->out.fd, 0, (off_t)whole);
	if (full != 0 && full != EOPNOTSUPP && full != EINVAL)
		return lic_err_from_errno(full);
	b->slots_len = sizeof(struct lic_index_slot) << h->slot_bits;
	void *p = mmap(NULL, b->slots_len, PROT_READ | PROT_WRITE, MAP_SHARED, b->out.fd,
		       (off_t)h->slots_at);
	if (p == MAP_FAILED)
		return lic_err_from_errno(errno);
	b->slots = p;
	b->out.offset = whole;
	return LIC_OK;
}

int lic_index_builder_new(struct lic_index_builder **out, const char *path, uint64_t entries,
			  struct lic_diag *diag)
{
	struct lic_index_builder *b = calloc(1, sizeof(*b));
	int err = LIC_ENOMEM;

	if (!b)
		goto out;
	b->out.fd = -1;
	b->path = strdup(path);
	if (!b->path || lic_digest_new(&b->digest) < 0)
		goto out;
	if (entries > LIC_ENTRIES_MAX) {
		err = LIC_ELIMIT;
		goto out;
	}
	memcpy(b->header.magic, LIC_INDEX_MAGIC, 8);
	b->header.version = LIC_INDEX_VERSION;
	b->header.slot_bits = slot_bits_for(entries);
	b->header.slots_at = PAGE;
	b->header.records_at = PAGE + (sizeof(struct lic_index_slot) << b->header.slot_bits);
	err = lic_random(&b->header.seed, sizeof(b->header.seed));
	if (err < 0)
		goto out;
	err = lic_writer_open(&b->out, path, diag);
	if (err < 0) {
		lic_index_builder_free(b);
		return err;
	}
	err = map_slots(b);
	if (err < 0)
		goto out;
	*out = b;
	return LIC_OK;
out:
	lic_index_builder_free(b);
	return lic_diag_set(diag, err, "cannot build the index %s: %s", path, lic_strerror(err));
}

static size_t put_field(char *at, size_t left, enum lic_index_field field, struct lic_str s)
{
	if (s.len == 0 || left < 3)
		return 0;
	/* What does not fit is cut: a text to show, never part of a decision but
	 * for countries, which are short and come first. */
	uint16_t n = (uint16_t)(s.len > left - 3 ? left - 3 : s.len);
	at[0] = (char)field;
	memcpy(at + 1, &n, 2);
	memcpy(at + 3, s.ptr, n);
	return 3u + n;
}

static size_t put_detail(char *detail, const struct lic_entry *e)
{
	const struct {
		enum lic_index_field field;
		struct lic_str text;
	} fields[] = {
		{LIC_FIELD_COUNTRIES, e->countries}, {LIC_FIELD_CLASS, e->class},
		{LIC_FIELD_NUMBER, e->number},       {LIC_FIELD_HOLDER, e->holder},
		{LIC_FIELD_ENTRY_URL, e->entry_url}, {LIC_FIELD_REASON, e->reason},
		{LIC_FIELD_SOURCE, e->source},
	};
	size_t len = 0;

	if (e->registered)
		len = put_field(detail, DETAIL_MAX, LIC_FIELD_REGISTERED,
				lic_str((const char *)&e->registered, sizeof(e->registered)));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(fields); i++)
		len += put_field(detail + len, DETAIL_MAX - len, fields[i].field, fields[i].text);
	return len;
}

/* Is the record at that offset / 4 one of this host? Rare (the tags agree), so
 * that reading it back from the file is cheap enough. 1, 0 or an error. */
static int same_host(struct lic_index_builder *b, uint32_t record, struct lic_str host)
{
	struct {
		struct lic_index_record r;
		char host[LIC_HOST_MAX + 1];
	} back;

	int err = lic_writer_flush(&b->out);
	if (err < 0)
		return err;
	ssize_t n = pread(b->out.fd, &back, sizeof(back), (off_t)record * 4);
	if (n < (ssize_t)(sizeof(back.r) + host.len))
		return n < 0 ? LIC_EIO : 0;
	return back.r.host_len == host.len && memcmp(back.host, host.ptr, host.len) == 0;
}

/* Put the record in front of its host's chain. The one it displaces, or 0, goes
 * to *next. */
static int link_record(struct lic_index_builder *b, struct lic_str host, uint32_t record,
		       uint32_t *next)
{
	uint64_t hash = lic_hash(host, b->header.seed);
	uint64_t mask = (1ull << b->header.slot_bits) - 1;
	uint32_t tag = (uint32_t)(hash >> 32);

	for (uint64_t i = hash & mask;; i = (i + 1) & mask) {
		struct lic_index_slot *slot = &b->slots[i];
		if (slot->record && slot->tag != tag)
			continue;
		int same = slot->record ? same_host(b, slot->record, host) : 1;
		if (same < 0)
			return same;
		if (!same)
			continue;
		*next = slot->record;
		*slot = (struct lic_index_slot){tag, record};
		return LIC_OK;
	}
}

int lic_index_builder_add(struct lic_index_builder *b, size_t list, const struct lic_entry *e)
{
	struct lic_str host = {e->name.ptr, e->host_len};
	uint64_t limit = 3ull << (b->header.slot_bits - 2);

	if (e->name.len > LIC_URL_MAX || host.len > LIC_HOST_MAX || list >= LIC_LISTS_MAX)
		return LIC_EINVAL;
	if (b->header.entries >= limit || b->out.offset / 4 > UINT32_MAX)
		return LIC_ELIMIT;
	struct lic_index_record *r = (struct lic_index_record *)(void *)b->record;
	char *name = b->record + sizeof(*r);
	size_t detail_len = put_detail(name + e->name.len, e);
	size_t len = sizeof(*r) + e->name.len + detail_len;

	*r = (struct lic_index_record){
		.since = e->since,
		.end = e->end,
		.seen = e->seen,
		.list = (uint16_t)list,
		.flags = (uint8_t)((unsigned)e->scope | (unsigned)e->evidence << 3 |
				   (unsigned)e->confidence << 5 |
				   (e->withdrawn ? LIC_INDEX_WITHDRAWN : 0)),
		.host_len = (uint8_t)host.len,
		.name_len = (uint16_t)e->name.len,
		.detail_len = (uint16_t)detail_len,
	};
	memcpy(name, e->name.ptr, e->name.len);
	int err = link_record(b, host, (uint32_t)(b->out.offset / 4), &r->next);
	if (err < 0)
		return err;
	for (; len % 4; len++)
		b->record[len] = 0;
	/* Chains follow from the order of the entries, so they may be in the id. */
	lic_digest_add(b->digest, b->record, len);
	lic_writer_add(&b->out, b->record, len);
	b->header.entries++;
	if (e->scope == LIC_SCOPE_TLD)
		b->header.tlds |= lic_index_tld_bit(e->name);
	return b->out.err;
}

/* The records end where the first file is kept, or the tables begin. */
static void end_records(struct lic_index_builder *b)
{
	if (b->header.records_end)
		return;
	b->header.records_end = b->out.offset;
	lic_writer_align(&b->out, 8);
}

int lic_index_builder_keep(struct lic_index_builder *b, struct lic_str name, struct lic_str text)
{
	const struct lic_index_kept kept = {(uint32_t)name.len, (uint32_t)text.len};
	const struct lic_str parts[] = {{(const char *)&kept, sizeof(kept)}, name, text};

	if (name.len > LIC_INDEX_KEPT_MAX || text.len > LIC_INDEX_KEPT_MAX)
		return LIC_ELIMIT;
	end_records(b);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(parts); i++) {
		lic_digest_add(b->digest, parts[i].ptr, parts[i].len);
		lic_writer_add(&b->out, parts[i].ptr, parts[i].len);
	}
	lic_writer_align(&b->out, 4);
	return b->out.err;
}

static void finish_header(struct lic_index_builder *b, struct lic_str identity)
{
	struct lic_index_header *h = &b->header;
	unsigned char sum[LIC_SHA256_SIZE];
	char hex[2 * LIC_SHA256_SIZE + 1];

	lic_digest_add(b->digest, identity.ptr, identity.len);
	lic_digest_final(b->digest, sum);
	lic_hex(sum, sizeof(sum), hex);
	memcpy(h->id, hex, LIC_INDEX_ID_SIZE);
	h->file_size = b->out.offset;
	h->check = lic_hash(lic_str((const char *)h, offsetof(struct lic_index_header, check)), 0);
}

int lic_index_builder_finish(struct lic_index_builder *b, struct lic_str tables,
			     struct lic_str identity, struct lic_diag *diag)
{
	int err;

	end_records(b);
	lic_writer_align(&b->out, 8);
	b->header.tables_at = b->out.offset;
	b->header.tables_len = tables.len;
	lic_writer_add(&b->out, tables.ptr, tables.len);
	finish_header(b, identity);
	err = lic_writer_flush(&b->out);
	if (!err && msync(b->slots, b->slots_len, MS_SYNC) < 0)
		err = lic_err_from_errno(errno);
	if (!err && pwrite(b->out.fd, &b->header, sizeof(b->header), 0) != sizeof(b->header))
		err = LIC_EIO;
	int closed = lic_writer_close(&b->out);
	err = err ? err : closed;
	if (err < 0)
		return lic_diag_set(diag, err, "cannot write the index %s: %s", b->path,
				    lic_strerror(err));
	b->finished = true;
	return LIC_OK;
}

void lic_index_builder_free(struct lic_index_builder *b)
{
	if (!b)
		return;
	if (b->slots)
		munmap(b->slots, b->slots_len);
	bool opened = b->out.fd >= 0 || b->out.err;
	if (lic_writer_close(&b->out) < 0 || (opened && !b->finished))
		unlink(b->path);
	lic_digest_free(b->digest);
	free(b->path);
	free(b);
}
