/*
 * The layout of an index file, shared by its reader and its builder and by
 * nothing else.
 */
#ifndef LIC_INDEX_FILE_H
#define LIC_INDEX_FILE_H

#include "str.h"

#define LIC_INDEX_MAGIC "LICIDX\r\n"
#define LIC_INDEX_VERSION 3u
#define LIC_INDEX_ID_SIZE 16

struct lic_index_header {
	char magic[8];
	uint32_t version; /* also tells a foreign byte order */
	uint32_t slot_bits;
	uint64_t file_size;
	uint64_t seed; /* of the hash */
	uint64_t entries;
	uint64_t slots_at;
	uint64_t records_at;
	uint64_t records_end;
	uint64_t tables_at;
	uint64_t tables_len;
	uint32_t tlds; /* a bit for each whole top-level domain, see lic_index_tld_bit */
	char id[LIC_INDEX_ID_SIZE];
	uint32_t reserved;
	uint64_t check; /* lic_hash of all before it */
};

/* The bit of a top-level domain; others have the same, but of the usual ones only a
 * few, so that nearly no host is looked up by its last label. */
static inline uint32_t lic_index_tld_bit(struct lic_str label)
{
	uint32_t mixed = (unsigned char)label.ptr[0] * 7u +
			 (unsigned char)label.ptr[label.len - 1] + (uint32_t)label.len;

	return 1u << (mixed & 31);
}

struct lic_index_slot {
	uint32_t tag;
	uint32_t record; /* offset in the file / 4 */
};

struct lic_index_record {
	uint32_t next; /* record of the same host, offset / 4; 0: none */
	int32_t since;
	int32_t end;
	int32_t seen;
	uint16_t list;
	uint8_t flags;
	uint8_t host_len;
	uint16_t name_len;
	uint16_t detail_len;
};

/* flags: scope in bits 0–2, evidence 3–4, confidence 5–6, withdrawn 7. */
#define LIC_INDEX_SCOPE(flags) ((flags)&7u)
#define LIC_INDEX_EVIDENCE(flags) (((flags) >> 3) & 3u)
#define LIC_INDEX_CONFIDENCE(flags) (((flags) >> 5) & 3u)
#define LIC_INDEX_WITHDRAWN 0x80u

/* A file that is kept with the lists, between the records and the tables, padded
 * to 4: this, its name, its text. The first begins at a multiple of 8. */
struct lic_index_kept {
	uint32_t name_len;
	uint32_t text_len;
};

/* Detail: (u8 field, u16 length, bytes) for each field that is not empty. */
enum lic_index_field {
	LIC_FIELD_HOLDER,
	LIC_FIELD_NUMBER,
	LIC_FIELD_ENTRY_URL,
	LIC_FIELD_CLASS,
	LIC_FIELD_COUNTRIES,
	LIC_FIELD_REASON,
	LIC_FIELD_SOURCE,
	LIC_FIELD_REGISTERED, /* a lic_date */
	LIC_FIELDS,
};

#endif
