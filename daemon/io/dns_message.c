#include "dns_message.h"

#define HEADER 12
#define CLASS_IN 1

/* RFC 1035, section 4.1.1. */
#define FLAG_ANSWER 0x8000u
#define FLAG_OPCODE 0x7800u
#define FLAG_TRUNCATED 0x0200u
#define RCODE 0x000fu
#define RCODE_NXDOMAIN 3

/* On the wire a name has at most 255 bytes; as text each may become "\DDD". */
#define NAME_WIRE_MAX 255
#define NAME_TEXT_MAX (4 * NAME_WIRE_MAX)

struct name {
	char text[NAME_TEXT_MAX];
	size_t len;
};

struct reader {
	const unsigned char *bytes;
	size_t size, at;
	bool bad;
};

struct record {
	struct name owner;
	unsigned type, class;
	size_t data, data_end;
};

static unsigned read_byte(struct reader *r)
{
	if (r->at >= r->size) {
		r->bad = true;
		return 0;
	}
	return r->bytes[r->at++];
}

static unsigned read_u16(struct reader *r)
{
	unsigned high = read_byte(r);

	return high << 8 | read_byte(r);
}

static void add_char(struct name *name, unsigned char c)
{
	static const char digits[] = "0123456789";

	if (c > ' ' && c < 0x7f && c != '.' && c != '\\') {
		name->text[name->len++] = lic_lower((char)c);
		return;
	}
	name->text[name->len++] = '\\';
	name->text[name->len++] = digits[c / 100];
	name->text[name->len++] = digits[c / 10 % 10];
	name->text[name->len++] = digits[c % 10];
}

static void add_label(struct reader *r, struct name *name, unsigned len)
{
	if (name->len)
		name->text[name->len++] = '.';
	while (len-- && !r->bad)
		add_char(name, (unsigned char)read_byte(r));
}

/* Section 4.1.4. A pointer must lead to before the part that it stands in, so that
 * following them ends. */
static void read_name(struct reader *r, struct name *name)
{
	size_t behind = 0, floor = r->at, wire = 1;
	unsigned len;

	name->len = 0;
	while (!r->bad && (len = read_byte(r)) != 0) {
		if (len >= 0xc0) {
			size_t to = (len & 0x3f) << 8 | read_byte(r);
			if (!behind)
				behind = r->at;
			r->bad = r->bad || to >= floor;
			r->at = floor = to;
			continue;
		}
		wire += len + 1;
		if (len > LIC_LABEL_MAX || wire > NAME_WIRE_MAX) {
			r->bad = true;
			return;
		}
		add_label(r, name, len);
	}
	if (behind)
		r->at = behind;
}

static struct lic_str name_str(const struct name *name)
{
	return lic_str(name->text, name->len);
}

static void read_record(struct reader *r, struct record *record)
{
	read_name(r, &record->owner);
	record->type = read_u16(r);
	record->class = read_u16(r);
	read_u16(r); /* its time to live */
	read_u16(r);
	size_t len = read_u16(r);
	record->data = r->at;
	r->bad = r->bad || len > r->size - r->at;
	if (!r->bad)
		r->at += len;
	record->data_end = r->at;
}

/* A name in the data of a record, in the arena; empty if there is none. */
static int read_data_name(const struct reader *r, size_t at, size_t end, struct lic_arena *arena,
			  struct lic_str *out)
{
	struct reader data = {r->bytes, end, at, false};
	struct name name;

	read_name(&data, &name);
	if (data.bad)
		return LIC_ESYNTAX;
	*out = lic_arena_copy(arena, name_str(&name));
	return out->ptr ? LIC_OK : LIC_ENOMEM;
}

/* Bytes that are no text become '?': nobody but a person reads them. */
static void clean(char *text, size_t len)
{
	bool is_utf8 = lic_str_is_utf8(lic_str(text, len));

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c < ' ' || c == 0x7f || (c > 0x7f && !is_utf8))
			text[i] = '?';
	}
}

/* The strings of a TXT record, joined (RFC 7208, section 3.3). */
static int read_text(const struct reader *r, const struct record *record, struct lic_arena *arena,
		     struct lic_dns_message *out, struct lic_str *text)
{
	size_t room = record->data_end - record->data, len = 0;
	char *joined = lic_arena_alloc(arena, room);

	if (!joined)
		return LIC_ENOMEM;
	for (size_t at = record->data; at < record->data_end;) {
		size_t n = r->bytes[at++];
		if (n > record->data_end - at)
			return LIC_ESYNTAX;
		memcpy(joined + len, r->bytes + at, n);
		len += n;
		at += n;
	}
	if (len > LIC_DNS_TEXT_MAX) {
		len = LIC_DNS_TEXT_MAX;
		out->cut = true;
	}
	clean(joined, len);
	*text = lic_str(joined, len);
	return LIC_OK;
}

static int read_address(const struct reader *r, const struct record *record, bool v6,
			struct lic_address *out)
{
	size_t len = v6 ? 16 : 4;

	if (record->data_end - record->data != len)
		return LIC_ESYNTAX;
	*out = (struct lic_address){.v6 = v6};
	memcpy(out->bytes, r->bytes + record->data, len);
	return LIC_OK;
}

static int read_data(const struct reader *r, const struct record *record, struct lic_arena *arena,
		     struct lic_dns_message *out, struct lic_dns_record *to)
{
	size_t at = record->data;

	switch (record->type) {
	case LIC_DNS_A:
	case LIC_DNS_AAAA:
		return read_address(r, record, record->type == LIC_DNS_AAAA, &to->address);
	case LIC_DNS_TXT:
		return read_text(r, record, arena, out, &to->text);
	case LIC_DNS_MX:
		if (record->data_end - at < 2)
			return LIC_ESYNTAX;
		to->preference = (unsigned)r->bytes[at] << 8 | r->bytes[at + 1];
		at += 2;
		break;
	default:
		break;
	}
	return read_data_name(r, at, record->data_end, arena, &to->text);
}

static int add_alias(const struct reader *r, const struct record *record, struct lic_arena *arena,
		     struct lic_str asked, struct lic_dns_message *out)
{
	struct lic_str to;
	int err = read_data_name(r, record->data, record->data_end, arena, &to);

	if (err < 0)
		return err;
	if (out->aliases_count == LIC_DNS_ALIASES_MAX || lic_str_caseeq(to, asked))
		return LIC_ESYNTAX;
	for (size_t i = 0; i < out->aliases_count; i++)
		if (lic_str_eq(to, out->aliases[i]))
			return LIC_ESYNTAX;
	out->aliases[out->aliases_count++] = to;
	return LIC_OK;
}

struct answers {
	struct reader start; /* at the first record */
	size_t count;
	struct lic_str asked;
	enum lic_dns_type type;
};

static struct lic_str last_name(const struct answers *answers, const struct lic_dns_message *out)
{
	return out->aliases_count ? out->aliases[out->aliases_count - 1] : answers->asked;
}

/* Look for the alias of the last name: 1 if it has one, 0 if not. */
static int follow(const struct answers *answers, struct lic_arena *arena,
		  struct lic_dns_message *out)
{
	struct reader r = answers->start;
	struct lic_str from = last_name(answers, out);
	struct record record;

	for (size_t i = 0; i < answers->count; i++) {
		read_record(&r, &record);
		if (r.bad)
			return LIC_ESYNTAX;
		if (record.type != LIC_DNS_CNAME || record.class != CLASS_IN ||
		    !lic_str_caseeq(name_str(&record.owner), from))
			continue;
		int err = add_alias(&r, &record, arena, answers->asked, out);
		return err < 0 ? err : 1;
	}
	return 0;
}

static int collect(const struct answers *answers, struct lic_arena *arena,
		   struct lic_dns_message *out)
{
	struct reader r = answers->start;
	struct lic_str name = last_name(answers, out);
	struct record record;

	for (size_t i = 0; i < answers->count; i++) {
		read_record(&r, &record);
		if (r.bad)
			return LIC_ESYNTAX;
		if (record.type != answers->type || record.class != CLASS_IN ||
		    !lic_str_caseeq(name_str(&record.owner), name))
			continue;
		if (out->records_count == LIC_DNS_RECORDS_MAX) {
			out->cut = true;
			return LIC_OK;
		}
		struct lic_dns_record *to = &out->records[out->records_count];
		*to = (struct lic_dns_record){.preference = 0};
		int err = read_data(&r, &record, arena, out, to);
		if (err < 0)
			return err;
		out->records_count++;
	}
	return LIC_OK;
}

static int read_head(struct reader *r, struct answers *answers, struct lic_dns_message *out)
{
	struct name name;

	read_u16(r); /* the id, which the asker has compared */
	unsigned flags = read_u16(r);
	unsigned questions = read_u16(r);
	answers->count = read_u16(r);
	read_u16(r);
	read_u16(r);
	if (r->bad || !(flags & FLAG_ANSWER) || (flags & FLAG_OPCODE) || questions != 1)
		return LIC_ESYNTAX;
	if ((flags & RCODE) != 0 && (flags & RCODE) != RCODE_NXDOMAIN)
		return LIC_EREFUSED;
	out->exists = (flags & RCODE) == 0;
	out->cut = (flags & FLAG_TRUNCATED) != 0;
	read_name(r, &name);
	unsigned type = read_u16(r);
	unsigned class = read_u16(r);
	if (r->bad || type != answers->type || class != CLASS_IN ||
	    !lic_str_caseeq(name_str(&name), answers->asked))
		return LIC_ESYNTAX;
	if (answers->count > LIC_DNS_SCANNED_MAX) {
		answers->count = LIC_DNS_SCANNED_MAX;
		out->cut = true;
	}
	answers->start = *r;
	return LIC_OK;
}

int lic_dns_message_parse(struct lic_str bytes, struct lic_str name, enum lic_dns_type type,
			  struct lic_arena *arena, struct lic_dns_message *out)
{
	struct reader r = {(const unsigned char *)bytes.ptr, bytes.len, 0, bytes.len < HEADER};
	struct answers answers = {.asked = name, .type = type};
	int more;

	out->aliases_count = out->records_count = 0;
	int err = read_head(&r, &answers, out);
	if (err < 0)
		return err;
	do
		more = type == LIC_DNS_CNAME ? 0 : follow(&answers, arena, out);
	while (more > 0);
	return more < 0 ? more : collect(&answers, arena, out);
}
