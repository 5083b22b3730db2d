/* Rows on their way in: a temporary table of a key to sort by and the packed rest,
 * since two columns sort several times as fast as seventeen. */
#include "buf.h"
#include "limits.h"
#include "store_rows.h"

/* Key: name, a byte below all that a name holds, then scope, since and line in
 * digits of fixed width: bytes in order are rows in order. */
#define KEY_SEPARATOR '\x01'
#define KEY_TAIL (1 + 1 + 8 + 8)

#define TEXTS 7
#define PACK_MAX (TEXTS * (LIC_LIST_LINE_MAX + 4u) + 64u)

struct packed {
	uint32_t host_len, line;
	int32_t since, withdrawn, until, seen, registered;
	uint8_t scope, evidence, confidence, reserved;
	uint32_t len[TEXTS];
};

static void put_hex(char *out, uint32_t n)
{
	for (int i = 7; i >= 0; i--, n >>= 4)
		out[i] = "0123456789abcdef"[n & 15];
}

static void pack_key(struct lic_buf *out, const struct lic_row *row)
{
	char tail[KEY_TAIL] = {KEY_SEPARATOR, (char)('0' + row->name.scope)};

	/* Days before 1970 come before those after it. */
	put_hex(tail + 2, (uint32_t)row->record.since ^ 0x80000000u);
	put_hex(tail + 10, row->record.line);
	lic_buf_adds(out, row->name.text);
	lic_buf_add(out, tail, sizeof(tail));
}

static void pack_rest(struct lic_buf *out, const struct lic_row *row)
{
	const struct lic_record *r = &row->record;
	const struct lic_str texts[TEXTS] = {r->holder,    r->number, r->entry_url, r->class,
					     r->countries, r->reason, r->source};
	struct packed p = {
		.host_len = (uint32_t)row->name.host_len,
		.line = r->line,
		.since = r->since,
		.withdrawn = r->withdrawn,
		.until = r->until,
		.seen = r->seen,
		.registered = r->registered,
		.scope = (uint8_t)row->name.scope,
		.evidence = (uint8_t)r->evidence,
		.confidence = (uint8_t)r->confidence,
	};

	for (size_t i = 0; i < TEXTS; i++)
		p.len[i] = (uint32_t)texts[i].len;
	lic_buf_add(out, (const char *)&p, sizeof(p));
	for (size_t i = 0; i < TEXTS; i++)
		lic_buf_adds(out, texts[i]);
}

static void unpack(struct lic_stmt *stmt, struct lic_row *row)
{
	struct lic_str key = lic_stmt_get_text(stmt, 0), rest = lic_stmt_get_text(stmt, 1);
	struct lic_record *r = &row->record;
	struct lic_str *const texts[TEXTS] = {&r->holder,    &r->number, &r->entry_url, &r->class,
					      &r->countries, &r->reason, &r->source};
	struct packed p;
	const char *at = rest.ptr + sizeof(p);

	memcpy(&p, rest.ptr, sizeof(p));
	row->name.text = lic_str(key.ptr, key.len - KEY_TAIL);
	row->name.host_len = p.host_len;
	row->name.scope = (enum lic_scope)p.scope;
	r->name = row->name.text;
	r->line = p.line;
	r->since = p.since;
	r->withdrawn = p.withdrawn;
	r->until = p.until;
	r->seen = p.seen;
	r->registered = p.registered;
	r->evidence = (enum lic_evidence)p.evidence;
	r->confidence = (enum lic_confidence)p.confidence;
	for (size_t i = 0; i < TEXTS; i++) {
		*texts[i] = lic_str(at, p.len[i]);
		at += p.len[i];
	}
}

int lic_store_stage_begin(struct lic_store *store, struct lic_diag *diag)
{
	lic_buf_release(&store->stage_key);
	lic_buf_release(&store->stage_rest);
	lic_buf_init(&store->stage_key, LIC_LIST_LINE_MAX);
	lic_buf_init(&store->stage_rest, PACK_MAX);
	return lic_db_exec(store->db,
			   "CREATE TEMP TABLE IF NOT EXISTS staged(key TEXT, rest BLOB);"
			   "DELETE FROM temp.staged;",
			   diag);
}

int lic_store_stage(struct lic_store *store, const struct lic_row *row, struct lic_diag *diag)
{
	struct lic_buf *key = &store->stage_key, *rest = &store->stage_rest;
	struct lic_stmt *stmt;
	int err = lic_store_stmt(store, STMT_STAGE, "INSERT INTO temp.staged VALUES(?,?)", &stmt,
				 diag);

	if (err < 0)
		return err;
	lic_buf_reset(key);
	lic_buf_reset(rest);
	pack_key(key, row);
	pack_rest(rest, row);
	if (lic_buf_error(key) || lic_buf_error(rest))
		return lic_diag_set(diag, LIC_ELIMIT, "line %u: the row is too long",
				    row->record.line);
	lic_stmt_text(stmt, 1, lic_buf_str(key));
	lic_stmt_blob(stmt, 2, rest->ptr, rest->len);
	return lic_store_run(store, stmt, "reading the file", diag);
}

int lic_cursor_staged(struct lic_cursor **out, struct lic_store *store, struct lic_diag *diag)
{
	return lic_cursor_new(out, store, "SELECT key, rest FROM temp.staged ORDER BY key", unpack,
			      diag);
}
